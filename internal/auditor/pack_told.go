package auditor

import (
	"lanmu"
	"lanmu/rules"
)

// links are a page's.
func (p *pack) links(list *[]lanmu.Link) {
	n := p.length(len(*list))
	if p.reads && n > 0 {
		*list = make([]lanmu.Link, n)
	}
	for i := range *list {
		p.link(&(*list)[i])
	}
}

// each is what every list of structures has in common.
func each[T any](p *pack, list *[]T, one func(*T)) {
	n := p.length(len(*list))
	if p.reads && n > 0 {
		*list = make([]T, n)
	}
	for i := range *list {
		one(&(*list)[i])
	}
}

// told are all fields but Partial: what is partial is not kept.
func (p *pack) told(t *rules.Told) {
	each(p, &t.Reports, p.toldReport)
	each(p, &t.Skips, func(s *lanmu.Skip) {
		p.texts(&s.Rule, &s.URL, &s.Column, &s.Reason)
		each(p, &s.Also, p.text)
	})
	each(p, &t.Names, func(n *rules.ToldName) {
		p.texts(&n.Key, &n.What, &n.Duty, &n.Name, &n.URL)
	})
	each(p, &t.Hidden, func(h *rules.HiddenLink) {
		each(p, &h.Way, p.text)
		each(p, &h.Sheets, p.text)
		p.texts(&h.Host, &h.Text, &h.Where)
		p.flag(&h.Foul)
	})
}

func (p *pack) texts(list ...*string) {
	for _, s := range list {
		p.text(s)
	}
}

func (p *pack) toldReport(t *rules.ToldReport) {
	r := &t.Report
	p.text(&t.Rule)
	p.int(&t.Rank)
	p.own(&r.Message) // it names the page
	p.texts(&r.URL, &r.Key, &r.Group, &r.Column, &r.Fix, &r.Anchor, (*string)(&r.Certainty), &r.Indicator, &r.File)
	p.evidence(&r.Evidence)
	p.flag(&r.Weightless)
	p.int(&r.OnCount)
	p.int(&r.Overdue)
	p.date(&r.Newest)
	each(p, &r.Pages, func(u *lanmu.Use) {
		p.texts(&u.Page, &u.Text, &u.Raw, &u.Where)
		p.kind(&u.Kind)
	})
}

func (p *pack) evidence(e *lanmu.Evidence) {
	p.texts(&e.Excerpt, &e.Checked, &e.Selector, &e.Raw)
	p.int(&e.Status)
	each(p, &e.Refused, func(d *lanmu.DateMark) {
		p.texts(&d.Raw, (*string)(&d.Role), &d.Why)
		p.date(&d.Date)
		p.flag(&d.Taken)
	})
}

// file is what is kept of an attachment.
func (p *pack) file(a *lanmu.Attachment) {
	p.texts(&a.URL, &a.Kind, (*string)(&a.Unread))
}
