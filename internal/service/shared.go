package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"lanmu"
	"lanmu/internal/queue"
	"lanmu/internal/web"
)

// With PostgreSQL the audits are a queue that several machines work off. serve
// asks for them, waits for their ends and shows how far they are, wherever they
// are done; its own worker is one of them.

const (
	// manySites is more than any configuration has.
	manySites = 1 << 16
	// sharedPatience is short: who waits longer loses the site to another worker.
	sharedPatience = time.Minute
	// glance bounds a page's look at the queue.
	glance = 3 * time.Second
)

// Shared tells whether machines can share the audits of a history at dsn.
func Shared(dsn string) bool { return queue.Shared(dsn) }

// slots are the audits that this process does at once.
func (s *Service) slots() int {
	switch {
	case s.opt.NoWork:
		return 0
	case s.opt.Parallel <= 0:
		return 2
	}
	return s.opt.Parallel
}

// share makes serve the one that settles how the queue's audits are done. work
// is to be run beside the pages, end called after it.
func (s *Service) share(ctx context.Context) (work func(context.Context) error, end func(), err error) {
	idle := func(ctx context.Context) error { <-ctx.Done(); return nil }
	if s.queue == nil {
		return idle, func() {}, nil
	}
	hold, err := s.queue.Only(ctx, "serve")
	if err != nil {
		return nil, nil, fmt.Errorf("任务队列不能使用：%w", err)
	}
	if hold == nil {
		return nil, nil, errors.New("另一个 lanmu serve 正在使用这个数据库，本次不启动。要让更多机器一起检查，请在那些机器上运行 lanmu work")
	}
	if err := s.publish(ctx); err != nil {
		hold.Release()
		return nil, nil, err
	}
	if s.opt.NoWork {
		return hold.Keep, hold.Release, nil
	}
	return both(s.work, hold.Keep), hold.Release, nil
}

// both does two things until ctx ends or one of them fails.
func both(one, other func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		failed := make(chan error, 1)
		go func() {
			defer cancel()
			failed <- other(ctx)
		}()
		err := one(ctx)
		cancel()
		return errors.Join(err, <-failed)
	}
}

// publish tells all workers what they must agree on.
func (s *Service) publish(ctx context.Context) error {
	if s.queue == nil {
		return nil
	}
	token, err := makeToken(s.opt.Recordings)
	if err != nil {
		return err
	}
	setup := queue.Setup{Version: s.opt.identity(), Recordings: s.opt.Recordings, Token: token, Sites: map[string]queue.SiteNote{}}
	for _, site := range s.sites.now() {
		digest, err := siteDigest(site, s.opt.Standard)
		if err != nil {
			return err
		}
		note := queue.SiteNote{Digest: digest}
		for _, p := range s.opt.Pauses {
			if p.Site == "" || p.Site == site.ID {
				note.Pauses = append(note.Pauses, queue.Span{From: p.From, To: p.To})
			}
		}
		setup.Sites[site.ID] = note
	}
	return s.queue.Publish(ctx, setup)
}

// auditShared asks for a site's audit and waits until some machine has done it.
func (s *Service) auditShared(ctx context.Context, site *lanmu.Site) (*lanmu.Audit, error) {
	s.opt.Log.Info("audit asked for", "site", site.ID)
	if err := s.queue.Audit(ctx, site.ID); err != nil {
		s.letGo(ctx, site.ID)
		return nil, err
	}
	return s.store.Newest(ctx, site.ID)
}

// letGo cancels the audit of a site that is configured no more. An audit whose
// serve ends goes on without it.
func (s *Service) letGo(ctx context.Context, site string) {
	s.mu.Lock()
	whole := s.ctx
	s.mu.Unlock()
	if ctx.Err() == nil || whole.Err() != nil {
		return
	}
	ctx, cancel := context.WithTimeout(whole, glance)
	defer cancel()
	if err := s.queue.Cancel(ctx, site); err != nil {
		s.opt.Log.Error("audit of a site that is gone not cancelled", "site", site, "err", err)
	}
}

// leftShared tells whether a site's last audit has not ended: it is under way
// somewhere, or was cut short and can be gone on with.
func (s *Service) leftShared(ctx context.Context, site string) (bool, error) {
	waiting, err := s.queue.Waiting(ctx, site)
	if err != nil || waiting {
		return waiting, err
	}
	return s.cutShort(ctx, site)
}

// progress is how far a running audit is, wherever it runs.
func (s *Service) progress(site string) (lanmu.Progress, bool) {
	if s.queue == nil {
		return s.board.get(site)
	}
	ctx, cancel := context.WithTimeout(context.Background(), glance)
	defer cancel()
	p, ok, err := s.queue.Progress(ctx, site)
	if err != nil {
		s.opt.Log.Warn("progress unknown", "site", site, "err", err)
	}
	return p, ok
}

// depth is how the queue stands, for metrics.
func (s *Service) depth(ctx context.Context) (web.QueueDepth, bool) {
	if s.queue == nil {
		return web.QueueDepth{}, false
	}
	d, err := s.queue.Depth(ctx)
	if err != nil {
		s.opt.Log.Warn("the queue's depth is unknown", "err", err)
		return web.QueueDepth{}, false
	}
	return web.QueueDepth(d), true
}

// workerName tells this process from all others.
func workerName() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s:%d", host, os.Getpid())
}

// identity is the program that judges: another one may judge otherwise.
func (o *Options) identity() string { return o.Version + " " + o.Revision }
