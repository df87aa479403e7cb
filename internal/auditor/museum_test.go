package auditor

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"lanmu"
)

// Pages that are hard to read, audited from end to end: each is survived, and
// the rest of the site is judged as if they were not there. How sites fight back
// on the wire is tested in package crawler.
func TestMuseum(t *testing.T) {
	laughs := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">`
	for c := 'b'; c < 'm'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += `]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>&l;</p></body></html>`
	var links strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&links, `<li><a href="http://127.0.0.1:9/%d">外部链接%d</a></li>`, i%7, i)
	}
	exhibits := map[string]struct{ media, body string }{
		"nested":    {"text/html", "<html><body>" + strings.Repeat("<div>", 100_000) + "深处" + strings.Repeat("</div>", 100_000)},
		"unclosed":  {"text/html", "<html><body>" + strings.Repeat("<b><i><a href=x>", 30_000)},
		"tables":    {"text/html", "<html><body>" + strings.Repeat("<table><tr><td>", 30_000) + "深处"},
		"quotes":    {"text/html", "<html><body " + strings.Repeat(`a"='`, 200_000)},
		"entities":  {"text/xml", laughs},
		"xhtml":     {"application/xhtml+xml", laughs},
		"nuls":      {"text/html", "<html><body><p>正文" + strings.Repeat("\x00", 100_000) + "</p></body></html>"},
		"links":     {"text/html", "<html><body><ul>" + links.String() + "</ul></body></html>"},
		"rows":      {"text/html", "<html><body><ul>" + strings.Repeat(`<li><a href="/y.html">通知</a><span>2026-01-02</span></li>`, 50_000) + "</ul></body></html>"},
		"dates":     {"text/html", "<html><body><h1>题目</h1><p>发布日期：2026-01-02</p><p>" + strings.Repeat("2018年3月6日 03-06 昨天 ", 20_000) + "</p></body></html>"},
		"line":      {"text/html", "<html><body><p>" + strings.Repeat("字", 2<<20) + "</p></body></html>"},
		"script":    {"text/html", "<html><body><script>" + strings.Repeat("var a=[{'title':'x','url':'/z'}];", 50_000) + "</script></body></html>"},
		"json":      {"application/json", strings.Repeat(`[{"a":`, 50_000)},
		"formulas":  {"text/html", `<html><title>=cmd|'/c calc'!A1</title><body><h1>+SUM(1)</h1><p>‮反向` + "\x1b[31m" + `</p></body></html>`},
		"empty":     {"text/html", ""},
		"half word": {"text/html", "<html><body><p>\xe5\xad"},
	}
	for name, x := range exhibits {
		t.Run(name, func(t *testing.T) {
			mux := http.NewServeMux()
			page := func(path, media, body string) {
				mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", media+"; charset=utf-8")
					fmt.Fprint(w, body)
				})
			}
			page("/{$}", "text/html", `<html><title>首页-示例市商务局</title><body><ul><li><a href="/x/">展品</a></li><li><a href="/a.html">通知</a></li></ul></body></html>`)
			page("/a.html", "text/html", `<html><title>通知</title><body><h1>关于一件事的通知</h1><p>正文正文正文</p><a href="/gone.html">附件</a></body></html>`)
			page("/x/", x.media, x.body)
			s := httptest.NewServer(mux)
			defer s.Close()
			site := siteAt(t, s.URL+"/")
			site.Links.External = false
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			audit, err := New(Options{At: testDay}).Audit(ctx, site)
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if d := time.Since(began); d > time.Minute {
				t.Errorf("it took %v", d)
			}
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 1<<30 {
				t.Errorf("it took %d MiB", grown>>20)
			}
			if !told(audit, s.URL+"/gone.html") {
				t.Errorf("the dead link of the page beside it is not told: %+v", audit.Findings)
			}
			t.Logf("%v, %d findings, %d skipped", time.Since(began).Round(time.Millisecond), len(audit.Findings), len(audit.Skipped))
		})
	}
}

func told(audit *lanmu.Audit, url string) bool {
	for _, f := range audit.Findings {
		if f.URL == url {
			return true
		}
	}
	return false
}
