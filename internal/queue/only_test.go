package queue

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"lanmu/internal/pgtest"
)

// holder is a queue whose holds are looked at often.
func holder(t *testing.T, dsn string) *Queue {
	t.Helper()
	q, err := Open(t.Context(), dsn, Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(q.Close)
	return q
}

func only(t *testing.T, q *Queue) *Hold {
	t.Helper()
	h, err := q.Only(t.Context(), "serve")
	if err != nil {
		t.Fatal(err)
	}
	if h != nil {
		h.every = 20 * time.Millisecond
	}
	return h
}

// keeping runs Keep; stop ends it and gives what it returned.
func keeping(t *testing.T, h *Hold) (ended chan error, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended = make(chan error, 1)
	go func() { ended <- h.Keep(ctx) }()
	return ended, func() error { cancel(); return <-ended }
}

// held polls until the lease of serve is held by a process of the server that
// is not the one told.
func held(t *testing.T, q *Queue, not uint32) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if pid, err := q.holder(t.Context(), "only serve"); err == nil && pid != 0 && pid != not {
			return
		}
	}
	t.Fatal("the hold was not taken back within a minute")
}

func TestOnlyOne(t *testing.T) {
	dsn := pgtest.Database(t)
	first, second := holder(t, dsn), holder(t, dsn)
	h := only(t, first)
	if h == nil {
		t.Fatal("nobody has it, and it cannot be had")
	}
	if pid, err := second.holder(t.Context(), "only serve"); err != nil || pid != h.pid {
		t.Errorf("held by %d (%v), want %d", pid, err, h.pid)
	}
	if only(t, second) != nil {
		t.Fatal("two processes are the only one")
	}
	h.Release()
	if h = only(t, second); h == nil {
		t.Fatal("let go, it cannot be had")
	}
	h.Release()
}

// A connection that the server ends, and a server that stops and starts again,
// cost the hold nothing.
func TestHoldIsTakenBack(t *testing.T) {
	dsn := pgtest.Database(t)
	first, second := holder(t, dsn), holder(t, dsn)
	h := only(t, first)
	was := h.pid
	_, stop := keeping(t, h)
	if _, err := second.pool.Exec(t.Context(), "SELECT pg_terminate_backend($1)", was); err != nil {
		t.Fatal(err)
	}
	held(t, second, was)
	if only(t, second) != nil {
		t.Error("taken back, and another has it as well")
	}
	if err := pgtest.Halt(); err != nil {
		t.Fatal(err)
	}
	if err := pgtest.Begin(); err != nil {
		t.Fatal(err)
	}
	held(t, second, was)
	if err := stop(); err != nil {
		t.Errorf("keeping ended with %v", err)
	}
	if only(t, second) != nil {
		t.Error("kept, and another has it as well")
	}
	h.Release()
}

// Our own connection, lost on the way and not missed by the server yet, is not
// taken for another process.
func TestHoldOfALostConnection(t *testing.T) {
	dsn := pgtest.Database(t)
	q := holder(t, dsn)
	h := only(t, q)
	lost, was := h.lease, h.pid
	h.lease = nil // as after a line that broke without a word
	ended, stop := keeping(t, h)
	held(t, q, was)
	select {
	case err := <-ended:
		t.Fatalf("keeping ended: %v", err)
	default:
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
	lost.drop()
	h.Release()
}

// Who was away while another process took the place ends.
func TestHoldIsSupplanted(t *testing.T) {
	dsn := pgtest.Database(t)
	first, second := holder(t, dsn), holder(t, dsn)
	h := only(t, first)
	if _, err := second.pool.Exec(t.Context(), "SELECT pg_terminate_backend($1)", h.pid); err != nil {
		t.Fatal(err)
	}
	var other *Hold
	for end := time.Now().Add(time.Minute); other == nil && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		other = only(t, second)
	}
	if other == nil {
		t.Fatal("the place of a process that is gone is not to be had")
	}
	ended, _ := keeping(t, h)
	select {
	case err := <-ended:
		if !errors.Is(err, ErrSupplanted) {
			t.Errorf("supplanted, and told %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("supplanted, and not told within a minute")
	}
	h.Release()
	other.Release()
}
