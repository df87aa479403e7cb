package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"lanmu"
)

// Errors of asking for a run.
var (
	ErrRunning = errors.New("该站点正在检查，请等待本次结束 (an audit of this site is running)")
	ErrUnknown = errors.New("没有这个站点 (no such site)")
)

// Deed is what is done when a site's hour comes. It must end soon after ctx.
type Deed func(ctx context.Context, site *lanmu.Site) error

// Keeper keeps the schedule. Its methods may be called concurrently.
type Keeper struct {
	Plan     *Plan
	Deed     Deed
	Last     func(ctx context.Context, site string) (time.Time, error) // start of the newest audit; zero: none yet
	Left     func(ctx context.Context, site string) (bool, error)      // a run was cut short and waits to be gone on with; nil: never
	Parallel int                                                       // sites audited at once on this machine; 0: 2
	Log      *slog.Logger
	Clock    func() time.Time // the one on the wall, which people may set; nil: time.Now

	mu    sync.Mutex
	sites map[string]*place
	slots chan struct{}
	wg    sync.WaitGroup
	ctx   context.Context
}

// place is one site's place in the schedule.
type place struct {
	id     string
	site   *lanmu.Site
	stop   context.CancelFunc
	wake   chan struct{} // run at once
	next   time.Time
	began  time.Time // zero: not running
	paused bool
	err    error // of the last run
}

// State is how a site stands in the schedule.
type State struct {
	Next    time.Time // zero while paused
	Running time.Time // since when; zero: not
	Paused  bool
	Failed  error // of the last run; nil: none, or it went well
}

// Start begins to keep the schedule for sites; ctx's end stops it, and Wait
// returns when the last deed has ended.
func (k *Keeper) Start(ctx context.Context, sites []*lanmu.Site) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.Clock == nil {
		k.Clock = time.Now
	}
	n := k.Parallel
	if n <= 0 {
		n = 2
	}
	k.ctx, k.slots, k.sites = ctx, make(chan struct{}, n), map[string]*place{}
	for _, s := range sites {
		k.add(s)
	}
}

// Set exchanges the sites for those of a reloaded configuration. A running
// audit goes on under the profile with which it began.
func (k *Keeper) Set(sites []*lanmu.Site) {
	k.mu.Lock()
	defer k.mu.Unlock()
	keep := map[string]bool{}
	for _, s := range sites {
		keep[s.ID] = true
		if p := k.sites[s.ID]; p != nil {
			p.site = s
			continue
		}
		k.add(s)
	}
	for id, p := range k.sites {
		if !keep[id] {
			p.stop()
			delete(k.sites, id)
		}
	}
}

// add is called with the lock held.
func (k *Keeper) add(s *lanmu.Site) {
	ctx, stop := context.WithCancel(k.ctx)
	p := &place{id: s.ID, site: s, stop: stop, wake: make(chan struct{}, 1)}
	k.sites[s.ID] = p
	k.wg.Go(func() { k.keep(ctx, p) })
}

// Wait returns when everything has stopped.
func (k *Keeper) Wait() { k.wg.Wait() }

func (k *Keeper) keep(ctx context.Context, p *place) {
	next := k.first(ctx, p)
	for ctx.Err() == nil {
		k.mu.Lock()
		p.next = next
		k.mu.Unlock()
		timer := time.NewTimer(next.Sub(k.Clock()))
		asked := false
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		case <-p.wake:
			asked = true
			timer.Stop()
		}
		if asked || !k.isPaused(p) {
			k.run(ctx, p)
		}
		next = k.after(p.id, next, asked)
	}
}

// clockStep is how far a clock may be set back without a night's run being done
// twice; what is set back further is followed.
const clockStep = 12 * time.Hour

// after is the run that follows the one that was due.
func (k *Keeper) after(site string, due time.Time, asked bool) time.Time {
	now := k.Clock()
	if !asked && now.Before(due) && due.Sub(now) < clockStep {
		now = due // its hour has been, whatever the clock says since
	}
	return k.Plan.Next(site, now)
}

// first is when the site's first run is due: at once where one was missed while
// nothing was running, however many were.
func (k *Keeper) first(ctx context.Context, p *place) time.Time {
	now := k.Clock()
	next := k.Plan.Next(p.id, now)
	last, err := k.Last(ctx, p.id)
	if err != nil {
		k.Log.Error("cannot tell when the site was last audited; waiting for its hour", "site", p.id, "err", err)
		return next
	}
	if k.Left != nil {
		left, err := k.Left(ctx, p.id)
		if err != nil {
			k.Log.Error("cannot tell whether an audit was cut short", "site", p.id, "err", err)
		}
		if left {
			k.Log.Info("going on with an audit that was cut short", "site", p.id)
			return now
		}
	}
	if !last.IsZero() && !k.Plan.Next(p.id, last).After(now) {
		k.Log.Info("catching up a missed audit", "site", p.id, "last", last)
		return now
	}
	return next
}

func (k *Keeper) run(ctx context.Context, p *place) {
	select {
	case k.slots <- struct{}{}:
		defer func() { <-k.slots }()
	case <-ctx.Done():
		return
	}
	k.mu.Lock()
	p.began = k.Clock()
	site := p.site
	k.mu.Unlock()
	err := k.do(ctx, site)
	k.mu.Lock()
	p.began, p.err = time.Time{}, err
	k.mu.Unlock()
	if err != nil && ctx.Err() == nil {
		k.Log.Error("audit failed", "site", site.ID, "err", err)
	}
}

// do recovers, so that one site's trouble does not end the service.
func (k *Keeper) do(ctx context.Context, site *lanmu.Site) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("audit of %s panicked: %v", site.ID, r)
		}
	}()
	return k.Deed(ctx, site)
}

func (k *Keeper) isPaused(p *place) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return p.paused
}

// Now asks for a run of site at once, paused or not.
func (k *Keeper) Now(site string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.sites[site]
	switch {
	case p == nil:
		return fmt.Errorf("%s: %w", site, ErrUnknown)
	case !p.began.IsZero():
		return fmt.Errorf("%s: %w", site, ErrRunning)
	}
	select {
	case p.wake <- struct{}{}:
	default: // asked already
	}
	return nil
}

// Pause stops or lets go on a site's scheduled runs; a running one goes on.
func (k *Keeper) Pause(site string, paused bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.sites[site]
	if p == nil {
		return fmt.Errorf("%s: %w", site, ErrUnknown)
	}
	p.paused = paused
	return nil
}

// State tells how a site stands.
func (k *Keeper) State(site string) (State, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p := k.sites[site]
	if p == nil {
		return State{}, fmt.Errorf("%s: %w", site, ErrUnknown)
	}
	s := State{Next: p.next, Running: p.began, Paused: p.paused, Failed: p.err}
	if p.paused {
		s.Next = time.Time{}
	}
	return s, nil
}
