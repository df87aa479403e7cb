package crawler

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A server that calls changed pages unchanged is found out by the pages that are
// fetched whole tonight, and asked for all of them from then on.
func TestServerLies(t *testing.T) {
	const pages = 120
	p := newBureau(t)
	var night, lies atomic.Int32
	var links []string
	for i := range pages {
		links = append(links, fmt.Sprintf("/p%d", i))
		p.handle(links[i], func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Last-Modified", "Mon, 01 Jan 2018 00:00:00 GMT")
			if r.Header.Get("If-Modified-Since") != "" {
				lies.Add(1)
				w.WriteHeader(http.StatusNotModified)
				return
			}
			html(fmt.Sprintf("%s<p>第%d夜</p>", anchors("/"), night.Load()))(w, r)
		})
	}
	p.page("/", anchors(links...))
	dir := t.TempDir()
	site := siteOf("http://swj.example/") // which pages are due hangs on their address
	site.Crawl.Resolve = map[string]string{"swj.example": p.Listener.Addr().String()}
	site.Crawl.Concurrency, site.Crawl.Reverify = 1, 10
	look := func(previous string) (*looked, Options) {
		t.Helper()
		opt := Options{Record: filepath.Join(dir, fmt.Sprint(night.Load())), Previous: previous, Now: func() time.Time { return day }}
		return crawlSite(t, site, opt), opt
	}
	stale := func(l *looked) (n int) {
		for _, pg := range l.pages {
			if strings.Contains(string(pg.Body), "夜") && !strings.Contains(string(pg.Body), fmt.Sprintf("第%d夜", night.Load())) {
				n++
			}
		}
		return n
	}
	_, first := look("")

	night.Add(1)
	l, second := look(first.Record)
	if n := stale(l); n == 0 || n > 40 || n != int(lies.Load())-1 {
		t.Errorf("%d pages are last night's, the server lied %d times", n, lies.Load())
	}
	if !strings.Contains(strings.Join(l.Limits, ""), "不可信") || !l.Complete {
		t.Errorf("limits %q, complete %t", l.Limits, l.Complete)
	}
	again := crawlSite(t, site, Options{Replay: second.Record})
	if got, want := fmt.Sprint(again.Limits), fmt.Sprint(l.Limits); got != want {
		t.Errorf("judged again it says %s, not %s", got, want)
	}

	night.Add(1)
	lies.Store(0)
	if l, _ = look(second.Record); stale(l) != 0 || lies.Load() != 0 {
		t.Errorf("the night after, %d pages are old and the server was asked %d times", stale(l), lies.Load())
	}
}

// What is taken at the server's word is told, and every page is due once in a
// period.
func TestTrust(t *testing.T) {
	site := siteOf("http://h/")
	for i := range 200 {
		addr, times := fmt.Sprintf("http://h/%d", i), 0
		for night := range reverifyNights {
			if newTrust(site, day.AddDate(0, 0, night)).due(addr) {
				times++
			}
		}
		if times != 1 {
			t.Fatalf("%s is due %d times in %d nights", addr, times, reverifyNights)
		}
	}
	tr := newTrust(site, day)
	if tr.tell() != nil {
		t.Error("tells of nothing")
	}
	tr.believe()
	if s := strings.Join(tr.tell(), ""); !strings.Contains(s, "有 1 个页面") || !strings.Contains(s, "28 天") {
		t.Error(s)
	}
}
