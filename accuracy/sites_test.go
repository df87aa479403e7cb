package accuracy

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/auditor"
)

// siteTruth is what people read on a real bureau's pages: facts, no pages.
type siteTruth struct {
	Site    string     `json:"site"` // folder in the corpus
	Host    string     `json:"host"`
	At      lanmu.Date `json:"at"`
	Columns []struct {
		Path   string   `json:"path"`
		Name   string   `json:"name"`
		States []string `json:"states"` // more than one where the standard leaves it open
		Newest []string `json:"newest"`
		Items  *int     `json:"items"`
		Note   string   `json:"note"`
	} `json:"columns"`
	Others []struct {
		Path   string   `json:"path"` // may end in *
		States []string `json:"states"`
	} `json:"others"` // pages that may be told as columns, and then only so
}

// corpus is the folder of labelled real pages, or the test is skipped.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LANMU_CORPUS")
	if dir == "" {
		t.Skip("LANMU_CORPUS is not set: no real pages here")
	}
	return dir
}

// auditFolder serves a mirrored site from its folder and audits it.
func auditFolder(t *testing.T, dir, host string, at lanmu.Date) *lanmu.Audit {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(dir, filepath.FromSlash(path.Clean(r.URL.Path)))
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			name = filepath.Join(name, "index.html")
		}
		b, err := os.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		if strings.HasSuffix(name, "html") || strings.HasSuffix(name, "htm") {
			w.Header().Set("Content-Type", "text/html") // the charset is the page's own affair
		}
		_, _ = w.Write(b)
	}))
	defer srv.Close()
	zone := time.FixedZone("CST", 8*3600)
	site := &lanmu.Site{
		ID: host, URL: "http://" + host + "/", Location: zone, Discover: true,
		Crawl: lanmu.CrawlSettings{
			Concurrency: 4, Timeout: 15 * time.Second, Render: lanmu.RenderNever,
			Resolve: map[string]string{host: strings.TrimPrefix(srv.URL, "http://")},
		},
	}
	now := at.Time(zone).Add(10 * time.Hour)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	a, err := auditor.New(auditor.Options{At: at, Now: func() time.Time { return now }}).Audit(ctx, site)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestRealSites(t *testing.T) {
	root := corpus(t)
	for _, id := range []string{"daozhen", "jilin-lyj"} {
		t.Run(id, func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join("truth", id+".json"))
			if err != nil {
				t.Fatal(err)
			}
			var truth siteTruth
			if err := json.Unmarshal(b, &truth); err != nil {
				t.Fatal(err)
			}
			a := auditFolder(t, filepath.Join(root, "sites", id), truth.Host, truth.At)
			compareSite(t, a, &truth)
		})
	}
}

// account counts one state's calls.
type account struct{ told, right, should, hit int }

func compareSite(t *testing.T, a *lanmu.Audit, truth *siteTruth) {
	t.Helper()
	got := map[string]*lanmu.Column{}
	for _, c := range a.Columns {
		got[strings.TrimPrefix(plain(c.URL), "http://"+truth.Host)] = c
	}
	states := map[string]*account{}
	of := func(s string) *account {
		if states[s] == nil {
			states[s] = &account{}
		}
		return states[s]
	}
	newest, items, asked, counted := 0, 0, 0, 0
	known := map[string]bool{}
	for _, w := range truth.Columns {
		known[w.Path] = true
		asked++
		c := got[w.Path]
		if c == nil {
			t.Errorf("%s %s: not found as a column", w.Path, w.Name)
			of(w.States[0]).should++
			continue
		}
		state := string(c.Status)
		of(state).told++
		if slices.Contains(w.States, state) {
			of(state).right++
			of(state).should++
			of(state).hit++
		} else {
			of(w.States[0]).should++
			t.Errorf("%s %s: told %s, is %s (%s)", w.Path, w.Name, state, strings.Join(w.States, " or "), c.Reason)
		}
		if slices.Contains(w.Newest, c.Newest.String()) {
			newest++
		} else {
			t.Errorf("%s %s: newest %q, is %q", w.Path, w.Name, c.Newest, w.Newest)
		}
		if w.Items != nil {
			counted++
			if c.Items == *w.Items {
				items++
			} else {
				t.Errorf("%s %s: %d rows, has %d", w.Path, w.Name, c.Items, *w.Items)
			}
		}
		if squeeze(c.Name) != squeeze(w.Name) {
			t.Errorf("%s: called %q, is called %q", w.Path, c.Name, w.Name)
		}
	}
	for p, c := range got {
		if known[p] || !c.Leaf {
			continue
		}
		if !allowed(truth, p, string(c.Status)) {
			t.Errorf("%s %s: told as a column that is %s (%s; found by %s)", p, c.Name, c.Status, c.Reason, c.How)
		}
	}
	t.Logf("\n%s", stateTable(truth.Site, states))
	t.Logf("%s: newest %d/%d, rows %d/%d, %d pages, %d findings", truth.Site, newest, asked, items, counted, a.Meta.Pages, len(a.Findings))
	if os.Getenv("LANMU_FINDINGS") != "" {
		for _, f := range a.Findings {
			t.Logf("%s %s | %s | %s", f.Rule, f.Certainty, f.URL, f.Message)
		}
	}
}

func allowed(truth *siteTruth, p, state string) bool {
	for _, o := range truth.Others {
		prefix, any := strings.CutSuffix(o.Path, "*")
		if (any && strings.HasPrefix(p, prefix) || o.Path == p) && slices.Contains(o.States, state) {
			return true
		}
	}
	return false
}

func stateTable(site string, states map[string]*account) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-22s %5s %6s %10s %7s\n", "real site "+site, "told", "should", "precision", "recall")
	for _, s := range lanmu.Statuses {
		if x := states[string(s)]; x != nil {
			fmt.Fprintf(&b, "%-22s %5d %6d %10s %7s\n", s, x.told, x.should, share(x.right, x.told), share(x.hit, x.should))
		}
	}
	return b.String()
}
