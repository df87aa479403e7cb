package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nextCell is what spread tells where the cell behind each row's own holds its
// date: two items and two dates to a table row.
const nextCell = 2

// spreadCells is spread of rows that are cells.
func (pg *page) spreadCells(r *run) int {
	dated := 0
	for _, j := range r.rows {
		if c := cellBehind(pg.els[j].node); c != nil {
			text := textOf(c, 30)
			if h, ok := firstDate(text); ok && h.day != 0 && standsAlone(text, h) {
				dated++
			}
		}
	}
	if dated*10 < len(r.rows)*8 {
		return 0
	}
	return nextCell
}

// cellBehind is the table cell right behind n; nil none.
func cellBehind(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			if s.DataAtom != atom.Td {
				return nil
			}
			return s
		}
	}
	return nil
}
