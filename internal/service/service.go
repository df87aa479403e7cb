// Package service is lanmu running night after night on one machine: it wires
// schedule, probes, history, web pages and metrics around the one use case.
package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"lanmu"
	"lanmu/internal/queue"
	"lanmu/internal/schedule"
	"lanmu/internal/store"
	"lanmu/internal/web"
)

// patience is how long a night's outcome waits for a history that is locked or away.
const patience = 10 * time.Minute

// Options are the service's settings.
type Options struct {
	Data       string        // folder for history, recordings and reports
	Profiles   []string      // profiles, or folders of them
	DSN        string        // history; "": Data/lanmu.db. With PostgreSQL, further machines can work
	Recordings string        // folder of recordings; "": Data/recordings. Shared by all machines that work
	NoWork     bool          // with PostgreSQL: audit nothing here, leave it to other machines
	Slice      time.Duration // with PostgreSQL: longest turn at a site; 0: five minutes
	Listen     string        // host:port
	WebFile    string        // TLS and users, exporter-toolkit's web configuration; "" neither
	Open       bool          // listen beyond loopback without users: asked for in plain words
	Editors    []string      // users who may write; empty: all
	Schedule   string        // cron expression
	Jitter     time.Duration
	Parallel   int // sites at once
	KeepDays   int // days a recording is kept; 0: for ever
	KeepMiB    int // MiB of recordings kept in all; 0: no bound
	Pauses     []Pause
	Standard   string
	Browser    string
	Lang       string
	Version    string
	Revision   string
	Now        func() time.Time
	Log        *slog.Logger
	Ready      func(addr string)                            // called when the pages can be asked; nil: nothing
	Audited    func(site string, a *lanmu.Audit, err error) // called after each audit; nil: nothing
}

// Pause is a declared maintenance of a site: it is neither probed nor audited.
type Pause struct {
	Site     string // "" all
	From, To time.Time
}

// Service is one running service.
type Service struct {
	opt    Options
	store  *store.Store
	queue  *queue.Queue // nil: audits are done here
	sites  *sites
	keeper *schedule.Keeper
	board  *board // progress of running audits
	shelf  *shelf // newest audits, for metrics
	probes *probes
	web    *web.Server

	mu  sync.Mutex
	ctx context.Context // of the running service, for what pages set in motion
}

// Run serves until ctx ends, then lets running audits stop where they can be
// gone on from. SIGHUP is the caller's: it calls Reload.
func Run(ctx context.Context, opt Options, reload <-chan os.Signal) (err error) {
	if err := guard(opt); err != nil {
		return err
	}
	if err := os.MkdirAll(opt.Data, 0o750); err != nil {
		return fmt.Errorf("数据目录 %s 不能建立：%w", opt.Data, err)
	}
	// The history names recordings; they are to be found from any folder.
	if opt.Data, err = filepath.Abs(opt.Data); err != nil {
		return err
	}
	if err := opt.placeRecordings(); err != nil {
		return err
	}
	if opt.DSN == "" {
		opt.DSN = filepath.Join(opt.Data, "lanmu.db")
	}
	unlock, err := lockAll(opt)
	if err != nil {
		return err
	}
	defer unlock()
	s, err := open(ctx, opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.serve(ctx, reload)
}

// placeRecordings settles where recordings are. The history names them; they
// are to be found from any folder.
func (o *Options) placeRecordings() (err error) {
	if o.Recordings == "" {
		o.Recordings = filepath.Join(o.Data, "recordings")
	}
	o.Recordings, err = filepath.Abs(o.Recordings)
	return err
}

func (s *Service) close() error {
	if s.queue != nil {
		s.queue.Close()
	}
	return s.store.Close()
}

// lockAll keeps other services from this data folder and, where that is a file,
// from the history, under whatever name they know it.
func lockAll(opt Options) (unlock func(), err error) {
	folder, err := lock(filepath.Join(opt.Data, "lanmu.lock"))
	if err != nil || strings.Contains(opt.DSN, "://") {
		return folder, err
	}
	file := opt.DSN
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		folder()
		return nil, fmt.Errorf("历史库所在目录不能建立：%w", err)
	}
	history, err := lock(file + ".lock")
	if err != nil {
		folder()
		return nil, err
	}
	return func() { history(); folder() }, nil
}

func open(ctx context.Context, opt Options) (*Service, error) {
	if opt.Now == nil {
		opt.Now = time.Now //nolint:forbidigo // the service is where the day comes from
	}
	s := &Service{opt: opt, board: newBoard()}
	var err error
	if s.sites, err = loadSites(opt.Profiles); err != nil {
		return nil, err
	}
	plan, err := schedule.NewPlan(opt.Schedule, s.sites.zone(), opt.Jitter)
	if err != nil {
		return nil, err
	}
	if err := s.openHistory(ctx); err != nil {
		return nil, err
	}
	s.keeper = &schedule.Keeper{Plan: plan, Deed: s.audit, Last: s.lastBegun, Left: s.cutShort, Parallel: opt.Parallel, Log: opt.Log}
	s.shelf = newShelf(s.store)
	s.probes = newProbes(s)
	if s.queue != nil {
		// Who waits for other machines takes no place here.
		s.keeper.Parallel, s.keeper.Left = manySites, s.leftShared
	}
	if s.web, err = s.newWeb(); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

// openHistory opens the history, and the queue where it is PostgreSQL.
func (s *Service) openHistory(ctx context.Context) error {
	wait := patience
	if queue.Shared(s.opt.DSN) {
		wait = sharedPatience
	}
	var err error
	if s.store, err = store.Open(ctx, s.opt.DSN, store.Options{Now: s.opt.Now, Patience: wait, Log: s.opt.Log}); err != nil {
		return err
	}
	if !s.store.Postgres() {
		return nil
	}
	if s.queue, err = queue.Open(ctx, s.opt.DSN, queue.Options{Slice: s.opt.Slice, Slots: s.slots(), Log: s.opt.Log}); err != nil {
		return errors.Join(err, s.store.Close())
	}
	return nil
}

func (s *Service) serve(ctx context.Context, reload <-chan os.Signal) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.mu.Lock()
	s.ctx = ctx
	s.mu.Unlock()
	if err := s.shelf.fill(ctx, s.sites.now()); err != nil {
		return err
	}
	work, end, err := s.share(ctx)
	if err != nil {
		return err
	}
	defer end()
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", s.opt.Listen)
	if err != nil {
		return fmt.Errorf("不能监听 %s：%w", s.opt.Listen, err)
	}
	s.keeper.Start(ctx, s.sites.now())
	s.probes.set(ctx, s.sites.now())
	var tasks sync.WaitGroup
	tasks.Go(func() { s.watch(ctx, reload) })
	tasks.Go(func() {
		for _, site := range s.sites.now() {
			s.store.Warm(ctx, site.ID)
		}
	})
	var failed error
	tasks.Go(func() {
		defer cancel() // without its worker the service is to be started again
		failed = work(ctx)
	})
	if s.opt.Ready != nil {
		s.opt.Ready(l.Addr().String())
	}
	s.opt.Log.Info("serving", "address", l.Addr().String(), "sites", len(s.sites.now()))
	err = web.Serve(ctx, l, s.web.Handler(), s.opt.WebFile, s.opt.Log)
	cancel()
	s.keeper.Wait()
	s.probes.wait()
	tasks.Wait()
	return errors.Join(err, failed)
}

// watch reads the configuration again when asked, and once a day lets go of
// what need not be kept.
func (s *Service) watch(ctx context.Context, reload <-chan os.Signal) {
	day := time.NewTicker(24 * time.Hour)
	defer day.Stop()
	s.tidy(ctx)
	for {
		select {
		case <-ctx.Done():
			return
		case <-reload:
			if err := s.reload(ctx); err != nil {
				s.opt.Log.Error("configuration not taken, the old one stays", "err", err)
			}
		case <-day.C:
			s.tidy(ctx)
		}
	}
}

func (s *Service) reload(ctx context.Context) error {
	if err := s.sites.reload(); err != nil {
		return err
	}
	now := s.sites.now()
	s.keeper.Set(now)
	s.probes.set(ctx, now)
	s.shelf.keep(now)
	if err := s.publish(ctx); err != nil {
		return err
	}
	s.opt.Log.Info("configuration taken", "sites", len(now))
	return nil
}

func (s *Service) lastBegun(ctx context.Context, site string) (time.Time, error) {
	lines, err := s.store.Audits(ctx, site, 1)
	if err != nil || len(lines) == 0 {
		return time.Time{}, err
	}
	return lines[0].Started, nil
}

// paused tells whether a maintenance of the site is declared for t.
func (s *Service) paused(site *lanmu.Site, t time.Time) bool {
	for _, p := range s.opt.Pauses {
		if (p.Site == "" || p.Site == site.ID) && !t.Before(p.From) && t.Before(p.To) {
			return true
		}
	}
	return false
}
