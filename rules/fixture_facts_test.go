package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

var shanghai = time.FixedZone("CST", 8*3600)

// factsFile is a site told in facts: what a column or site rule is to see. Keys
// are the fields' names in lower case; a list of strings under want holds
// regexps, one for each finding.
type factsFile struct {
	At      string
	Want    []string
	Skips   []string // each must match a skip's reason
	Site    siteFile
	Crawl   crawlFile
	Columns []columnFile
	Pages   []pageFile
	History map[string]string // address → first seen
	Since   string
}

type siteFile struct {
	Hosts    []string
	SiteCode string `yaml:"site_code"`
	URL      string
	Allow    []string // links.allow; none: nothing is allowed
	Columns  []struct {
		ID, Name, URL string
		Required      bool
	}
}

type crawlFile struct {
	Incomplete bool
	Started    string
	Soft       []string
	Home       string // fail kind
	Status     int
	IPv6       string
	TLS        *struct {
		Offered  bool
		NotAfter string `yaml:"not_after"`
		Problem  string
	}
	Targets   []targetFile
	NotLooked map[string]string `yaml:"not_looked"`
}

type targetFile struct {
	URL, Kind, Verdict, Fail, Soft, Content, Title, Taint, Final string
	External                                                     bool
	Status                                                       int
	Home                                                         bool
	On                                                           []struct{ Page, Text, Raw string }
	Count                                                        int
}

type columnFile struct {
	ID, Name, URL, Kind, Exempt, Empty, Why, Fail, Duplicate string
	HTTP                                                     int
	MaxAge                                                   string `yaml:"max_age"`
	Hub, External, Rendered, Required, Unread, Script        bool
	Unfetched                                                bool
	Page                                                     string // kind; "" column
	Soft                                                     string
	Walked, Pages                                            int
	Rows                                                     []rowFile
}

type rowFile struct {
	Title, URL, Date, Raw string
	Pinned                bool
}

type pageFile struct {
	URL, Title, Kind, Published, Redirect, Text string
	Home, Script                                bool
	Blocks                                      []struct {
		Refused string
		Rows    []rowFile
	}
	Nav     []struct{ Name, URL string }
	Shingle []uint32
	Status  int
	Took    string            // the page is read by page rules too, empty but for this
	Marks   map[string]string // footer's: site_code, icp, police, host, contact, sitemap, party_gov, error_report
	Address string            // date in the address
	Raw     string            // words in which the publication date stands
	Dates   []struct{ Date, Raw, Role, Why string }
	Len     int
	Head    string // <title>
	Links   *int   // not given: as many as a page has
	Forms   int
}

// links is how many links a page has: as many as a home page usually, where the
// fixture does not say.
func (x *pageFile) links() int {
	if x.Links != nil {
		return *x.Links
	}
	return 60
}

func day(t *testing.T, s string) lanmu.Date {
	t.Helper()
	if s == "" {
		return lanmu.Date{}
	}
	d, err := lanmu.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// runFacts judges a site told in facts.
func runFacts(t *testing.T, rule, path string, opts ...rules.Option) int {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var f factsFile
	if err := yaml.UnmarshalWithOptions(src, &f, yaml.Strict()); err != nil {
		t.Fatal(yaml.FormatError(err, false, true))
	}
	today := at
	if f.At != "" {
		today = day(t, f.At)
	}
	site := f.site()
	if f.History != nil {
		opts = append(opts, rules.WithHistory(f.history(t)))
	}
	s := session(t, site, today, opts...)
	pages := f.pages(t)
	f.visit(t, s, pages)
	found, skips := s.Finish(f.crawl(t), f.columns(t), lanmu.PageList(pages))
	matchAll(t, rule, found, f.Want)
	for _, want := range f.Skips {
		if !slices.ContainsFunc(skips, func(k lanmu.Skip) bool {
			return k.Rule == rule && regexp.MustCompile(want).MatchString(k.Reason)
		}) {
			t.Errorf("no skip of %s says %q: %+v", rule, want, skips)
		}
	}
	for _, k := range skips {
		if strings.Contains(k.Reason, "运行出错") {
			t.Errorf("a rule panicked: %+v", k)
		}
	}
	return len(f.Want)
}

// matchAll matches findings and regexps one to one, on "url message certainty".
func matchAll(t *testing.T, rule string, found []*lanmu.Finding, wants []string) {
	t.Helper()
	wants = slices.Clone(wants)
	for _, f := range found {
		if f.Rule != rule {
			continue
		}
		checkShape(t, f)
		told := f.URL + " " + f.Message + " " + string(f.Certainty)
		i := slices.IndexFunc(wants, func(w string) bool { return regexp.MustCompile(w).MatchString(told) })
		if i < 0 {
			t.Errorf("found without a want: %s", told)
			continue
		}
		wants = slices.Delete(wants, i, i+1)
	}
	for _, w := range wants {
		t.Errorf("nothing found for want %q", w)
	}
}

// runFolder reads a folder of pages as a site: index.html is the home page,
// want comments stand in want.txt, one regexp a line. An empty file named
// discover lets columns be found.
func runFolder(t *testing.T, rule, dir string, opts ...rules.Option) int {
	site := testSite()
	if _, err := os.Stat(filepath.Join(dir, "discover")); err == nil {
		site.Discover = true
	}
	today := at
	s := session(t, site, today, opts...)
	collector := extract.NewCollector(site, today)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		url := home + strings.TrimSuffix(filepath.ToSlash(rel), "index.html")
		page, reading := read(t, site, today, url, src)
		s.Page(page, reading.Doc, reading.Facts)
		collector.Add(reading.Facts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	crawl := &lanmu.Crawl{Complete: true, Coverage: 1}
	columns := collector.Columns(crawl)
	found, _ := s.Finish(crawl, columns, collector.Facts())
	wants, err := os.ReadFile(filepath.Join(dir, "want.txt"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.FieldsFunc(string(wants), func(r rune) bool { return r == '\n' })
	matchAll(t, rule, found, lines)
	return len(lines)
}
