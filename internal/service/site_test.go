package service

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lanmu"
)

// now is the day on which the tests' site is judged.
var now = time.Date(2026, 11, 23, 2, 0, 0, 0, time.FixedZone("CST", 8*3600))

var ticks atomic.Int64

// bureau is a small site whose columns can be emptied and filled again.
type bureau struct {
	*httptest.Server
	mu    sync.Mutex
	rows  map[string]int
	asked int
	slow  chan struct{} // when set, every answer waits for it
	bulk  int           // bytes that cannot be packed, on every page
	late  bool          // 通知公告 holds an item dated long ago that was not there before
}

func newBureau(t *testing.T) *bureau {
	t.Helper()
	b := &bureau{rows: map[string]int{"tzgg": 8, "gzdt": 8, "zcwj": 8}}
	b.Server = httptest.NewServer(b)
	t.Cleanup(b.Close)
	return b
}

func (b *bureau) set(column string, rows int) {
	b.mu.Lock()
	b.rows[column] = rows
	b.mu.Unlock()
}

var columnNames = map[string]string{"tzgg": "通知公告", "gzdt": "工作动态", "zcwj": "政策文件"}

func (b *bureau) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.asked++
	slow := b.slow
	rows := map[string]int{}
	for k, n := range b.rows {
		rows[k] = n
	}
	b.mu.Unlock()
	if slow != nil {
		select {
		case <-slow:
		case <-r.Context().Done():
			return
		}
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	path := strings.Trim(r.URL.Path, "/")
	column, item, _ := strings.Cut(path, "/")
	switch n, known := rows[column]; {
	case path == "":
		b.page(w, "首页", b.latest(rows))
	case known && item == "":
		b.page(w, columnNames[column], crumb(column)+b.lateItem(column, list(column, n)))
	case known:
		b.page(w, "关于"+item+"的通知", crumb(column)+"<h1>关于"+item+"的通知</h1><p>发布日期：2026-11-20</p><div class=\"article\">"+strings.Repeat("市商务局就有关事项作出安排，请各单位遵照执行。", 20)+"</div>")
	default:
		http.NotFound(w, r)
	}
}

func crumb(column string) string {
	return `<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/` + column + `/">` + columnNames[column] + `</a></div>`
}

func list(column string, n int) string {
	var s strings.Builder
	s.WriteString(`<ul class="list">`)
	for i := range n {
		fmt.Fprintf(&s, `<li><a href="/%s/t202611%02d_%d.html">关于第%d号事项的通知</a><span>2026-11-%02d</span></li>`, column, 22-i, i, i, 22-i)
	}
	return s.String() + "</ul>"
}

func (b *bureau) lateItem(column, list string) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.late || column != "tzgg" {
		return list
	}
	return strings.TrimSuffix(list, "</ul>") + `<li><a href="/tzgg/t20260901_900.html">关于补发事项的公示</a><span>2026-09-01</span></li></ul>`
}

func (b *bureau) latest(rows map[string]int) string {
	var s strings.Builder
	for c, n := range rows {
		s.WriteString("<h2>" + columnNames[c] + "</h2>" + list(c, min(n, 3)))
	}
	return s.String()
}

func (b *bureau) page(w http.ResponseWriter, title, body string) {
	fmt.Fprintf(w, `<!DOCTYPE html><html><head><title>%s-示例市商务局</title></head><body><div class="nav"><ul><li><a href="/">首页</a></li>`, title)
	for _, c := range []string{"gzdt", "tzgg", "zcwj"} {
		fmt.Fprintf(w, `<li><a href="/%s/">%s</a></li>`, c, columnNames[c])
	}
	fmt.Fprintf(w, `</ul></div><div class="main">%s</div><div class="footer">主办：示例市商务局</div>%s</body></html>`, body, b.filler())
}

// filler is a comment of b.bulk bytes that do not pack.
func (b *bureau) filler() string {
	b.mu.Lock()
	n := b.bulk
	b.mu.Unlock()
	if n == 0 {
		return ""
	}
	var s strings.Builder
	s.WriteString("<!--")
	for random := rand.New(rand.NewPCG(1, 1)); s.Len() < n; {
		fmt.Fprintf(&s, "%016x", random.Uint64())
	}
	return s.String() + "-->"
}

// profile writes the bureau's profile and returns its path.
func (b *bureau) profile(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(dir, "swj.yaml")
	text := "url: " + b.URL + "/\nid: swj\nname: 示例市商务局\ndepartments:\n  - {id: office, name: 办公室, paths: [/tzgg/]}\ncrawl: {rate: 0, concurrency: 4, render: never}\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// running is a service under test.
type running struct {
	url     string
	audited chan outcome
	stop    func() error
}

type outcome struct {
	audit *lanmu.Audit
	err   error
}

// start runs a service until the test ends or stop is called.
func start(t *testing.T, opt Options) *running {
	t.Helper()
	r := &running{audited: make(chan outcome, 10)}
	ready, ended := make(chan string, 1), make(chan error, 1)
	opt.Listen, opt.Schedule, opt.Version = "127.0.0.1:0", "0 0 29 2 *", "test"
	opt.Ready = func(addr string) { ready <- addr }
	opt.Audited = func(_ string, a *lanmu.Audit, err error) { r.audited <- outcome{a, err} }
	base := opt.Now
	if base == nil {
		base = func() time.Time { return now }
	}
	// The clock moves on by a second whenever it is looked at.
	opt.Now = func() time.Time { return base().Add(time.Duration(ticks.Add(1)) * time.Second) }
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { ended <- Run(ctx, opt, nil) }()
	var once sync.Once
	r.stop = func() (err error) {
		once.Do(func() { cancel(); err = <-ended })
		return err
	}
	t.Cleanup(func() { _ = r.stop() })
	select {
	case addr := <-ready:
		r.url = "http://" + addr
	case err := <-ended:
		ended <- err // stop waits for it
		t.Fatalf("the service did not start: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("the service did not start within 30 s")
	}
	return r
}

// dayOf is how many days after now it is for a service under test.
type dayOf struct{ atomic.Int64 }

func newDay(n int64) *dayOf {
	d := &dayOf{}
	d.Store(n)
	return d
}

func (d *dayOf) now() time.Time { return now.AddDate(0, 0, int(d.Load())) }

// auditNow asks for an audit and waits for its end.
func (r *running) auditNow(t *testing.T) *lanmu.Audit {
	t.Helper()
	// The last audit's outcome is told a moment before its place is free again.
	until(t, "a free place", func() (bool, string) {
		resp, err := http.Post(r.url+"/sites/swj/run", "application/x-www-form-urlencoded", nil)
		if err != nil {
			return false, err.Error()
		}
		resp.Body.Close()
		return resp.StatusCode < 400, resp.Status
	})
	select {
	case o := <-r.audited:
		if o.err != nil {
			t.Fatal(o.err)
		}
		return o.audit
	case <-time.After(time.Minute):
		t.Fatal("the audit did not end within a minute")
		return nil
	}
}

func (r *running) post(t *testing.T, path string) {
	t.Helper()
	resp, err := http.Post(r.url+path, "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode >= 400 {
		t.Fatalf("POST %s: %s", path, resp.Status)
	}
}
