package store_test

import (
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/pgtest"
	"lanmu/internal/store"
)

// impatience is a log that tells when the store first had to try again.
type impatience struct {
	slog.Handler
	tried chan struct{}
}

func (i impatience) Enabled(context.Context, slog.Level) bool { return true }

func (i impatience) Handle(context.Context, slog.Record) error {
	select {
	case i.tried <- struct{}{}:
	default:
	}
	return nil
}

// A history that is locked or away is waited for, and what was to be written
// stands in it once.
func waitedFor(t *testing.T, dsn string, away, back func()) {
	t.Helper()
	log := impatience{slog.DiscardHandler, make(chan struct{}, 1)}
	s, err := store.Open(t.Context(), dsn, store.Options{Patience: time.Minute, Log: slog.New(log)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	audit(t, s, night("2026-11-02", "wording-typo"))
	a := night("2026-11-03", "wording-typo")
	if err := s.Recall(t.Context(), a); err != nil {
		t.Fatal(err)
	}

	away()
	put := make(chan error, 1)
	go func() { put <- s.Put(t.Context(), a) }()
	select {
	case <-log.tried:
	case err := <-put:
		t.Fatalf("with the history away, writing ended: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("the history was away for 30 s, and nobody tried again")
	}
	back()
	if err := <-put; err != nil {
		t.Fatal(err)
	}
	lines, err := s.Audits(t.Context(), "swj", 10)
	if err != nil || len(lines) != 2 {
		t.Errorf("%d audits (%v), want 2", len(lines), err)
	}
	f, _, err := s.Finding(t.Context(), a.Findings[0].ID)
	if err != nil || f.State != lanmu.StateOpen {
		t.Errorf("the finding is %+v (%v)", f, err)
	}
}

func TestLockedHistoryIsWaitedFor(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "h.db")
	db, err := sql.Open("sqlite", "file:"+dsn+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var lock *sql.Tx
	waitedFor(t, dsn, func() {
		if lock, err = db.Begin(); err != nil {
			t.Fatal(err)
		}
	}, func() {
		if err := lock.Rollback(); err != nil {
			t.Fatal(err)
		}
	})
}

func TestStoppedServerIsWaitedFor(t *testing.T) {
	dsn := postgres(t)
	waitedFor(t, dsn, func() {
		if err := pgtest.Halt(); err != nil {
			t.Fatal(err)
		}
	}, func() {
		if err := pgtest.Begin(); err != nil {
			t.Fatal(err)
		}
	})
}

// Patience ends: a clerk who presses a button is not kept for ever.
func TestPatienceEnds(t *testing.T) {
	dsn := filepath.Join(t.TempDir(), "h.db")
	s, err := store.Open(t.Context(), dsn, store.Options{Patience: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	db, err := sql.Open("sqlite", "file:"+dsn+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lock, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Rollback() }()
	if err := s.Put(t.Context(), night("2026-11-02")); err == nil {
		t.Error("a locked history was written to")
	}
}

// What somebody found to be fixed while an audit was under way stays fixed, and
// what they called a false alarm stays one.
func TestPeopleAtWorkDuringAnAudit(t *testing.T) {
	onBoth(t, func(t *testing.T, dsn string) {
		clock := date("2026-11-02").Time(time.UTC)
		s, err := store.Open(t.Context(), dsn, store.Options{Now: func() time.Time { return clock }})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		first := audit(t, s, night("2026-11-02", "wording-typo", "privacy-id"))

		tonight := night("2026-11-03", "wording-typo", "privacy-id")
		clock = tonight.Meta.Started.Add(time.Minute)
		if _, err := s.Recheck(t.Context(), first["wording-typo"].ID, false, true, tonight.Meta.At, "张三"); err != nil {
			t.Fatal(err)
		}
		if err := s.Recall(t.Context(), tonight); err != nil {
			t.Fatal(err)
		}
		no := lanmu.ReviewFalseAlarm
		if _, err := s.Mark(t.Context(), []string{first["privacy-id"].ID}, "张三", store.Mark{Review: &no}); err != nil {
			t.Fatal(err)
		}
		if err := s.Put(t.Context(), tonight); err != nil {
			t.Fatal(err)
		}
		for rule, want := range map[string]lanmu.State{"wording-typo": lanmu.StateFixed, "privacy-id": lanmu.StateWaived} {
			if f, _, err := s.Finding(t.Context(), first[rule].ID); err != nil || f.State != want {
				t.Errorf("%s: %+v (%v), want %s", rule, f, err, want)
			}
		}
		// The next night it is there again: it has come back.
		if f := audit(t, s, night("2026-11-04", "wording-typo"))["wording-typo"]; f.State != lanmu.StateReopened {
			t.Errorf("a night later it is %s, want reopened", f.State)
		}
	})
}
