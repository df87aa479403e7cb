package rules

import (
	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// Told is all that the page rules said of one page: where the page is the same
// another night, Repeat says it again and nobody need read it.
type Told struct {
	Reports []ToldReport
	Skips   []lanmu.Skip
	Names   []ToldName
	Hidden  []HiddenLink // links that style sheets may hide
	Partial bool         // a rule keeps of this page what cannot be repeated: it is to be read again
}

// ToldReport is a Report, with what is not for rules to set.
type ToldReport struct {
	Rule   string
	Rank   int
	Report Report
}

// ToldName is the name of a duty under which a page's link leads somewhere.
type ToldName struct{ Key, What, Duty, Name, URL string }

// Hear is Page, and tells besides what the rules said.
func (s *Session) Hear(p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts) *Told {
	told := &Told{}
	s.page(p, doc, f, told)
	return told
}

// Repeat stands for Page where Hear's page is unchanged.
func (s *Session) Repeat(p *lanmu.Page, f *lanmu.Facts, told *Told) {
	for _, r := range told.Reports {
		rep := r.Report
		rep.rank = r.Rank
		for _, rule := range s.rules {
			if rule.ID == r.Rule {
				s.add(rule, rep)
			}
		}
	}
	for _, skip := range told.Skips {
		s.skip(skip)
	}
	for _, n := range told.Names {
		s.noteOnce(n.Key, Note{URL: f.URL, Value: dutySeen{duty(n.Duty), n.Name, n.URL}, what: n.What})
	}
	for _, l := range told.Hidden {
		page := f.URL
		if f.Home {
			page = s.site.URL
		}
		s.noteHidden(page, titleOf(f), l)
	}
	if p.Took > 0 {
		s.tookPage(f.URL, p.Took) // tonight's, not the other night's
	}
}

func (t *Told) report(r *Rule, rep Report) {
	if t != nil {
		t.Reports = append(t.Reports, ToldReport{Rule: r.ID, Rank: rep.rank, Report: rep})
	}
}

func (t *Told) skip(k lanmu.Skip) {
	if t != nil {
		t.Skips = append(t.Skips, k)
	}
}

func (t *Told) note(key string) {
	if t != nil {
		t.Partial = true
	}
}

func (t *Told) name(key, what string, v any) {
	if t == nil {
		return
	}
	n, ok := v.(dutySeen)
	if !ok {
		t.Partial = true
		return
	}
	if !t.named(key, what) { // a page's first word is kept
		t.Names = append(t.Names, ToldName{key, what, string(n.duty), n.name, n.url})
	}
}

// named tells that the page has said this before.
func (t *Told) named(key, what string) bool {
	for i := range t.Names {
		if t.Names[i].What == what && t.Names[i].Key == key {
			return true
		}
	}
	return false
}
