package service

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/demo"
	"lanmu/internal/pgtest"
	"lanmu/internal/store"
)

// portal is a sample portal behind a tap, and its profile.
type portal struct {
	*tap
	id, profile string
}

func newPortal(t *testing.T, dir, id string, delay time.Duration) *portal {
	t.Helper()
	p, err := demo.New(id, lanmu.DateOf(now))
	if err != nil {
		t.Fatal(err)
	}
	server, err := p.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	x := &portal{tap: newTap(t, server.Addr, delay), id: "demo-" + id, profile: filepath.Join(dir, id+".yaml")}
	text := strings.ReplaceAll(p.Profile(), server.Addr, x.addr)
	if err := os.WriteFile(x.profile, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return x
}

// outcomes is what an audit says of a site, without how it went.
func outcomes(t *testing.T, dsn, site string) (lines []string) {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a, err := s.Newest(t.Context(), site)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range a.Columns {
		lines = append(lines, fmt.Sprint(c.ID, c.Status, c.Items, c.Newest, c.Deadline))
	}
	for _, f := range a.Findings {
		lines = append(lines, fmt.Sprint(f.ID, f.Rule, f.URL, f.Certainty, f.State, f.OnCount))
	}
	for _, v := range a.Verdict.Vetoes {
		lines = append(lines, fmt.Sprint(v.ID, v.Count, v.Hit))
	}
	for _, l := range a.Skipped {
		lines = append(lines, fmt.Sprint(l.Rule, l.URL, l.Column))
	}
	return append(lines, fmt.Sprint("complete ", a.Meta.Complete, " pages ", a.Meta.Pages, " at ", a.Meta.At))
}

// undisturbed audits the portals in one process and tells what there is to find.
func undisturbed(t *testing.T, dir string, portals ...*portal) map[string][]string {
	t.Helper()
	opt := Options{Data: filepath.Join(dir, "alone")}
	for _, p := range portals {
		opt.Profiles = append(opt.Profiles, p.profile)
	}
	r := start(t, opt)
	want := map[string][]string{}
	for _, p := range portals {
		r.post(t, "/sites/"+p.id+"/run")
		if o := <-r.audited; o.err != nil {
			t.Fatal(o.err)
		}
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	for _, p := range portals {
		want[p.id] = outcomes(t, filepath.Join(opt.Data, "lanmu.db"), p.id)
	}
	return want
}

// once fails unless the history has one audit of the site, and the shared
// folder the recording it stands on and no other.
func once(t *testing.T, dsn, recordings, site string) {
	t.Helper()
	s, err := store.Open(t.Context(), dsn, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	lines, err := s.Audits(t.Context(), site, 10)
	if err != nil || len(lines) != 1 {
		t.Errorf("%s: %d audits (%v), want 1", site, len(lines), err)
	}
	have, err := filepath.Glob(filepath.Join(recordings, site, "*"+recordingSuffix))
	if err != nil || len(have) != 1 {
		t.Errorf("%s: recordings %v (%v), want 1", site, have, err)
	}
	if !exists(filepath.Join(recordings, site, "reports", "ledger.xlsx")) {
		t.Errorf("%s: no reports beside its recordings", site)
	}
}

// A serve that audits nothing itself and two workers on two portals: each site
// by one worker at a time, in several turns, and the findings of a single
// process. How far they are is seen on serve's pages.
func TestWorkersShareTheSites(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute")
	}
	dsn, dir := pgtest.Database(t), t.TempDir()
	portals := []*portal{newPortal(t, dir, "trs", 40*time.Millisecond), newPortal(t, dir, "hanweb", 40*time.Millisecond)}
	want := undisturbed(t, dir, portals...)

	recordings := filepath.Join(dir, "shared")
	r := start(t, Options{Data: filepath.Join(dir, "data"), DSN: dsn, Recordings: recordings, Profiles: []string{portals[0].profile, portals[1].profile}, NoWork: true, Slice: turnTime})
	for range 2 {
		c := spawnWorker(t, dsn, recordings, portals[0].profile, portals[1].profile)
		portals[0].watch(c)
		portals[1].watch(c)
	}
	for _, p := range portals {
		r.post(t, "/sites/"+p.id+"/run")
	}
	until(t, "progress of an audit elsewhere", func() (bool, string) {
		_, body := r.get(t, "/sites/"+portals[0].id+"/progress")
		return strings.Contains(body, "正在检查") && !strings.Contains(body, "已看页面 0"), body
	})
	for range portals {
		if o := <-r.audited; o.err != nil {
			t.Fatal(o.err)
		}
	}
	if _, body := r.get(t, "/metrics"); !strings.Contains(body, "lanmu_queue_workers 2") || !strings.Contains(body, `lanmu_queue_audits{state="running"} 0`) {
		t.Error("the metrics do not tell of two workers with nothing to do")
	}
	for _, p := range portals {
		p.alone(t)
		once(t, dsn, recordings, p.id)
		if diff := cmp.Diff(want[p.id], outcomes(t, dsn, p.id)); diff != "" {
			t.Errorf("%s: one process and two workers differ:\n%s", p.id, diff)
		}
		t.Logf("%s: %d questions by %d processes, handed on %d times", p.id, p.total, len(p.asked), p.changes-1)
	}
}

// A worker is ended in its turn, another killed in its: the third ends the
// audit, once, with the findings of an undisturbed one.
func TestWorkersEndedAndKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("a dead worker is noticed after half a minute")
	}
	dsn, dir := pgtest.Database(t), t.TempDir()
	p := newPortal(t, dir, "trs", 40*time.Millisecond)
	want := undisturbed(t, dir, p)
	recordings := filepath.Join(dir, "shared")
	r := start(t, Options{Data: filepath.Join(dir, "data"), DSN: dsn, Recordings: recordings, Profiles: []string{p.profile}, NoWork: true, Slice: turnTime})
	workers := map[int]*child{}
	for range 3 {
		c := spawnWorker(t, dsn, recordings, p.profile)
		workers[c.cmd.Process.Pid] = c
		p.watch(c)
	}
	r.post(t, "/sites/"+p.id+"/run")

	pid := p.after(t, 40)
	ended := workers[pid]
	if err := ended.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	ended.wait(t, "ended")
	delete(workers, pid)
	gaveBack := time.Now()
	pid = p.after(t, 40)
	if workers[pid] == nil {
		t.Fatalf("process %d asks, which has ended", pid)
	}
	if d := time.Since(gaveBack); d > 20*time.Second {
		t.Errorf("what was given back was gone on with after %s", d)
	}

	workers[pid].kill()
	delete(workers, pid)
	killed := time.Now()
	if next := p.after(t, 40); workers[next] == nil {
		t.Fatalf("process %d asks, which is dead", next)
	}
	t.Logf("gone on with %s after the kill", time.Since(killed).Round(time.Second))
	if o := <-r.audited; o.err != nil {
		t.Fatal(o.err)
	}
	p.alone(t)
	once(t, dsn, recordings, p.id)
	if diff := cmp.Diff(want[p.id], outcomes(t, dsn, p.id)); diff != "" {
		t.Errorf("an undisturbed audit and this one differ:\n%s", diff)
	}
	t.Logf("%d questions by %d processes, handed on %d times", p.total, len(p.asked), p.changes-1)
}
