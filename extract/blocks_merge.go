package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// outer is the highest element that shows nothing but what i shows.
func (pg *page) outer(i int32) int32 {
	for {
		p := pg.els[i].parent
		if p < 0 {
			return i
		}
		e, q := &pg.els[i], &pg.els[p]
		if q.tag == atom.Body || q.text != e.text || q.anchors != e.anchors || q.images != e.images || q.inputs != e.inputs {
			return i
		}
		i = p
	}
}

// mergeRuns joins runs that stand side by side in like boxes with nothing but
// lines between them: five rows to a <ul>, two items to a table row.
func (pg *page) mergeRuns(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if n := len(out); n > 0 && pg.continues(&out[n-1], &r) {
			prev := &out[n-1]
			prev.rows = append(prev.rows, r.rows...)
			prev.dates += r.dates
			box := pg.els[r.outer].parent
			if pg.els[prev.last].parent != box {
				_, last := pg.yearBoxes(prev.last, r.outer)
				box = pg.els[last].parent
			}
			prev.outer, prev.box, prev.last = box, box, r.outer
			continue
		}
		r.last = r.outer
		out = append(out, r)
	}
	return out
}

// continues tells that b goes on where a ends.
func (pg *page) continues(a, b *run) bool {
	x, y := a.last, b.outer
	if a.tag != b.tag {
		return false
	}
	if pg.els[x].parent != pg.els[y].parent {
		if x, y = pg.yearBoxes(x, y); x < 0 {
			return false
		}
	}
	ex, ey := &pg.els[x], &pg.els[y]
	if ex.tag != ey.tag || ex.tag == atom.Td {
		return false
	}
	if attr(ex.node, "class") != attr(ey.node, "class") && ex.tag != atom.Tr {
		return false
	}
	if (ex.region^ey.region)&inHidden != 0 {
		return false // a tab that is not shown
	}
	if (a.dates*2 >= len(a.rows)) != (b.dates*2 >= len(b.rows)) {
		return false
	}
	for n := ex.node.NextSibling; n != nil && n != ey.node; n = n.NextSibling {
		if n.Type == html.TextNode && !blank(n.Data) {
			return false
		}
		if n.Type == html.ElementNode && n.DataAtom != atom.Br && n.DataAtom != atom.Hr && n.FirstChild != nil && !yearHeading(textOf(n, 12)) {
			return false
		}
	}
	return !pg.sameLinks(a, b)
}

// yearHeading tells what may stand between the parts of one list: nothing, or
// the year to which the rows below belong.
func yearHeading(s string) bool {
	if s == "" {
		return true
	}
	s = strings.TrimSuffix(strings.TrimSuffix(strings.Trim(s, " 【】[]()（）■◆▪-—"), "度"), "年")
	if len(s) != 4 || s[0] != '1' && s[0] != '2' {
		return false
	}
	for i := 0; i < 4; i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return true
}

// yearBoxes are the boxes around x and y where each holds a year and its part
// of the list, and both stand side by side; -1 they do not.
func (pg *page) yearBoxes(x, y int32) (a, b int32) {
	p, q := pg.els[x].parent, pg.els[y].parent
	if p < 0 || q < 0 || p == q || pg.els[p].parent != pg.els[q].parent || pg.els[p].tag == atom.Td {
		return -1, -1
	}
	for _, k := range [...][2]int32{{p, x}, {q, y}} {
		extra := pg.els[k[0]].text - pg.els[k[1]].text
		if extra < 4 || extra > 8 {
			return -1, -1
		}
		head := false
		for j := k[0] + 1; j < pg.els[k[0]].end; j = pg.els[j].end {
			if j != k[1] && yearHeading(textOf(pg.els[j].node, 12)) && pg.els[j].text >= 4 {
				head = true
			}
		}
		if !head {
			return -1, -1
		}
	}
	return p, q
}

// sameLinks tells that most rows of b lead where rows of a lead: the list once
// more, for small screens.
func (pg *page) sameLinks(a, b *run) bool {
	have := pg.countLeads(a.rows)
	same := 0
	for _, row := range b.rows {
		for _, l := range pg.leads(row) {
			if at := pg.els[l.el].link; at > 0 && pg.links[at-1].URL != "" && have.of(l.key) > 0 {
				same++
				break
			}
		}
	}
	return same*2 > len(b.rows)
}
