package service

import (
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/pgtest"
)

// A disk that is full while an audit is recorded costs that audit and nothing
// else: the pages answer, the history is whole, and once there is room again
// the audit is gone on with.
func TestDiskFullWhileRecording(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the limit on a file's size is Linux's")
	}
	b, dir := newBureau(t), t.TempDir()
	b.mu.Lock()
	b.bulk = 400 << 10
	b.mu.Unlock()
	data, profile := filepath.Join(dir, "data"), b.profile(t, dir)
	c := spawn(t, data, profile, now, childLimit+"=2000000")
	c.run(t)
	select {
	case line := <-c.lines:
		if !strings.HasPrefix(line, "failed") {
			t.Fatalf("with no room for its recording, the audit says %q", line)
		}
	case <-time.After(time.Minute):
		t.Fatal("the audit did not end within a minute")
	}
	until(t, "word of it on the site's page", func() (bool, string) {
		_, body := (&running{url: c.url}).get(t, "/sites/swj")
		return strings.Contains(body, "上次检查失败"), body
	})
	c.kill()
	if n := audits(t, data); n != 0 {
		t.Errorf("%d audits in the history, want none", n)
	}
	c = spawn(t, data, profile, now.Add(time.Minute))
	c.wait(t, "audited")
	c.kill()
	if n := audits(t, data); n != 1 {
		t.Errorf("with room again: %d audits, want the one", n)
	}
}

// A site that answers nothing all night is audited no longer than the profile
// allows, and nothing is fixed because it could not be looked at.
func TestSiteHangsAllNight(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	path := b.profile(t, dir)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bounded := strings.Replace(string(text), "render: never", "render: never, timeout: 1s, max_time: 2s", 1)
	if err := os.WriteFile(path, []byte(bounded), 0o600); err != nil {
		t.Fatal(err)
	}
	day := newDay(0)
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{path}, Now: day.now})
	b.set("zcwj", 0)
	if finding(r.auditNow(t), "column-empty", "zcwj") == nil {
		t.Fatal("the empty column was not found")
	}

	day.Store(1)
	hang := make(chan struct{})
	b.mu.Lock()
	b.slow = hang
	b.mu.Unlock()
	began := time.Now()
	a := r.auditNow(t)
	if took := time.Since(began); took > 20*time.Second {
		t.Errorf("the audit of a site that hangs took %s", took)
	}
	if a.Meta.Complete {
		t.Error("nothing was seen, and the audit is called complete")
	}
	if f := finding(a, "column-empty", "zcwj"); f == nil || f.State == lanmu.StateFixed {
		t.Errorf("nothing was seen, and the empty column became %+v", f)
	}

	day.Store(2)
	b.mu.Lock()
	b.slow = nil
	b.mu.Unlock()
	close(hang)
	if f := finding(r.auditNow(t), "column-empty", "zcwj"); f == nil || f.State != lanmu.StateOpen {
		t.Errorf("the site answers again: %+v", f)
	}
}

// A clock that is set back loses no audit and brings back nothing that was fixed.
func TestClockSetBack(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	day := newDay(10)
	data := filepath.Join(dir, "data")
	r := start(t, Options{Data: data, Profiles: []string{b.profile(t, dir)}, Now: day.now})
	b.set("zcwj", 0)
	id := finding(r.auditNow(t), "column-empty", "zcwj").ID
	day.Store(11)
	b.set("zcwj", 8)
	r.auditNow(t)
	for _, back := range []int64{3, 3, -400} {
		day.Store(back)
		r.auditNow(t)
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	if n := audits(t, data); n != 5 {
		t.Errorf("%d audits in the history, want 5", n)
	}
	if state := openFindings(t, data)[id]; state != lanmu.StateFixed {
		t.Errorf("the finding that was put right is %s", state)
	}
	recorded, stood := recordingsAndAudits(t, data)
	if recorded != 5 || stood != 5 {
		t.Errorf("%d recordings, audits stand on %d of them; want 5", recorded, stood)
	}
}

// An item that appears long after its date is told, once two audits have seen
// the list whole without it.
func TestItemDatedBack(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	day := newDay(-120) // of the shown items none is dated after that, but the late one
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}, Now: day.now})
	const rule = "article-backdated"
	for _, n := range []int64{-120, -10} {
		day.Store(n)
		if f := finding(r.auditNow(t), rule, ""); f != nil {
			t.Fatalf("on day %d: %s", n, f.Message)
		}
	}
	day.Store(0)
	b.mu.Lock()
	b.late = true
	b.mu.Unlock()
	f := finding(r.auditNow(t), rule, "")
	if f == nil || !strings.Contains(f.URL, "t20260901_900") || !strings.Contains(f.Message, "2026-09-01") {
		t.Fatalf("the item that appeared eleven weeks late: %+v", f)
	}
	day.Store(1)
	if f := finding(r.auditNow(t), rule, ""); f == nil || f.State != lanmu.StateOpen {
		t.Errorf("a night later: %+v", f)
	}
}

// Two services on one PostgreSQL database: the second refuses, whatever its
// folder is; the first one's end lets it in.
func TestTwoServicesOnPostgres(t *testing.T) {
	b, dir, dsn := newBureau(t), t.TempDir(), pgtest.Database(t)
	profile := b.profile(t, dir)
	first := start(t, Options{Data: filepath.Join(dir, "data"), DSN: dsn, Profiles: []string{profile}})
	second := Options{Data: filepath.Join(dir, "other"), DSN: dsn, Profiles: []string{profile}}
	opt := second
	opt.Listen, opt.Schedule, opt.Log = "127.0.0.1:0", "0 0 29 2 *", slog.New(slog.DiscardHandler)
	if err := Run(t.Context(), opt, nil); err == nil || !strings.Contains(err.Error(), "另一个") {
		t.Errorf("a second service on one database: %v", err)
	}
	if status, _ := first.get(t, "/-/ready"); status != http.StatusOK {
		t.Errorf("the first one answers %d", status)
	}
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	if status, _ := start(t, second).get(t, "/-/ready"); status != http.StatusOK {
		t.Errorf("the second one, now alone, answers %d", status)
	}
}

// A service on another folder may not share this one's history.
func TestTwoServicesOnOneHistory(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	profile := b.profile(t, dir)
	start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{profile}})
	link := filepath.Join(dir, "other.db")
	if err := os.Symlink(filepath.Join(dir, "data", "lanmu.db"), link); err != nil {
		t.Skip(err)
	}
	for _, dsn := range []string{filepath.Join(dir, "data", "lanmu.db"), link} {
		opt := Options{Data: filepath.Join(dir, "other"), DSN: dsn, Profiles: []string{profile}, Listen: "127.0.0.1:0", Schedule: "0 0 1 1 *"}
		if err := Run(t.Context(), opt, nil); err == nil || !strings.Contains(err.Error(), "另一个") {
			t.Errorf("a second service on %s: %v", dsn, err)
		}
	}
}
