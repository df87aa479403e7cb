package rules

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/internal/calendar"
)

var testDay = lanmu.NewDate(2026, 11, 23)

// withRules makes a session of a few rules alone.
func withRules(t *testing.T, site *lanmu.Site, rs ...*Rule) *Session {
	t.Helper()
	s, err := NewSession(site, testDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	s.rules, s.onPages = nil, nil
	for _, r := range rs {
		s.run(r)
	}
	return s
}

func testSite() *lanmu.Site {
	return &lanmu.Site{
		ID: "test", URL: "http://h.gov.cn/",
		Departments: []lanmu.Department{{ID: "office", Paths: []string{"/gk/"}}, {ID: "hr", Paths: []string{"/gk/rs/"}}},
	}
}

func show(t *testing.T, s *Session, url string) {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader("<p>x</p>"))
	if err != nil {
		t.Fatal(err)
	}
	s.Page(&lanmu.Page{URL: url, Status: 200}, doc, &lanmu.Facts{URL: url, Title: url})
}

func pageRule(id string, run func(*PagePass)) *Rule {
	return &Rule{ID: id, Title: "题", Doc: "说明", Fix: "改", Source: "文号", Certainty: lanmu.Certain, Page: run}
}

// A template's fault is one finding with its pages, whoever came first.
func TestGroupIsOneFindingInAnyOrder(t *testing.T) {
	rule := pageRule("mark-host", func(p *PagePass) {
		p.Report(Report{Group: "g", Message: "《" + p.Facts.Title + "》缺。"})
		p.Report(Report{Group: "g", Message: "同一页说第二遍。"})
	})
	urls := make([]string, 100)
	for i := range urls {
		urls[i] = fmt.Sprintf("http://h.gov.cn/%03d", i)
	}
	run := func(order []string) []*lanmu.Finding {
		s := withRules(t, testSite(), rule)
		var wg sync.WaitGroup
		for _, u := range order {
			wg.Go(func() { show(t, s, u) })
		}
		wg.Wait()
		found, _ := s.Finish(nil, nil, nil)
		return found
	}
	a := run(urls)
	slices.Reverse(urls)
	b := run(urls)
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("the order of pages shows:\n%s", d)
	}
	if len(a) != 1 || a[0].OnCount != 100 || len(a[0].On) != 20 || a[0].URL != "http://h.gov.cn/000" || !strings.Contains(a[0].Message, "100 个页面") {
		t.Errorf("%+v", a[0])
	}
}

// A group's identity hangs on no page: when the first is mended it stays.
func TestGroupKeepsItsIdentity(t *testing.T) {
	rule := pageRule("mark-host", func(p *PagePass) { p.Report(Report{Group: "g", Message: "缺。"}) })
	id := func(urls ...string) string {
		s := withRules(t, testSite(), rule)
		for _, u := range urls {
			show(t, s, u)
		}
		found, _ := s.Finish(nil, nil, nil)
		return found[0].ID
	}
	if id("http://h.gov.cn/a", "http://h.gov.cn/b") != id("http://h.gov.cn/b") {
		t.Error("another identity once a page is mended")
	}
}

func TestPanicIsASkip(t *testing.T) {
	s := withRules(t, testSite(), pageRule("a", func(*PagePass) { panic("slip") }),
		&Rule{ID: "b", Column: func(*ColumnPass) { panic("slip") }}, &Rule{ID: "c", Site: func(*SitePass) { panic("slip") }})
	show(t, s, "http://h.gov.cn/x")
	found, skips := s.Finish(nil, []*lanmu.Column{{ID: "col", URL: "http://h.gov.cn/c/"}}, nil)
	if len(found) != 0 {
		t.Errorf("findings of rules that panicked: %v", found)
	}
	var got []string
	for _, k := range skips {
		got = append(got, k.Rule+" "+k.URL+" "+k.Column)
		if !strings.Contains(k.Reason, "slip") {
			t.Errorf("reason %q", k.Reason)
		}
	}
	if d := cmp.Diff([]string{"a http://h.gov.cn/x ", "b http://h.gov.cn/c/ col", "c http://h.gov.cn/ "}, got); d != "" {
		t.Error(d)
	}
}

func TestDepartments(t *testing.T) {
	rule := pageRule("a", func(p *PagePass) { p.Reportf(nil, "有误。") })
	s := withRules(t, testSite(), rule)
	for _, u := range []string{"http://h.gov.cn/gk/1", "http://h.gov.cn/gk/rs/2", "http://h.gov.cn/x/3", "http://h.gov.cn/gk/own/4"} {
		show(t, s, u)
	}
	found, _ := s.Finish(nil, []*lanmu.Column{{ID: "own", URL: "http://h.gov.cn/gk/own/", Department: "trade", Leaf: true}}, nil)
	got := map[string]string{}
	for _, f := range found {
		got[f.URL] = f.Column + "/" + f.Department
	}
	want := map[string]string{"http://h.gov.cn/gk/1": "/office", "http://h.gov.cn/gk/rs/2": "/hr", "http://h.gov.cn/x/3": "/", "http://h.gov.cn/gk/own/4": "own/trade"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A waiver shows as such until its last day and hides no point.
func TestWaivers(t *testing.T) {
	site := testSite()
	site.Waivers = []lanmu.Waiver{
		{Rule: "column-stale", Column: "a", Reason: "过期的", Until: testDay.AddDays(-1)},
		{Rule: "column-stale", Column: "a", Reason: "无人事任免", Until: testDay},
		{Reason: "什么都没写"},
	}
	s, err := NewSession(site, testDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	var columns []*lanmu.Column
	for _, id := range []string{"a", "b", "c", "d", "e"} {
		columns = append(columns, &lanmu.Column{
			ID: id, Name: id, URL: "http://h.gov.cn/" + id + "/", Kind: lanmu.KindNotice, Leaf: true, Page: &lanmu.Facts{},
			Rows: []lanmu.Row{{Title: "甲", URL: "http://h.gov.cn/" + id + "/1", Date: lanmu.NewDate(2025, 1, 1)}},
		})
	}
	found, _ := s.Finish(&lanmu.Crawl{Complete: true, Pages: 9}, columns, nil)
	waived := 0
	for _, f := range found {
		if f.State == lanmu.StateWaived {
			waived++
			if f.Column != "a" || f.Waiver.Reason != "无人事任免" {
				t.Errorf("waived %s by %+v", f.Column, f.Waiver)
			}
		}
		if f.Due != lanmu.NewDate(2026, 12, 7) {
			t.Errorf("due %s", f.Due)
		}
	}
	if waived != 1 {
		t.Errorf("%d waived", waived)
	}
	v := s.std.Weigh(&lanmu.Audit{Columns: columns, Findings: found, RulesRun: s.Refs(), Meta: lanmu.Meta{Complete: true, Pages: 9}})
	if v.Result != lanmu.Failed {
		t.Errorf("five stale notice columns, one waived: %s %+v", v.Result, v.Vetoes)
	}
}

func TestUndocumentedRuleDoesNotStart(t *testing.T) {
	old := registry
	defer func() { registry = old }()
	register(&Rule{ID: "silent", Page: func(*PagePass) {}})
	register(&Rule{ID: "column-empty", Title: "题", Doc: "说明", Fix: "改", Source: "文号", Certainty: lanmu.Certain, Page: func(*PagePass) {}})
	_, err := NewSession(testSite(), testDay, nil)
	for _, want := range []string{`"silent" has no Title, Doc, Fix, Source, Certainty`, "column-empty is registered twice"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in: %v", want, err)
		}
	}
}

// Ids of rules are the contract's.
func TestIDsAreTheContracts(t *testing.T) {
	all, err := All()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if !slices.Contains(contractRules, r.ID) {
			t.Errorf("rule %s is in nobody's spreadsheet: add it to the contract and to ids.go", r.ID)
		}
	}
}

func TestNotesComeOrdered(t *testing.T) {
	var got []string
	rule := pageRule("a", func(p *PagePass) { p.Note("k", 1) })
	rule.Site = func(p *SitePass) {
		for _, n := range p.Notes("k") {
			got = append(got, n.URL)
		}
	}
	s := withRules(t, testSite(), rule)
	for _, u := range []string{"http://h.gov.cn/2", "http://h.gov.cn/1"} {
		show(t, s, u)
	}
	s.Finish(nil, nil, nil)
	if d := cmp.Diff([]string{"http://h.gov.cn/1", "http://h.gov.cn/2"}, got); d != "" {
		t.Error(d)
	}
}

func TestLongSkipsAreSummedUp(t *testing.T) {
	s := withRules(t, testSite(), pageRule("a", func(p *PagePass) { p.Skipf("看不懂。") }))
	for i := range 120 {
		show(t, s, fmt.Sprintf("http://h.gov.cn/%03d", i))
	}
	_, skips := s.Finish(nil, nil, nil)
	if len(skips) != maxSkips+1 || !strings.Contains(skips[maxSkips].Reason, "另有 70 处") {
		t.Errorf("%d skips, last %+v", len(skips), skips[len(skips)-1])
	}
}

// What is private is masked whatever rule quotes it.
func TestNothingPrivateLeaks(t *testing.T) {
	const secret = "11010519491231002X 13804310000 6222020200101234561"
	rule := pageRule("a", func(p *PagePass) {
		p.Report(Report{Message: secret + "。", Anchor: secret, Evidence: lanmu.Evidence{Excerpt: secret, Raw: secret}})
	})
	s := withRules(t, testSite(), rule)
	show(t, s, "http://h.gov.cn/1")
	found, _ := s.Finish(nil, nil, nil)
	told := fmt.Sprintf("%+v", *found[0])
	for _, n := range strings.Fields(secret) {
		if strings.Contains(told, n) {
			t.Errorf("%s leaks: %s", n, told)
		}
	}
}

// A term that runs into a year nobody described says so; a file of one's own
// describes it.
func TestCalendar(t *testing.T) {
	site := testSite()
	day := lanmu.NewDate(2026, 12, 24)
	finish := func() (*Session, []lanmu.Skip) {
		s, err := NewSession(site, day, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, skips := s.Finish(nil, nil, nil)
		return s, skips
	}
	says := func(skips []lanmu.Skip) bool {
		return slices.ContainsFunc(skips, func(k lanmu.Skip) bool { return strings.Contains(k.Reason, "2027年的节假日安排") })
	}
	if _, skips := finish(); !says(skips) {
		t.Errorf("nothing says that 2027 is unknown: %v", skips)
	}
	site.Calendar = filepath.Join(t.TempDir(), "own.txt")
	if err := os.WriteFile(site.Calendar, []byte("year 2027 某通知\noff 2027-01-01..2027-01-03 元旦\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, skips := finish()
	if says(skips) || s.dueWhen != lanmu.NewDate(2027, 1, 8) {
		t.Errorf("due %s, %v", s.dueWhen, skips)
	}
	site.Calendar = t.TempDir()
	if s, skips := finish(); s.calendar != calendar.Default() || !slices.ContainsFunc(skips, func(k lanmu.Skip) bool {
		return strings.Contains(k.Reason, "节假日文件无法使用")
	}) {
		t.Errorf("a folder is no calendar, and nothing says so: %v", skips)
	}
}

// A finding is told under the veto it counts for, else under its indicator.
func TestIndicatorOfAFinding(t *testing.T) {
	site := testSite()
	s, err := NewSession(site, testDay, nil)
	if err != nil {
		t.Fatal(err)
	}
	old := []lanmu.Row{{Title: "甲", URL: "http://h.gov.cn/1", Date: lanmu.NewDate(2020, 1, 1)}}
	columns := []*lanmu.Column{
		{ID: "news", Kind: lanmu.KindNews, Leaf: true, Page: &lanmu.Facts{}, URL: "http://h.gov.cn/a/", Rows: old},
		{ID: "plan", Kind: lanmu.KindPlan, Leaf: true, Page: &lanmu.Facts{}, URL: "http://h.gov.cn/b/", Rows: old},
		{ID: "explained", Kind: lanmu.KindInterpretation, Leaf: true, Page: &lanmu.Facts{}, URL: "http://h.gov.cn/c/", Rows: old},
		{ID: "blank", Kind: lanmu.KindNews, Leaf: true, Page: &lanmu.Facts{}, URL: "http://h.gov.cn/d/", Empty: lanmu.EmptyNoRows},
		{ID: "down", Kind: lanmu.KindNews, Leaf: true, HTTP: 500, URL: "http://h.gov.cn/e/"},
	}
	found, _ := s.Finish(&lanmu.Crawl{Complete: true}, columns, nil)
	got := map[string]string{}
	for _, f := range found {
		if f.Column != "" {
			got[f.Column] = f.Indicator
		}
	}
	want := map[string]string{"news": "columns-stale-timed", "plan": "columns-stale-should", "explained": "", "blank": "columns-empty", "down": "links"}
	for id, indicator := range want {
		if got[id] != indicator {
			t.Errorf("%s is told under %q, want %q", id, got[id], indicator)
		}
	}
	// Its points are taken where its rule's are.
	v := s.std.Weigh(&lanmu.Audit{Columns: columns, Findings: found, RulesRun: s.Refs(), Meta: lanmu.Meta{Complete: true, Pages: 5}})
	for _, i := range v.Indicators {
		if i.ID == "publish-update" && i.Count != 3 {
			t.Errorf("%s counts %d", i.ID, i.Count)
		}
	}
}
