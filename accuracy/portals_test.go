package accuracy

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/demo"
	"lanmu/internal/auditor"
)

// The day on which the sample portals are judged; the clock given to the audit
// stands on it too.
var base = lanmu.NewDate(2026, 11, 23)

// auditPortal serves a portal and audits it on its base day.
func auditPortal(t *testing.T, p *demo.Portal) *lanmu.Audit {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Minute)
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
	site := p.Site()
	now := p.Base.Time(site.Location).Add(10 * time.Hour)
	a, err := auditor.New(auditor.Options{At: p.Base, Now: func() time.Time { return now }}).Audit(ctx, site)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSamplePortals asserts precision and recall of 1 for each rule that is
// built, and that every column's state, newest date, rows and kind are the plan's.
func TestSamplePortals(t *testing.T) {
	for _, id := range slices.Concat(demo.IDs, demo.Small) {
		t.Run(id, func(t *testing.T) {
			t.Parallel() // most of an audit is waiting before the second look at what failed
			p, err := demo.New(id, base)
			if err != nil {
				t.Fatal(err)
			}
			a := auditPortal(t, p)
			truth := p.Truth()
			tallies := judgeFindings(a, truth)
			t.Logf("\n%s", ruleTable(id, tallies))
			for _, y := range tallies {
				for _, e := range y.errors {
					t.Errorf("%s: %s", y.rule, e)
				}
			}
			right, asked, errs := judgeColumns(a, truth)
			t.Logf("%s: columns right %d of %d, %d pages, complete %t", id, right, asked, a.Meta.Pages, a.Meta.Complete)
			for _, e := range errs {
				t.Error(e)
			}
			for _, e := range judgeVerdict(a, truth) {
				t.Error(e)
			}
			for _, d := range accusedDecoys(a, truth) {
				t.Error(d)
			}
		})
	}
}

// tally is one rule's account.
type tally struct {
	rule                          string
	built                         bool
	planted, found, wrong, missed int
	errors                        []string
}

// judgeFindings holds what was found against what was planted, rule by rule.
func judgeFindings(a *lanmu.Audit, truth demo.Truth) []*tally {
	by := map[string]*tally{}
	var order []*tally
	get := func(rule string) *tally {
		if by[rule] == nil {
			by[rule] = &tally{rule: rule}
			order = append(order, by[rule])
		}
		return by[rule]
	}
	for _, r := range a.RulesRun {
		get(r.ID).built = true
	}
	hit := make([]bool, len(truth.Planted))
	for _, f := range a.Findings {
		y := get(f.Rule)
		y.found++
		i := slices.IndexFunc(truth.Planted, func(p demo.Planted) bool { return names(p, f) })
		switch {
		case i < 0:
			y.wrong++
			y.errors = append(y.errors, fmt.Sprintf("wrong: %s %s", f.URL, f.Message))
		case hit[i]:
			y.wrong++
			y.errors = append(y.errors, fmt.Sprintf("told twice: %s %s", f.URL, f.Message))
		default:
			hit[i] = true
		}
	}
	for i, p := range truth.Planted {
		y := get(p.Rule)
		y.planted++
		if !hit[i] && y.built {
			y.missed++
			y.errors = append(y.errors, fmt.Sprintf("missed: %s %s %v", p.URL, p.Column, p.Words))
		}
	}
	slices.SortFunc(order, func(x, y *tally) int { return strings.Compare(x.rule, y.rule) })
	return order
}

// names tells whether a finding is the planted fault.
func names(p demo.Planted, f *lanmu.Finding) bool {
	if p.Rule != f.Rule || !p.Any && !slices.Contains(addresses(p), plain(f.URL)) {
		return false
	}
	said := strings.Join([]string{f.Message, f.Anchor, f.Evidence.Excerpt, f.Evidence.Raw}, "\n")
	for _, w := range p.Words {
		if !strings.Contains(said, w) {
			return false
		}
	}
	return true
}

func addresses(p demo.Planted) []string {
	out := []string{plain(p.URL)}
	for _, u := range p.Or {
		out = append(out, plain(u))
	}
	return out
}

// plain takes off what makes no other page of an address.
func plain(u string) string {
	return strings.TrimSuffix(u, "index.html")
}

// accusedDecoys are the look-alikes that were accused all the same.
func accusedDecoys(a *lanmu.Audit, truth demo.Truth) []string {
	var out []string
	for _, d := range truth.Decoys {
		for _, f := range a.Findings {
			planted := slices.ContainsFunc(truth.Planted, func(p demo.Planted) bool { return names(p, f) })
			if f.Rule == d.Rule && plain(f.URL) == plain(d.URL) && !planted {
				out = append(out, fmt.Sprintf("decoy accused by %s: %s (%s): %s", d.Rule, d.URL, d.Why, f.Message))
			}
		}
	}
	return out
}

// judgeVerdict holds the counts against the vetoes against the plan's.
func judgeVerdict(a *lanmu.Audit, truth demo.Truth) []string {
	var errs []string
	for _, w := range truth.Vetoes {
		i := slices.IndexFunc(a.Verdict.Vetoes, func(v lanmu.Veto) bool { return v.ID == w.ID })
		if i < 0 {
			errs = append(errs, "no veto "+w.ID)
		} else if v := a.Verdict.Vetoes[i]; v.Count != w.Count || v.Hit != w.Hit {
			errs = append(errs, fmt.Sprintf("veto %s counts %d (hit %t), want %d (%t)", w.ID, v.Count, v.Hit, w.Count, w.Hit))
		}
	}
	if truth.Result != "" && a.Verdict.Result != truth.Result {
		errs = append(errs, fmt.Sprintf("result %s, want %s", a.Verdict.Result, truth.Result))
	}
	return errs
}

// judgeColumns holds every column against the plan.
func judgeColumns(a *lanmu.Audit, truth demo.Truth) (right, asked int, errs []string) {
	got := map[string]*lanmu.Column{}
	for _, c := range a.Columns {
		got[plain(c.URL)] = c
	}
	want := map[string]bool{}
	for _, w := range truth.Columns {
		asked++
		want[plain(w.URL)] = true
		c := got[plain(w.URL)]
		if c == nil {
			errs = append(errs, fmt.Sprintf("column %s (%s) was not found", w.Name, w.URL))
			continue
		}
		var bad []string
		differ := func(what string, got, want any) {
			if got != want {
				bad = append(bad, fmt.Sprintf("%s %v, want %v", what, got, want))
			}
		}
		differ("state", c.Status, w.Status)
		if !w.Rough {
			differ("newest", c.Newest.String(), w.Newest.String())
		}
		differ("kind", c.Kind, w.Kind)
		differ("name", c.Name, w.Name)
		if w.Items >= 0 {
			differ("items", c.Items, w.Items)
		}
		if len(bad) == 0 {
			right++
			continue
		}
		errs = append(errs, fmt.Sprintf("column %s (%s): %s; %s", w.Name, w.URL, strings.Join(bad, "; "), c.Reason))
	}
	for _, c := range a.Columns {
		if c.Leaf && !want[plain(c.URL)] {
			errs = append(errs, fmt.Sprintf("%s (%s) is no column of the portal, told as %s (found by %s)", c.Name, c.URL, c.Status, c.How))
		}
	}
	return right, asked, errs
}

// ruleTable prints the account.
func ruleTable(id string, tallies []*tally) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-28s %7s %6s %6s %7s %10s %7s\n", "sample portal "+id, "planted", "found", "wrong", "missed", "precision", "recall")
	for _, y := range tallies {
		if !y.built {
			fmt.Fprintf(&b, "%-28s %7d  not built\n", y.rule, y.planted)
			continue
		}
		fmt.Fprintf(&b, "%-28s %7d %6d %6d %7d %10s %7s\n", y.rule, y.planted, y.found, y.wrong, y.missed,
			share(y.found-y.wrong, y.found), share(y.planted-y.missed, y.planted))
	}
	return b.String()
}

// share is a ratio as text; of nothing it is 1.
func share(n, of int) string {
	if of == 0 {
		return "1.00"
	}
	return fmt.Sprintf("%.2f", float64(n)/float64(of))
}

// ratio is "n/of = share".
func ratio(n, of int) string { return fmt.Sprintf("%d/%d = %s", n, of, share(n, of)) }
