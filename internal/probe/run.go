package probe

import (
	"context"
	"hash/fnv"
	"log/slog"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

// Keeper keeps the visits.
type Keeper interface {
	PutVisit(context.Context, store.Visit) error
}

// Every is the time between two visits: 24 a day, so that a missed one leaves
// the day above PerDay.
const Every = time.Hour

// Runner visits one site for as long as it is run.
type Runner struct {
	Visitor Visitor
	Keeper  Keeper
	Every   time.Duration           // 0: Every
	Paused  func() bool             // maintenance was declared; nil: never
	Done    func(visit store.Visit) // after each visit; nil: nothing
	Log     *slog.Logger
}

// Run visits site until ctx ends. Sites start at different minutes of the hour,
// chosen by name, so that many of them do not visit at once.
func (r Runner) Run(ctx context.Context, site *lanmu.Site) {
	every := r.Every
	if every == 0 {
		every = Every
	}
	timer := time.NewTimer(offset(site.ID, every))
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		}
		timer.Reset(every)
		r.once(ctx, site)
	}
}

func (r Runner) once(ctx context.Context, site *lanmu.Site) {
	if r.Paused != nil && r.Paused() {
		return
	}
	v := r.Visitor.Visit(ctx, site)
	if ctx.Err() != nil {
		return // we stopped it ourselves: that is no failed visit
	}
	if err := r.Keeper.PutVisit(ctx, v); err != nil {
		r.Log.Error("visit not kept", "site", site.ID, "err", err)
	}
	if !v.OK {
		r.Log.Warn("home page did not open", "site", site.ID, "status", v.Status, "reason", v.Reason, "took", v.Took)
	}
	if r.Done != nil {
		r.Done(v)
	}
}

// offset spreads sites over the interval, the same way at every start.
func offset(id string, every time.Duration) time.Duration {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id))
	return time.Duration(h.Sum64() % uint64(every))
}
