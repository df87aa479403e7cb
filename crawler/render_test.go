package crawler

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lanmu"
)

// fill is a page whose list is empty until its script, with a function fill
// that fetches the rows, runs body.
func fill(body string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告</title></head><body><ul id="list"></ul><script>
const list = document.getElementById("list");
function add(t) { const e = document.createElement("li"); e.innerHTML = "<a href='/a'>" + t + "</a>"; list.append(e); }
function fill() { return fetch("/rows.json").then(r => r.json()).then(rows => rows.forEach(add)); }
` + body + `</script></body></html>`
}

// scripted is a site of pages that need a script, and of pages that try a browser.
type scripted struct {
	*httptest.Server
	foreign     *httptest.Server
	foreignHits atomic.Int32
	polls       atomic.Int32
	scripts     atomic.Int32
	reloads     atomic.Int32
}

func newScripted(t *testing.T) *scripted {
	t.Helper()
	p := &scripted{}
	p.foreign = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.foreignHits.Add(1)
		w.Header().Set("Access-Control-Allow-Origin", "*")
		io.WriteString(w, `["外"]`)
	}))
	mux := http.NewServeMux()
	for path, body := range map[string]string{
		"/fetch":     fill(`fill()`),
		"/timer":     fill(`setTimeout(fill, 3000)`),
		"/chain":     fill(`setTimeout(() => fill().then(() => setTimeout(() => add("丙"), 1500)), 1000)`),
		"/frames":    fill(`let n = 0; const f = () => ++n < 20 ? requestAnimationFrame(f) : fill(); f()`),
		"/idle":      fill(`requestIdleCallback(fill)`),
		"/sync":      fill(`const x = new XMLHttpRequest(); x.open("GET", "/rows.json", false); x.send(); JSON.parse(x.responseText).forEach(add)`),
		"/post":      fill(`fetch("/rows.json", {method: "POST", body: "page=1"}).then(r => r.json()).then(rows => rows.forEach(add))`),
		"/write":     `<!DOCTYPE html><ul><script>for (const t of ["甲", "乙"]) document.write("<li><a href=/a>" + t + "</a></li>")</script></ul>`,
		"/shared":    `<!DOCTYPE html><ul id="list"></ul><script src="/rows.js"></script>`,
		"/alert":     fill(`alert("欢迎"); if (!confirm("继续?")) prompt("?"); fill()`),
		"/unload":    fill(`onbeforeunload = () => "不要走"; setTimeout(() => location.href = "/fetch", 100)`),
		"/moves":     fill(`setTimeout(() => location.href = "/timer", 100)`),
		"/refresh":   `<!DOCTYPE html><meta http-equiv="refresh" content="2; url=/fetch"><p>正在跳转`,
		"/poll":      fill(`fill(); setInterval(() => fetch("/poll.json"), 1000)`),
		"/clock":     fill(`fill(); const c = document.createElement("p"); document.body.append(c); setInterval(() => c.textContent = new Date(), 100)`),
		"/grows":     fill(`setInterval(() => add("又一条"), 50)`),
		"/reloads":   fill(`fill(); setTimeout(() => location.reload(), 500)`),
		"/hangs":     fill(`fetch("/never.json"); fill()`),
		"/spins":     fill(`for (;;) {}`),
		"/spinslate": fill(`fill(); setTimeout(() => { for (;;) {} }, 1000)`),
		"/hog":       fill(`const a = []; for (;;) a.push(new Uint8Array(1 << 24).fill(7))`),
		"/heap":      fill(`const a = []; for (;;) a.push({a: a.length, b: "x" + a.length})`),
		"/fails":     fill(`fetch("/500.json").then(r => r.json()).then(rows => rows.forEach(add))`),
		"/missing":   fill(`fetch("/404.json"); fill()`),
		"/worker":    fill(`const w = new Worker(URL.createObjectURL(new Blob(["fetch('FOREIGN').then(r => r.json()).then(postMessage)"]))); w.onmessage = e => e.data.forEach(add)`),
		"/ws":        fill(`new WebSocket("WSFOREIGN"); fill()`),
		"/outside":   fill(`fetch("FOREIGN/rows.json").then(r => r.json()).then(rows => rows.forEach(add))`),
		"/pictures":  fill(`new Image().src = "FOREIGN/a.png"; navigator.sendBeacon("FOREIGN/b", "x"); window.open("FOREIGN/popup"); fill()`),
		"/frame":     `<!DOCTYPE html><ul><li><a href=/a>甲</a></ul><iframe src="FOREIGN/ad"></iframe><link rel=stylesheet href="FOREIGN/a.css"><link rel=preconnect href="FOREIGN">`,
		"/leaves":    fill(`fill().then(() => location.href = "FOREIGN/elsewhere")`),
		"/countable": `<!DOCTYPE html><ul><li><a href=/a>甲</a></ul><script src="http://hm.baidu.com/hm.js"></script><script src="//dcs.conac.cn/js/x.js"></script>`,
		"/cookie":    fill(`document.cookie = "js=2"; fetch("/cookies.json").then(r => r.json()).then(rows => rows.forEach(c => add(c.split("; ").sort().join("; "))))`),
		"/strange":   fill(`add("\ud800孤\u0000"); fill()`),
		"/zone":      fill(`add(new Date(0).toLocaleString("zh-CN")); add(Intl.DateTimeFormat().resolvedOptions().timeZone)`),
		"/agent":     fill(`add(navigator.userAgent)`),
		"/store":     fill(`add(localStorage.getItem("x") || "空"); localStorage.setItem("x", "满")`),
		"/static":    `<!DOCTYPE html><html><head><title>静态</title></head><body><ul><li><a href="/a">甲&amp;乙</a> <span>2026-11-23</span></li></ul><table><tr><td>一<td>二</table></body></html>`,
	} {
		body = strings.NewReplacer("WSFOREIGN", "ws"+strings.TrimPrefix(p.foreign.URL, "http"), "FOREIGN", p.foreign.URL).Replace(body)
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if path == "/reloads" {
				p.reloads.Add(1)
			}
			http.SetCookie(w, &http.Cookie{Name: "srv", Value: "1"})
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, body)
		})
	}
	mux.HandleFunc("/rows.json", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `["甲","乙"]`) })
	mux.HandleFunc("/rows.js", func(w http.ResponseWriter, r *http.Request) {
		p.scripts.Add(1)
		io.WriteString(w, `for (const t of ["甲", "乙"]) list.innerHTML += "<li><a href=/a>" + t + "</a></li>"`)
	})
	mux.HandleFunc("/poll.json", func(w http.ResponseWriter, r *http.Request) { p.polls.Add(1); io.WriteString(w, `[]`) })
	mux.HandleFunc("/never.json", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/500.json", func(w http.ResponseWriter, r *http.Request) { http.Error(w, "[]", 500) })
	mux.HandleFunc("/cookies.json", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `[%q]`, r.Header.Get("Cookie"))
	})
	mux.HandleFunc("/gbk", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<meta charset=gbk><ul><li><a href=/a>\xb9\xab\xb8\xe6</a></ul>") // 公告
	})
	for from, to := range map[string]string{"/redirect": "/redirect2", "/redirect2": "/fetch", "/loop": "/loop", "/away": p.foreign.URL + "/page"} {
		mux.Handle(from, http.RedirectHandler(to, http.StatusFound))
	}
	mux.HandleFunc("/file", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/pdf")
		io.WriteString(w, "%PDF-1.4")
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Server.Close)
	t.Cleanup(p.foreign.Close)
	return p
}

func renderer(t *testing.T, opt RenderOptions) *Renderer {
	t.Helper()
	r, err := NewRenderer(t.Context(), opt)
	if errors.Is(err, ErrNoBrowser) {
		missing(t, "no Chromium on this machine")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

var scriptElement = regexp.MustCompile(`(?s)<script.*?</script>`)

// brief is what a test looks for in a page: the texts of its rows, or why it failed.
func brief(p *lanmu.Page) string {
	var b strings.Builder
	if p.Fail != nil {
		b.WriteString(string(p.Fail.Kind) + " ")
	}
	body := scriptElement.ReplaceAllString(string(p.Body), "")
	for i, part := range strings.Split(body, "<li>") {
		if i > 0 {
			text, _, _ := strings.Cut(part, "</li>")
			text = strings.TrimSuffix(text, "</a>")
			b.WriteString(text[strings.LastIndexByte(text, '>')+1:] + ";")
		}
	}
	return strings.TrimSpace(b.String())
}

// Rows that a script fills in are there, and a page that stands in the way of
// its own reading does not pass for one without rows.
func TestRender(t *testing.T) {
	p := newScripted(t)
	r := renderer(t, RenderOptions{PageTime: 10 * time.Second, Timezone: "Asia/Shanghai", UserAgent: "lanmu/test"})
	for path, want := range map[string]string{
		"/fetch":     "甲;乙;",
		"/timer":     "甲;乙;",
		"/chain":     "甲;乙;丙;",
		"/frames":    "甲;乙;",
		"/idle":      "甲;乙;",
		"/sync":      "甲;乙;",
		"/post":      "甲;乙;",
		"/write":     "甲;乙;",
		"/shared":    "甲;乙;",
		"/alert":     "甲;乙;",
		"/unload":    "甲;乙;",
		"/moves":     "甲;乙;",
		"/refresh":   "甲;乙;",
		"/poll":      "甲;乙;",
		"/clock":     "甲;乙;",
		"/reloads":   "甲;乙;",
		"/redirect":  "甲;乙;",
		"/missing":   "甲;乙;",
		"/gbk":       "公告;",
		"/countable": "甲;",
		"/pictures":  "甲;乙;",
		"/frame":     "甲;",
		"/cookie":    "js=2; srv=1;",
		"/strange":   "\ufffd孤;甲;乙;",
		"/zone":      "1970/1/1 08:00:00;Asia/Shanghai;",
		"/agent":     "lanmu/test;",
		"/fails":     "incomplete",
		"/worker":    "incomplete",
		"/ws":        "incomplete 甲;乙;",
		"/outside":   "incomplete",
		"/leaves":    "incomplete 甲;乙;",
		"/loop":      "redirect-loop",
		"/away":      "url",
		"/file":      "protocol",
		"/none":      "",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			page, err := r.Render(t.Context(), p.URL+path)
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(page); got != want {
				t.Errorf("rendered to %q, want %q (%v)\n%s", got, want, page.Fail, page.Body)
			}
			if !page.Rendered || page.Asked != p.URL+path {
				t.Errorf("Rendered %t, Asked %s", page.Rendered, page.Asked)
			}
		})
	}
	t.Cleanup(func() {
		if n := p.foreignHits.Load(); n != 0 {
			t.Errorf("another site was asked %d times", n)
		}
		if n := p.scripts.Load(); n != 1 {
			t.Errorf("a shared script was asked for %d times", n)
		}
		if n := p.polls.Load(); n > 30 {
			t.Errorf("a page that polls was let ask %d times", n)
		}
		if n := p.reloads.Load(); n > maxMoves+1 {
			t.Errorf("a page that reloads itself was let do so %d times", n)
		}
	})
}

// Pages that never end: each stops in its time and fails, none takes the
// browser with it.
func TestRenderLimits(t *testing.T) {
	p := newScripted(t)
	r := renderer(t, RenderOptions{PageTime: 4 * time.Second, Memory: 256 << 20, Requests: 50})
	for path, want := range map[string][]lanmu.FailKind{
		"/hangs": {lanmu.FailTimeout}, "/spins": {lanmu.FailTimeout}, "/spinslate": {lanmu.FailTimeout}, "/grows": {lanmu.FailTimeout},
		// On a busy machine the time may run out before the memory does.
		"/hog": {lanmu.FailTooLarge, lanmu.FailTimeout}, "/heap": {lanmu.FailTooLarge, lanmu.FailTimeout},
	} {
		t.Run(path, func(t *testing.T) {
			start := time.Now()
			page, err := r.Render(t.Context(), p.URL+path)
			if err != nil {
				t.Fatal(err)
			}
			if page.Fail == nil || !slices.Contains(want, page.Fail.Kind) {
				t.Errorf("fail %v, want %s", page.Fail, want)
			}
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %s", took)
			}
			again, err := r.Render(t.Context(), p.URL+"/fetch")
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(again); got != "甲;乙;" {
				t.Errorf("the next page rendered to %q (%v)", got, again.Fail)
			}
		})
	}
}

// A page that needs no script reads the same, whether rendered or not.
func TestRenderStatic(t *testing.T) {
	p := newScripted(t)
	r := renderer(t, RenderOptions{})
	page, err := r.Render(t.Context(), p.URL+"/static")
	if err != nil {
		t.Fatal(err)
	}
	want := `<!DOCTYPE html>` + "\n" + `<html><head><title>静态</title></head><body><ul><li><a href="/a">甲&amp;乙</a> <span>2026-11-23</span></li></ul><table><tbody><tr><td>一</td><td>二</td></tr></tbody></table></body></html>`
	if got := string(page.Body); got != want {
		t.Errorf("rendered\n%s\nwant\n%s", got, want)
	}
	if page.Status != 200 || page.Charset != "utf-8" || page.MediaType != "text/html" || page.Digest != digestOf(page.Body) || page.Header.Get("Set-Cookie") == "" {
		t.Errorf("page %+v", page)
	}
}

// Two pages share nothing: what one stores the other does not find.
func TestRenderSharesNothing(t *testing.T) {
	p := newScripted(t)
	r := renderer(t, RenderOptions{})
	for range 2 {
		page, err := r.Render(t.Context(), p.URL+"/store")
		if err != nil {
			t.Fatal(err)
		}
		if got := brief(page); got != "空;" {
			t.Errorf("a fresh page found %q in its store", got)
		}
	}
}

func TestRenderTells(t *testing.T) {
	p := newScripted(t)
	r := renderer(t, RenderOptions{})
	page, err := r.Render(t.Context(), p.URL+"/redirect")
	if err != nil {
		t.Fatal(err)
	}
	if page.URL != p.URL+"/fetch" || strings.Join(page.Redirects, " ") != p.URL+"/redirect "+p.URL+"/redirect2" {
		t.Errorf("URL %s, Redirects %v", page.URL, page.Redirects)
	}
	page, err = r.Render(t.Context(), p.URL+"/outside")
	if err != nil {
		t.Fatal(err)
	}
	if page.Fail == nil || !strings.Contains(page.Fail.Detail, p.foreign.URL) {
		t.Errorf("fail %v does not name the host that was not asked", page.Fail)
	}
	for _, bad := range []string{"file:///etc/passwd", "about:blank", "chrome://version", "http://", "javascript:alert(1)"} {
		page, err := r.Render(t.Context(), bad)
		if err != nil {
			t.Fatal(err)
		}
		if page.Fail == nil || page.Fail.Kind != lanmu.FailURL || len(page.Body) > 0 {
			t.Errorf("%s: fail %v, body %q", bad, page.Fail, page.Body)
		}
	}
}

func TestNoBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for _, opt := range []RenderOptions{{}, {Browser: filepath.Join(t.TempDir(), "chromium")}} {
		if _, err := NewRenderer(t.Context(), opt); !errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "--browser") {
			t.Errorf("browser %q: %v", opt.Browser, err)
		}
	}
	broken := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := NewRenderer(t.Context(), RenderOptions{Browser: broken}); err == nil || errors.Is(err, ErrNoBrowser) || !strings.Contains(err.Error(), "无法启动") {
		t.Errorf("a browser that does not start: %v", err)
	}
}

func TestHarmless(t *testing.T) {
	for address, want := range map[string]bool{
		"http://hm.baidu.com/hm.js?1": true, "https://s4.cnzz.com/z.js": true, "http://bszs.conac.cn:80/a": true,
		"http://gateway.example.com.cn/js/09/152/0000/60060634/CA091520000600606340002.js": true,
		"http://baidu.com/": false, "http://cnzz.com.evil.cn/": false, "http://api.example.gov.cn/list": false,
	} {
		if got := harmless(address); got != want {
			t.Errorf("harmless(%s) = %t", address, got)
		}
	}
}
