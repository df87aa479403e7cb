package service

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lanmu"
)

func column(t *testing.T, a *lanmu.Audit, name string) *lanmu.Column {
	t.Helper()
	for _, c := range a.Columns {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("no column %s among %d", name, len(a.Columns))
	return nil
}

func finding(a *lanmu.Audit, rule, col string) *lanmu.Finding {
	for _, f := range a.Findings {
		if f.Rule == rule && (col == "" || f.Column == col) {
			return f
		}
	}
	return nil
}

// A column is emptied and filled again: found, kept, put right, and every audit
// leaves its reports and recording.
func TestNightAfterNight(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	day := newDay(0)
	opt := Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}, Now: day.now}
	r := start(t, opt)

	if c := column(t, r.auditNow(t), "通知公告"); c.Status != lanmu.StatusOK {
		t.Fatalf("first night: %s (%s)", c.Status, c.Reason)
	}
	b.set("tzgg", 0)
	a := r.auditNow(t)
	f := finding(a, "column-empty", "tzgg")
	if f == nil || f.State != lanmu.StateNew || f.Department != "office" {
		t.Fatalf("emptied: %+v %+v", f, column(t, a, "通知公告"))
	}
	if _, body := r.get(t, "/metrics"); !strings.Contains(body, `lanmu_column_status{column="tzgg",site="swj",status="empty"} 1`) {
		t.Error("metrics do not say that the column is empty")
	}
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}

	// The service is stopped and started again: history and metrics are there.
	r = start(t, opt)
	if _, body := r.get(t, "/metrics"); !strings.Contains(body, `lanmu_column_status{column="tzgg",site="swj",status="empty"} 1`) {
		t.Error("after a restart the metrics have forgotten the newest audit")
	}
	day.Store(1)
	b.set("tzgg", 8)
	a = r.auditNow(t)
	if f := finding(a, "column-empty", "tzgg"); f == nil || f.State != lanmu.StateFixed {
		t.Errorf("filled again: %+v", f)
	}
	for _, name := range []string{"report.html", "ledger.xlsx", "findings.json"} {
		if _, err := os.Stat(filepath.Join(opt.Data, "reports", "swj", name)); err != nil {
			t.Error(err)
		}
	}
	kept, err := filepath.Glob(filepath.Join(opt.Data, "recordings", "swj", "*"+recordingSuffix))
	if err != nil || len(kept) < 2 {
		t.Errorf("recordings %v (%v)", kept, err)
	}
}

func (r *running) get(t *testing.T, path string) (int, string) {
	t.Helper()
	resp, err := http.Get(r.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// One finding is checked again at a person's word: still there, then put right.
func TestRecheckOneFinding(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}})
	b.set("zcwj", 0)
	f := finding(r.auditNow(t), "column-empty", "zcwj")
	if f == nil {
		t.Fatal("the empty column was not found")
	}
	check := func() string {
		req, err := http.NewRequest(http.MethodPost, r.url+"/findings/"+f.ID+"/recheck", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("HX-Request", "true")
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	if say := check(); !strings.Contains(say, "仍然存在") {
		t.Errorf("nothing changed, and it says %q", say)
	}
	b.mu.Lock()
	before := b.asked
	b.mu.Unlock()
	b.set("zcwj", 5)
	if say := check(); !strings.Contains(say, "已不存在") {
		t.Errorf("put right, and it says %q", say)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := b.asked - before; n > 8 {
		t.Errorf("checking one column asked the site %d times", n)
	}
}

func TestTwoServicesOnOneFolder(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	opt := Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}}
	start(t, opt)
	opt.Listen, opt.Schedule = "127.0.0.1:0", "0 0 1 1 *"
	if err := Run(t.Context(), opt, nil); err == nil || !strings.Contains(err.Error(), "另一个") {
		t.Errorf("a second service on the same folder: %v", err)
	}
}

func TestListeningBeyondThisMachineNeedsUsers(t *testing.T) {
	dir := t.TempDir()
	users := filepath.Join(dir, "web.yml")
	if err := os.WriteFile(users, []byte("basic_auth_users:\n  zhang: $2a$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	none := filepath.Join(dir, "none.yml")
	if err := os.WriteFile(none, []byte("tls_server_config: {}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		opt     Options
		refused bool
	}{
		{Options{Listen: "127.0.0.1:9527"}, false},
		{Options{Listen: "[::1]:9527"}, false},
		{Options{Listen: "localhost:9527"}, false},
		{Options{Listen: ":9527"}, true},
		{Options{Listen: "0.0.0.0:9527"}, true},
		{Options{Listen: "10.0.0.5:9527"}, true},
		{Options{Listen: ":9527", Open: true}, false},
		{Options{Listen: ":9527", WebFile: users}, false},
		{Options{Listen: ":9527", WebFile: none}, true},
		{Options{Listen: ":9527", WebFile: filepath.Join(dir, "missing.yml")}, true},
		{Options{Listen: "9527"}, true},
	} {
		if err := guard(c.opt); (err != nil) != c.refused {
			t.Errorf("%+v: %v, want refused %t", c.opt, err, c.refused)
		}
	}
}

// A bad profile keeps the old ones in use and is shown.
func TestReloadKeepsTheOldOnAMistake(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	path := b.profile(t, dir)
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{path}})
	if err := os.WriteFile(path, []byte("url: "+b.URL+"/\nid: swj\nno-such-key: 1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	resp, err := http.Post(r.url+"/-/reload", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("reloading a bad profile: %s", resp.Status)
	}
	if status, body := r.get(t, "/"); status != 200 || !strings.Contains(body, "no-such-key") {
		t.Errorf("the overview (%d) does not show the mistake", status)
	}
	b.profile(t, dir)
	r.post(t, "/-/reload")
	if _, body := r.get(t, "/"); strings.Contains(body, "no-such-key") {
		t.Error("the mistake is mended and still shown")
	}
}

func TestParsePause(t *testing.T) {
	p, err := ParsePause("swj=2026-12-01T20:00+08:00/2026-12-02T06:00+08:00")
	if err != nil || p.Site != "swj" || p.To.Sub(p.From) != 10*time.Hour {
		t.Errorf("%+v %v", p, err)
	}
	for _, bad := range []string{"", "swj", "swj=2026-12-01", "=2026-12-01T20:00+08:00/2026-12-02T06:00+08:00", "swj=2026-12-02T20:00+08:00/2026-12-01T06:00+08:00"} {
		if _, err := ParsePause(bad); err == nil {
			t.Errorf("ParsePause(%q) found nothing wrong", bad)
		}
	}
}
