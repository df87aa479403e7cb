package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/internal/queue"
)

// ErrFolder is returned to a worker whose folder of recordings is not the one
// that serve uses.
var ErrFolder = errors.New("录制目录不是 lanmu serve 使用的那个：请把共享文件夹挂载到同样的路径，并用 --recordings 写上 (not serve's folder of recordings)")

const (
	// serveWait is between two looks for a serve that has not started yet.
	serveWait = 5 * time.Second
	// refusedWait is when an audit is looked at again that this worker may not
	// do: by then another one has it, or the operator has seen the log.
	refusedWait = time.Minute
)

// Work takes audits of a serve on another machine until ctx ends; then it ends
// its turns where another worker can go on.
func Work(ctx context.Context, opt Options, reload <-chan os.Signal) (err error) {
	if opt.Recordings, err = filepath.Abs(opt.Recordings); err != nil {
		return err
	}
	if opt.Now == nil {
		opt.Now = time.Now //nolint:forbidigo // the service is where the day comes from
	}
	s := &Service{opt: opt, board: newBoard()}
	if s.sites, err = loadSites(opt.Profiles); err != nil {
		return err
	}
	if !queue.Shared(opt.DSN) {
		return queue.ErrNotPostgres
	}
	if err := s.openHistory(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := s.await(ctx); err != nil {
		return err
	}
	go s.heed(ctx, reload)
	opt.Log.Info("working", "name", workerName(), "sites", len(s.sites.now()), "at_once", s.slots(), "recordings", opt.Recordings)
	if opt.Ready != nil {
		opt.Ready(workerName())
	}
	return s.work(ctx)
}

// heed reads the profiles again when asked to.
func (s *Service) heed(ctx context.Context, reload <-chan os.Signal) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-reload:
			if err := s.sites.reload(); err != nil {
				s.opt.Log.Error("configuration not taken, the old one stays", "err", err)
			}
		}
	}
}

// await waits for serve to have settled how audits are done, and compares.
func (s *Service) await(ctx context.Context) error {
	for {
		setup, err := s.queue.Setup(ctx)
		if err == nil {
			return s.sameFolder(setup)
		}
		if !errors.Is(err, queue.ErrNoSetup) {
			return err
		}
		s.opt.Log.Warn("waiting for lanmu serve to be started on this database", "err", err)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(serveWait):
		}
	}
}

// work takes audits until ctx ends.
func (s *Service) work(ctx context.Context) error {
	return s.queue.Work(ctx, workerName(), s.turn)
}

// sameFolder errs where our folder of recordings is another one than serve's.
func (s *Service) sameFolder(setup queue.Setup) error {
	if s.opt.Recordings != setup.Recordings {
		return fmt.Errorf("%w：这里是 %s，lanmu serve 用的是 %s", ErrFolder, s.opt.Recordings, setup.Recordings)
	}
	token, err := readToken(s.opt.Recordings)
	if err != nil {
		return fmt.Errorf("%w：%w", ErrFolder, err)
	}
	if token != setup.Token {
		return fmt.Errorf("%w：%s 里的 %s 与数据库中的记录不同", ErrFolder, s.opt.Recordings, tokenFile)
	}
	return nil
}

// refusal is why a worker may not do a turn now, and how long that may last.
type refusal struct {
	err  error
	wait time.Duration
}

func (r refusal) Error() string { return r.err.Error() }

// turn is one turn at a site's audit.
func (s *Service) turn(ctx context.Context, t queue.Slice) (queue.Outcome, error) {
	site, err := s.admit(ctx, t)
	var no refusal
	if errors.As(err, &no) {
		s.opt.Log.Warn("not done here now", "site", t.Site, "again_in", no.wait, "why", no.err)
		return queue.Outcome{Wait: no.wait}, nil
	}
	if err != nil {
		return queue.Outcome{}, err
	}
	opt, known, err := s.tape(ctx, site, t)
	if err != nil || known {
		return queue.Outcome{Done: known}, err
	}
	s.pace(site, &opt, t)
	switch open, rest := windowOf(site, s.opt.Now()); {
	case open:
	case opt.Resume: // the hours ended while the audit waited: it is judged by what was seen
		opt.Replay, opt.Record, opt.Previous, opt.Resume = opt.Record, "", "", false
	default:
		s.opt.Log.Info("waiting for the site's hours", "site", site.ID, "wait", rest)
		return queue.Outcome{Wait: rest}, nil
	}
	if opt.Replay == "" {
		if err := s.queue.Begin(ctx, site.ID, t.Asked, opt.Record); err != nil {
			return queue.Outcome{}, err
		}
	}
	opt.Progress = t.Progress
	_, err = s.perform(ctx, site, opt)
	return queue.Outcome{Done: err == nil}, err
}

// admit finds the site and makes sure that this worker would judge it as every
// other would, and that no maintenance is declared.
func (s *Service) admit(ctx context.Context, t queue.Slice) (*lanmu.Site, error) {
	setup, err := s.queue.Setup(ctx)
	if err != nil {
		return nil, err
	}
	if setup.Version != s.opt.identity() {
		return nil, refusal{fmt.Errorf("lanmu here is %s, serve's is %s: install the same one", s.opt.identity(), setup.Version), refusedWait}
	}
	if err := s.sameFolder(setup); err != nil {
		return nil, refusal{err, refusedWait}
	}
	note, known := setup.Sites[t.Site]
	if !known {
		return nil, refusal{errors.New("serve has no such site any more"), refusedWait}
	}
	now := s.opt.Now()
	for _, p := range note.Pauses {
		if !now.Before(p.From) && now.Before(p.To) {
			return nil, refusal{errors.New("maintenance is declared"), p.To.Sub(now)}
		}
	}
	site, err := s.agreed(t.Site, note.Digest)
	if err != nil {
		return nil, refusal{err, refusedWait}
	}
	return site, nil
}

// agreed is the site under the configuration that serve has; ours is read again
// where it differs.
func (s *Service) agreed(id, digest string) (*lanmu.Site, error) {
	find := func() *lanmu.Site {
		for _, site := range s.sites.now() {
			if site.ID != id {
				continue
			}
			if ours, err := siteDigest(site, s.opt.Standard); err == nil && ours == digest {
				return site
			}
		}
		return nil
	}
	if site := find(); site != nil {
		return site, nil
	}
	if err := s.sites.reload(); err != nil {
		return nil, err
	}
	if site := find(); site != nil {
		return site, nil
	}
	return nil, errors.New("profile, word lists, calendar or --standard differ from serve's: share the folder of profiles, or copy it")
}

// tape names the recording of the audit: the one it began, as long as it is of
// today; else as every audit does. known: the audit has ended, and only the
// queue was not told.
func (s *Service) tape(ctx context.Context, site *lanmu.Site, t queue.Slice) (opt auditor.Options, known bool, err error) {
	begun, ago, err := s.queue.Begun(ctx, site.ID, t.Asked)
	if err != nil {
		return opt, false, err
	}
	if begun != "" {
		stands, err := s.store.Recordings(ctx)
		if err != nil {
			return opt, false, err
		}
		for _, r := range stands {
			if r.Path == begun {
				return opt, true, nil
			}
		}
	}
	if opt.Record, opt.Previous, opt.Resume, err = s.recordings(ctx, site.ID); err != nil {
		return opt, false, err
	}
	if begun != "" && ago < resumeWithin {
		opt.Record, opt.Resume = begun, true
	}
	// However often it is gone on with, it is judged for the day it began.
	began, err := beganAt(opt.Record)
	opt.At = lanmu.DateOf(began.In(site.Location))
	return opt, false, err
}

// pace makes a turn end well before the audit's own time or hours end, so that
// its last turn has time to read what is recorded and to stop in its own way.
func (s *Service) pace(site *lanmu.Site, opt *auditor.Options, t queue.Slice) {
	slice := s.queue.Slice()
	if limit := site.Crawl.MaxTime; limit > 0 {
		left := max(limit-t.Spent, slice/2) // a turn that was killed has told nobody how long it took
		opt.Spent = limit - left
		if left > slice && left < 2*slice {
			t.Shorten(left / 2)
		}
	}
	if open, rest := windowOf(site, s.opt.Now()); open && rest > slice && rest < 2*slice {
		t.Shorten(rest / 2)
	}
}
