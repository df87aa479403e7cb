package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// spread tells where a row's date stands when it stands beside the row's own
// element, as in <a>…</a> 2018-03-06<br> or <dt><dd>: +1 behind it, -1 before
// it, 0 inside.
func (pg *page) spread(r *run) int {
	if r.dates*2 > len(r.rows) || r.tag == atom.Li || len(r.rows) == 0 {
		return 0
	}
	if r.tag == atom.Td {
		return pg.spreadCells(r)
	}
	box := pg.els[r.rows[0]].parent
	for _, j := range r.rows {
		if pg.els[j].parent != box {
			return 0
		}
	}
	if int(pg.els[box].dates)*2 < len(r.rows) || box < 0 {
		return 0
	}
	before := siblingDate(pg.els[r.rows[0]].node, -1, r.tag)
	after := siblingDate(pg.els[r.rows[len(r.rows)-1]].node, +1, r.tag)
	switch {
	case after && !before:
		return 1
	case before && !after:
		return -1
	case before && after:
		return 1
	}
	return 0
}

// siblingDate tells that a date stands among n's siblings before the next row.
func siblingDate(n *html.Node, way int, tag atom.Atom) bool {
	step := func(n *html.Node) *html.Node {
		if way > 0 {
			return n.NextSibling
		}
		return n.PrevSibling
	}
	for s := step(n); s != nil; s = step(s) {
		if s.DataAtom == tag && s.Type == html.ElementNode {
			return false
		}
		text := ""
		switch s.Type {
		case html.TextNode:
			text = s.Data
		case html.ElementNode:
			text = textOf(s, 60)
		}
		if maybeDate(text) {
			if _, ok := firstDate(text); ok {
				return true
			}
		}
	}
	return false
}

// widened is the k-th row with the siblings that belong to it, as a tree of its
// own: the page's own tree stays as it is.
func (pg *page) widened(r *run, k, way int) *html.Node {
	row := pg.els[r.rows[k]].node
	wide := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	wide.AppendChild(cloneTree(row))
	if way == nextCell {
		if c := cellBehind(row); c != nil {
			wide.AppendChild(cloneTree(c))
		}
		return wide
	}
	n := row
	for steps := 0; steps < 12; steps++ {
		if way > 0 {
			n = n.NextSibling
		} else {
			n = n.PrevSibling
		}
		if n == nil || n.Type == html.ElementNode && n.DataAtom == r.tag {
			break
		}
		wide.AppendChild(cloneTree(n))
	}
	return wide
}

func cloneTree(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace, Attr: n.Attr}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(cloneTree(k))
	}
	return c
}
