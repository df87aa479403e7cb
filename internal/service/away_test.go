package service

import (
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"lanmu/internal/pgtest"
	"lanmu/internal/store"
)

// awayFor is for how long the history is away in these tests.
const awayFor = 65 * time.Second

// auditedLater asks for an audit while the history is away, and tells what came of it
// in the end; meanwhile is done when the history has been away for its time.
func (r *running) auditedLater(t *testing.T, meanwhile func()) {
	t.Helper()
	r.post(t, "/sites/swj/run")
	<-time.After(awayFor) // the time is the test's matter
	meanwhile()
	select {
	case o := <-r.audited:
		if o.err != nil {
			t.Errorf("the history came back, and the audit ended with %v", o.err)
		}
	case <-time.After(2 * time.Minute):
		t.Error("the history came back, and the audit did not end")
	}
}

func minute(t *testing.T) {
	t.Helper()
	if os.Getenv("LANMU_CI") == "" {
		t.Skip("takes over a minute; LANMU_CI is not set")
	}
	t.Parallel()
}

// Somebody's program holds the SQLite file for over a minute: the night's audit
// waits for it, is written once, and the pages answer all the while.
func TestHistoryLockedForAMinute(t *testing.T) {
	minute(t)
	b, dir := newBureau(t), t.TempDir()
	data := filepath.Join(dir, "data")
	r := start(t, Options{Data: data, Profiles: []string{b.profile(t, dir)}})
	r.auditNow(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(data, "lanmu.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	lock, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	r.auditedLater(t, func() {
		for _, page := range []string{"/", "/sites/swj", "/sites/swj/findings", "/metrics"} {
			if status, _ := r.get(t, page); status != http.StatusOK {
				t.Errorf("with the history locked, %s answers %d", page, status)
			}
		}
		if err := lock.Rollback(); err != nil {
			t.Fatal(err)
		}
	})
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	if n := audits(t, data); n != 2 {
		t.Errorf("%d audits in the history, want 2", n)
	}
}

// The PostgreSQL server is stopped for over a minute, from before the audit to
// its end: the service goes on when it is back, and the audit stands once.
func TestServerGoneForAMinute(t *testing.T) {
	minute(t)
	b, dir, dsn := newBureau(t), t.TempDir(), pgtest.Database(t)
	hold := make(chan struct{})
	r := start(t, Options{Data: filepath.Join(dir, "data"), DSN: dsn, Profiles: []string{b.profile(t, dir)}})
	r.auditNow(t)
	b.mu.Lock()
	b.slow = hold
	b.mu.Unlock()
	r.post(t, "/sites/swj/run")
	until(t, "the audit's beginning", func() (bool, string) {
		have, err := filepath.Glob(filepath.Join(dir, "data", "recordings", "swj", "*"+recordingSuffix))
		return err == nil && len(have) > 1, fmt.Sprint(have, err)
	})
	if err := pgtest.Halt(); err != nil {
		t.Fatal(err)
	}
	b.mu.Lock()
	b.slow = nil
	b.mu.Unlock()
	close(hold)
	<-time.After(awayFor) // the time is the test's matter
	if err := pgtest.Begin(); err != nil {
		t.Fatal(err)
	}
	select {
	case o := <-r.audited:
		if o.err != nil {
			t.Logf("the audit that was asked for is told as %v", o.err)
		}
	case <-time.After(3 * time.Minute):
		t.Fatal("the server came back, and the audit did not end within three minutes")
	}
	s, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	until(t, "the audit in the history", func() (bool, string) {
		lines, err := s.Audits(t.Context(), "swj", 10)
		return err == nil && len(lines) == 2, "not there"
	})
	if status, _ := r.get(t, "/sites/swj"); status != http.StatusOK {
		t.Errorf("the site's page answers %d", status)
	}
}
