package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"lanmu"
)

// A site that errs, asks us to wait and to go slowly is told of in the notes;
// judging the recording again meets nothing.
func TestNotes(t *testing.T) {
	p := newBureau(t)
	p.mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nCrawl-delay: 0.01\n") })
	p.page("/", anchors("/a", "/b"))
	var mu sync.Mutex
	asked := map[string]int{}
	p.mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		asked[req.URL.Path]++
		switch {
		case req.URL.Path == "/a" && asked["/a"] == 1:
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusServiceUnavailable)
		case req.URL.Path == "/b" && asked["/b"] == 1:
			w.WriteHeader(http.StatusBadGateway)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	})
	var notes []string
	opt := Options{Record: t.TempDir() + "/r.warc.gz", Note: func(l lanmu.LogLine) {
		mu.Lock()
		defer mu.Unlock()
		if l.At.IsZero() {
			t.Errorf("%q has no time", l.Text)
		}
		notes = append(notes, l.Text)
	}}
	crawlSite(t, siteOf(p.URL+"/"), opt)
	all := strings.Join(notes, "\n")
	for _, want := range []string{"已放慢", "Retry-After", "等待 1 秒", "有 1 个页面第一遍没有打开", "至少间隔 0.01 秒"} {
		if !strings.Contains(all, want) {
			t.Errorf("no note says %q:\n%s", want, all)
		}
	}
	if n := strings.Count(all, "已放慢"); n != 1 {
		t.Errorf("slowing down is told %d times within a minute, want once", n)
	}
	notes = nil
	opt.Replay, opt.Record = opt.Record, ""
	crawlSite(t, siteOf(p.URL+"/"), opt)
	if len(notes) > 0 {
		t.Errorf("judged again, the recording meets %q", notes)
	}
}
