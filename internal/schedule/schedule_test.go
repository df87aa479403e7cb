package schedule

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lanmu"
)

var shanghai = time.FixedZone("CST", 8*3600)

func plan(t *testing.T, spec string, jitter time.Duration) *Plan {
	t.Helper()
	p, err := NewPlan(spec, shanghai, jitter)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlan(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, shanghai)
	if got, want := plan(t, "30 1 * * *", 0).Next("swj", at.UTC()), time.Date(2026, 11, 24, 1, 30, 0, 0, shanghai); !got.Equal(want) {
		t.Errorf("next %s, want %s", got, want)
	}
	moved := plan(t, "30 1 * * *", time.Hour)
	first := moved.Next("swj", at)
	if d := first.Sub(time.Date(2026, 11, 24, 1, 30, 0, 0, shanghai)); d < 0 || d >= time.Hour {
		t.Errorf("moved by %s, want within the hour", d)
	}
	if again := moved.Next("swj", first); again.Sub(first) != 24*time.Hour {
		t.Errorf("the next night comes after %s", again.Sub(first))
	}
	if moved.Next("other", at).Equal(first) {
		t.Error("two sites begin in the same moment")
	}
	for _, bad := range []string{"", "x", "99 1 * * *", "CRON_TZ=UTC 30 1 * * *", "* * *"} {
		if _, err := NewPlan(bad, shanghai, 0); err == nil {
			t.Errorf("NewPlan(%q) found nothing wrong", bad)
		}
	}
}

// deeds notes runs, and holds each for an hour.
type deeds struct {
	mu      sync.Mutex
	began   []time.Time
	now     map[string]int
	most    int
	overlap bool
	fail    error
}

func (d *deeds) do(ctx context.Context, s *lanmu.Site) error {
	d.mu.Lock()
	if d.now == nil {
		d.now = map[string]int{}
	}
	d.began = append(d.began, time.Now())
	d.now[s.ID]++
	running := 0
	for _, n := range d.now {
		running += n
		d.overlap = d.overlap || n > 1
	}
	d.most = max(d.most, running)
	d.mu.Unlock()
	defer func() { d.mu.Lock(); d.now[s.ID]--; d.mu.Unlock() }()
	select {
	case <-time.After(time.Hour):
	case <-ctx.Done():
		return ctx.Err()
	}
	if d.fail != nil {
		panic(d.fail)
	}
	return nil
}

func (d *deeds) runs() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.began)
}

func keep(t *testing.T, d *deeds, last time.Time, ids ...string) (*Keeper, context.CancelFunc) {
	t.Helper()
	k := &Keeper{
		Plan: plan(t, "30 1 * * *", 0), Deed: d.do, Log: slog.New(slog.DiscardHandler), Parallel: 1,
		Last: func(context.Context, string) (time.Time, error) { return last, nil },
	}
	var sites []*lanmu.Site
	for _, id := range ids {
		sites = append(sites, &lanmu.Site{ID: id})
	}
	ctx, cancel := context.WithCancel(t.Context())
	k.Start(ctx, sites)
	return k, func() { cancel(); k.Wait() }
}

func TestEveryNightOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &deeds{}
		_, stop := keep(t, d, time.Now(), "a", "b")
		time.Sleep(72*time.Hour + time.Minute)
		stop()
		if d.runs() < 6 || d.overlap || d.most > 1 {
			t.Errorf("%d runs in three days of two sites, overlap %t, %d at once", d.runs(), d.overlap, d.most)
		}
	})
}

func TestMissedRunsAreCaughtUpOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &deeds{}
		_, stop := keep(t, d, time.Now().Add(-10*24*time.Hour), "a")
		time.Sleep(2 * time.Minute)
		if d.runs() != 1 {
			t.Errorf("%d runs after ten missed nights, want 1", d.runs())
		}
		stop()
	})
}

func TestPauseNowAndPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &deeds{fail: errors.New("disk on fire")}
		k, stop := keep(t, d, time.Time{}, "a")
		if err := k.Pause("a", true); err != nil {
			t.Fatal(err)
		}
		time.Sleep(48 * time.Hour)
		if d.runs() != 0 {
			t.Errorf("%d runs while paused", d.runs())
		}
		if err := k.Now("a"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if s, _ := k.State("a"); s.Running.IsZero() {
			t.Error("asked for at once, and not running")
		}
		if err := k.Now("a"); !errors.Is(err, ErrRunning) {
			t.Errorf("asked for twice: %v", err)
		}
		time.Sleep(2 * time.Hour)
		if s, _ := k.State("a"); s.Failed == nil || !s.Running.IsZero() {
			t.Errorf("after a panic: %+v", s)
		}
		if err := k.Now("zzz"); !errors.Is(err, ErrUnknown) {
			t.Errorf("unknown site: %v", err)
		}
		stop()
	})
}

func TestSetKeepsWhatRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &deeds{}
		k, stop := keep(t, d, time.Time{}, "a", "gone")
		k.Set([]*lanmu.Site{{ID: "a", Name: "new"}, {ID: "b"}})
		if _, err := k.State("gone"); !errors.Is(err, ErrUnknown) {
			t.Errorf("a site taken out: %v", err)
		}
		time.Sleep(27 * time.Hour)
		if d.runs() != 2 {
			t.Errorf("%d runs, want one for a and one for b", d.runs())
		}
		stop()
	})
}
