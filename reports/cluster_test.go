package reports

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

// shape tells clusters by key and size, for a test to compare.
func shape(clusters []cluster) []string {
	var out []string
	for _, c := range clusters {
		kind, _, _ := strings.Cut(c.Key, ":")
		out = append(out, fmt.Sprintf("%s %d from %d, %d shared", kind, len(c.Findings), c.Start, len(c.Shared)))
	}
	return out
}

func link(url string, count int, on ...string) *lanmu.Finding {
	return &lanmu.Finding{ID: url, Rule: "link-broken", URL: url, On: on, OnCount: count}
}

func TestClustersByCause(t *testing.T) {
	const a, b, c = sampleHost + "/a.html", sampleHost + "/b.html", sampleHost + "/c.html"
	n := namesOf(sampleAudit(), "zh")
	for name, test := range map[string]struct {
		list []*lanmu.Finding
		want []string
	}{
		"a template's link is one task whatever its number of pages": {
			[]*lanmu.Finding{link(sampleHost+"/map", 1043, a, b), link(sampleHost+"/x", 1, a)},
			[]string{"template 1 from 1, 0 shared", " 1 from 2, 0 shared"},
		},
		"links on the same pages, which stand once": {
			[]*lanmu.Finding{link(sampleHost+"/x", 2, a, b), link(sampleHost+"/y", 2, a, b), link(sampleHost+"/z", 1, a), link(sampleHost+"/w", 3, a, b)},
			[]string{"on 2 from 1, 2 shared", " 2 from 3, 0 shared"},
		},
		"one dead host": {
			[]*lanmu.Finding{link("http://old.example/1", 1, a), link("http://old.example/2", 1, b), link("http://new.example/1", 1, c)},
			[]string{"host 2 from 1, 0 shared", " 1 from 3, 0 shared"},
		},
		"pages of one folder": {
			[]*lanmu.Finding{{ID: "1", URL: sampleHost + "/art/1.html"}, {ID: "2", URL: sampleHost + "/art/2.html"}, {ID: "3", URL: sampleHost + "/x/3.html", On: []string{sampleHost + "/x/3.html"}}},
			[]string{"dir 2 from 1, 0 shared", " 1 from 3, 0 shared"},
		},
		"an address that is none": {
			[]*lanmu.Finding{{ID: "1", URL: "javascript:x"}, {ID: "2", URL: "%zz"}, {ID: "3"}},
			[]string{"dir 3 from 1, 0 shared"},
		},
	} {
		if diff := cmp.Diff(test.want, shape(n.clusters(test.list))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// A group says once what its findings share, and leaves to each what differs.
func TestTaskSaysWhatIsCommon(t *testing.T) {
	n := namesOf(sampleAudit(), "zh")
	due := lanmu.NewDate(2026, 12, 7)
	list := []*lanmu.Finding{
		{ID: "1", Rule: "r", Fix: "改", Certainty: lanmu.Certain, State: lanmu.StateNew, Due: due},
		{ID: "2", Rule: "r", Fix: "改", Certainty: lanmu.Likely, State: lanmu.StateNew, Due: due.AddDays(1)},
	}
	got := n.task(list)
	if got.Fix != "改" || got.State != lanmu.StateNew || got.Certainty != "" || !got.Due.IsZero() {
		t.Errorf("common are %+v", got)
	}
}

// What fails the site comes first, then what is sure, then what there is most of.
func TestTasksInOrder(t *testing.T) {
	a := &lanmu.Audit{Verdict: lanmu.Verdict{Vetoes: []lanmu.Veto{{ID: "v", Findings: []string{"veto"}}}}}
	find := func(id, rule string, c lanmu.Certainty) *lanmu.Finding {
		return &lanmu.Finding{ID: id, Rule: rule, Certainty: c}
	}
	list := []*lanmu.Finding{
		find("1", "review", lanmu.Review), find("2", "review", lanmu.Review), find("3", "few", lanmu.Certain), find("4", "many", lanmu.Certain),
		find("5", "many", lanmu.Certain), find("veto", "veto", lanmu.Likely),
	}
	var order []string
	for _, task := range namesOf(a, "").tasks(list) {
		order = append(order, task.Rule)
	}
	if diff := cmp.Diff([]string{"veto", "many", "few", "review"}, order); diff != "" {
		t.Error(diff)
	}
}

// The tightest line still says what is wrong, which stands at a sentence's end.
func TestTightMessageKeepsItsEnd(t *testing.T) {
	f := &lanmu.Finding{Message: "页面《" + strings.Repeat("关于印发规划的通知", 9) + "》中链接“申报表”无法访问（404）"}
	got := namesOf(sampleAudit(), "").message(f, 30)
	if !strings.HasPrefix(got, "页面《关于印发") || !strings.HasSuffix(got, "“申报表”无法访问（404）") {
		t.Errorf("cut to %s", got)
	}
}

// Columns at fault first, then the next to expire, what could not be told, the rest.
func TestColumnsByUrgency(t *testing.T) {
	day := sampleDay
	columns := []*lanmu.Column{
		{ID: "static", Status: lanmu.StatusOK},
		{ID: "exempt", Status: lanmu.StatusExempt},
		{ID: "later", Status: lanmu.StatusOK, Deadline: day.AddDays(90)},
		{ID: "soon", Status: lanmu.StatusDueSoon, Deadline: day.AddDays(2)},
		{ID: "unread", Status: lanmu.StatusUnverified},
		{ID: "stale", Status: lanmu.StatusStale, Deadline: day.AddDays(-5)},
		{ID: "staler", Status: lanmu.StatusStale, Deadline: day.AddDays(-50)},
		{ID: "blank", Status: lanmu.StatusEmpty},
	}
	var order []string
	for _, c := range namesOf(sampleAudit(), "").byUrgency(columns) {
		order = append(order, c.ID)
	}
	if diff := cmp.Diff([]string{"blank", "staler", "stale", "soon", "later", "unread", "static", "exempt"}, order); diff != "" {
		t.Error(diff)
	}
}
