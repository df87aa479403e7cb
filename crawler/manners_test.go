package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"lanmu"
)

// gauge measures, at the server, how a site is asked.
type gauge struct {
	mu     sync.Mutex
	now    int
	atOnce int
	begun  []time.Time
}

func (g *gauge) wrap(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		g.begun = append(g.begun, time.Now())
		g.now++
		g.atOnce = max(g.atOnce, g.now)
		g.mu.Unlock()
		h.ServeHTTP(w, r)
		g.mu.Lock()
		g.now--
		g.mu.Unlock()
	})
}

// Rate and concurrency hold for everything that is asked of the site together:
// pages, redirects, files, second looks.
func TestMannersAtTheServer(t *testing.T) {
	p := newBureau(t)
	g := &gauge{}
	p.Config.Handler = g.wrap(p.Config.Handler)
	var links []string
	for i := range 12 {
		links = append(links, fmt.Sprintf("/p%d", i), fmt.Sprintf("/f%d.pdf", i), fmt.Sprintf("/r%d", i))
		p.page(fmt.Sprintf("/p%d", i), anchors("/"))
		p.handle(fmt.Sprintf("/r%d", i), func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/p1", 302) })
	}
	p.page("/", anchors(append(links, "/busy")...))
	p.handle("/busy", once(503, html("好")))
	site := siteOf(p.URL + "/")
	site.Crawl.Rate, site.Crawl.Concurrency = 100, 3
	l := crawlSite(t, site, Options{})
	if g.atOnce > 3 {
		t.Errorf("%d requests at once, 3 are allowed", g.atOnce)
	}
	// A burst would show as many requests in a short time; the times are taken
	// at the server, so one request may be a little late.
	for i := 10; i < len(g.begun); i++ {
		if d := g.begun[i].Sub(g.begun[i-10]); d < 85*time.Millisecond {
			t.Fatalf("ten requests in %s at 100 a second", d)
		}
	}
	if l.Requests < len(g.begun) {
		t.Errorf("%d requests told, %d were made", l.Requests, len(g.begun))
	}
}

func TestDistressStopsTheAudit(t *testing.T) {
	p := newBureau(t)
	var links []string
	for i := range 200 {
		links = append(links, fmt.Sprintf("/p%d", i))
	}
	p.page("/", anchors(links...))
	p.mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) })
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	p.mu.Lock()
	asked := len(p.asked)
	p.mu.Unlock()
	if l.Complete || asked > 80 || !strings.Contains(strings.Join(l.Limits, ""), "为不影响网站运行") {
		t.Errorf("complete %t, %d addresses asked, limits %v", l.Complete, asked, l.Limits)
	}
	for _, x := range l.Targets {
		if x.Verdict == lanmu.LinkBroken {
			t.Fatalf("%s is called broken (%s)", x.URL, x.Reason)
		}
	}
}

func TestComesBackAfter429(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a"))
	n := 0
	p.handle("/a", func(w http.ResponseWriter, r *http.Request) {
		if n++; n == 1 {
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(429)
			return
		}
		html("好")(w, r)
	})
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	l.verdict(t, "/a", lanmu.LinkOK)
	if n != 2 || !l.Complete {
		t.Errorf("asked %d times, complete %t", n, l.Complete)
	}
}

func TestUserAgentAndHeaders(t *testing.T) {
	p := newBureau(t)
	site := siteOf(p.URL + "/")
	site.Crawl.Headers = map[string]string{"X-Audit": "1"}
	var mu sync.Mutex
	seen := map[string]http.Header{}
	note := func(name string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			seen[name] = r.Header.Clone()
			mu.Unlock()
			html(anchors("/f.doc", "http://out.example/x"))(w, r)
		}
	}
	outsideOf(t, site, map[string]http.Handler{"out.example": note("out")})
	p.handle("/", note("home"))
	p.handle("/f.doc", note("file"))
	crawlSite(t, site, Options{Version: "1.2"})
	for _, name := range []string{"home", "file", "out"} {
		ua := seen[name].Get("User-Agent")
		if !strings.Contains(ua, "lanmu/1.2") || !strings.Contains(ua, site.URL) || !strings.Contains(ua, "zicha") {
			t.Errorf("%s: User-Agent %q", name, ua)
		}
		if got := seen[name].Get("X-Audit"); (got == "1") != (name != "out") {
			t.Errorf("%s: the profile's header is %q", name, got)
		}
	}
	if got := seen["file"].Get("Accept-Encoding"); got != "identity" {
		t.Errorf("file asked with Accept-Encoding %q", got)
	}
}

// A server that errs is asked by fewer at once from then on, and one that says
// when to come back is left alone until then, by everybody.
func TestSlowsAtTheServer(t *testing.T) {
	p := newBureau(t)
	var mu sync.Mutex
	var now, n, after int
	var told, next time.Time
	most := map[bool]int{} // at once, before and some time after the first errors
	const failFrom, failTo = 60, 90
	var links []string
	for i := range 200 {
		links = append(links, fmt.Sprintf("/p%d", i))
	}
	p.page("/", anchors(links...))
	p.mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		n++
		now++
		at := n
		if at < failFrom || at > failFrom+20 && at < failTo {
			most[at >= failFrom] = max(most[at >= failFrom], now)
		}
		if !told.IsZero() && next.IsZero() && at > after {
			next = time.Now()
		}
		mu.Unlock()
		time.Sleep(2 * time.Millisecond) // the server's own time, so that requests meet there
		mu.Lock()
		now--
		if at == failTo {
			told, after = time.Now(), n+now
			w.Header().Set("Retry-After", "1")
		}
		mu.Unlock()
		switch {
		case r.URL.Path == "/robots.txt" || len(r.URL.Path) > 6:
			w.WriteHeader(http.StatusNotFound)
		case at == failTo:
			w.WriteHeader(http.StatusTooManyRequests)
		case at >= failFrom && at < failTo:
			w.WriteHeader(http.StatusInternalServerError)
		default:
			html(anchors("/"))(w, r)
		}
	})
	site := siteOf(p.URL + "/")
	site.Crawl.Concurrency = 8
	l := crawlSite(t, site, Options{})
	if most[false] < 5 || most[true] > 3 {
		t.Errorf("%d at once before the errors, %d after twenty of them", most[false], most[true])
	}
	if gap := next.Sub(told); gap < 950*time.Millisecond {
		t.Errorf("asked again %s after the server asked for a second", gap)
	}
	if l.Pages != 201 || !l.Complete {
		t.Errorf("%d pages of 201, complete %t, limits %v", l.Pages, l.Complete, l.Limits)
	}
}
