package crawler

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"lanmu"
)

// outsideOf makes names answer on loopback through the profile's resolve.
func outsideOf(t *testing.T, site *lanmu.Site, hosts map[string]http.Handler) {
	t.Helper()
	if site.Crawl.Resolve == nil {
		site.Crawl.Resolve = map[string]string{}
	}
	for name, h := range hosts {
		s := httptest.NewServer(h)
		t.Cleanup(s.Close)
		site.Crawl.Resolve[name] = s.Listener.Addr().String()
	}
}

func html(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	}
}

// once fails the first time an address is asked.
func once(status int, then http.HandlerFunc) http.HandlerFunc {
	failed := false
	return func(w http.ResponseWriter, r *http.Request) {
		if !failed {
			failed = true
			w.WriteHeader(status)
			return
		}
		then(w, r)
	}
}

func TestVerdictsOfOwnPages(t *testing.T) {
	p := newBureau(t)
	good := html("<html><title>好的</title><p>正文正文</p></html>")
	answers := map[string]http.HandlerFunc{
		"/ok": good, "/once503": once(503, good), "/once500": once(500, good), "/once502": once(502, good),
		"/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
		"/500":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"/loop1": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/loop2", 302)
		},
		"/loop2":          func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop1", 302) },
		"/self":           func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/self", 302) },
		"/away/x":         func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", 302) },
		"/lost/x":         func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/error/404.html", 302) },
		"/error/404.html": html("<html><title>出错</title><p>没有这个页面</p></html>"),
		"/home.html":      func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/", 302) },
		"/moved":          func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", 301) },
		"/member/x":       func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login.jsp", 302) },
		"/login.jsp":      html(`<html><form><input type=password></form></html>`),
		"/hang":           func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/sticky": func(w http.ResponseWriter, r *http.Request) {
			if _, err := r.Cookie("seen"); err == nil {
				good(w, r)
				return
			}
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, "/sticky", 302)
		},
		"/script": html(`<html><script>document.cookie="a=1";location.reload();</script></html>`),
		"/reset": func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				c.(*net.TCPConn).SetLinger(0)
				c.Close()
			}
		},
		"/f/zero.pdf":  func(http.ResponseWriter, *http.Request) {},
		"/f/page.doc":  html("<html><title>登录</title>请先登录</html>"),
		"/f/wrong.xls": func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\x00\x01\x02\x03 no workbook") },
		"/f/good.doc":  func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
		"/f/rtf.doc":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{\rtf1`) },
		"/f/excel.xls": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>`)
		},
		"/f/nohead.doc": func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				w.WriteHeader(405)
				return
			}
			fmt.Fprint(w, "PK\x03\x04")
		},
		"/f/once.pdf": once(500, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "%PDF-1.4") }),
		"/i/html.jpg": html("<html>没有图片"),
		"/i/ok.jpg":   func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\xff\xd8\xff\xe0") },
	}
	for _, s := range []int{401, 403, 412, 429, 451, 521, 999} {
		answers[fmt.Sprintf("/s/%d", s)] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(s) }
	}
	var paths []string
	for path, h := range answers {
		p.handle(path, h)
		if path != "/error/404.html" && path != "/login.jsp" && path != "/loop2" {
			paths = append(paths, path)
		}
	}
	p.page("/", anchors(append(paths, "/nowhere.html", "/f/nowhere.doc")...))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{tune: func(q *tuning) { quick(q); q.timeout = 1500 * time.Millisecond; q.backoff = time.Millisecond }})
	for path, want := range map[string]lanmu.LinkVerdict{
		"/ok": "ok", "/once503": "ok", "/once500": "ok", "/once502": "ok", "/gone": "broken", "/500": "broken",
		"/loop1": "broken", "/self": "broken", "/away/x": "broken", "/lost/x": "broken", "/home.html": "ok", "/moved": "ok",
		"/member/x": "blocked", "/hang": "broken", "/sticky": "ok", "/script": "blocked", "/reset": "broken",
		"/f/zero.pdf": "broken", "/f/page.doc": "broken", "/f/wrong.xls": "broken", "/f/good.doc": "ok", "/f/rtf.doc": "ok",
		"/f/excel.xls": "ok", "/f/nohead.doc": "ok", "/f/once.pdf": "ok", "/i/html.jpg": "broken", "/i/ok.jpg": "ok",
		"/s/401": "blocked", "/s/403": "blocked", "/s/412": "blocked", "/s/429": "blocked", "/s/451": "blocked", "/s/521": "blocked", "/s/999": "blocked",
		"/nowhere.html": "broken", "/f/nowhere.doc": "broken",
	} {
		if strings.HasPrefix(path, "/i/") {
			continue // linked as pages here, see TestImages
		}
		l.verdict(t, path, want)
	}
	for path, want := range map[string]string{"/f/zero.pdf": "zero", "/f/page.doc": "html", "/f/wrong.xls": "magic"} {
		if got := l.target(t, path).Content; got != want {
			t.Errorf("%s: content %q, want %q", path, got, want)
		}
	}
	if x := l.target(t, "/500"); !strings.Contains(x.Reason, "twice") || x.Status != 500 {
		t.Errorf("/500: %+v", x)
	}
	if x := l.target(t, "/moved"); x.Final != p.URL+"/ok" {
		t.Errorf("/moved leads to %q", x.Final)
	}
	if p.times("/ok") != 1 {
		t.Errorf("/ok asked %d times", p.times("/ok"))
	}
	if got := l.pages[p.URL+"/script"]; got == nil || got.Fail == nil || got.Fail.Kind != lanmu.FailBlocked {
		t.Errorf("/script: %+v", got)
	}
	for _, x := range l.Targets {
		if x.Verdict == lanmu.LinkBroken && x.URL != p.URL+"/" && len(x.On) == 0 {
			t.Errorf("%s is broken and nobody holds it", x.URL)
		}
	}
}

func TestImages(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a")+`<img src="/i/html.jpg"><img src="/i/ok.jpg"><img src="/i/none.gif"><img src="/i/zero.png">`)
	p.page("/a", anchors("/")+`<img src="/i/none.gif">`)
	p.handle("/i/html.jpg", html("<html>没有图片"))
	p.handle("/i/zero.png", func(http.ResponseWriter, *http.Request) {})
	p.handle("/i/ok.jpg", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "\xff\xd8\xff\xe0") })
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	l.verdict(t, "/i/html.jpg", lanmu.LinkBroken)
	l.verdict(t, "/i/zero.png", lanmu.LinkBroken)
	l.verdict(t, "/i/none.gif", lanmu.LinkBroken)
	l.verdict(t, "/i/ok.jpg", lanmu.LinkOK)
	if x := l.target(t, "/i/none.gif"); x.OnCount != 2 || x.Kind != lanmu.LinkImage {
		t.Errorf("%+v", x)
	}
}

func TestVerdictsOutside(t *testing.T) {
	p := newBureau(t)
	site := siteOf(p.URL + "/")
	ok := html("<html><title>协会</title><p>新闻新闻新闻</p></html>")
	mux := http.NewServeMux()
	for path, h := range map[string]http.HandlerFunc{
		"/ok": ok, "/busy": once(503, ok), "/403": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) },
		"/500": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"/412": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(412) },
		"/nohead": func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				w.WriteHeader(404)
				return
			}
			ok(w, r)
		},
		"/moved":     func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/ok", 301) },
		"/big":       func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<html>"+strings.Repeat("很长", 1<<20)) },
		"/404s.html": html("<html><title>404页面的来历</title><p>一篇文章</p></html>"),
	} {
		mux.HandleFunc(path, h)
	}
	soft := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/real" {
			html("<html><title>真的</title><p>这一页真的存在，内容不同于出错页</p></html>")(w, r)
			return
		}
		html("<html><title>抱歉</title><p>您访问的页面 "+r.URL.Path+" 找不到了，请返回</p></html>")(w, r)
	}
	app := html(`<html><head><title>应用</title></head><body><div id="app"></div><script src="/app.js"></script></body></html>`)
	home := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			ok(w, r)
			return
		}
		http.Redirect(w, r, "/", 302)
	}
	outsideOf(t, site, map[string]http.Handler{"out.example": mux, "soft.example": http.HandlerFunc(soft), "app.example": app, "tohome.example": http.HandlerFunc(home)})
	p.page("/", anchors(
		"http://out.example/ok", "http://out.example/busy", "http://out.example/403", "http://out.example/500", "http://out.example/412",
		"http://out.example/nohead", "http://out.example/moved", "http://out.example/big", "http://out.example/404s.html", "http://out.example/none",
		"http://soft.example/", "http://soft.example/news/1.html", "http://soft.example/real",
		"http://app.example/", "http://app.example/deep/page", "http://tohome.example/a/b.html", "http://tohome.example/",
		"http://no-such-host.invalid/", "http://10.255.255.1/"))
	l := crawlSite(t, site, Options{Glance: func(g *lanmu.Page) lanmu.Glance {
		if len(g.Body) > outsideText {
			t.Errorf("%d bytes of an outside page", len(g.Body))
		}
		if strings.Contains(g.URL, "/ok") {
			return lanmu.Glance{Title: "协会", Taint: "博彩"}
		}
		return lanmu.Glance{}
	}})
	for addr, want := range map[string]lanmu.LinkVerdict{
		"out.example/ok": "ok", "/busy": "ok", "/403": "blocked", "/500": "broken", "/412": "blocked", "/nohead": "ok", "/moved": "ok",
		"/big": "ok", "/404s.html": "ok", "/none": "broken", "soft.example/": "ok", "/news/1.html": "broken", "/real": "ok",
		"app.example/": "ok", "/deep/page": "ok", "/a/b.html": "broken", "tohome.example/": "ok", "no-such-host.invalid/": "broken",
	} {
		l.verdict(t, addr, want)
	}
	x := l.target(t, "out.example/ok")
	if !x.External || x.Title != "协会" || x.Taint != "博彩" || len(x.On) != 1 {
		t.Errorf("%+v", x)
	}
	if got := l.SoftHosts; len(got) != 3 {
		t.Errorf("soft hosts %v", got)
	}
	for _, addr := range l.addresses() {
		if strings.Contains(addr, "10.255.255.1") {
			t.Error("an internal address was asked")
		}
	}
	if l.target(t, "/news/1.html").Soft == "" {
		t.Error("not told how the soft 404 was known")
	}
}

// A site that answers 200 to everything is told so once, and only what looks
// like its answer for nothing is called broken.
func TestSoftSite(t *testing.T) {
	p := newBureau(t)
	p.mux.HandleFunc("/", html(`<html><title>提示</title><p>对不起，您要查看的内容不存在或已被删除。</p></html>`))
	p.page("/", anchors("/a.html", "/lost.html", "/f.doc"))
	p.page("/a.html", anchors("/"))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	l.verdict(t, "/a.html", lanmu.LinkOK)
	l.verdict(t, "/lost.html", lanmu.LinkBroken)
	l.verdict(t, "/f.doc", lanmu.LinkBroken)
	if len(l.SoftHosts) != 1 || l.pages[p.URL+"/lost.html"].Soft == "" {
		t.Errorf("soft hosts %v", l.SoftHosts)
	}
}

// An app that serves the same shell for every address accuses nobody.
func TestShellSite(t *testing.T) {
	p := newBureau(t)
	p.mux.HandleFunc("/", html(`<html><head><title>市商务局</title><script src="/app.js"></script></head><body><div id="app"></div><a href="/news/1">动态</a><a href="/news/2">通知</a></body></html>`))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	l.verdict(t, "/news/1", lanmu.LinkOK)
	l.verdict(t, "/news/2", lanmu.LinkOK)
}

// Where nothing outside can be reached, our own line is to blame.
func TestOffline(t *testing.T) {
	p := newBureau(t)
	site := siteOf(p.URL + "/")
	site.Crawl.Resolve = map[string]string{}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dead := l.Addr().String()
	l.Close()
	var links []string
	for i := range offlineFrom {
		host := fmt.Sprintf("h%d.example", i)
		site.Crawl.Resolve[host] = dead
		links = append(links, "http://"+host+"/")
	}
	p.page("/", anchors(append(links, "/a")...))
	p.page("/a", anchors("/"))
	got := crawlSite(t, site, Options{})
	for i := range offlineFrom {
		got.verdict(t, fmt.Sprintf("h%d.example/", i), lanmu.LinkSuspected)
	}
	if !strings.Contains(strings.Join(got.Limits, ""), "外部链接未能判断") {
		t.Errorf("limits %v", got.Limits)
	}
}

// One outside host is enough to doubt our own line where its name is not found
// and no other answered; not where it refused us.
func TestOfflineByFew(t *testing.T) {
	tests := []struct {
		name string
		url  string
		kind lanmu.FailKind
		also int // what another host answered, 0 none
		want lanmu.LinkVerdict
	}{
		{"name not found", "http://gone.example.cn/", lanmu.FailDNS, 0, lanmu.LinkSuspected},
		{"silence", "http://gone.example.cn/", lanmu.FailTimeout, 0, lanmu.LinkSuspected},
		{"refused", "http://gone.example.cn/", lanmu.FailRefused, 0, lanmu.LinkBroken},
		{"not found, another answered", "http://gone.example.cn/", lanmu.FailDNS, 200, lanmu.LinkBroken},
		{"a name that cannot be", "http://gone.invalid/", lanmu.FailDNS, 0, lanmu.LinkBroken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := &crawling{crawl: &lanmu.Crawl{}}
			r.crawl.Targets = append(r.crawl.Targets, &lanmu.Target{URL: tt.url, External: true, Verdict: lanmu.LinkBroken, Fail: &lanmu.Fail{Kind: tt.kind}})
			if tt.also != 0 {
				r.crawl.Targets = append(r.crawl.Targets, &lanmu.Target{URL: "http://there.example.cn/", External: true, Verdict: lanmu.LinkOK, Status: tt.also})
			}
			r.offline()
			if got := r.crawl.Targets[0].Verdict; got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestLinkSettings(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a", "/private/x", "/f.doc", "http://out.example/x", "http://10.0.0.1/"))
	p.page("/a", anchors("/"))
	site := siteOf(p.URL + "/")
	site.Links = lanmu.LinkSettings{External: false, Ignore: []string{"*.doc"}}
	site.Crawl.Exclude = []string{"/private/"}
	l := crawlSite(t, site, Options{})
	l.verdict(t, "/f.doc", lanmu.LinkSkipped)
	l.verdict(t, "/private/x", lanmu.LinkSkipped)
	for _, addr := range l.addresses() {
		if strings.Contains(addr, "out.example") {
			t.Error("an outside link was verified")
		}
	}
	if p.times("/private/x") != 0 || p.times("/f.doc") != 0 {
		t.Error("asked although the profile asks not to")
	}
}
