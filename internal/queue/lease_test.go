package queue

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivertype"

	"lanmu/internal/pgtest"
)

func exec(t *testing.T, dsn, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}

// A site is leased to one process at a time, and free again when it is given
// back or its connection ends.
func TestLease(t *testing.T) {
	dsn := pgtest.Database(t)
	a, b := open(t, dsn, 1), open(t, dsn, 1)
	l, err := a.take(t.Context(), "site swj")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.take(t.Context(), "site swj"); !errors.Is(err, errHeld) {
		t.Errorf("taken twice: %v", err)
	}
	other, err := b.take(t.Context(), "site jtj")
	if err != nil {
		t.Fatalf("another site: %v", err)
	}
	other.release()
	if err := l.held(t.Context()); err != nil {
		t.Errorf("held, and it says %v", err)
	}
	l.release()
	again, err := b.take(t.Context(), "site swj")
	if err != nil {
		t.Fatalf("given back: %v", err)
	}
	exec(t, dsn, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
	if err := again.held(t.Context()); err == nil {
		t.Error("its connection is gone, and it is still held")
	}
	again.release()
	// The server tells the holder first, and frees its locks after.
	ctx := within(t)
	third, err := a.take(ctx, "site swj")
	for errors.Is(err, errHeld) && sleep(ctx, 10*time.Millisecond) {
		third, err = a.take(ctx, "site swj")
	}
	if err != nil {
		t.Fatalf("its holder is gone: %v", err)
	}
	third.release()
}

// A turn whose lease is lost ends, and the audit goes on in another one.
func TestLostLease(t *testing.T) {
	dsn := pgtest.Database(t)
	q, err := Open(t.Context(), dsn, Options{Slice: time.Minute, Slots: 1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	began := make(chan Slice, 3)
	work(t, q, "w", func(ctx context.Context, s Slice) (Outcome, error) {
		began <- s
		if s.Turn > 0 {
			return Outcome{Done: true}, nil
		}
		<-ctx.Done()
		return Outcome{}, ctx.Err()
	})
	ended := make(chan error, 1)
	go func() { ended <- open(t, dsn, 0).Audit(within(t), "swj") }()
	<-began
	exec(t, dsn, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if s := <-began; s.Turn != 1 {
		t.Errorf("gone on with turn %d", s.Turn)
	}
}

// One that River takes for dead and that is not keeps its site: the job waits.
func TestLivingAndTakenForDead(t *testing.T) {
	dsn := pgtest.Database(t)
	q := open(t, dsn, 1)
	l, err := open(t, dsn, 1).take(t.Context(), "site swj") // the worker that lives
	if err != nil {
		t.Fatal(err)
	}
	work(t, q, "w", func(context.Context, Slice) (Outcome, error) {
		t.Error("a turn at a site that another worker holds")
		return Outcome{Done: true}, nil
	})
	if err := q.ask(t.Context(), "swj"); err != nil {
		t.Fatal(err)
	}
	for ctx := within(t); ; {
		jobs, err := q.jobs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(jobs) == 1 && jobs[0].State == rivertype.JobStateScheduled {
			if jobs[0].Attempt != 0 {
				t.Errorf("waiting for the site counts as attempt %d", jobs[0].Attempt)
			}
			break
		}
		if !sleep(ctx, 20*time.Millisecond) {
			t.Fatalf("the job does not wait: %+v", jobs)
		}
	}
	l.release()
}
