package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// maxOn bounds the pages told for one finding (contract §3); they are counted all.
const maxOn = 20

// found is a fault on its way to a finding. Page rules run concurrently, so
// what is kept must not depend on who came first: the smallest address speaks.
type found struct {
	rule  *Rule
	rep   Report
	pages []lanmu.Use // ordered by address, at most maxOn
	count int
}

// add takes a report in. Memory stays bounded: one found a fault, whatever
// number of pages it stands on.
func (s *Session) add(r *Rule, rep Report) {
	id := ""
	if rep.Group == "" {
		id = s.identity(r, rep)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.groups[group{r, rep.Group}]
	if f == nil && rep.Group != "" {
		id = s.identity(r, rep)
	}
	if f == nil {
		f = s.found[id]
	}
	if f == nil {
		f = &found{rule: r, rep: rep}
		s.found[id] = f
		if rep.Group != "" {
			s.groups[group{r, rep.Group}] = f
		}
	} else if rep.rank < f.rep.rank || rep.rank == f.rep.rank && rep.URL < f.rep.URL {
		f.rep = rep
	}
	if rep.OnCount > 0 {
		f.count += rep.OnCount
	}
	for _, u := range rep.Pages {
		if f.hold(u) && rep.OnCount == 0 {
			f.count++
		}
	}
	f.rep.Pages = nil
}

// group is one fault of a rule wherever it stands.
type group struct {
	rule *Rule
	name string
}

// hold keeps a page among the first maxOn; false where it stands there already.
func (f *found) hold(u lanmu.Use) bool {
	at, same := slices.BinarySearchFunc(f.pages, u, func(a, b lanmu.Use) int { return strings.Compare(a.Page, b.Page) })
	if same {
		return false
	}
	f.pages = slices.Insert(f.pages, at, u)
	if len(f.pages) > maxOn {
		f.pages = f.pages[:maxOn]
	}
	return true
}

// identity is the finding's id. A group is one fault of the site wherever it
// stands; a column counts only where a column rule spoke, since what column a
// page belongs to is read from the site and may change from night to night.
func (s *Session) identity(r *Rule, rep Report) string {
	if rep.Group != "" {
		return lanmu.FindingID(s.site.ID, r.ID, "", s.site.URL, rep.Group)
	}
	return lanmu.FindingID(s.site.ID, r.ID, rep.Column, rep.URL, rep.Key)
}

// findings are all of them in stable order.
func (s *Session) findings(index *siteIndex) []*lanmu.Finding {
	out := make([]*lanmu.Finding, 0, len(s.found))
	for id, f := range s.found {
		out = append(out, s.finding(id, f, index))
	}
	slices.SortFunc(out, func(a, b *lanmu.Finding) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Column, b.Column),
			strings.Compare(a.URL, b.URL), strings.Compare(a.Key, b.Key), strings.Compare(a.ID, b.ID))
	})
	return out
}

func (s *Session) finding(id string, f *found, index *siteIndex) *lanmu.Finding {
	rep := f.rep
	out := &lanmu.Finding{
		ID: id, Rule: f.rule.ID, Title: f.rule.Title, URL: rep.URL, Column: rep.Column,
		Message: rep.Message, Fix: cmp.Or(rep.Fix, f.rule.Fix), Evidence: rep.Evidence,
		Certainty: cmp.Or(rep.Certainty, f.rule.Certainty), Indicator: cmp.Or(rep.Indicator, s.std.indicatorOf(f.rule)),
		State: lanmu.StateNew, FirstSeen: s.at, LastSeen: s.at, Due: s.dueWhen,
		Key: cmp.Or(rep.Group, rep.Key), Anchor: rep.Anchor, Newest: rep.Newest, Overdue: rep.Overdue,
		Pages: f.pages, OnCount: f.count,
	}
	switch {
	case rep.Weightless:
		out.Indicator = ""
	case rep.Indicator == "" && out.Certainty != lanmu.Review:
		out.Indicator = cmp.Or(s.std.vetoOf(f.rule.ID, index.byID[rep.Column]), out.Indicator)
	}
	if len(f.pages) == 0 {
		out.Pages, out.OnCount = []lanmu.Use{{Page: rep.URL, Text: rep.Anchor}}, 1
	}
	for _, u := range out.Pages {
		out.On = append(out.On, u.Page)
	}
	if rep.Group != "" && f.count > 1 {
		out.Message = strings.TrimSuffix(out.Message, "。") + pagesWords(f.count)
	}
	// What is private must not leak again through our own reports.
	out.Message, out.Anchor = maskAll(nested(out.Message)), maskAll(out.Anchor)
	out.Evidence.Excerpt, out.Evidence.Raw = maskAll(out.Evidence.Excerpt), maskAll(out.Evidence.Raw)
	index.place(out)
	s.waive(out)
	return out
}

// pagesWords says on how many pages a fault stands; where there are many they
// are one template's.
func pagesWords(n int) string {
	if n < manyPages {
		return fmt.Sprintf("（共涉及 %d 个页面）。", n)
	}
	return fmt.Sprintf("（共涉及 %d 个页面，多为同一模板，改一处即可）。", n)
}

const manyPages = 10

// waive marks an accepted finding. Its points stay (standards.md §2).
func (s *Session) waive(f *lanmu.Finding) {
	for i := range s.site.Waivers {
		w := &s.site.Waivers[i]
		if w.Until.Before(s.at) || w.Rule != "" && w.Rule != f.Rule || w.Column != "" && w.Column != f.Column ||
			w.URL != "" && !wildcard(w.URL, f.URL) || w.Rule == "" && w.Column == "" && w.URL == "" {
			continue
		}
		f.State, f.Waiver = lanmu.StateWaived, w
		return
	}
}

// wildcard matches s against a pattern in which * stands for anything.
func wildcard(pattern, s string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == s
	}
	if !strings.HasPrefix(s, parts[0]) {
		return false
	}
	s = s[len(parts[0]):]
	last := parts[len(parts)-1]
	for _, part := range parts[1 : len(parts)-1] {
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return strings.HasSuffix(s, last)
}
