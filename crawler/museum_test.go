package crawler

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lanmu"
)

// The museum: sites that fight back, each with what must come out of auditing
// them. More exhibits stand where their kind is tested: endless calendars,
// pagers, facets and long lists in traps_test.go; bodies that drip, never end
// or break off in whole_test.go; bombs in inflate_test.go and bad_test.go;
// firewalls, log-ins, cookies and redirects in links_test.go; certificates,
// old TLS and HTTP/2 in scope_test.go; robots.txt in robots_test.go.

// exhibit audits a museum piece, which must end within a time far above what it
// takes, and without growing.
func exhibit(t *testing.T, site *lanmu.Site, opt Options) *looked {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	l := crawlWith(ctx, t, site, opt)
	if ctx.Err() != nil {
		t.Fatal("the audit did not come to an end")
	}
	return l
}

func token() string {
	var b [12]byte
	rand.Read(b[:])
	return hex.EncodeToString(b[:])
}

// Sessions in the path: every page links to all pages under a new name.
func TestMuseumSessionInPath(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/s/"+token()+"/a.html"))
	p.mux.HandleFunc("/s/", func(w http.ResponseWriter, r *http.Request) {
		name := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
		var links []string
		for _, page := range []string{"a", "b", "c"} {
			links = append(links, "/s/"+token()+"/"+page+".html")
		}
		html("<h1>"+strings.Repeat(name, 3)+"</h1>"+anchors(links...))(w, r)
	})
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	if l.Pages > 120 || l.Pages < 4 || !strings.Contains(strings.Join(l.Limits, ""), "会话标识") {
		t.Errorf("%d pages, limits %v", l.Pages, l.Limits)
	}
}

// Articles in folders named at random are all read.
func TestMuseumRandomFolders(t *testing.T) {
	p := newBureau(t)
	var links []string
	for i := range 60 {
		path := "/" + token() + "/index.html"
		links = append(links, path)
		p.page(path, anchors("/")+fmt.Sprintf("<h1>关于%s的通知</h1>", strings.Repeat("某", i+1)))
	}
	p.page("/", anchors(links...))
	if l := exhibit(t, siteOf(p.URL+"/"), Options{}); l.Pages != 61 || len(l.Limits) > 0 || !l.Complete {
		t.Errorf("%d pages, limits %v", l.Pages, l.Limits)
	}
}

// Every second answer of the whole site is 503: all is read, nothing accused.
func TestMuseumAlternating503(t *testing.T) {
	p := newBureau(t)
	var links []string
	for i := range 40 {
		links = append(links, fmt.Sprintf("/p%d", i))
		p.page(links[i], anchors("/"))
	}
	p.page("/", anchors(links...))
	well, n := p.Config.Handler, atomic.Int32{}
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n.Add(1)%2 == 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		well.ServeHTTP(w, r)
	})
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	accuses(t, l, 0)
	if l.Complete && l.Pages != 41 {
		t.Errorf("complete with %d pages of 41", l.Pages)
	}
}

// accuses counts what is called broken.
func accuses(t *testing.T, l *looked, want int) {
	t.Helper()
	n := 0
	for _, x := range l.Targets {
		if x.Verdict == lanmu.LinkBroken {
			if n++; n > want {
				t.Errorf("%s is called broken (%s)", x.URL, x.Reason)
			}
		}
	}
	if n < want {
		t.Errorf("%d links called broken, want %d", n, want)
	}
}

// The resolver fails every third time: our trouble, not the site's.
func TestMuseumFlappingDNS(t *testing.T) {
	p := newBureau(t)
	var links []string
	for i := range 30 {
		links = append(links, fmt.Sprintf("/p%d", i))
		p.page(links[i], anchors("/"))
	}
	p.page("/", anchors(links...))
	well := p.Config.Handler
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", "close") // so that each request dials
		well.ServeHTTP(w, r)
	})
	n := atomic.Int32{}
	l := exhibit(t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) {
		quick(q)
		q.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if n.Add(1)%3 == 0 {
				return nil, &net.DNSError{Err: "server misbehaving", Name: addr, IsTemporary: true}
			}
			return new(net.Dialer).DialContext(ctx, network, addr)
		}
	}})
	accuses(t, l, 0)
	if l.Home != nil || l.Pages != 31 {
		t.Errorf("home %v, %d pages of 31", l.Home, l.Pages)
	}
}

// A resolver that is down all the time is not the site's fault either.
func TestMuseumNoResolver(t *testing.T) {
	l := exhibit(t, siteOf("http://swj.example/"), Options{tune: func(q *tuning) {
		quick(q)
		q.dial = func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.DNSError{Err: "i/o timeout", Name: "swj.example", IsTimeout: true}
		}
	}})
	if l.Home == nil || l.Home.Kind != lanmu.FailResolver || l.Complete {
		t.Errorf("home %v, complete %t", l.Home, l.Complete)
	}
}

// The server drops every kept connection at its second request.
func TestMuseumKeepAliveReset(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { answerOnce(c) })
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	got := exhibit(t, siteOf("http://"+l.Addr().String()+"/"), Options{})
	accuses(t, got, 0)
	if got.Pages != 21 || !got.Complete {
		t.Errorf("%d pages of 21, complete %t", got.Pages, got.Complete)
	}
}

// answerOnce answers one request as if more could follow, and resets at the next.
func answerOnce(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	req, err := http.ReadRequest(in)
	if err != nil {
		return
	}
	var links []string
	for i := range 20 {
		links = append(links, fmt.Sprintf("/p%d", i))
	}
	body, status := anchors(links...), "200 OK"
	if req.URL.Path == "/robots.txt" || len(req.URL.Path) > 4 {
		body, status = "没有", "404 Not Found"
	}
	fmt.Fprintf(c, "HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body)
	_, _ = in.ReadByte() // the next request begins
	if tcp, ok := c.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

// Lengths that are wrong both ways, an answer of HTTP/1.0 without any, and one
// whose head is repeated.
func TestMuseumWrongLength(t *testing.T) {
	page := "<html><title>一页</title><body><p>正文正文正文</p></body></html>"
	for name, raw := range map[string]string{
		"too long":  fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page)+500, page),
		"too short": fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s", len(page)-8, page),
		"twice":     fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nContent-Length: 5\r\n\r\n%s", len(page), page),
		"negative":  "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: -5\r\n\r\n" + page,
		"HTTP/1.0":  "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page,
	} {
		t.Run(name, func(t *testing.T) {
			p := newBureau(t)
			site := siteOf(p.URL + "/")
			odd := rawPage(t, "/x.html", raw)
			site.Crawl.Hosts = []string{strings.TrimPrefix(odd, "http://")}
			p.page("/", anchors("/a", odd+"/x.html"))
			p.page("/a", anchors("/"))
			l := exhibit(t, site, Options{})
			x := l.target(t, "/x.html")
			if hard := name == "twice" || name == "negative"; !hard && x.Verdict == lanmu.LinkBroken {
				t.Errorf("a page that browsers show is %s (%s)", x.Verdict, x.Reason)
			}
			if got := l.pages[odd+"/x.html"]; name != "twice" && name != "negative" && (got == nil || !strings.Contains(string(got.Body), "正文")) {
				t.Errorf("%+v", got)
			}
		})
	}
}

// rawPage answers one path with bytes as they are, and nothing else.
func rawPage(t *testing.T, path, raw string) string {
	t.Helper()
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != path {
			http.NotFound(w, r)
			return
		}
		c, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		defer c.Close()
		fmt.Fprint(c, raw)
	})
}

// A site that has an IPv6 address alone.
func TestMuseumIPv6(t *testing.T) {
	l, err := net.Listen("tcp", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6 on this machine")
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", html(anchors("/a")))
	mux.HandleFunc("/a", html(anchors("/", "/gone")))
	s := httptest.NewUnstartedServer(mux)
	s.Listener.Close()
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	site := siteOf("http://swj.example/")
	site.Crawl.Resolve = map[string]string{"swj.example": l.Addr().String()}
	got := exhibit(t, site, Options{})
	if got.Home != nil || got.Pages < 2 || !got.Complete {
		t.Errorf("home %v, %d pages, limits %v", got.Home, got.Pages, got.Limits)
	}
	got.verdict(t, "/gone", lanmu.LinkBroken)
}

// Pages of 50 MB take no more memory than the limit allows at once.
func TestMuseumHugePages(t *testing.T) {
	const size = 50 << 20
	p := newBureau(t)
	chunk := []byte(strings.Repeat("<p>很长很长的一页</p>", 4000))
	p.mux.HandleFunc("/big/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		for n := 0; n < size; n += len(chunk) {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	p.page("/", anchors("/big/1", "/big/2", "/big/3", "/big/4", "/big/5", "/big/6", "/a"))
	p.page("/a", anchors("/"))
	stop := watchHeap(t, 200<<20)
	l := exhibit(t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) { quick(q); q.timeout = 30 * time.Second; q.maxBody = 4 << 20 }})
	stop()
	accuses(t, l, 0)
	if x := l.target(t, "/big/1"); x.Fail == nil || x.Fail.Kind != lanmu.FailTooLarge || x.Verdict != lanmu.LinkOK {
		t.Errorf("%+v", x)
	}
	l.verdict(t, "/a", lanmu.LinkOK)
}

// watchHeap fails the test when the heap grows by more than limit.
func watchHeap(t *testing.T, limit uint64) (stop func()) {
	t.Helper()
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	before, most, end := m.HeapAlloc, uint64(0), make(chan struct{})
	var done sync.WaitGroup
	done.Go(func() {
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-end:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}
	})
	return func() {
		close(end)
		done.Wait()
		if most > before+limit {
			t.Errorf("the heap grew by %d MiB", (most-before)>>20)
		}
	}
}

// Bombs of every coding, and one inside the other, on pages of the site.
func TestMuseumBombs(t *testing.T) {
	p := newBureau(t)
	zeros := make([]byte, 64<<20)
	for path, body := range map[string][]byte{"/gzip": squeeze(t, "gzip", zeros), "/br": squeeze(t, "br", zeros), "/deflate": squeeze(t, "deflate", zeros)} {
		p.handle(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", path[1:])
			_, _ = w.Write(body)
		})
	}
	p.page("/", anchors("/gzip", "/br", "/deflate", "/a"))
	p.page("/a", anchors("/"))
	stop := watchHeap(t, 100<<20)
	l := exhibit(t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) { quick(q); q.maxBody = 2 << 20 }})
	stop()
	accuses(t, l, 0)
	for _, path := range []string{"/gzip", "/br", "/deflate"} {
		if x := l.target(t, path); x.Fail == nil || x.Fail.Kind != lanmu.FailTooLarge {
			t.Errorf("%s: %+v", path, x)
		}
	}
}

// A maze of redirects: every address leads on to a new one, each page of it
// links to more.
func TestMuseumRedirectMaze(t *testing.T) {
	p := newBureau(t)
	var links []string
	for i := range 20 {
		links = append(links, fmt.Sprintf("/maze/%d", i))
	}
	p.page("/", anchors(append(links, "/a")...))
	p.page("/a", anchors("/"))
	n := atomic.Int32{}
	p.mux.HandleFunc("/maze/", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, fmt.Sprintf("/maze/%d", 1000+n.Add(1)), http.StatusFound)
	})
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	if asked := n.Load(); asked > 20*(maxHops+2) {
		t.Errorf("the maze was asked %d times", asked)
	}
	l.verdict(t, "/a", lanmu.LinkOK)
	l.verdict(t, "/maze/3", lanmu.LinkBroken)
}

// A site that gives pages only to who brings its cookie back.
func TestMuseumStickyCookies(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "/b", "/c"))
	for _, path := range []string{"/a", "/b", "/c"} {
		p.page(path, anchors("/"))
	}
	well := p.Config.Handler
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("visit"); err != nil && r.URL.Path != "/robots.txt" {
			http.SetCookie(w, &http.Cookie{Name: "visit", Value: "1", Path: "/"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
			return
		}
		well.ServeHTTP(w, r)
	})
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	accuses(t, l, 0)
	if l.Pages != 4 || !l.Complete {
		t.Errorf("%d pages of 4, limits %v", l.Pages, l.Limits)
	}
}

// A firewall that lets the home page through and nothing else.
func TestMuseumFirewall(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"412": func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(412)
			fmt.Fprint(w, `<html><script>$_ts={}</script></html>`)
		},
		"521":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(521) },
		"403":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) },
		"cookie": html(`<html><script>document.cookie="__jsl=1";location.href=location.pathname;</script></html>`),
		"log-in": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login.jsp?to="+r.URL.Path, 302) },
	} {
		t.Run(name, func(t *testing.T) {
			p := newBureau(t)
			p.page("/", anchors("/zwgk/a.html", "/zwgk/b.html", "/zwgk/c.html"))
			p.page("/login.jsp", `<html><form><input type=password></form></html>`)
			p.mux.HandleFunc("/zwgk/", answer)
			l := exhibit(t, siteOf(p.URL+"/"), Options{})
			accuses(t, l, 0)
			l.verdict(t, "/zwgk/b.html", lanmu.LinkBlocked)
		})
	}
}

// Every page of a site in another charset than it declares, and with nul bytes.
func TestMuseumCharsets(t *testing.T) {
	p := newBureau(t)
	gbk := "\xcd\xa8\xd6\xaa\xb9\xab\xb8\xe6" // 通知公告
	p.page("/", anchors("/gbk", "/lies", "/nul", "/mixed", "/utf16"))
	for path, body := range map[string]string{
		"/gbk":   `<html><head><meta charset="gb2312"><title>` + gbk + "</title></head>" + strings.Repeat("<p>"+gbk+"</p>", 9) + `<a href="/x1">x</a></html>`,
		"/lies":  `<html><head><meta charset="utf-8"><title>` + gbk + "</title></head>" + strings.Repeat("<p>"+gbk+"</p>", 9) + "</html>",
		"/nul":   "<html><title>通知\x00公告</title>\x00<p>正文" + strings.Repeat("\x00", 100) + `</p><a href="/x2">x</a></html>`,
		"/mixed": "<html><title>通知公告</title>" + strings.Repeat("<p>通知公告</p>", 9) + "<p>" + gbk + `</p><a href="/x3">x</a></html>`,
		"/utf16": "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00\x1a\x90\xe5\x77",
	} {
		p.handle(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, body)
		})
	}
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	for path, want := range map[string]string{"/gbk": "通知公告", "/lies": "通知公告", "/mixed": "通知公告", "/nul": "正文", "/utf16": "通知"} {
		if got := l.pages[p.URL+path]; got == nil || !strings.Contains(string(got.Body), want) {
			t.Errorf("%s is read as %.120q", path, got.Body)
		}
	}
	for _, path := range []string{"/x1", "/x2", "/x3"} {
		l.verdict(t, path, lanmu.LinkBroken) // their links were found
	}
}

// Sitemaps of sitemaps of themselves, linked: none is followed for ever.
func TestMuseumSitemaps(t *testing.T) {
	p := newBureau(t)
	p.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, "User-agent: *\nDisallow:\nSitemap: http://%s/map/0.xml\n", p.Listener.Addr())
	})
	p.page("/", anchors("/map/0.xml", "/a"))
	p.page("/a", anchors("/"))
	n := atomic.Int32{}
	p.mux.HandleFunc("/map/", func(w http.ResponseWriter, _ *http.Request) {
		i := n.Add(1)
		w.Header().Set("Content-Type", "text/xml")
		fmt.Fprintf(w, `<?xml version="1.0"?><sitemapindex><sitemap><loc>http://%s/map/%d.xml</loc></sitemap></sitemapindex>`, p.Listener.Addr(), i)
	})
	l := exhibit(t, siteOf(p.URL+"/"), Options{})
	if n.Load() > 5 || !l.Complete {
		t.Errorf("sitemaps asked %d times, complete %t", n.Load(), l.Complete)
	}
	l.verdict(t, "/a", lanmu.LinkOK)
}

// 5,000 hosts, each linked once: each is asked, few at a time, and a third of
// them, which do not exist, is told.
func TestMuseumManyHosts(t *testing.T) {
	hosts := 5000
	if testing.Short() {
		hosts = 500
	}
	p := newBureau(t)
	var links []string
	for i := range hosts {
		links = append(links, fmt.Sprintf("http://h%d.example/", i))
	}
	p.page("/", anchors(links...))
	p.page("/a", anchors("/"))
	other := httptest.NewServer(html("<html><title>友情链接</title><p>一家单位的首页</p></html>"))
	t.Cleanup(other.Close)
	at := other.Listener.Addr().String()
	var open, most atomic.Int32
	stop := watchHeap(t, 200<<20)
	l := exhibit(t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) {
		quick(q)
		q.dial = func(ctx context.Context, network, addr string) (net.Conn, error) {
			if n := 0; strings.HasPrefix(addr, "h") {
				fmt.Sscanf(addr, "h%d.", &n)
				if n%3 == 0 {
					return nil, &net.DNSError{Err: "no such host", Name: addr, IsNotFound: true}
				}
				addr = at
			}
			for n := open.Add(1); n > most.Load(); {
				most.Store(n)
			}
			c, err := new(net.Dialer).DialContext(ctx, network, addr)
			return &counted{Conn: c, open: &open}, err
		}
	}})
	stop()
	accuses(t, l, (hosts+2)/3)
	ok := 0
	for _, x := range l.Targets {
		if x.External && x.Verdict == lanmu.LinkOK {
			ok++
		}
	}
	if ok != hosts-(hosts+2)/3 {
		t.Errorf("%d of %d hosts are well", ok, hosts-(hosts+2)/3)
	}
	if most.Load() > 400 {
		t.Errorf("%d connections at once", most.Load())
	}
}

// counted is a connection that counts itself.
type counted struct {
	net.Conn
	open *atomic.Int32
	once sync.Once
}

func (c *counted) Close() error {
	c.once.Do(func() { c.open.Add(-1) })
	if c.Conn == nil {
		return errors.New("never opened")
	}
	return c.Conn.Close()
}
