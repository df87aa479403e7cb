package crawler

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
)

// mixed is a site with something of everything, and outside hosts.
func mixed(t *testing.T) (*bureau, *lanmu.Site) {
	p := newBureau(t)
	site := siteOf(p.URL + "/")
	good := html("<html><title>好</title><p>正文</p></html>")
	out := http.NewServeMux()
	out.HandleFunc("/{x}", good)
	out.HandleFunc("/busy", once(503, good))
	out.HandleFunc("/dead", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	outsideOf(t, site, map[string]http.Handler{"out.example": out})
	var home []string
	for i := range 12 {
		home = append(home, fmt.Sprintf("/c%d/", i))
	}
	p.page("/", anchors(append(home, "/gone", "/busy", "/500", "/old", "/old2", "/loop", "/robots/x")...))
	p.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /robots/\n") })
	p.handle("/busy", once(503, good))
	p.handle("/500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) })
	p.handle("/old", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", 302) })
	p.handle("/old2", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/new", 302) })
	p.handle("/new", html(anchors("/deep")))
	p.page("/deep", anchors("/", "/f.doc"))
	p.handle("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", 302) })
	p.handle("/f.doc", once(500, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "PK\x03\x04") }))
	for i := range 12 {
		var links []string
		for j := range 8 {
			path := fmt.Sprintf("/c%d/%d.html", i, j)
			links = append(links, path)
			p.page(path, anchors("/gone", "/", fmt.Sprintf("/c%d/%d.html", (i+1)%12, j), "http://out.example/a", "http://out.example/dead", "http://out.example/busy", fmt.Sprintf("/x%d.pdf", j)))
		}
		p.page(fmt.Sprintf("/c%d/", i), anchors(links...))
	}
	return p, site
}

// same compares what two looks at a site came to, but for the times.
var same = cmp.Options{
	cmpopts.IgnoreFields(lanmu.Crawl{}, "Started", "Finished"),
	cmpopts.IgnoreFields(lanmu.Target{}, "Took"),
}

func TestReplayIsTheSame(t *testing.T) {
	_, site := mixed(t)
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	live := crawlSite(t, site, Options{Record: tape})
	site.Crawl.Resolve = nil
	site.Crawl.Concurrency = 7
	again := crawlSite(t, site, Options{Replay: tape})
	if d := cmp.Diff(live.Crawl, again.Crawl, same); d != "" {
		t.Errorf("live (-) and replayed (+):\n%s", d)
	}
	pages := cmpopts.IgnoreFields(lanmu.Page{}, "Took", "Fetched")
	if d := cmp.Diff(live.pages, again.pages, pages, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("pages, live (-) and replayed (+):\n%s", d)
	}
	for addr, p := range live.pages {
		if !p.Fetched.Equal(again.pages[addr].Fetched) {
			t.Errorf("%s fetched at %s, replayed at %s", addr, p.Fetched, again.pages[addr].Fetched)
		}
	}
	if live.Pages < 100 || !live.Robots || live.NotLooked[site.URL+"robots/x"] != lanmu.FailRobots {
		t.Errorf("%d pages, robots %t, not looked %v", live.Pages, live.Robots, live.NotLooked)
	}
}

// Which worker was faster shows nowhere.
func TestTimingDoesNotShow(t *testing.T) {
	var first *looked
	for round, workers := range []int{1, 4, 16} {
		p := newBureau(t)
		var mu sync.Mutex
		n := 0
		for i := range 40 {
			var links []string
			for j := range 40 {
				links = append(links, fmt.Sprintf("/%d", (i*7+j*j)%60), fmt.Sprintf("/missing%d", (i+j)%9))
			}
			body := anchors(links...)
			p.handle(fmt.Sprintf("/%d", i), func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				n++
				d := time.Duration((n*(round+3))%5) * time.Millisecond
				mu.Unlock()
				time.Sleep(d) // the server's own time, what the test is about
				html(body)(w, r)
			})
		}
		p.page("/", anchors("/1", "/2", "/3"))
		site := siteOf("http://same.example/")
		site.Crawl.Resolve = map[string]string{"same.example": p.Listener.Addr().String()}
		site.Crawl.Concurrency = workers
		site.Crawl.MaxPages = 25
		l := crawlSite(t, site, Options{})
		if first == nil {
			first = l
			continue
		}
		if d := cmp.Diff(first.Crawl, l.Crawl, same, cmpopts.IgnoreFields(lanmu.Crawl{}, "Bytes", "TLS")); d != "" {
			t.Errorf("with %d workers:\n%s", workers, d)
		}
		for addr, pg := range first.pages {
			if o := l.pages[addr]; o == nil || o.Depth != pg.Depth || o.From != pg.From {
				t.Errorf("%s: depth and from differ", addr)
			}
		}
	}
}

// A crawl that was stopped is judged again as one that was stopped.
func TestReplayOfStopped(t *testing.T) {
	_, site := mixed(t)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	n := 0
	var mu sync.Mutex
	live := &looked{pages: map[string]*lanmu.Page{}}
	c, err := Crawl(ctx, site, Options{Record: tape, tune: quick, Links: true}, func(pg *lanmu.Page) lanmu.Seen {
		mu.Lock()
		if n++; n == 30 {
			cancel()
		}
		mu.Unlock()
		return live.visit(pg)
	})
	if err != nil {
		t.Fatal(err)
	}
	again := crawlSite(t, site, Options{Replay: tape})
	if c.Complete || again.Complete {
		t.Errorf("complete: live %t, replayed %t", c.Complete, again.Complete)
	}
	if d := cmp.Diff(c.Limits, again.Limits); d != "" {
		t.Errorf("limits:\n%s", d)
	}
	for addr, pg := range live.pages {
		if again.pages[addr] == nil && pg.Fail == nil {
			t.Errorf("%s was read live and not when judged again", addr)
		}
	}
	for _, kind := range again.NotLooked {
		if kind == lanmu.FailNotRecorded {
			t.Errorf("not looked at: %v", again.NotLooked)
			break
		}
	}
	for _, x := range again.Targets {
		if x.Verdict == lanmu.LinkBroken && strings.HasSuffix(x.URL, ".html") {
			t.Errorf("%s is called broken (%s)", x.URL, x.Reason)
		}
	}
}

func TestResume(t *testing.T) {
	p, site := mixed(t)
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	half := &looked{pages: map[string]*lanmu.Page{}}
	var seenSoFar atomic.Int32
	if _, err := Crawl(ctx, site, Options{Record: tape, tune: quick, Links: true}, func(pg *lanmu.Page) lanmu.Seen {
		seen := half.visit(pg)
		if seenSoFar.Add(1) == 40 {
			cancel()
		}
		return seen
	}); err != nil {
		t.Fatal(err)
	}
	before := p.times("/")
	whole := crawlSite(t, site, Options{Record: tape, Resume: true})
	if !whole.Complete || p.times("/") != before || whole.Pages < 100 {
		t.Errorf("complete %t, home asked %d times more, %d pages", whole.Complete, p.times("/")-before, whole.Pages)
	}
	again := crawlSite(t, site, Options{Replay: tape})
	if d := cmp.Diff(whole.Crawl, again.Crawl, same); d != "" {
		t.Errorf("resumed (-) and replayed (+):\n%s", d)
	}
}

func TestSecondNight(t *testing.T) {
	p := newBureau(t)
	full := 0
	etag := func(tag, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", tag)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(304)
				return
			}
			full++
			fmt.Fprint(w, body)
		}
	}
	p.handle("/", etag(`"h"`, anchors("/a", "/b", "/gone")))
	p.handle("/a", etag(`"a"`, anchors("/b")))
	p.page("/b", anchors("/"))
	dir := t.TempDir()
	site := siteOf(p.URL + "/")
	site.Crawl.Concurrency, site.Crawl.Reverify = 1, 1<<40 // none is due tonight
	first := crawlSite(t, site, Options{Record: filepath.Join(dir, "1.warc.gz")})
	second := crawlSite(t, site, Options{Record: filepath.Join(dir, "2.warc.gz"), Previous: filepath.Join(dir, "1.warc.gz")})
	if full != 2 || second.Revisited != 3 {
		t.Errorf("%d pages sent whole, %d revisited; want 2, 3", full, second.Revisited)
	}
	ignore := cmpopts.IgnoreFields(lanmu.Crawl{}, "Bytes", "Revisited", "Limits")
	if d := cmp.Diff(first.Crawl, second.Crawl, same, ignore); d != "" {
		t.Errorf("first night (-), second (+):\n%s", d)
	}
	again := crawlSite(t, site, Options{Replay: filepath.Join(dir, "2.warc.gz")})
	if d := cmp.Diff(second.Crawl, again.Crawl, same); d != "" {
		t.Errorf("second night (-), replayed (+):\n%s", d)
	}
	if got := again.pages[p.URL+"/a"]; !got.Unchanged || got.Status != 200 || len(got.Body) == 0 {
		t.Errorf("%+v", got)
	}
}
