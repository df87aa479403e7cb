package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lanmu"
)

// scene is an audit in a few words: columns of a kind in a state.
type scene struct {
	day        string
	columns    []lanmu.Column // Kind, Status; findings follow from the status
	findings   []*lanmu.Finding
	incomplete bool
	without    string   // a rule that could not judge the site
	only       []string // the rules that alone were asked for; nil: all
}

func (s scene) audit(t *testing.T) (*Standard, *lanmu.Audit) {
	t.Helper()
	at := testDay
	if s.day != "" {
		at, _ = lanmu.ParseDate(s.day)
	}
	std, err := LoadStandard("", at)
	if err != nil {
		t.Fatal(err)
	}
	a := &lanmu.Audit{Meta: lanmu.Meta{At: at, Complete: !s.incomplete, Pages: 100, Rules: s.only}, Findings: s.findings}
	for _, id := range contractRules {
		if id != s.without && (s.only == nil || slices.Contains(s.only, id)) {
			a.RulesRun = append(a.RulesRun, lanmu.RuleRef{ID: id})
		}
	}
	rules := map[lanmu.Status]string{lanmu.StatusEmpty: "column-empty", lanmu.StatusStale: "column-stale", lanmu.StatusUndated: "column-undated"}
	for i := range s.columns {
		c := s.columns[i]
		c.ID = fmt.Sprintf("c%02d", i)
		a.Columns = append(a.Columns, &c)
		if rule := rules[c.Status]; rule != "" {
			f := &lanmu.Finding{ID: c.ID, Rule: rule, Column: c.ID, Certainty: lanmu.Certain, Indicator: "publish-update", State: lanmu.StateNew}
			if p, ok := std.Periods[c.Kind]; ok && p.Mark == MarkPractice && rule != "column-empty" {
				f.Certainty = lanmu.Likely
			}
			a.Findings = append(a.Findings, f)
		}
	}
	return std, a
}

func some(n int, kind lanmu.Kind, status lanmu.Status) []lanmu.Column {
	out := make([]lanmu.Column, n)
	for i := range out {
		out[i] = lanmu.Column{Kind: kind, Status: status}
	}
	return out
}

func join(lists ...[]lanmu.Column) (all []lanmu.Column) {
	for _, l := range lists {
		all = append(all, l...)
	}
	return all
}

func veto(v lanmu.Verdict, id string) lanmu.Veto {
	for _, x := range v.Vetoes {
		if x.ID == id {
			return x
		}
	}
	return lanmu.Veto{}
}

func finding(rule, indicator string, sure lanmu.Certainty) *lanmu.Finding {
	return &lanmu.Finding{ID: rule + indicator, Rule: rule, Indicator: indicator, Certainty: sure, State: lanmu.StateNew}
}

func TestVetoes(t *testing.T) {
	ok := some(5, lanmu.KindService, lanmu.StatusOK)
	for _, tt := range []struct {
		name   string
		scene  scene
		result lanmu.Result
		veto   string
		count  int
		hit    bool
	}{
		{"all well", scene{columns: ok}, lanmu.Pass, "columns-empty", 0, false},
		{"four blank", scene{columns: join(ok, some(4, lanmu.KindOther, lanmu.StatusEmpty))}, lanmu.Pass, "columns-empty", 4, false},
		{"five blank", scene{columns: join(ok, some(5, lanmu.KindOther, lanmu.StatusEmpty))}, lanmu.Failed, "columns-empty", 5, true},
		{"news and notice count together", scene{columns: join(ok, some(3, lanmu.KindNews, lanmu.StatusStale), some(2, lanmu.KindNotice, lanmu.StatusUndated))}, lanmu.Failed, "columns-stale-timed", 5, true},
		{"plans do not", scene{columns: join(ok, some(4, lanmu.KindNews, lanmu.StatusStale), some(2, lanmu.KindPlan, lanmu.StatusStale))}, lanmu.Pass, "columns-stale-timed", 4, false},
		{"blank and stale count together", scene{columns: join(ok, some(4, lanmu.KindOther, lanmu.StatusEmpty), some(4, lanmu.KindNews, lanmu.StatusStale), some(2, lanmu.KindNotice, lanmu.StatusStale))}, lanmu.Failed, "columns-stale-should", 10, true},
		{"defaults of ours fail nobody", scene{columns: join(ok, some(4, lanmu.KindOther, lanmu.StatusEmpty), some(6, lanmu.KindPlan, lanmu.StatusStale))}, lanmu.Undecided, "columns-stale-should", 10, false},
		{"what was not seen may count", scene{columns: join(ok, some(4, lanmu.KindOther, lanmu.StatusEmpty), some(1, lanmu.KindOther, lanmu.StatusUnverified))}, lanmu.Undecided, "columns-empty", 4, false},
		{"one serious wording fails", scene{columns: ok, findings: []*lanmu.Finding{finding("wording-serious", "wording", lanmu.Certain)}}, lanmu.Failed, "security", 1, true},
		{"two did not in 2018", scene{day: "2018-06-01", columns: ok, findings: []*lanmu.Finding{finding("wording-serious", "a", lanmu.Certain), finding("wording-serious", "b", lanmu.Certain)}}, lanmu.Pass, "security", 0, false},
		{"three did", scene{day: "2018-06-01", columns: ok, findings: []*lanmu.Finding{finding("wording-serious", "a", lanmu.Certain), finding("wording-serious", "b", lanmu.Certain), finding("wording-serious", "c", lanmu.Certain)}}, lanmu.Failed, "security", 3, true},
		{"to be looked at weighs nothing", scene{columns: ok, findings: []*lanmu.Finding{finding("hidden-link", "", lanmu.Review)}}, lanmu.Pass, "security", 0, false},
		{"likely is not enough", scene{columns: ok, findings: []*lanmu.Finding{finding("link-hijacked", "links", lanmu.Likely)}}, lanmu.Undecided, "security", 1, false},
		{"home", scene{columns: ok, findings: []*lanmu.Finding{finding("home-stale", "publish-update", lanmu.Certain)}}, lanmu.Failed, "home-stale", 1, true},
		{"down never passes", scene{findings: []*lanmu.Finding{finding("site-unreachable", "", lanmu.Certain)}, incomplete: true}, lanmu.Undecided, "unreachable", 1, false},
		{"half seen never passes", scene{columns: ok, incomplete: true}, lanmu.Undecided, "columns-empty", 0, false},
		{"half seen may fail", scene{columns: join(ok, some(5, lanmu.KindOther, lanmu.StatusEmpty)), incomplete: true}, lanmu.Failed, "columns-empty", 5, true},
		{"a veto not looked at is no pass", scene{columns: ok, without: "home-stale"}, lanmu.Undecided, "home-stale", 0, false},
		{"nothing could be told", scene{columns: some(9, lanmu.KindNews, lanmu.StatusUnverified)}, lanmu.Undecided, "columns-empty", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			std, a := tt.scene.audit(t)
			v := std.Weigh(a)
			x := veto(v, tt.veto)
			if v.Result != tt.result || x.Count != tt.count || x.Hit != tt.hit {
				t.Errorf("%s, %+v", v.Result, x)
			}
			if v.Result == lanmu.Failed && v.Score != nil {
				t.Errorf("a veto is hit, yet there is a score of %v", *v.Score)
			}
		})
	}
}

// The vetoes are the standard's, in its order (standards.md §2).
// TestUnseenSite: of a site that did not open no veto is said not to be hit.
func TestUnseenSite(t *testing.T) {
	for name, s := range map[string]scene{
		"down":           {findings: []*lanmu.Finding{finding("site-unreachable", "", lanmu.Certain)}, incomplete: true},
		"no column read": {columns: some(2, lanmu.KindNews, lanmu.StatusUnreachable)},
	} {
		std, a := s.audit(t)
		for _, v := range std.Weigh(a).Vetoes {
			if v.Hit || !v.Undecided || v.Note == "" {
				t.Errorf("%s: %+v", name, v)
			}
		}
	}
}

func TestVetoIDs(t *testing.T) {
	for _, id := range StandardIDs() {
		std, err := LoadStandard(id, testDay)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range std.Vetoes {
			got = append(got, v.ID)
		}
		if s := strings.Join(got, " "); s != "security unreachable home-stale columns-stale-timed columns-stale-should columns-empty interaction service" {
			t.Errorf("%s: %s", id, s)
		}
	}
}

func TestAWaiverHidesNoPoint(t *testing.T) {
	f := finding("home-stale", "publish-update", lanmu.Certain)
	f.State = lanmu.StateWaived
	std, a := scene{columns: some(2, lanmu.KindService, lanmu.StatusOK), findings: []*lanmu.Finding{f}}.audit(t)
	if v := std.Weigh(a); v.Result != lanmu.Failed {
		t.Errorf("%s", v.Result)
	}
	f.State = lanmu.StateFixed
	if v := std.Weigh(a); v.Result != lanmu.Pass {
		t.Errorf("fixed: %s", v.Result)
	}
}

func TestScore(t *testing.T) {
	var links []*lanmu.Finding
	for i := range 10 {
		f := finding("link-broken", "links", lanmu.Certain)
		f.ID = fmt.Sprint(i)
		links = append(links, f)
	}
	service := some(1, lanmu.KindService, lanmu.StatusOK)
	std, a := scene{columns: service, findings: links}.audit(t)
	v := std.Weigh(a)
	if v.Score == nil || *v.Score != 98 || !strings.HasPrefix(v.ScoreNote, "示例分值") {
		t.Errorf("ten dead links: %v %s", v.Score, v.ScoreNote)
	}
	// Deductions never pass the indicator's weight.
	for i := range 90 {
		f := finding("link-broken", "links", lanmu.Certain)
		f.ID = fmt.Sprint("more", i)
		a.Findings = append(a.Findings, f)
	}
	if v := std.Weigh(a); *v.Score != 94 {
		t.Errorf("a hundred dead links: %v", *v.Score)
	}
	// Without services their points are left out and the rest counts for more.
	std, a = scene{columns: some(1, lanmu.KindNotice, lanmu.StatusOK), findings: links}.audit(t)
	if v := std.Weigh(a); *v.Score != 97.33 {
		t.Errorf("no services: %v", *v.Score)
	}
}

// Points nobody verified fail nobody alone.
func TestSamplePointsDoNotFail(t *testing.T) {
	std, err := ParseStandard("own.yml", []byte(good))
	if err != nil {
		t.Fatal(err)
	}
	std.Indicators[0].Caps = nil
	_, a := scene{columns: some(1, lanmu.KindService, lanmu.StatusOK)}.audit(t)
	for i := range 30 {
		f := finding("link-broken", "links", lanmu.Certain)
		f.ID = fmt.Sprint(i)
		a.Findings = append(a.Findings, f)
	}
	if v := std.Weigh(a); v.Result != lanmu.Failed || *v.Score != 40 {
		t.Errorf("verified points: %s %v", v.Result, *v.Score)
	}
	std.Indicators[0].Verified = false
	if v := std.Weigh(a); v.Result != lanmu.Undecided {
		t.Errorf("sample points: %s", v.Result)
	}
	std.Indicators[0].Caps = map[string]float64{"link-broken": 6}
	if v := std.Weigh(a); *v.Score != 94 {
		t.Errorf("capped: %v", *v.Score)
	}
}

// Judged by a part of the rules, a site fails by a veto that is hit, and else
// nothing is decided: neither a score nor a veto one of whose rules was left out.
func TestAPartOfTheRulesDecidesLittle(t *testing.T) {
	weigh := func(s scene) lanmu.Verdict {
		std, a := s.audit(t)
		return std.Weigh(a)
	}
	v := weigh(scene{columns: some(3, lanmu.KindNews, lanmu.StatusOK), only: []string{"column-stale", "column-empty"}})
	if v.Result != lanmu.Undecided || v.Score != nil || !strings.Contains(v.ScoreNote, "只检查了指定的规则") {
		t.Errorf("%+v", v)
	}
	for _, veto := range v.Vetoes {
		// Of all vetoes blank columns alone hang on no rule that was left out.
		if whole := veto.ID == "columns-empty"; veto.Undecided == whole || veto.Hit {
			t.Errorf("%s: undecided %t, hit %t: %s", veto.ID, veto.Undecided, veto.Hit, veto.Note)
		}
	}
	v = weigh(scene{columns: some(5, lanmu.KindNews, lanmu.StatusEmpty), only: []string{"column-empty"}})
	if v.Result != lanmu.Failed {
		t.Errorf("five blank columns: %+v", v)
	}
}
