package reports

import (
	"strings"

	"lanmu"
)

// What the template asks of a page.

// Result is the verdict's id, which colours it.
func (p *page) Result() lanmu.Result { return p.audit.Verdict.Result }

// ResultWord is the verdict in words.
func (p *page) ResultWord() string { return p.result(p.audit.Verdict.Result) }

// Standard names the edition.
func (p *page) Standard() string { return p.standard() }

// At is the day on which the site was judged.
func (p *page) At() string { return p.audit.Meta.At.String() }

// AuditID names the audit for those who look it up.
func (p *page) AuditID() string { return clip(p.audit.Meta.ID, 60) }

// ScoreText is the score with what is to be known of it; "" where not scored.
func (p *page) ScoreText() string {
	v := p.audit.Verdict
	if v.Score == nil {
		return ""
	}
	s := p.say("verdict.score", points(*v.Score))
	if note := clip(v.ScoreNote, 200); note != "" {
		s += p.say("paren", note)
	}
	return s
}

// N writes a count with thousands apart.
func (p *page) N(n int) string { return group(n) }

// Cut is scraped text at the page's density.
func (p *page) Cut(s string) string { return clip(s, 2*p.Message) }

// Certainties, States and Statuses are what the filters offer.
func (p *page) Certainties() []lanmu.Certainty { return certainties }

// States are those of findings that are still listed.
func (p *page) States() []lanmu.State { return states[:len(states)-1] }

// Statuses are those that some column has.
func (p *page) Statuses() []lanmu.Status {
	used := map[lanmu.Status]bool{}
	for _, c := range p.Columns {
		used[c.Status] = true
	}
	var list []lanmu.Status
	for _, s := range lanmu.Statuses {
		if used[s] {
			list = append(list, s)
		}
	}
	return list
}

// CertaintyWord, StateWord, StatusWord and KindWord are the words for a reader.
func (p *page) CertaintyWord(c lanmu.Certainty) string { return p.certainty(c) }

// StateWord is a finding's state in words.
func (p *page) StateWord(s lanmu.State) string { return p.state(s) }

// StatusWord is a column's state in words.
func (p *page) StatusWord(s lanmu.Status) string { return p.status(s) }

// KindWord is a column's kind in words.
func (p *page) KindWord(k lanmu.Kind) string { return p.kind(k) }

// taskView is a task with its page: a template is given one value.
type taskView struct {
	Page *page
	Task task
}

// In puts a task and its page together.
func (p *page) In(t task) taskView { return taskView{p, t} }

// TaskFacts is what all findings of a task have in common.
func (p *page) TaskFacts(t task) []string {
	var list []string
	if t.Indicator != "" {
		list = append(list, p.say("task.indicator", t.Indicator))
	}
	if t.State != "" {
		list = append(list, p.state(t.State))
	}
	if !t.Due.IsZero() {
		list = append(list, p.say("item.due", t.Due))
	}
	return list
}

// Explained tells whether the page explains a rule at its end.
func (p *page) Explained(rule string) bool { return p.rules[rule].Doc != "" }

// openRows is how many findings of one cause stand open; the rest is folded.
const openRows = 12

// First and Rest part a cluster's findings.
func (p *page) First(list []*lanmu.Finding) []*lanmu.Finding { return list[:min(len(list), openRows)] }

// Rest is what First left.
func (p *page) Rest(list []*lanmu.Finding) []*lanmu.Finding { return list[min(len(list), openRows):] }

// RestFrom numbers the rest on.
func (p *page) RestFrom(c cluster) int { return c.Start + openRows }

// Limits are what cut the audit short and what the profile warns of.
func (p *page) Limits() []string {
	var list []string
	for _, s := range append(append([]string{}, p.audit.Meta.Limits...), p.audit.Warnings...) {
		list = append(list, clip(s, 400))
	}
	return list
}

// ClosedWhy tells why a finding needs no work any more.
func (p *page) ClosedWhy(f *lanmu.Finding) string {
	word := p.state(lanmu.StateFixed)
	if f.Review == lanmu.ReviewFalseAlarm {
		word = p.say("review.false")
	}
	list := []string{word, p.title(f)}
	if f.Column != "" {
		list = append(list, p.path(f.Column))
	}
	if f.Note != "" {
		list = append(list, clip(f.Note, 100))
	}
	return strings.Join(list, " · ")
}

// HowTo explains the page's own words.
func (p *page) HowTo() []pair {
	var list []pair
	for _, key := range []string{"verdict", "certainty", "state", "days", "waiver", "sample", "skipped", "files"} {
		list = append(list, pair{p.say("howto." + key), p.say("howto." + key + ".text")})
	}
	return list
}
