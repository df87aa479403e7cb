package schedule

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lanmu"
)

// A clock that somebody sets back or forward while the service runs: the night's
// audit is neither done twice nor left out.
func TestClockIsSet(t *testing.T) {
	hour := func(day, h, m int) time.Time { return time.Date(2026, 11, day, h, m, 0, 0, shanghai) }
	for name, c := range map[string]struct {
		at   time.Duration // after the start, which is at 09:00 on the 23rd
		by   time.Duration
		want []time.Time // by the clock on the wall, within three days
	}{
		"never":                           {0, 0, []time.Time{hour(24, 1, 30), hour(25, 1, 30), hour(26, 1, 30)}},
		"back by two hours while it runs": {17 * time.Hour, -2 * time.Hour, []time.Time{hour(24, 1, 30), hour(25, 1, 30), hour(26, 1, 30)}},
		"back by two hours before":        {16 * time.Hour, -2 * time.Hour, []time.Time{hour(23, 23, 30), hour(25, 1, 30), hour(26, 1, 30)}},
		"back by a month while it runs":   {17 * time.Hour, -31 * 24 * time.Hour, []time.Time{hour(24, 1, 30), hour(-6, 1, 30), hour(-5, 1, 30)}},
		"on by two hours while it runs":   {17 * time.Hour, 2 * time.Hour, []time.Time{hour(24, 1, 30), hour(25, 1, 30), hour(26, 1, 30)}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				off := time.Until(hour(23, 9, 0))
				var step atomic.Int64
				clock := func() time.Time { return time.Now().Add(off + time.Duration(step.Load())) }
				var began []time.Time
				k := &Keeper{
					Plan: plan(t, "30 1 * * *", 0), Log: slog.New(slog.DiscardHandler), Clock: clock,
					Last: func(context.Context, string) (time.Time, error) { return clock(), nil },
					Deed: func(ctx context.Context, _ *lanmu.Site) error {
						began = append(began, clock())
						select {
						case <-time.After(time.Hour):
						case <-ctx.Done():
						}
						return nil
					},
				}
				ctx, cancel := context.WithCancel(t.Context())
				k.Start(ctx, []*lanmu.Site{{ID: "a"}})
				time.Sleep(c.at)
				step.Store(int64(c.by))
				time.Sleep(72*time.Hour - c.at)
				cancel()
				k.Wait()
				if len(began) != len(c.want) {
					t.Fatalf("%d runs at %v, want %v", len(began), began, c.want)
				}
				for i, want := range c.want {
					if !began[i].Equal(want) {
						t.Errorf("run %d began at %s by the clock, want %s", i, began[i].In(shanghai), want)
					}
				}
			})
		})
	}
}
