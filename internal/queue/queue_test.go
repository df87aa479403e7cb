package queue

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
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

// A site's audit is asked for once, however often; and again when it has ended.
func TestOneAuditASite(t *testing.T) {
	q := open(t, pgtest.Database(t), 1)
	ctx := within(t)
	for range 3 {
		if err := q.ask(ctx, "swj"); err != nil {
			t.Fatal(err)
		}
	}
	if d, err := q.Depth(ctx); err != nil || d.Waiting != 1 || d.Running != 0 || d.Workers != 0 || d.Oldest.IsZero() {
		t.Errorf("asked for three times: %+v (%v)", d, err)
	}
	if p, ok, err := q.Progress(ctx, "swj"); err != nil || !ok || p.Stage != StageQueued {
		t.Errorf("waiting: %+v %t (%v)", p, ok, err)
	}
	if _, ok, err := q.Progress(ctx, "jtj"); err != nil || ok {
		t.Errorf("a site nobody asked for is under way (%v)", err)
	}
	done := make(chan string, 10)
	work(t, q, "w", func(_ context.Context, s Slice) (Outcome, error) {
		done <- s.Site
		return Outcome{Done: true}, nil
	})
	for range 2 { // the one above, then a new one
		if err := q.Audit(ctx, "swj"); err != nil {
			t.Fatal(err)
		}
		<-done
	}
	if len(done) > 0 {
		t.Errorf("%d audits too many", len(done))
	}
	if waiting, err := q.Waiting(ctx, "swj"); err != nil || waiting {
		t.Errorf("ended, and waiting %t (%v)", waiting, err)
	}
}

// A worker that ends gives its turn back at once, without it counting as a
// failure; another one goes on, before audits that have not begun.
func TestGivenBack(t *testing.T) {
	dsn := pgtest.Database(t)
	q, err := Open(t.Context(), dsn, Options{Slice: time.Minute, Slots: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	ctx := within(t)
	began := make(chan Slice, 1)
	stop := work(t, q, "first", func(ctx context.Context, s Slice) (Outcome, error) {
		began <- s
		<-ctx.Done()
		return Outcome{}, ctx.Err()
	})
	if err := q.ask(ctx, "swj"); err != nil {
		t.Fatal(err)
	}
	<-began
	if err := q.ask(ctx, "aaj"); err != nil {
		t.Fatal(err)
	}
	order := make(chan Slice, 2)
	second := func(_ context.Context, s Slice) (Outcome, error) {
		order <- s
		return Outcome{Done: true}, nil
	}
	stop()
	work(t, open(t, dsn, 1), "second", second)
	if s := <-order; s.Site != "swj" || s.Turn != 1 {
		t.Errorf("the second worker begins with %+v", s)
	}
	if s := <-order; s.Site != "aaj" || s.Turn != 0 {
		t.Errorf("and goes on with %+v", s)
	}
}

// A worker that waits for work goes on at once with what another gives back: it
// does not find the site held.
func TestGivenBackAtOnce(t *testing.T) {
	dsn := pgtest.Database(t)
	began := make(chan string, 10)
	var stops [2]func()
	names := [2]string{"a", "b"}
	for i, name := range names {
		q, err := Open(t.Context(), dsn, Options{Slice: time.Minute, Slots: 1})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(q.Close)
		stops[i] = work(t, q, name, func(ctx context.Context, s Slice) (Outcome, error) {
			began <- name
			if s.Turn > 0 {
				return Outcome{Done: true}, nil
			}
			<-ctx.Done()
			return Outcome{}, ctx.Err()
		})
	}
	asker := open(t, dsn, 0)
	if err := asker.ask(t.Context(), "swj"); err != nil {
		t.Fatal(err)
	}
	first := <-began
	gave := time.Now()
	for i, name := range names {
		if name == first {
			stops[i]()
		}
	}
	if second := <-began; second == first {
		t.Errorf("%s has ended and goes on", first)
	}
	if d := time.Since(gave); d > heldWait/2 {
		t.Errorf("gone on with after %s", d)
	}
}

// What fails is tried again; what is refused waits; what is cancelled ends.
func TestFailedRefusedCancelled(t *testing.T) {
	q := open(t, pgtest.Database(t), 2)
	var mu sync.Mutex
	tried := map[string]int{}
	work(t, q, "w", func(ctx context.Context, s Slice) (Outcome, error) {
		mu.Lock()
		tried[s.Site]++
		n := tried[s.Site]
		mu.Unlock()
		switch {
		case s.Site == "cancelled":
			<-ctx.Done()
			return Outcome{}, ctx.Err()
		case n > 1:
			return Outcome{Done: true}, nil
		case s.Site == "refused":
			return Outcome{Wait: time.Second}, nil
		}
		return Outcome{}, errors.New("the disk is full")
	})
	ended := make(chan error, 2)
	for _, site := range []string{"failed", "refused"} {
		go func() { ended <- q.Audit(within(t), site) }()
	}
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	go func() { ended <- q.Audit(within(t), "cancelled") }()
	for ctx := within(t); ; {
		mu.Lock()
		n := tried["cancelled"]
		mu.Unlock()
		if n > 0 {
			break
		}
		if !sleep(ctx, 10*time.Millisecond) {
			t.Fatal("it did not begin")
		}
	}
	if err := q.Cancel(within(t), "cancelled"); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, ErrCancelled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Tables of a newer lanmu are refused and left as they are.
func TestNewerTablesAreRefused(t *testing.T) {
	for name, sql := range map[string]string{
		"river": "INSERT INTO river_migration (line, version) VALUES ('main', 999)",
		"notes": `UPDATE lanmu_notes SET doc = '{"version": 99}' WHERE kind = 'version'`,
	} {
		t.Run(name, func(t *testing.T) {
			dsn := pgtest.Database(t)
			open(t, dsn, 0)
			exec(t, dsn, sql)
			if _, err := Open(t.Context(), dsn, Options{}); !errors.Is(err, ErrNewer) {
				t.Errorf("a newer queue: %v", err)
			}
		})
	}
}

// Machines that start at the same time migrate one after the other.
func TestStartedAtOnce(t *testing.T) {
	dsn := pgtest.Database(t)
	errs := make(chan error, 4)
	for range 4 {
		go func() {
			q, err := Open(t.Context(), dsn, Options{})
			if err == nil {
				q.Close()
			}
			errs <- err
		}()
	}
	for range 4 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestWhatIsNoPostgres(t *testing.T) {
	if _, err := Open(t.Context(), "/var/lib/lanmu/lanmu.db", Options{}); !errors.Is(err, ErrNotPostgres) {
		t.Errorf("an SQLite file: %v", err)
	}
	const secret = "hunter2"
	for _, dsn := range []string{"postgres://lanmu:" + secret + "@127.0.0.1:1/x?connect_timeout=1", "postgres://lanmu:" + secret + "@[::bad/x"} {
		if _, err := Open(t.Context(), dsn, Options{}); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("an error with the password, or none: %v", err)
		}
	}
}
