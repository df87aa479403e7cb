package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"sync"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

func exitCodeOf(err error) string {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return strconv.Itoa(exit.ExitCode())
	}
	return err.Error()
}

func atoi(ts *testscript.TestScript, s string) int {
	n, err := strconv.Atoi(s)
	ts.Check(err)
	return n
}

type sitesKey struct{}

// hostile is a site that a script asked for, and what was asked of it.
type hostile struct {
	once  sync.Once
	asked chan struct{} // closed when /slow/ is asked
	quit  chan struct{} // closed when the script ends
}

// cmdSite starts a site and sets an environment variable to its address:
// site HOME kind.
func cmdSite(ts *testscript.TestScript, _ bool, args []string) {
	h := &hostile{asked: make(chan struct{}), quit: make(chan struct{})}
	ts.Value(sitesKey{}).(map[string]*hostile)[args[0]] = h
	if args[1] == "refused" {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		ts.Check(err)
		ts.Setenv(args[0], "http://"+l.Addr().String()+"/")
		ts.Check(l.Close())
		return
	}
	handler, ok := siteKinds[args[1]]
	if !ok {
		ts.Fatalf("no kind of site %q", args[1])
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler(h, w, r) }))
	ts.Setenv(args[0], s.URL+"/")
	ts.Defer(func() {
		close(h.quit)
		s.Close()
	})
}

// cmdRequested waits until a site was asked for /slow/: requested HOME.
func cmdRequested(ts *testscript.TestScript, _ bool, args []string) {
	<-ts.Value(sitesKey{}).(map[string]*hostile)[args[0]].asked
}

const smallHome = `<html><head><title>示例局</title></head><body><div class="nav"><a href="/gzdt/">工作动态</a> <a href="/tzgg/">通知公告</a></div>
<ul><li><a href="/gzdt/1.html">我局召开工作会议</a><span>2026-11-20</span></li><li><a href="/gzdt/2.html">我局组织专题学习</a><span>2026-11-18</span></li></ul></body></html>`

// siteKinds are what sites do.
var siteKinds = map[string]func(*hostile, http.ResponseWriter, *http.Request){
	"error": func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "down", http.StatusInternalServerError)
	},
	"empty": func(_ *hostile, w http.ResponseWriter, _ *http.Request) { w.Header().Set("Content-Type", "text/html") },
	"text": func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		fmt.Fprint(w, "hello")
	},
	"binary": func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte{0, 1, 2, 0xff, 0xfe, 0, 0, 'P', 'K', 3, 4}) // a client gone is no matter here
	},
	"loop": func(_ *hostile, w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/again"+r.URL.Path, http.StatusFound)
	},
	"half": func(_ *hostile, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Length", "5000")
		fmt.Fprint(w, "<html><body>half a page")
	},
	// slow answers everything but /slow/, which never ends.
	"slow": func(h *hostile, w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, smallHome+`<a href="/slow/">信息公开目录</a>`)
		case "/slow/":
			h.once.Do(func() { close(h.asked) })
			select {
			case <-h.quit:
			case <-r.Context().Done():
			}
		default:
			http.NotFound(w, r)
		}
	},
}

// cmdSameJudgement compares two findings.json but for the times of the run:
// samejudge live/findings.json again/findings.json.
func cmdSameJudgement(ts *testscript.TestScript, _ bool, args []string) {
	read := func(name string) map[string]any {
		var v map[string]any
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(name)), &v))
		audit := v["audit"].(map[string]any)
		for _, time := range []string{"started", "finished", "id"} { // the id is made of the second the crawl began
			delete(audit, time)
		}
		return v
	}
	if diff := cmp.Diff(read(args[0]), read(args[1])); diff != "" {
		ts.Fatalf("%s and %s differ:\n%s", args[0], args[1], diff)
	}
}
