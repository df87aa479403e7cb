package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/address"
)

// bureau is a site on loopback whose pages tests write, and that remembers what
// it was asked.
type bureau struct {
	*httptest.Server
	mux *http.ServeMux

	mu    sync.Mutex
	asked map[string]int
}

func newBureau(t testing.TB) *bureau {
	t.Helper()
	p := &bureau{mux: http.NewServeMux(), asked: map[string]int{}}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked[r.URL.RequestURI()]++
		p.mu.Unlock()
		p.mux.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

func (p *bureau) times(path string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked[path]
}

// page answers a path, and no other, with HTML.
func (p *bureau) page(path, html string) {
	p.handle(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, html)
	})
}

func (p *bureau) handle(path string, h http.HandlerFunc) {
	if strings.HasSuffix(path, "/") {
		path += "{$}"
	}
	p.mux.HandleFunc(path, h)
}

// anchors is a page that links to paths.
func anchors(paths ...string) string {
	var b strings.Builder
	b.WriteString("<html><head><title>一页</title></head><body>")
	for i, p := range paths {
		fmt.Fprintf(&b, `<a href="%s">链接%d</a>`, p, i)
	}
	return b.String() + strings.Repeat("<p>正文正文正文</p>", 5) + "</body></html>"
}

var (
	hrefs = regexp.MustCompile(`<a href="([^"]*)"(?: class="(\w+)")?[^>]*>([^<]*)`)
	srcs  = regexp.MustCompile(`<img src="([^"]*)"`)

	sheets = regexp.MustCompile(`<link rel=stylesheet href="([^"]*)"`)
)

// linksOf reads a test page as extract reads a real one.
func linksOf(p *lanmu.Page) []lanmu.Link {
	base, err := url.Parse(p.URL)
	if err != nil {
		return nil
	}
	var list []lanmu.Link
	add := func(raw, text string, kind lanmu.LinkKind) {
		abs, bad := address.Resolve(base, raw, p.Charset)
		list = append(list, lanmu.Link{URL: abs, Raw: raw, Text: text, Kind: kind, Bad: bad, Where: "body > a"})
	}
	for _, m := range hrefs.FindAllStringSubmatch(string(p.Body), -1) {
		kind := lanmu.LinkPage
		switch {
		case m[2] == "pager":
			kind = lanmu.LinkPager
		case isFile(barePath("http://h" + m[1])):
			kind = lanmu.LinkAttachment
		}
		add(m[1], m[3], kind)
	}
	for _, m := range sheets.FindAllStringSubmatch(string(p.Body), -1) {
		add(m[1], "", lanmu.LinkStyle)
	}
	for _, m := range srcs.FindAllStringSubmatch(string(p.Body), -1) {
		add(m[1], "", lanmu.LinkImage)
	}
	return list
}

// looked is what came of a test's crawl.
type looked struct {
	*lanmu.Crawl
	mu    sync.Mutex
	pages map[string]*lanmu.Page // by address asked; bodies are copies
	order []string
}

func (l *looked) visit(p *lanmu.Page) lanmu.Seen {
	c := *p
	c.Body = slices.Clone(p.Body)
	l.mu.Lock()
	l.pages[p.Asked] = &c
	l.order = append(l.order, p.Asked)
	l.mu.Unlock()
	return lanmu.Seen{Links: linksOf(p)}
}

func (l *looked) target(t testing.TB, suffix string) *lanmu.Target {
	t.Helper()
	for _, x := range l.Targets {
		if strings.HasSuffix(x.URL, suffix) {
			return x
		}
	}
	t.Fatalf("no target …%s among %v", suffix, l.addresses())
	return nil
}

func (l *looked) addresses() (list []string) {
	for _, x := range l.Targets {
		list = append(list, x.URL)
	}
	return list
}

func (l *looked) verdict(t testing.TB, suffix string, want lanmu.LinkVerdict) {
	t.Helper()
	if x := l.target(t, suffix); x.Verdict != want {
		t.Errorf("…%s is %s (%s, soft %q, content %q), want %s", suffix, x.Verdict, x.Reason, x.Soft, x.Content, want)
	}
}

// quick are figures for tests that wait for nothing.
func quick(t *tuning) {
	t.timeout = 2 * time.Second
	t.slowGap, t.slowWait = time.Millisecond, time.Millisecond
	t.backoff, t.firstGap = time.Millisecond, time.Microsecond
	t.homeGaps = []time.Duration{time.Millisecond, time.Millisecond}
}

func siteOf(addr string) *lanmu.Site {
	return &lanmu.Site{
		ID: "test", URL: addr, Location: time.UTC, Discover: true,
		Crawl: lanmu.CrawlSettings{Concurrency: 4}, Links: lanmu.LinkSettings{External: true},
	}
}

// crawlSite crawls a site in a test.
func crawlSite(t testing.TB, site *lanmu.Site, opt Options) *looked {
	t.Helper()
	return crawlWith(context.Background(), t, site, opt)
}

func crawlWith(ctx context.Context, t testing.TB, site *lanmu.Site, opt Options) *looked {
	t.Helper()
	l := &looked{pages: map[string]*lanmu.Page{}}
	if opt.tune == nil {
		opt.tune = quick
	}
	opt.Links = true
	if opt.Progress == nil {
		opt.Progress = func(lanmu.Progress) {} // so that what tells it runs under the race detector, too
	}
	c, err := Crawl(ctx, site, opt, l.visit)
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range c.Well { // so that a test finds them like any other
		c.Targets = append(c.Targets, &lanmu.Target{URL: address, Verdict: lanmu.LinkOK, Status: http.StatusOK})
	}
	l.Crawl = c
	return l
}

func TestCrawlSmallSite(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a/", "/b.html", "/gone.html", "/f.pdf", "/a/#top"))
	p.page("/a/", anchors("/b.html", "/a/1.html", "/", "x.doc"))
	p.page("/b.html", anchors("/gone.html")+`<img src="/i.png">`)
	p.page("/a/1.html", anchors("/b.html"))
	p.handle("/f.pdf", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "%PDF-1.4 …") })
	p.handle("/i.png", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\x89PNG\r\n\x1a\n…") })
	l := crawlSite(t, siteOf(p.URL), Options{})
	if l.Pages != 5 || !l.Complete || l.Coverage != 1 {
		t.Errorf("pages %d, complete %t, coverage %v, limits %v, not looked %v", l.Pages, l.Complete, l.Coverage, l.Limits, l.NotLooked)
	}
	for path, want := range map[string]lanmu.LinkVerdict{
		"/a/": lanmu.LinkOK, "/b.html": lanmu.LinkOK, "/gone.html": lanmu.LinkBroken, "/f.pdf": lanmu.LinkOK, "/i.png": lanmu.LinkOK, "/a/x.doc": lanmu.LinkBroken,
	} {
		l.verdict(t, path, want)
	}
	gone := l.target(t, "/gone.html")
	if gone.OnCount != 2 || !gone.OnHome || len(gone.On) != 2 || gone.On[0].Page != p.URL+"/" || gone.On[1].Page != p.URL+"/b.html" {
		t.Errorf("gone.html: %+v", gone)
	}
	if a := l.pages[p.URL+"/a/1.html"]; a == nil || a.Depth != 2 || a.From != p.URL+"/a/" {
		t.Errorf("a/1.html: %+v", a)
	}
	for path, n := range map[string]int{"/": 1, "/a/": 1, "/b.html": 1, "/robots.txt": 1, "/f.pdf": 1} {
		if got := p.times(path); got != n {
			t.Errorf("%s asked %d times, want %d", path, got, n)
		}
	}
}
