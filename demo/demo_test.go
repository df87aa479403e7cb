package demo

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

var update = flag.Bool("update", false, "write demo/truth anew")

var base = lanmu.NewDate(2026, 11, 23)

func portal(t *testing.T, id string) *Portal {
	t.Helper()
	p, err := New(id, base)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func each(t *testing.T, f func(t *testing.T, p *Portal)) {
	for _, id := range IDs {
		t.Run(id, func(t *testing.T) { f(t, portal(t, id)) })
	}
}

func TestUnknownPortalAndDay(t *testing.T) {
	if _, err := New("none", base); err == nil {
		t.Error("an unknown portal is accepted")
	}
	if _, err := New("trs", lanmu.Date{}); err == nil {
		t.Error("a missing day is accepted")
	}
}

func TestPortalsAreLargeEnough(t *testing.T) {
	each(t, func(t *testing.T, p *Portal) {
		if n := len(p.Truth().Columns); n < 20 {
			t.Errorf("%d judged columns, want 20 or more", n)
		}
		if n := len(p.Truth().Planted); n < 20 {
			t.Errorf("%d planted faults, want 20 or more", n)
		}
		if n, m := len(p.Truth().Decoys), len(p.Truth().Planted); n < m {
			t.Errorf("%d decoys for %d faults, want as many", n, m)
		}
	})
}

var refs = regexp.MustCompile(`(?is)<!--.*?-->|var tip=.*?</script>|\$\("#dataList"\).*?</script>|<(?:a|area|option|img|iframe|frame|option)\b[^>]*?\b(?:href|src|value)\s*=\s*(?:"([^"]*)"|([^\s">]+))|window\.open\('([^']+)'\)|"url":"([^"]+)"|getJSON\("([^"]+)"|createPageHTML\((\d+)`)

// walk follows links by the simplest means and returns every address met, in
// the text of the pages (UTF-8).
func walk(t *testing.T, p *Portal) (status map[string]int, all map[string]bool) {
	t.Helper()
	h := p.Handler()
	status, all = map[string]int{}, map[string]bool{}
	queue := []string{p.URL()}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		u, err := url.Parse(at)
		if err != nil || u.Host != p.host || strings.HasPrefix(u.Path, "/rili/") || strings.HasPrefix(u.Path, "/yhdl/") {
			continue
		}
		if _, ok := status[at]; ok {
			continue
		}
		r := httptest.NewRequest(http.MethodGet, at, nil)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusServiceUnavailable {
			w = httptest.NewRecorder()
			h.ServeHTTP(w, r)
		}
		status[at] = w.Code
		if loc := w.Header().Get("Location"); loc != "" {
			all[p.abs(loc)] = true
			queue = append(queue, p.abs(loc))
		}
		text := w.Body.String()
		if p.skin.gbk {
			if text, err = simplifiedchinese.GBK.NewDecoder().String(text); err != nil {
				t.Fatal(err)
			}
		}
		for _, m := range refs.FindAllStringSubmatch(text, -1) {
			ref := strings.TrimSpace(strings.Join(m[1:6], ""))
			if m[6] != "" {
				for n := 1; n < len(m[6])*9 && strings.HasSuffix(u.Path, "/"); n++ {
					ref := at + "index_" + string(rune('0'+n)) + ".html"
					if p.answers[p.host+strings.TrimPrefix(ref, "http://"+p.host)] != nil {
						queue = append(queue, ref)
					}
				}
				continue
			}
			to, err := u.Parse(strings.ReplaceAll(strings.ReplaceAll(ref, `\`, "/"), "&amp;", "&"))
			if ref == "" || err != nil {
				continue
			}
			to.Fragment, to.Scheme, to.Host = "", strings.ToLower(to.Scheme), strings.ToLower(to.Host)
			if strings.HasPrefix(ref, "/") && strings.Contains(to.RawQuery, "page=") && p.ID == "hanweb" {
				to.RawQuery = strings.ReplaceAll(to.RawQuery, "&amp;", "&")
			}
			all[to.String()] = true
			queue = append(queue, to.String())
		}
	}
	return status, all
}

func TestEveryFaultIsReachedFromHome(t *testing.T) {
	each(t, func(t *testing.T, p *Portal) {
		status, all := walk(t, p)
		ok := 0
		for _, code := range status {
			if code == http.StatusOK {
				ok++
			}
		}
		if ok < 300 {
			t.Errorf("%d pages reached, want 300", ok)
		}
		all[p.URL()] = true
		for _, f := range p.Truth().Planted {
			if f.Rule != "column-missing" && !all[f.URL] {
				t.Errorf("%s at %s cannot be reached from the home page", f.Rule, f.URL)
			}
		}
		for _, c := range p.Truth().Columns {
			alone := c.URL == p.abs(p.missing()) || c.URL == p.abs(p.column("dcdb").path)
			if !all[c.URL] && !alone {
				t.Errorf("column %s at %s cannot be reached from the home page", c.Name, c.URL)
			}
		}
		known := map[string]bool{}
		for _, f := range p.Truth().Planted {
			known[f.URL] = true
		}
		for at, code := range status {
			blocked := code == 412 || code == 403
			if code >= 400 && !known[at] && !blocked && !strings.Contains(at, "/admin/") {
				t.Errorf("%s answers %d and is not planted", at, code)
			}
		}
	})
}

func TestPagesAreInTheirCharset(t *testing.T) {
	each(t, func(t *testing.T, p *Portal) {
		for path, a := range p.answers {
			if !strings.HasPrefix(a.media, "text/html") || len(a.body) == 0 || strings.HasPrefix(path, p.host+"/old/") {
				continue
			}
			if utf8.Valid(a.body) == p.skin.gbk && a.status == 200 {
				t.Errorf("%s: valid UTF-8 is %t on a portal whose GBK is %t", path, !p.skin.gbk, p.skin.gbk)
			}
		}
	})
}

func TestSamePortalTwice(t *testing.T) {
	each(t, func(t *testing.T, p *Portal) {
		q := portal(t, p.ID)
		if diff := cmp.Diff(p.Truth(), q.Truth()); diff != "" {
			t.Errorf("truth differs (-first +second):\n%s", diff)
		}
		for path, a := range p.answers {
			if string(a.body) != string(q.answers[path].body) {
				t.Errorf("%s differs", path)
			}
		}
	})
}

// Every day must make a portal whose states are the plan's: no month's end and
// no new year may carry a column over its period's edge.
func TestTruthHoldsOnEveryDay(t *testing.T) {
	for _, id := range IDs {
		for n := 0; n < 400; n += 4 { // every fourth day of a year and more
			day := base.AddDays(n)
			p, err := draft(id, day)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range p.truth.Columns {
				max := map[lanmu.Kind]lanmu.Period{
					news: {Days: 14}, notice: {Months: 6}, policy: {Months: 6}, personnel: {Years: 1}, plan: {Years: 1}, budget: {Years: 1},
					interpretation: {Months: 6}, interaction: {Years: 1}, report: {Years: 1},
				}[c.Kind]
				if max.IsZero() || c.Newest.IsZero() || c.Status != fresh && c.Status != stale && c.Status != soon {
					continue
				}
				if late := day.After(c.Newest.Add(max)); late != (c.Status == stale) {
					t.Fatalf("%s on %s: %s newest %s is %s", id, day, c.Name, c.Newest, c.Status)
				}
			}
		}
	}
}

func TestStartedPortalAnswersForEveryHost(t *testing.T) {
	p := portal(t, "trs")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	s, err := p.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	for host, want := range map[string]string{p.host: p.Name, "www.gov.cn": "www.gov.cn"} {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+p.Site().Crawl.Resolve[host]+"/", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = host
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		buf := new(strings.Builder)
		if err := resp.Write(buf); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(buf.String(), want) {
			t.Errorf("%s does not answer with %q", host, want)
		}
	}
}

// The truth of a fixed day stands in a file, to be read by people and to show
// in a review what a change of the portals changes.
func TestTruthFiles(t *testing.T) {
	check := func(t *testing.T, p *Portal) {
		name := filepath.Join("truth", p.ID+".json")
		got, err := json.MarshalIndent(p.Truth(), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is not the portal's truth any more (go test ./demo -update writes it anew):\n%s", name, diff)
		}
	}
	each(t, check)
	for _, id := range Small {
		t.Run(id, func(t *testing.T) { check(t, portal(t, id)) })
	}
}
