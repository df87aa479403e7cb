package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// standsOn tells a menu: one of its entries is the page itself. It has no
// address, or its class says that one stands on it.
func (pg *page) standsOn(r *run, names []string) bool {
	if len(r.rows) <= 1 {
		return false
	}
	for _, j := range r.rows {
		if e := &pg.els[j]; e.named&namesCurrent != 0 && e.text <= 24 {
			return true
		}
	}
	// Siblings that are no rows because they have no address.
	box, from := &pg.els[r.box], r.box+1
	if box.tag == atom.Body {
		from = r.rows[0] // everything stands in it
	}
	for j := from; j < box.end; j++ {
		e := &pg.els[j]
		if e.tag != atom.A || e.text == 0 || e.text > 24 {
			continue
		}
		if (e.named&namesCurrent != 0 || e.text <= 16 && !hasAttr(e.node, "href") && attr(e.node, "onclick") == "") && !pg.pageFigure(j) {
			return true
		}
		if e.text <= 12 && pg.callsPage(j, names) {
			return true
		}
	}
	return false
}

// callsPage tells that anchor j shows one of the page's own names.
func (pg *page) callsPage(j int32, names []string) bool {
	e := &pg.els[j]
	return e.callsPage.ask(func() bool {
		text := ""
		if e.plain {
			text = pg.plainText(j)
		} else {
			text = textOf(e.node, 40)
		}
		return slices.ContainsFunc(names, func(name string) bool { return squeezesTo(text, name) })
	})
}

// pageFigure tells an anchor of a pager: it marks where one stands as a menu
// does, and the list above it is no menu for that. Years are none.
func (pg *page) pageFigure(a int32) bool {
	s := pg.linkText(a)
	_, n, end := digits(s, 0)
	return pagerWord(s) && !(n == 4 && end == len(s))
}

// currentClass tells a class that marks where one stands.
func currentClass(class string) bool {
	if class == "" {
		return false
	}
	for f := range strings.FieldsSeq(class) {
		switch strings.ToLower(f) {
		case "cur", "current", "on", "active", "selected", "hover", "now", "focus", "cursel", "select", "curr", "this", "actived", "checked", "visited", "light":
			return true
		}
	}
	return false
}

// findMenus notes the menus that hold the page itself: what stands in one box
// with them is a side list sooner than the page's own.
func (s *scorer) findMenus(blocks []*lanmu.Block, runs []run) {
	for k, b := range blocks {
		r := &runs[k]
		st := s.stats(b, r)
		if r.dates*2 < len(b.Rows) && len(b.Rows) >= 2 && (st.self || s.pg.standsOn(r, s.names)) {
			s.menus = append(s.menus, r.outer)
		}
	}
}

// besideMenu tells that the run stands in a narrow box with a menu.
func (s *scorer) besideMenu(r *run) bool {
	pg := s.pg
	for i, n := pg.els[r.outer].parent, 0; i >= 0 && n < 3; i, n = pg.els[i].parent, n+1 {
		e := &pg.els[i]
		if e.tag == atom.Body || pg.crumb >= i && pg.crumb < e.end {
			return false
		}
		for _, m := range s.menus {
			if m >= i && m < e.end && m != r.outer {
				return e.tag != atom.Tr && e.tag != atom.Tbody && e.tag != atom.Table || n == 0
			}
		}
	}
	return false
}
