package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tagRank orders tags where two are equally frequent among the children: the
// one made for rows wins over the one inside rows.
func tagRank(t atom.Atom) int {
	switch t {
	case atom.Li, atom.Tr, atom.Dt:
		return 5
	case atom.Dl, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Dd, atom.Article:
		return 4
	case atom.Div, atom.Table, atom.Section, atom.Ul, atom.Ol:
		return 3
	case atom.P, atom.Td:
		return 2
	}
	return 1
}

// linklessRow tells a row of a list that has lost its link: it still shows a
// date. Header rows and separators are none.
func (pg *page) linklessRow(e *element, tag atom.Atom) bool {
	switch tag {
	case atom.Li, atom.Tr, atom.Dd, atom.Dl:
		return e.dates == 1 && e.text >= 8 && e.text < 200 && !headerRow(e.node)
	}
	return false
}

// headerRow tells a table row of column heads.
func headerRow(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td {
			return false
		}
	}
	return n.DataAtom == atom.Tr
}

// looseTag tells tags that are siblings everywhere and make rows only where
// they carry one class.
func looseTag(t atom.Atom) bool {
	switch t {
	case atom.Li, atom.Tr, atom.Dd, atom.Dt, atom.A, atom.P, atom.H2, atom.H3, atom.H4, atom.Td, atom.Dl:
		return false
	}
	return true
}

// classCount counts how many siblings share their class.
type classCount struct {
	names [4]string
	n     [4]int
	used  int
}

func (c *classCount) add(class string) {
	for k := range c.used {
		if c.names[k] == class {
			c.n[k]++
			return
		}
	}
	if c.used < len(c.names) {
		c.names[c.used], c.n[c.used] = class, 1
		c.used++
	}
}

// most tells that half of all, and at least two, share one class.
func (c *classCount) most(all int) bool {
	top := 0
	for k := range c.used {
		top = max(top, c.n[k])
	}
	return top >= 2 && top*2 >= all
}

// rowTag is the tag that most of i's linking children have, and their number.
func (pg *page) rowTag(i int32) (atom.Atom, int) {
	var tags [6]atom.Atom
	var n [6]int
	used := 0
	for j := i + 1; j < pg.els[i].end; j = pg.els[j].end {
		e := &pg.els[j]
		if e.anchors == 0 {
			continue
		}
		t := e.tag
		if e.tag == 0 {
			continue
		}
		at := -1
		for k := range used {
			if tags[k] == t {
				at = k
			}
		}
		if at < 0 {
			if used == len(tags) {
				continue
			}
			at = used
			tags[at] = t
			used++
		}
		n[at]++
	}
	best := -1
	for k := range used {
		if best < 0 || n[k] > n[best] || n[k] == n[best] && tagRank(tags[k]) > tagRank(tags[best]) {
			best = k
		}
	}
	if best < 0 {
		return 0, 0
	}
	return tags[best], n[best]
}
