package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// TestFixtures runs every rule on its folder, among all rules and alone: *.html are pages of their own,
// *.yml are sites told in facts, folders are sites of pages. A rule without a
// folder, or with one that breaks nothing, fails.
func TestFixtures(t *testing.T) {
	all, err := rules.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		t.Run(r.ID, func(t *testing.T) {
			paths, err := filepath.Glob(filepath.Join("testdata", r.ID, "*"))
			if err != nil || len(paths) == 0 {
				t.Fatalf("no fixtures: put pages that break %s and pages that do not into testdata/%s", r.ID, r.ID)
			}
			broken, fine := 0, 0
			for _, path := range paths {
				t.Run(filepath.Base(path), func(t *testing.T) {
					if n := runFixture(t, r.ID, path); n > 0 {
						broken++
					} else {
						fine++
					}
					t.Run("alone", func(t *testing.T) { runFixture(t, r.ID, path, rules.WithRules(r.ID)) })
				})
			}
			if broken == 0 || fine == 0 {
				t.Errorf("%d fixtures break the rule and %d are look-alikes: both are needed", broken, fine)
			}
		})
	}
}

// TestFoldersHaveRules: a folder whose rule was renamed tests nothing.
func TestFoldersHaveRules(t *testing.T) {
	all, _ := rules.All()
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() && !slices.ContainsFunc(all, func(r *rules.Rule) bool { return r.ID == e.Name() }) && !strings.HasPrefix(e.Name(), "_") {
			t.Errorf("testdata/%s belongs to no rule", e.Name())
		}
	}
}

func runFixture(t *testing.T, rule, path string, opts ...rules.Option) int {
	t.Helper()
	switch info, err := os.Stat(path); {
	case err != nil:
		t.Fatal(err)
	case info.IsDir():
		return runFolder(t, rule, path, opts...)
	}
	switch filepath.Ext(path) {
	case ".html":
		return runPage(t, rule, path, opts...)
	case ".yml":
		return runFacts(t, rule, path, opts...)
	}
	t.Fatalf("%s is neither .html, .yml nor a folder", path)
	return 0
}

var at = lanmu.NewDate(2026, 11, 23)

// comment finds a setting such as <!-- url: http://… -->.
func comment(src, name string) string {
	m := regexp.MustCompile(`<!--\s*` + name + `:\s*(\S.*?)\s*-->`).FindStringSubmatch(src)
	if m == nil {
		return ""
	}
	return m[1]
}

const home = "http://www.example.gov.cn/"

func testSite() *lanmu.Site {
	return &lanmu.Site{ID: "test", URL: home, Name: "示例市商务局", Location: shanghai, Links: lanmu.LinkSettings{Allow: []string{"*.gov.cn"}}}
}

// runPage reads one page and compares findings with its want comments.
func runPage(t *testing.T, rule, path string, opts ...rules.Option) int {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	site := testSite()
	if code := comment(string(src), "site-code"); code != "" {
		site.SiteCode = code
	}
	url := comment(string(src), "url")
	if url == "" {
		url = home + filepath.Base(path)
	}
	day := at
	if s := comment(string(src), "at"); s != "" {
		if day, err = lanmu.ParseDate(s); err != nil {
			t.Fatal(err)
		}
	}
	s := session(t, site, day, opts...)
	page, reading := read(t, site, day, url, src)
	s.Page(page, reading.Doc, reading.Facts)
	found, skips := s.Finish(&lanmu.Crawl{Complete: true, Pages: 1}, nil, lanmu.PageList{reading.Facts})
	for _, k := range skips {
		if strings.Contains(k.Reason, "运行出错") {
			t.Errorf("a rule panicked: %+v", k)
		}
	}
	return compare(t, found, rule, reading.Doc)
}

func session(t *testing.T, site *lanmu.Site, day lanmu.Date, opts ...rules.Option) *rules.Session {
	t.Helper()
	s, err := rules.NewSession(site, day, nil, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func read(t *testing.T, site *lanmu.Site, day lanmu.Date, url string, src []byte) (*lanmu.Page, *extract.Reading) {
	t.Helper()
	page := &lanmu.Page{
		Asked: url, URL: url, Status: 200, Body: src, RawSize: len(src), Charset: "utf-8", MediaType: "text/html",
		Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}},
	}
	r := extract.Read(page, extract.Options{At: day, Site: site})
	if r.Doc == nil || r.Facts.Unread {
		t.Fatalf("the page cannot be read: %v", r.Facts.Trouble)
	}
	return page, r
}

// compare matches findings and want comments one to one; a finding that names
// an element must name the one the comment stands at.
func compare(t *testing.T, found []*lanmu.Finding, rule string, doc *goquery.Document) int {
	t.Helper()
	wants := wantsOf(t, doc)
	for _, f := range found {
		if f.Rule != rule {
			continue
		}
		checkShape(t, f)
		i := slices.IndexFunc(wants, func(w want) bool { return w.re.MatchString(f.Message) && w.near(doc, f.Evidence.Selector) })
		if i < 0 {
			t.Errorf("found without a want at %q: %s", f.Evidence.Selector, f.Message)
			continue
		}
		wants = slices.Delete(wants, i, i+1)
	}
	for _, w := range wants {
		t.Errorf("nothing found for want %q", w.re)
	}
	return len(wantsOf(t, doc))
}

type want struct {
	re   *regexp.Regexp
	node *html.Node // the comment
}

var wantComment = regexp.MustCompile(`^\s*want ("(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*)\s*$`)

func wantsOf(t *testing.T, doc *goquery.Document) []want {
	t.Helper()
	var out []want
	for _, root := range doc.Nodes {
		for n := range root.Descendants() {
			if n.Type != html.CommentNode {
				continue
			}
			m := wantComment.FindStringSubmatch(n.Data)
			if m == nil {
				if strings.Contains(n.Data, "want") {
					t.Errorf("a comment that wants nothing: %s", n.Data)
				}
				continue
			}
			for _, q := range regexp.MustCompile(`"((?:[^"\\]|\\.)*)"`).FindAllStringSubmatch(m[1], -1) {
				re, err := regexp.Compile(q[1])
				if err != nil {
					t.Fatalf("want: %v", err)
				}
				out = append(out, want{re, n})
			}
		}
	}
	return out
}

// near tells that the comment stands in the element, or before or after it.
func (w want) near(doc *goquery.Document, selector string) bool {
	if selector == "" {
		return true
	}
	sel := doc.Find(selector)
	if len(sel.Nodes) != 1 {
		return false
	}
	at := sel.Nodes[0]
	for n := w.node.Parent; n != nil; n = n.Parent {
		if n == at {
			return true
		}
	}
	for _, next := range []func(*html.Node) *html.Node{
		func(n *html.Node) *html.Node { return n.PrevSibling }, func(n *html.Node) *html.Node { return n.NextSibling },
	} {
		n := next(w.node)
		for n != nil && n.Type != html.ElementNode {
			n = next(n)
		}
		for m := at; m != nil && n != nil; m = m.Parent {
			if m == n {
				return true
			}
		}
	}
	return false
}

// checkShape: what every finding must have, whatever the rule.
func checkShape(t *testing.T, f *lanmu.Finding) {
	t.Helper()
	var bad []string
	if !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(f.ID) {
		bad = append(bad, "id "+f.ID)
	}
	for name, v := range map[string]string{"title": f.Title, "url": f.URL, "message": f.Message, "fix": f.Fix, "certainty": string(f.Certainty), "state": string(f.State)} {
		if v == "" {
			bad = append(bad, "no "+name)
		}
	}
	if len(f.On) == 0 || len(f.On) > 20 || f.OnCount < len(f.On) {
		bad = append(bad, fmt.Sprintf("on %d of %d", len(f.On), f.OnCount))
	}
	if strings.ContainsAny(f.Message, "\n\t") || strings.Contains(f.Message, "%!") || !strings.HasSuffix(f.Message, "。") {
		bad = append(bad, "message is no sentence: "+f.Message)
	}
	if f.Due.IsZero() {
		bad = append(bad, "no due")
	}
	if bad != nil {
		t.Errorf("finding of %s: %s", f.Rule, strings.Join(bad, "; "))
	}
}
