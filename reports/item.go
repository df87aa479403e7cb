package reports

import (
	"strings"

	"lanmu"
)

// item is one finding as the page shows it; what its task says already is left out.
type item struct {
	ID, Class, Message, Link, Address string
	Facts                             string // column, certainty, state, due day
	Waiver, Fix                       string
	On                                held
	Proof                             []string
}

// Item is called by the template, so that ten thousand are not kept.
func (p *page) Item(t task, c cluster, f *lanmu.Finding) item {
	it := item{ID: f.ID, Message: p.message(f, p.Message), Link: target(f), Proof: p.proof(f.Evidence, p.Excerpt)}
	it.Class = strings.TrimSpace(p.Class(f.Certainty, f.State, t.Certainty, t.State))
	if it.Link == "" {
		it.Address = clip(f.URL, 200)
	}
	if t.Fix == "" && !p.Bare {
		it.Fix = clip(f.Fix, p.Message)
	}
	if c.Shared == nil && !p.Bare {
		it.On = p.HeldBy(holders(f), holderCount(f))
	}
	if !p.Bare {
		it.Facts = p.facts(t, f)
	}
	if f.Waiver != nil && f.State == lanmu.StateWaived {
		it.Waiver = p.say("ledger.waived", clip(f.Waiver.Reason, 200), clip(f.Waiver.ApprovedBy, 60), f.Waiver.Until)
	}
	return it
}

// Class codes certainty and state for the filter where they are not the task's.
func (p *page) Class(c lanmu.Certainty, s lanmu.State, ofTask lanmu.Certainty, stateOfTask lanmu.State) string {
	class := ""
	if c != ofTask {
		class = "c-" + string(c)
	}
	if s != stateOfTask {
		class += " s-" + string(s)
	}
	return class
}

// held are pages that hold what is at fault.
type held struct {
	List        []pair // text, address
	Count, More int    // the true number; those not listed
	CountText   string
}

// HeldBy are the pages to show of a list with its true number.
func (p *page) HeldBy(on []string, count int) held {
	h := held{Count: count, CountText: group(count)}
	for _, u := range on[:min(len(on), p.density.Pages)] {
		h.List = append(h.List, pair{p.short(u, 80), href(u)})
	}
	h.More = count - len(h.List)
	return h
}

// facts are the words after a finding: its column and what differs from its task.
func (p *page) facts(t task, f *lanmu.Finding) string {
	var list []string
	add := func(show bool, text string) {
		if show && text != "" {
			list = append(list, text)
		}
	}
	add(f.Column != "", p.path(f.Column))
	add(f.Certainty != t.Certainty, p.certainty(f.Certainty))
	add(f.State != t.State, p.state(f.State))
	add(f.Overdue > 0, p.say("columns.over", max(f.Overdue, 0)))
	add(f.Due != t.Due, p.say("item.due", f.Due))
	add(f.State != lanmu.StateNew && !f.FirstSeen.IsZero() && !p.Tight, p.say("item.seen", f.FirstSeen))
	add(f.Note != "", p.say("item.note", clip(f.Note, 100)))
	return strings.Join(list, " · ")
}
