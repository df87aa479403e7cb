package crawler

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
)

// scriptedSite is the profile of a site of pages that need a script.
func scriptedSite(p *scripted) *lanmu.Site {
	return &lanmu.Site{
		ID: "swj", URL: p.URL + "/static", Location: time.FixedZone("Asia/Shanghai", 8*3600),
		Crawl: lanmu.CrawlSettings{Concurrency: 2, Timeout: 5 * time.Second, UserAgent: "lanmu/test", Exclude: []string{"/rows.js"}},
	}
}

// rendered runs a session that crawls and then renders, and closes it.
func renderedIn(t *testing.T, site *lanmu.Site, opt Options, addresses ...string) (map[string]*lanmu.Page, []RenderFailure, *lanmu.Crawl) {
	t.Helper()
	opt.Now = func() time.Time { return day }
	s, err := Open(t.Context(), site, opt)
	if err != nil {
		t.Fatal(err)
	}
	crawl := s.Crawl(func(*lanmu.Page) lanmu.Seen { return lanmu.Seen{} })
	pages := map[string]*lanmu.Page{}
	failures, err := s.Render(addresses, func(p *lanmu.Page) { pages[p.Asked] = p })
	if errors.Is(err, ErrNoBrowser) && opt.Replay == "" {
		s.Close()
		missing(t, "no Chromium on this machine")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(failures, func(a, b RenderFailure) int { return strings.Compare(a.URL, b.URL) })
	return pages, failures, crawl
}

// What the browser showed is recorded: judging the recording again gives the
// same pages, failures and counts, without a browser.
func TestRenderedPagesAreReplayed(t *testing.T) {
	p := newScripted(t)
	site := scriptedSite(p)
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	asked := []string{p.URL + "/fetch", p.URL + "/redirect", p.URL + "/outside", p.URL + "/loop", p.URL + "/shared", p.URL + "/none"}
	pages, failures, crawl := renderedIn(t, site, Options{Record: path}, asked...)

	if got := slices.Sorted(maps.Keys(pages)); !slices.Equal(got, []string{p.URL + "/fetch", p.URL + "/redirect"}) {
		t.Errorf("rendered %v", got)
	}
	if got := brief(pages[p.URL+"/redirect"]); got != "甲;乙;" {
		t.Errorf("rendered to %q", got)
	}
	kinds := map[string]lanmu.FailKind{}
	for _, f := range failures {
		kinds[strings.TrimPrefix(f.URL, p.URL)] = f.Fail.Kind
		if (f.Page != nil) != (f.Fail.Kind == lanmu.FailIncomplete) {
			t.Errorf("%s: page %v beside %s", f.URL, f.Page, f.Fail.Kind)
		}
		if !strings.HasSuffix(f.Reason(), "。") {
			t.Errorf("%s: reason %q is no sentence", f.URL, f.Reason())
		}
	}
	// /shared lacks a script that the profile asks not to visit.
	want := map[string]lanmu.FailKind{"/outside": lanmu.FailIncomplete, "/loop": lanmu.FailRedirectLoop, "/shared": lanmu.FailIncomplete, "/none": lanmu.FailProtocol}
	if d := cmp.Diff(want, kinds); d != "" {
		t.Errorf("failures (-want +got):\n%s", d)
	}
	if n := p.foreignHits.Load(); n != 0 {
		t.Errorf("another site was asked %d times", n)
	}

	p.Close()
	t.Setenv("PATH", t.TempDir()) // no browser any more
	again, failedAgain, crawlAgain := renderedIn(t, site, Options{Replay: path}, asked...)
	if d := cmp.Diff(pages, again, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("live (-) and replayed (+) pages:\n%s", d)
	}
	if d := cmp.Diff(failures, failedAgain, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("live (-) and replayed (+) failures:\n%s", d)
	}
	if crawl.Requests != crawlAgain.Requests || crawl.Bytes != crawlAgain.Bytes {
		t.Errorf("live %d requests and %d bytes, replayed %d and %d", crawl.Requests, crawl.Bytes, crawlAgain.Requests, crawlAgain.Bytes)
	}

	_, failures, _ = renderedIn(t, site, Options{Replay: path}, p.URL+"/poll")
	if len(failures) != 1 || failures[0].Fail.Kind != lanmu.FailNotRecorded {
		t.Errorf("what was not rendered then: %+v", failures)
	}
}

// RenderPages adds to the recording of a crawl that is closed, and asks the
// browser only for what is not there yet.
func TestRenderPages(t *testing.T) {
	p := newScripted(t)
	site := scriptedSite(p)
	opt := Options{Record: filepath.Join(t.TempDir(), "r.warc.gz")}
	renderedIn(t, site, opt, p.URL+"/fetch")
	seen := 0
	count := func(*lanmu.Page) { seen++ }
	if _, err := RenderPages(t.Context(), site, opt, []string{p.URL + "/fetch", p.URL + "/timer"}, count); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := RenderPages(t.Context(), site, opt, []string{p.URL + "/fetch", p.URL + "/timer"}, count); err != nil {
		t.Fatal(err)
	}
	if seen != 4 {
		t.Errorf("%d pages, want each of two twice", seen)
	}
	// A page that is not there yet cannot be had without a browser; the others can.
	failures, err := RenderPages(t.Context(), site, opt, []string{p.URL + "/fetch", p.URL + "/poll"}, count)
	if !errors.Is(err, ErrNoBrowser) || seen != 5 || len(failures) != 1 || failures[0].Fail.Kind != lanmu.FailStopped {
		t.Errorf("without a browser: %d pages, failures %+v, %v", seen, failures, err)
	}
}

// An audit that is stopped renders nothing more and says so.
func TestRenderStopped(t *testing.T) {
	p := newScripted(t)
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Open(ctx, scriptedSite(p), Options{Record: filepath.Join(t.TempDir(), "r.warc.gz")})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	failures, err := s.Render([]string{p.URL + "/fetch"}, func(*lanmu.Page) { t.Error("rendered") })
	if err != nil || len(failures) != 1 || failures[0].Fail.Kind != lanmu.FailStopped {
		t.Errorf("failures %+v, %v", failures, err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// The browser's requests keep the site's pace and say who asks.
func TestRenderIsPolite(t *testing.T) {
	p := newScripted(t)
	inner := p.Config.Handler
	agents := make(chan string, 100)
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		agents <- r.UserAgent() + " " + r.Header.Get("X-Audit") + " " + r.URL.Path
		if r.URL.Path == "/robots.txt" {
			w.Write([]byte("User-agent: *\nDisallow: /rows.json\n"))
			return
		}
		inner.ServeHTTP(w, r)
	})
	site := scriptedSite(p)
	site.Crawl.Rate = 20
	site.Crawl.Headers = map[string]string{"X-Audit": "yes"}
	start := time.Now()
	_, failures, _ := renderedIn(t, site, Options{}, p.URL+"/fetch", p.URL+"/poll")
	close(agents)
	n := 0
	for a := range agents {
		n++
		if !strings.HasPrefix(a, "lanmu/test yes ") || strings.Contains(a, "/rows.json") {
			t.Errorf("asked as %q", a)
		}
	}
	if least := time.Duration(n-1) * time.Second / 20; time.Since(start) < least {
		t.Errorf("%d requests within %s", n, time.Since(start))
	}
	if len(failures) != 2 {
		t.Errorf("pages whose data robots.txt keeps out: %+v", failures)
	}
}
