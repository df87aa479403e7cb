package crawler

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"lanmu"
)

func TestScope(t *testing.T) {
	site := siteOf("http://www.swj.example.gov.cn/")
	site.Crawl.Hosts = []string{"zwgk.example.gov.cn"}
	site.Crawl.Exclude = []string{"/old/*", "*.php", "/bbs/"}
	site.Links.Ignore = []string{"http://*.example.com/*"}
	s := newScope(site)
	s.add("www.city.gov.cn", "/swj/")
	for addr, want := range map[string]bool{
		"http://www.swj.example.gov.cn/a": true, "https://swj.example.gov.cn/a": true, "http://zwgk.example.gov.cn/": true,
		"http://example.gov.cn/": false, "http://swj.example.gov.cn:8080/": false, "http://www.city.gov.cn/swj/a": true, "http://city.gov.cn/other/": false,
	} {
		if got := s.own(addr); got != want {
			t.Errorf("own(%s) = %t", addr, got)
		}
	}
	for addr, want := range map[string]bool{"http://h/old/x": true, "http://h/a/b.php": true, "http://h/b.php?x": false, "http://h/bbs/1": true, "http://h/new/old/x": false} {
		if got := s.excluded(addr); got != want {
			t.Errorf("excluded(%s) = %t", addr, got)
		}
	}
	if !s.ignored("http://a.example.com/x") || s.ignored("http://example.org/x") {
		t.Error("ignored")
	}
}

// http and https, with and without www., are one page.
func TestOnePageByAnyScheme(t *testing.T) {
	mux := http.NewServeMux()
	n := map[string]int{}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		n[r.URL.Path]++
		if r.URL.Path == "/robots.txt" || strings.HasPrefix(r.URL.Path, "/c") || len(r.URL.Path) > 9 {
			w.WriteHeader(404)
			return
		}
		html(anchors("http://swj.example/a", "http://www.swj.example/a", "/b", "http://www.swj.example/b", "/c"))(w, r)
	})
	site := siteOf("http://swj.example/")
	site.Crawl.Concurrency = 1
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	addr := s.Listener.Addr().String()
	site.Crawl.Resolve = map[string]string{"swj.example": addr, "www.swj.example": addr}
	l := crawlSite(t, site, Options{})
	if n["/a"] != 1 || n["/b"] != 1 || l.Pages != 4 {
		t.Errorf("asked %v, %d pages", n, l.Pages)
	}
	if x := l.target(t, "//swj.example/a"); x.Verdict != lanmu.LinkOK {
		t.Errorf("%+v", x)
	}
	for _, a := range l.addresses() {
		if strings.Contains(a, "www.") {
			t.Errorf("%s is told beside its other name", a)
		}
	}
}

// A link by a dead name is dead, though the page is well by its other name.
func TestDeadOtherName(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "http://www.swj.example/a"))
	p.page("/a", anchors("/"))
	site := siteOf("http://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": p.Listener.Addr().String(), "www.swj.example": "127.0.0.1:1"}
	l := crawlSite(t, site, Options{})
	l.verdict(t, "//swj.example/a", lanmu.LinkOK)
	l.verdict(t, "www.swj.example/a", lanmu.LinkBroken)
}

// The site's own bad certificate is told and the pages are read all the same;
// an outside host's is a fault of the link.
func TestCertificates(t *testing.T) {
	own := httptest.NewTLSServer(html(anchors("/a", "https://other.example/")))
	t.Cleanup(own.Close)
	other := httptest.NewTLSServer(html("外站"))
	t.Cleanup(other.Close)
	site := siteOf("https://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": own.Listener.Addr().String(), "other.example": other.Listener.Addr().String()}
	l := crawlSite(t, site, Options{})
	if l.Home != nil || l.Pages != 2 {
		t.Fatalf("home %v, %d pages", l.Home, l.Pages)
	}
	if s := l.TLS; s == nil || !s.Offered || s.Problem == "" || s.NotAfter.IsZero() || s.Version != "TLS 1.3" {
		t.Errorf("%+v", s)
	}
	if x := l.target(t, "other.example/"); x.Verdict != lanmu.LinkBroken || x.Fail.Kind != lanmu.FailTLS {
		t.Errorf("%+v", x)
	}
}

func TestOldTLS(t *testing.T) {
	s := httptest.NewUnstartedServer(html(anchors("/a")))
	s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS10, CipherSuites: []uint16{tls.TLS_RSA_WITH_AES_128_CBC_SHA}}
	s.StartTLS()
	t.Cleanup(s.Close)
	site := siteOf("https://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": s.Listener.Addr().String()}
	l := crawlSite(t, site, Options{})
	if l.Home != nil || l.TLS == nil || l.TLS.Version != "TLS 1.0" {
		t.Errorf("home %v, TLS %+v", l.Home, l.TLS)
	}
}

func TestHTTPSNotOffered(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a"))
	p.page("/a", anchors("/"))
	site := siteOf("http://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": p.Listener.Addr().String()}
	if l := crawlSite(t, site, Options{}); l.TLS == nil || l.TLS.Offered {
		t.Errorf("%+v", l.TLS)
	}
}

func TestHTTP2(t *testing.T) {
	s := httptest.NewUnstartedServer(html(anchors("/a")))
	s.EnableHTTP2 = true
	s.StartTLS()
	t.Cleanup(s.Close)
	site := siteOf("https://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": s.Listener.Addr().String()}
	if l := crawlSite(t, site, Options{}); l.Home != nil || l.Pages != 2 {
		t.Errorf("home %v, %d pages", l.Home, l.Pages)
	}
}

// A home page that moved to a folder of another body's host makes that folder
// the site's, not the host.
func TestHomeMoved(t *testing.T) {
	p := newBureau(t)
	p.handle("/", func(w http.ResponseWriter, r *http.Request) {
		if r.Host == "swj.example" {
			http.Redirect(w, r, "http://www.city.example/swj/index.html", 302)
			return
		}
		html("市政府")(w, r)
	})
	p.page("/swj/index.html", anchors("/swj/a.html", "/szf/b.html"))
	p.page("/swj/a.html", anchors("index.html"))
	p.page("/szf/b.html", anchors("/"))
	site := siteOf("http://swj.example/")
	addr := p.Listener.Addr().String()
	site.Crawl.Resolve = map[string]string{"swj.example": addr, "www.city.example": addr}
	l := crawlSite(t, site, Options{})
	if l.Pages != 2 || l.pages["http://www.city.example/szf/b.html"] != nil {
		t.Errorf("%d pages: %v", l.Pages, l.order)
	}
	if x := l.target(t, "/szf/b.html"); !x.External || !x.OnHome {
		t.Errorf("%+v", x)
	}
}
