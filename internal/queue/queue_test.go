package queue

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Run(m)) }

// testSlice is the longest turn in these tests.
const testSlice = time.Second

func open(t *testing.T, dsn string, slots int) *Queue {
	t.Helper()
	q, err := Open(t.Context(), dsn, Options{Slice: testSlice, Slots: slots, Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return q
}

// work runs a worker until the test ends or stop is called.
func work(t *testing.T, q *Queue, name string, deed Deed) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- q.Work(ctx, name, deed) }()
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			if err := <-ended; err != nil {
				t.Errorf("the worker ended: %v", err)
			}
		})
	}
	t.Cleanup(stop)
	return stop
}

func within(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// An audit of several turns: each begins where the clock cut the one before,
// and the last one is not cut once it judges.
func TestTurns(t *testing.T) {
	dsn := pgtest.Database(t)
	q := open(t, dsn, 1)
	var mu sync.Mutex
	var turns []Slice
	work(t, q, "w", func(ctx context.Context, s Slice) (Outcome, error) {
		mu.Lock()
		turns = append(turns, s)
		mu.Unlock()
		if s.Turn == 2 {
			s.Progress(lanmu.Progress{Stage: "judge"})
			select {
			case <-ctx.Done():
				return Outcome{}, errors.New("cut while judging")
			case <-time.After(2 * testSlice):
				return Outcome{Done: true}, nil
			}
		}
		<-ctx.Done()
		return Outcome{}, ctx.Err()
	})
	if err := open(t, dsn, 0).Audit(within(t), "swj"); err != nil {
		t.Fatal(err)
	}
	if len(turns) != 3 {
		t.Fatalf("%d turns, want 3", len(turns))
	}
	for i, s := range turns {
		if s.Site != "swj" || s.Turn != i || !s.Asked.Equal(turns[0].Asked) {
			t.Errorf("turn %d: %+v", i, s)
		}
	}
	if spent := turns[2].Spent; spent < 2*testSlice || spent > 3*testSlice {
		t.Errorf("two turns of %s have spent %s", testSlice, spent)
	}
}
