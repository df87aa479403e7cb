package service

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
	"lanmu/internal/pgtest"
	"lanmu/internal/queue"
)

// worker is what lanmu work runs, without its loop.
func worker(t *testing.T, opt Options) *Service {
	t.Helper()
	opt.Slice, opt.Version = time.Minute, "test"
	if opt.Now == nil {
		opt.Now = func() time.Time { return now.Add(time.Duration(ticks.Add(1)) * time.Second) }
	}
	opt.Log = slog.New(slog.DiscardHandler)
	s := &Service{opt: opt, board: newBoard()}
	var err error
	if s.sites, err = loadSites(opt.Profiles); err != nil {
		t.Fatal(err)
	}
	if err := s.openHistory(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.close() })
	return s
}

func slice(asked time.Time) queue.Slice {
	return queue.Slice{Site: "swj", Asked: asked, Progress: func(lanmu.Progress) {}, Shorten: func(time.Duration) {}}
}

// A worker killed after the history has the audit and before the queue knows:
// the next turn finds it done. A new audit is a new one, however soon.
func TestDoneAndNotTold(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	s := worker(t, Options{DSN: pgtest.Database(t), Recordings: filepath.Join(dir, "shared"), Profiles: []string{b.profile(t, dir)}})
	if err := s.publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		asked  time.Time
		audits int
	}{{now, 1}, {now, 1}, {now.Add(time.Second), 2}} {
		out, err := s.turn(t.Context(), slice(c.asked))
		if err != nil || !out.Done {
			t.Fatalf("turn %d: %+v (%v)", i, out, err)
		}
		lines, err := s.store.Audits(t.Context(), "swj", 10)
		if err != nil || len(lines) != c.audits {
			t.Errorf("turn %d: %d audits (%v), want %d", i, len(lines), err, c.audits)
		}
	}
	if have, err := filepath.Glob(filepath.Join(dir, "shared", "swj", "*"+recordingSuffix)); err != nil || len(have) != 2 {
		t.Errorf("recordings %v (%v), want 2", have, err)
	}
}

// A worker that would judge otherwise than serve, or writes elsewhere, asks the
// site nothing and says why.
func TestWhoDiffersTakesNothing(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	dsn, shared := pgtest.Database(t), filepath.Join(dir, "shared")
	profile := b.profile(t, dir)
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	pause := Pause{Site: "swj", From: now.AddDate(0, 0, 1), To: now.AddDate(0, 0, 1).Add(time.Hour)}
	serve := worker(t, Options{DSN: dsn, Recordings: shared, Profiles: []string{profile}, Pauses: []Pause{pause}})
	if err := serve.publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	same := filepath.Join(dir, "same.yaml")
	other := filepath.Join(dir, "other.yaml")
	unmounted := filepath.Join(dir, "unmounted")
	for path, content := range map[string]string{
		same: string(text), other: string(text) + "waivers:\n  - {rule: column-empty, reason: x, approved_by: y, until: 2026-12-31}\n",
	} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name string
		opt  Options
		why  string
	}{
		{"the same profile elsewhere", Options{Recordings: shared, Profiles: []string{same}}, ""},
		{"another waiver", Options{Recordings: shared, Profiles: []string{other}}, "differ from serve's"},
		{"another standard", Options{Recordings: shared, Profiles: []string{same}, Standard: "census-2015"}, "differ from serve's"},
		{"another revision", Options{Recordings: shared, Profiles: []string{same}, Revision: "abc"}, "install the same one"},
		{"another folder", Options{Recordings: unmounted, Profiles: []string{same}}, "录制目录不是"},
		{"in maintenance", Options{Recordings: shared, Profiles: []string{same}, Now: func() time.Time { return now.AddDate(0, 0, 1).Add(15 * time.Minute) }}, "maintenance"},
		{"after maintenance", Options{Recordings: shared, Profiles: []string{same}, Now: func() time.Time { return now.AddDate(0, 0, 1).Add(time.Hour) }}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.opt.DSN = dsn
			s := worker(t, c.opt)
			_, err := s.admit(t.Context(), slice(now))
			var no refusal
			switch {
			case c.why == "" && err != nil:
				t.Error(err)
			case c.why != "" && (!errors.As(err, &no) || !strings.Contains(err.Error(), c.why)):
				t.Errorf("%v, want a refusal for %q", err, c.why)
			case c.name == "in maintenance" && no.wait != 45*time.Minute:
				t.Errorf("waits %s for the end of an hour's maintenance, a quarter of it gone", no.wait)
			}
		})
	}

	// The shared folder is not mounted: its path is there, and empty.
	if err := os.Rename(shared, shared+".away"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(shared, 0o750); err != nil {
		t.Fatal(err)
	}
	opt := Options{DSN: dsn, Recordings: shared, Profiles: []string{same}, Log: slog.New(slog.DiscardHandler), Version: "test"}
	if err := Work(t.Context(), opt, nil); !errors.Is(err, ErrFolder) {
		t.Errorf("started on a folder that is not mounted: %v", err)
	}
}

// The site's hours end while an audit waits for its next turn: what was seen is
// judged, nothing more is asked, and what was not seen is not accused.
func TestHoursEndBetweenTurns(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	profile := b.profile(t, dir)
	text, err := os.ReadFile(profile)
	if err != nil {
		t.Fatal(err)
	}
	night := strings.Replace(string(text), "crawl: {rate: 0,", "crawl: {window: \"22:00-06:00\", rate: 20,", 1)
	if err := os.WriteFile(profile, []byte(night), 0o600); err != nil {
		t.Fatal(err)
	}
	clock := now
	s := worker(t, Options{DSN: pgtest.Database(t), Recordings: filepath.Join(dir, "shared"), Profiles: []string{profile}, Now: func() time.Time { return clock }})
	if err := s.publish(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cut := context.WithCancel(t.Context())
	first := slice(now)
	first.Progress = func(p lanmu.Progress) {
		if p.Pages >= 3 {
			cut()
		}
	}
	if out, err := s.turn(ctx, first); out.Done || !errors.Is(err, context.Canceled) {
		t.Fatalf("the first turn: %+v (%v)", out, err)
	}
	b.mu.Lock()
	asked := b.asked
	b.mu.Unlock()
	clock = now.Add(6 * time.Hour)
	out, err := s.turn(t.Context(), slice(now))
	if err != nil || !out.Done {
		t.Fatalf("the second: %+v (%v)", out, err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asked != asked {
		t.Errorf("asked %d times outside the site's hours", b.asked-asked)
	}
	a, err := s.store.Newest(t.Context(), "swj")
	if err != nil {
		t.Fatal(err)
	}
	if a.Meta.Complete || a.Meta.Pages < 3 || a.Meta.At != lanmu.DateOf(now) {
		t.Errorf("complete %t with %d pages on %s", a.Meta.Complete, a.Meta.Pages, a.Meta.At)
	}
	for _, f := range a.Findings {
		if strings.HasPrefix(f.Rule, "column-") || strings.HasPrefix(f.Rule, "link-") || f.Rule == "site-unreachable" {
			t.Errorf("accused of what was not looked at: %s", f.Message)
		}
	}
	// Another audit, asked for by day, waits for the evening.
	if out, err := s.turn(t.Context(), slice(now.Add(time.Hour))); err != nil || out.Done || out.Wait != 14*time.Hour {
		t.Errorf("by day: %+v (%v)", out, err)
	}
}

func TestTwoServicesOnOneDatabase(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	opt := Options{Data: filepath.Join(dir, "one"), DSN: pgtest.Database(t), Profiles: []string{b.profile(t, dir)}}
	r := start(t, opt)
	if err := r.auditNow(t); err.Site.ID != "swj" { // its own worker does it
		t.Errorf("audited %s", err.Site.ID)
	}
	opt.Data, opt.Listen, opt.Schedule, opt.Log = filepath.Join(dir, "two"), "127.0.0.1:0", "0 0 1 1 *", slog.New(slog.DiscardHandler)
	if err := Run(t.Context(), opt, nil); err == nil || !strings.Contains(err.Error(), "另一个 lanmu serve") {
		t.Errorf("a second service on the same database: %v", err)
	}
}

// An audit's last turn is never a short one: it has to read the recording, and
// is then ended by its own limit, in its own words.
func TestPace(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	s := worker(t, Options{DSN: pgtest.Database(t), Recordings: dir, Profiles: []string{b.profile(t, dir)}, Now: func() time.Time { return now.Add(30 * time.Second) }})
	for _, c := range []struct {
		name         string
		limit, spent time.Duration
		window       string
		short, given time.Duration // 0: not shortened; spent as the crawler is told
	}{
		{"no limit", 0, time.Hour, "", 0, 0},
		{"far from it", time.Hour, 10 * time.Minute, "", 0, 10 * time.Minute},
		{"a turn and a half before it", 10 * time.Minute, 8*time.Minute + 30*time.Second, "", 45 * time.Second, 8*time.Minute + 30*time.Second},
		{"less than a turn", 10 * time.Minute, 9*time.Minute + 20*time.Second, "", 0, 9*time.Minute + 20*time.Second},
		{"over it", 10 * time.Minute, 30 * time.Minute, "", 0, 9*time.Minute + 30*time.Second},
		{"hours end in a minute and a half", 0, 0, "22:00-02:02", 45 * time.Second, 0},
		{"hours end in eight hours", 0, 0, "22:00-10:00", 0, 0},
	} {
		site := *s.sites.now()[0]
		site.Crawl.MaxTime, site.Crawl.Window = c.limit, c.window
		var short time.Duration
		sl := slice(now)
		sl.Spent, sl.Shorten = c.spent, func(d time.Duration) { short = d }
		var opt auditor.Options
		s.pace(&site, &opt, sl)
		if short != c.short || opt.Spent != c.given {
			t.Errorf("%s: shortened to %s, spent %s; want %s, %s", c.name, short, opt.Spent, c.short, c.given)
		}
	}
}

func TestWindowOf(t *testing.T) {
	at := func(clock string) time.Time {
		d, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-23 "+clock, now.Location())
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, c := range []struct {
		window, clock string
		open          bool
		rest          time.Duration
	}{
		{"", "12:00:00", true, 0},
		{"22:00-06:00", "23:30:00", true, 6*time.Hour + 30*time.Minute},
		{"22:00-06:00", "05:59:30", true, 30 * time.Second},
		{"22:00-06:00", "06:00:00", false, 16 * time.Hour},
		{"22:00-06:00", "21:59:30", false, 30 * time.Second},
		{"22:00-06:00", "22:00:00", true, 8 * time.Hour},
		{"01:00-05:00", "00:30:00", false, 30 * time.Minute},
		{"01:00-05:00", "03:00:00", true, 2 * time.Hour},
		{"01:00-05:00", "05:00:00", false, 20 * time.Hour},
	} {
		site := &lanmu.Site{Location: now.Location(), Crawl: lanmu.CrawlSettings{Window: c.window}}
		if open, rest := windowOf(site, at(c.clock)); open != c.open || rest != c.rest {
			t.Errorf("%q at %s: open %t for %s, want %t, %s", c.window, c.clock, open, rest, c.open, c.rest)
		}
	}
}
