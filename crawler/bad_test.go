package crawler

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"lanmu"
)

// A site that cannot be audited ends in Crawl.Home or a sentence in Limits, and
// never in a crawl that looks complete.
func TestBadHome(t *testing.T) {
	gone, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	refused := "http://" + gone.Addr().String() + "/"
	gone.Close()

	bomb := squeeze(t, "gzip", make([]byte, 8<<20))
	tests := []struct {
		name   string
		url    string
		answer http.HandlerFunc
		raw    string
		home   lanmu.FailKind
		status int
		limit  string // part of a sentence in Limits
	}{
		{name: "host unknown", url: "http://no-such-host.invalid/", home: lanmu.FailDNS},
		{name: "refused", url: refused, home: lanmu.FailRefused},
		{name: "answers 500", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, status: 500},
		{name: "answers 404", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, status: 404},
		{name: "never ends", answer: func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, "<p>还有")
				w.(http.Flusher).Flush()
				select {
				case <-r.Context().Done():
				case <-time.After(10 * time.Millisecond):
				}
			}
		}, home: lanmu.FailTimeout, status: 200},
		{name: "redirects for ever", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, fmt.Sprintf("/%d", len(r.URL.Path)), http.StatusFound)
		}, home: lanmu.FailRedirectLoop, status: 302},
		{name: "redirects ever further", answer: func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, home: lanmu.FailRedirectLoop, status: 302},
		{name: "1 GiB", answer: func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1073741824")
			for r.Context().Err() == nil {
				if _, err := fmt.Fprint(w, strings.Repeat("字", 4096)); err != nil {
					return
				}
			}
		}, home: lanmu.FailTooLarge, status: 200},
		{name: "gzip that explodes", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		}, home: lanmu.FailTooLarge, status: 200},
		{name: "half a page", raw: "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<html><p>首", status: 200, limit: "只看了首页一页"},
		{name: "binary under text/html", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR")
		}, home: lanmu.FailProtocol, status: 200},
		{name: "no HTML", answer: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/zip")
			fmt.Fprint(w, "PK\x03\x04")
		}, home: lanmu.FailProtocol, status: 200},
		{name: "empty site", answer: func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path != "/" {
				w.WriteHeader(404)
			}
		}, status: 200, limit: "只看了首页一页"},
		{name: "firewall", answer: func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(412) }, home: lanmu.FailBlocked, status: 412},
		{name: "firewall's script", answer: func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<html><head><script>var $_ts=window['$_ts'];</script></head><body></body></html>`)
		}, home: lanmu.FailBlocked, status: 200},
		{name: "no HTTP", raw: "220 FTP ready\r\n", home: lanmu.FailProtocol},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			addr := tt.url
			switch {
			case tt.answer != nil:
				addr = serve(t, tt.answer) + "/"
			case tt.raw != "":
				addr = rawServer(t, tt.raw) + "/"
			}
			l := crawlSite(t, siteOf(addr), Options{tune: func(q *tuning) {
				quick(q)
				q.timeout = 10 * time.Second
				if tt.home == lanmu.FailTimeout {
					q.timeout = 300 * time.Millisecond
				}
				q.maxBody = 1 << 20
			}})
			kind := lanmu.FailKind("")
			if l.Home != nil {
				kind = l.Home.Kind
			}
			if kind != tt.home || l.HomeStatus != tt.status {
				t.Errorf("home %v, status %d; want %q, %d", l.Home, l.HomeStatus, tt.home, tt.status)
			}
			if l.Complete && l.HomeStatus < 400 {
				t.Error("looks complete")
			}
			if tt.limit != "" && !strings.Contains(strings.Join(l.Limits, ""), tt.limit) {
				t.Errorf("limits %q, want %q among them", l.Limits, tt.limit)
			}
		})
	}
}

func TestNoHost(t *testing.T) {
	if _, err := Crawl(t.Context(), siteOf("首页"), Options{}, nil); err == nil {
		t.Error("no error for an address without a host")
	}
}

// Cancelling returns at once, with what there is.
func TestCancel(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "/b", "/hang1", "/hang2", "/hang3", "/hang4", "/hang5"))
	p.page("/a", anchors("/c"))
	p.page("/b", anchors("/d"))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	reached := make(chan struct{}, 8)
	for i := 1; i <= 5; i++ {
		p.handle(fmt.Sprintf("/hang%d", i), func(_ http.ResponseWriter, r *http.Request) {
			reached <- struct{}{}
			<-r.Context().Done()
		})
	}
	var end time.Time
	go func() {
		<-reached
		<-reached
		end = time.Now()
		cancel()
	}()
	l := crawlWith(ctx, t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) { q.timeout = time.Hour }})
	if took := time.Since(end); took > time.Second {
		t.Errorf("returned %s after the cancel", took)
	}
	if l.Complete || l.Pages == 0 || l.NotLooked[p.URL+"/hang5"] != lanmu.FailStopped || len(l.Limits) == 0 {
		t.Errorf("complete %t, %d pages, not looked %v, limits %v", l.Complete, l.Pages, l.NotLooked, l.Limits)
	}
	l.verdict(t, "/hang1", lanmu.LinkSkipped)
}

func TestMaxTime(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/hang"))
	p.handle("/hang", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	site := siteOf(p.URL + "/")
	site.Crawl.MaxTime = 200 * time.Millisecond
	l := crawlSite(t, site, Options{tune: func(q *tuning) { q.timeout = time.Hour }})
	if l.Complete || !strings.Contains(strings.Join(l.Limits, ""), "时间上限") {
		t.Errorf("complete %t, limits %v", l.Complete, l.Limits)
	}
}

func TestMaxPages(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/1", "/2", "/3", "/4"))
	for i := 1; i <= 4; i++ {
		p.page(fmt.Sprintf("/%d", i), anchors("/"))
	}
	site := siteOf(p.URL + "/")
	site.Crawl.MaxPages = 3
	l := crawlSite(t, site, Options{})
	if l.Pages != 3 || l.Complete || l.Coverage != 0.6 || l.NotLooked[p.URL+"/3"] != lanmu.FailStopped || !strings.Contains(strings.Join(l.Limits, ""), "页数上限") {
		t.Errorf("%d pages, complete %t, coverage %v, not looked %v, limits %v", l.Pages, l.Complete, l.Coverage, l.NotLooked, l.Limits)
	}
	l.verdict(t, "/4", lanmu.LinkSkipped)
}

func TestWindow(t *testing.T) {
	for _, tt := range []struct {
		window, now string
		want        bool
	}{
		{"22:00-06:00", "23:30", true},
		{"22:00-06:00", "05:59", true},
		{"22:00-06:00", "06:00", false},
		{"22:00-06:00", "12:00", false},
		{"08:00-18:00", "08:00", true},
		{"08:00-18:00", "18:00", false},
		{"", "12:00", true},
	} {
		now, err := time.Parse("15:04", tt.now)
		if err != nil {
			t.Fatal(err)
		}
		if got := inWindow(tt.window, now); got != tt.want {
			t.Errorf("%s in %s: %t", tt.now, tt.window, got)
		}
	}
	p := newBureau(t)
	p.page("/", anchors("/a"))
	site := siteOf(p.URL + "/")
	site.Crawl.Window = "22:00-06:00"
	noon := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
	l := crawlSite(t, site, Options{Now: func() time.Time { return noon }})
	if l.Pages != 0 || l.Complete || p.times("/") != 0 || !strings.Contains(strings.Join(l.Limits, ""), "22:00-06:00") {
		t.Errorf("%d pages, complete %t, limits %v", l.Pages, l.Complete, l.Limits)
	}
}

func TestVisitPanics(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "/b"))
	p.page("/a", anchors("/"))
	p.page("/b", anchors("/c"))
	p.page("/c", anchors("/"))
	l := &looked{pages: map[string]*lanmu.Page{}}
	c, err := Crawl(t.Context(), siteOf(p.URL+"/"), Options{tune: quick}, func(pg *lanmu.Page) lanmu.Seen {
		if strings.HasSuffix(pg.URL, "/a") {
			panic("nil pointer")
		}
		return l.visit(pg)
	})
	if err != nil {
		t.Fatal(err)
	}
	if c.Pages != 4 || c.NotLooked[p.URL+"/a"] != lanmu.FailInternal || !strings.Contains(strings.Join(c.Limits, ""), "/a") {
		t.Errorf("%d pages, not looked %v, limits %v", c.Pages, c.NotLooked, c.Limits)
	}
}
