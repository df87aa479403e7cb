package web_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/internal/probe"
	"lanmu/internal/schedule"
	"lanmu/internal/store"
	"lanmu/internal/web"
)

const hostile = `"><script>alert(1)</script>`

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

func date(s string) lanmu.Date {
	d, err := lanmu.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// night is one audit of the sample site.
func night(at string, rules ...string) *lanmu.Audit {
	d := date(at)
	a := &lanmu.Audit{
		Site: lanmu.SiteRef{ID: "swj", Name: "示例市商务局", URL: "http://swj.example.gov.cn/"},
		Meta: lanmu.Meta{ID: "swj-" + at, At: d, Started: d.Time(now.Location()), Finished: d.Time(now.Location()).Add(time.Hour), Complete: true, Coverage: 1, Pages: 305},
		Log:  []lanmu.LogLine{{At: d.Time(now.Location()), Text: "开始检查。"}, {At: d.Time(now.Location()).Add(61 * time.Second), Warn: true, Text: "www.example.gov.cn 要求稍后再来 " + hostile}},
		Verdict: lanmu.Verdict{Result: lanmu.Failed, Vetoes: []lanmu.Veto{
			{ID: "columns-empty", Name: "空白栏目", Count: 5, Threshold: 5, Hit: true}, {ID: "home-stale", Name: "首页不更新", Threshold: 1},
		}},
		Columns: []*lanmu.Column{
			{
				ID: "tzgg", Name: "通知公告", Path: []string{"政务公开", "通知公告"}, URL: "http://swj.example.gov.cn/tzgg/", Kind: lanmu.KindNotice, Status: lanmu.StatusDueSoon,
				Items: 2, Newest: date("2026-06-01"), Deadline: date("2026-12-01"), Department: "office",
				Rows: []lanmu.Row{{URL: "http://swj.example.gov.cn/1", Date: date("2026-06-01")}, {URL: "http://swj.example.gov.cn/2", Date: date("2026-05-01")}},
			},
			{ID: "xw", Name: hostile, Path: []string{hostile}, URL: "javascript:alert(1)", Kind: lanmu.KindNews, Status: lanmu.StatusStale, Newest: date("2026-10-01"), Deadline: date("2026-10-15"), OverdueDays: 39},
		},
		Skipped: []lanmu.Skip{{Rule: "column-empty", Column: "xw", Reason: "列表由脚本填充，未能判断"}},
	}
	for _, r := range []string{"link-broken", "column-stale", "wording-typo"} {
		a.RulesRun = append(a.RulesRun, lanmu.RuleRef{ID: r})
	}
	for i, r := range rules {
		u := fmt.Sprintf("http://swj.example.gov.cn/p%d", i)
		a.Findings = append(a.Findings, &lanmu.Finding{
			ID: lanmu.FindingID("swj", r, "", u, ""), Rule: r, Title: "测试问题", URL: u, Department: "office", Certainty: lanmu.Certain,
			Message: "页面中链接“" + hostile + "”无法访问（404）", Fix: "请更正。", On: []string{"http://swj.example.gov.cn/"}, OnCount: 30,
			Evidence: lanmu.Evidence{Excerpt: hostile, Status: 404},
		})
	}
	return a
}

type fixture struct {
	*httptest.Server
	store   *store.Store
	recheck func(*lanmu.Finding) (string, error)
}

func start(t *testing.T, change func(*web.Options)) *fixture {
	t.Helper()
	st, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "h.db"), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = st.Close() })
	for _, a := range []*lanmu.Audit{night("2026-11-21", "link-broken"), night("2026-11-22", "wording-typo", "link-broken")} {
		if err := st.Recall(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		if err := st.Put(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := schedule.NewPlan("30 1 * * *", now.Location(), 0)
	if err != nil {
		t.Fatal(err)
	}
	f := &fixture{store: st, recheck: func(*lanmu.Finding) (string, error) { return "复查结果：" + hostile, nil }}
	sites := []*lanmu.Site{{ID: "swj", URL: "http://swj.example.gov.cn/", Location: now.Location(), Departments: []lanmu.Department{{ID: "office", Name: "办公室"}}}}
	keeper := &schedule.Keeper{
		Plan: plan, Log: slog.New(slog.DiscardHandler),
		Deed: func(ctx context.Context, _ *lanmu.Site) error { <-ctx.Done(); return nil },
		Last: func(context.Context, string) (time.Time, error) { return time.Time{}, nil },
	}
	ctx, cancel := context.WithCancel(t.Context())
	keeper.Start(ctx, sites)
	t.Cleanup(func() { cancel(); keeper.Wait() })
	opt := web.Options{
		Store: st, Keeper: keeper, Sites: func() []*lanmu.Site { return sites },
		Profile:  func(string) (string, error) { return "url: http://swj.example.gov.cn/ # " + hostile, nil },
		Reload:   func() error { return nil },
		Changed:  func(string) {},
		Recheck:  func(_ context.Context, _ *lanmu.Site, x *lanmu.Finding) (string, error) { return f.recheck(x) },
		Progress: func(string) (lanmu.Progress, bool) { return lanmu.Progress{Stage: "crawl", Pages: 12, Queue: 30}, true },
		Audits:   func() []*lanmu.Audit { return nil }, Probes: probe.NewMetrics(), Version: "test",
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	}
	if change != nil {
		change(&opt)
	}
	s, err := web.New(opt)
	if err != nil {
		t.Fatal(err)
	}
	f.Server = httptest.NewServer(s.Handler())
	t.Cleanup(f.Close)
	return f
}

// ask does one request and gives status, body and the parsed page.
func (f *fixture) ask(t *testing.T, method, path string, form url.Values, header ...string) (int, string, *goquery.Document) {
	t.Helper()
	req, err := http.NewRequest(method, f.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b), doc
}

func findingID(rule string, i int) string {
	return lanmu.FindingID("swj", rule, "", fmt.Sprintf("http://swj.example.gov.cn/p%d", i), "")
}

func TestPagesShowWhatIsThere(t *testing.T) {
	f := start(t, nil)
	for path, want := range map[string]string{
		"/":                       "示例市商务局",
		"/expiring":               "2026-12-01",
		"/sites/swj":              "空白栏目",
		"/sites/swj/findings":     "无法访问（404）",
		"/sites/swj/columns/tzgg": "政务公开＞通知公告",
		"/sites/swj/profile":      "url: http://swj",
		"/sites/swj/progress":     "12",
		"/findings/" + findingID("wording-typo", 0):  "请更正",
		"/audits/swj-2026-11-22":                     "未能判断",
		"/audits/swj-2026-11-22?with=swj-2026-11-21": "新增 (2)",
		"/metrics":          "lanmu_build_info",
		"/-/healthy":        "ok",
		"/-/ready":          "ready",
		"/static/style.css": ":root",
	} {
		status, body, doc := f.ask(t, "GET", path, nil)
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d, no %q in it", path, status, want)
		}
		// Whatever was scraped stays text: no script but ours, no address but http.
		doc.Find("script").Each(func(_ int, s *goquery.Selection) {
			if src, _ := s.Attr("src"); src != "/static/htmx.min.js" || s.Text() != "" {
				t.Errorf("%s: a script that is not ours: %q", path, src)
			}
		})
		doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
			if href, _ := s.Attr("href"); strings.HasPrefix(href, "javascript:") {
				t.Errorf("%s: a link to %q", path, href)
			}
		})
	}
	for _, path := range []string{"/sites/none", "/findings/none", "/audits/none", "/sites/swj/columns/none", "/nothing"} {
		if status, _, _ := f.ask(t, "GET", path, nil); status != 404 {
			t.Errorf("%s: %d, want 404", path, status)
		}
	}
}

func TestPagesSpeakBothLanguages(t *testing.T) {
	f := start(t, nil)
	_, zh, _ := f.ask(t, "GET", "/sites/swj", nil, "Accept-Language", "zh-CN")
	_, en, _ := f.ask(t, "GET", "/sites/swj", nil, "Accept-Language", "en-GB,en")
	if !strings.Contains(zh, "更新期限") || !strings.Contains(en, "Deadline") || !strings.Contains(en, `lang="en"`) {
		t.Error("the two languages do not differ")
	}
}

func TestFiltersLiveInTheAddress(t *testing.T) {
	f := start(t, nil)
	for query, want := range map[string]int{
		"": 2, "?rule=wording-typo": 1, "?department=office&certainty=certain": 2, "?department=market": 0, "?state=new": 2, "?state=fixed": 1, "?q=p1": 1, "?state=all": 3,
	} {
		_, _, doc := f.ask(t, "GET", "/sites/swj/findings"+query, nil)
		if n := doc.Find("tbody tr").Length(); n != want {
			t.Errorf("findings%s: %d lines, want %d", query, n, want)
		}
		// The ledger that the page offers holds the same lines.
		csv, _ := doc.Find(`a[href*="ledger.csv"]`).Attr("href")
		if _, body, _ := f.ask(t, "GET", csv, nil); strings.Count(body, "\n") != want+1 {
			t.Errorf("findings%s: the ledger at %s has %d lines, want %d", query, csv, strings.Count(body, "\n")-1, want)
		}
	}
}

func TestMarkingNotingRechecking(t *testing.T) {
	f := start(t, nil)
	id := findingID("wording-typo", 0)
	form := url.Values{"id": {id}, "review": {lanmu.ReviewFalseAlarm}, "back": {"/sites/swj/findings?rule=wording-typo"}}
	if status, _, _ := f.ask(t, "POST", "/sites/swj/mark", form); status != http.StatusSeeOther {
		t.Fatalf("marking: %d", status)
	}
	if x, _, err := f.store.Finding(t.Context(), id); err != nil || x.Review != lanmu.ReviewFalseAlarm {
		t.Errorf("marked: %+v (%v)", x, err)
	}
	form.Set("review", "随便")
	if status, _, _ := f.ask(t, "POST", "/sites/swj/mark", form); status != http.StatusBadRequest {
		t.Errorf("an unknown mark: %d", status)
	}
	if status, _, _ := f.ask(t, "POST", "/findings/"+id+"/note", url.Values{"note": {"已改"}, "fix_link": {"javascript:alert(1)"}}); status != http.StatusBadRequest {
		t.Errorf("a link that is none: %d", status)
	}
	if status, _, _ := f.ask(t, "POST", "/findings/"+id+"/note", url.Values{"note": {"已改"}, "fix_link": {"http://swj.example.gov.cn/1"}}); status != http.StatusSeeOther {
		t.Errorf("noting: %d", status)
	}
	if _, body, _ := f.ask(t, "GET", "/findings/"+id, nil); !strings.Contains(body, "已改") {
		t.Error("the note is not shown")
	}
	if _, body, _ := f.ask(t, "POST", "/findings/"+id+"/recheck", url.Values{}, "HX-Request", "true"); strings.Contains(body, "<script") || !strings.Contains(body, "复查结果") {
		t.Errorf("recheck answered %q", body)
	}
}

// Whoever may look is not shown what the profile says to the site alone.
func TestProfileWithoutSecrets(t *testing.T) {
	f := start(t, func(o *web.Options) {
		sites := []*lanmu.Site{{ID: "swj", URL: "http://swj.example.gov.cn/", Location: now.Location()}}
		sites[0].Crawl.Headers = map[string]string{"Authorization": "Bearer tok-4711", "X-Lang": "zh"}
		sites[0].Crawl.Proxy = "http://lanmu:geheim99@10.0.0.1:3128"
		o.Sites = func() []*lanmu.Site { return sites }
		o.Profile = func(string) (string, error) {
			return "url: http://swj.example.gov.cn/\ncrawl: {proxy: \"http://lanmu:geheim99@10.0.0.1:3128\", headers: {Authorization: Bearer tok-4711, X-Lang: zh}} # geheim99", nil
		}
	})
	_, body, doc := f.ask(t, "GET", "/sites/swj/profile", nil)
	if strings.Contains(body, "tok-4711") || strings.Contains(body, "geheim99") {
		t.Error("the page of the profile shows secrets")
	}
	if text := doc.Find("pre").Text(); !strings.Contains(text, "10.0.0.1:3128") || !strings.Contains(text, "X-Lang: zh") {
		t.Errorf("what is no secret is hidden: %q", text)
	}
}

// An audit's page tells what the audit did; one of an older version has no log.
func TestAuditsOwnLog(t *testing.T) {
	f := start(t, nil)
	_, body, doc := f.ask(t, "GET", "/audits/swj-2026-11-22", nil)
	lines := doc.Find(".log li")
	if lines.Length() != 2 || !strings.Contains(lines.First().Text(), "开始检查") || !strings.Contains(lines.Last().Text(), "01:01") || !lines.Last().HasClass("warn") {
		t.Errorf("the log shows %d lines: %q", lines.Length(), lines.Text())
	}
	if strings.Contains(body, hostile) || !strings.Contains(lines.Text(), hostile) {
		t.Error("what hosts say is not escaped")
	}
	old := night("2026-11-20")
	old.Log = nil
	if err := f.store.Put(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	if _, body, _ := f.ask(t, "GET", "/audits/swj-2026-11-20", nil); !strings.Contains(body, "没有留下日志") {
		t.Error("the page of an audit without a log does not say so")
	}
}

// Marks of people are counted by rule and survive the next audit.
func TestFalseAlarmsAreCounted(t *testing.T) {
	f := start(t, nil)
	count := func() string {
		_, body, _ := f.ask(t, "GET", "/judged.csv", nil)
		_, page, _ := f.ask(t, "GET", "/judged", nil)
		if !strings.Contains(page, "误报统计") {
			t.Error("no page of false alarms")
		}
		return body
	}
	if got := count(); !strings.Contains(got, "wording-typo,test,1,1,0,0\n") {
		t.Errorf("before anybody judged: %s", got)
	}
	mark := func(id, review string) {
		t.Helper()
		if status, _, _ := f.ask(t, "POST", "/sites/swj/mark", url.Values{"id": {id}, "review": {review}}); status != http.StatusSeeOther {
			t.Fatalf("marking: %d", status)
		}
	}
	mark(findingID("wording-typo", 0), lanmu.ReviewFalseAlarm)
	mark(findingID("link-broken", 1), "已整改")
	for range 2 {
		got := count()
		if !strings.Contains(got, "wording-typo,test,1,1,1,1\n") || !strings.Contains(got, "link-broken,test,1,2,1,0\n") {
			t.Errorf("judged: %s", got)
		}
		again := night("2026-11-24", "wording-typo", "link-broken")
		if err := f.store.Recall(t.Context(), again); err != nil {
			t.Fatal(err)
		}
		if err := f.store.Put(t.Context(), again); err != nil {
			t.Fatal(err)
		}
	}
	mark(findingID("wording-typo", 0), "未解决")
	if got := count(); !strings.Contains(got, "wording-typo,test,1,1,0,0\n") {
		t.Errorf("taken back: %s", got)
	}
}

func TestWhoMayWrite(t *testing.T) {
	f := start(t, func(o *web.Options) { o.Users, o.Editors = true, []string{"zhang"} })
	ask := func(user string, header ...string) int {
		req, err := http.NewRequest(http.MethodPost, f.URL+"/sites/swj/pause", strings.NewReader("paused=1"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.SetBasicAuth(user, "x")
		for i := 0; i+1 < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	if s := ask("zhang"); s != http.StatusSeeOther {
		t.Errorf("an editor: %d", s)
	}
	if s := ask("li"); s != http.StatusForbidden {
		t.Errorf("a reader: %d", s)
	}
	if s := ask("zhang", "Sec-Fetch-Site", "cross-site", "Origin", "http://evil.example"); s != http.StatusForbidden {
		t.Errorf("an editor led here by another site: %d", s)
	}
	if _, body, _ := f.ask(t, "GET", "/sites/swj", nil); strings.Contains(body, `action="/sites/swj/run"`) {
		t.Error("a reader is shown a button that will be refused")
	}
}

func TestHeadersAndLedger(t *testing.T) {
	f := start(t, nil)
	resp, err := http.Get(f.URL + "/sites/swj/ledger.csv?rule=wording-typo")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(b), "\ufeff") || strings.Count(string(b), "测试问题") != 1 {
		t.Errorf("ledger under a filter: %q", b)
	}
	for h, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Frame-Options": "DENY"} {
		if got := resp.Header.Get(h); got != want {
			t.Errorf("%s: %q, want %q", h, got, want)
		}
	}
	if csp := resp.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("content policy %q", csp)
	}
}

func TestPauseAndRun(t *testing.T) {
	f := start(t, nil)
	if status, _, _ := f.ask(t, "POST", "/sites/swj/pause", url.Values{"paused": {"1"}}); status != http.StatusSeeOther {
		t.Errorf("pausing: %d", status)
	}
	if _, body, _ := f.ask(t, "GET", "/", nil); !strings.Contains(body, "已暂停") {
		t.Error("the overview does not say that it is paused")
	}
	if status, _, _ := f.ask(t, "POST", "/sites/swj/run", url.Values{}); status != http.StatusSeeOther {
		t.Errorf("running: %d", status)
	}
	if status, _, _ := f.ask(t, "POST", "/sites/none/run", url.Values{}); status != http.StatusNotFound {
		t.Errorf("running nothing: %d", status)
	}
}
