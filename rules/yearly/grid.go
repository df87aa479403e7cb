package yearly

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// grid is a table with its merged cells spread out: every place holds the cell
// that covers it.
type grid struct {
	rows [][]*cell
}

type cell struct {
	text     string
	row, col int // its upper left place
}

// maxCells bounds a table; a larger one is no report's.
const maxCells = 4000

// dataTable reads an innermost table that holds data; nil for one that only
// lays out the page.
func dataTable(n *html.Node) *grid {
	cells, long := 0, false
	nested := false
	var look func(m *html.Node)
	look = func(m *html.Node) {
		for c := m.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode {
				continue
			}
			switch c.Data {
			case "table":
				nested = true
				return
			case "td", "th":
				cells++
				long = long || utf8.RuneCountInString(textOf(c)) > 400
			}
			look(c)
		}
	}
	look(n)
	if nested || long || cells < 6 || cells > maxCells {
		return nil
	}
	return readGrid(n)
}

func readGrid(table *html.Node) *grid {
	g := &grid{}
	for i, tr := range rowsOf(table) {
		g.grow(i + 1)
		col := 0
		for c := tr.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.ElementNode || c.Data != "td" && c.Data != "th" {
				continue
			}
			for g.at(i, col) != nil {
				col++
			}
			x := &cell{text: narrow(textOf(c)), row: i, col: col}
			wide, high := span(c, "colspan"), span(c, "rowspan")
			for r := i; r < i+high; r++ {
				for k := col; k < col+wide; k++ {
					g.put(r, k, x)
				}
			}
			col += wide
		}
	}
	// A rowspan that reaches beyond the last row makes no row of its own.
	if n := len(rowsOf(table)); len(g.rows) > n {
		g.rows = g.rows[:n]
	}
	return g
}

func rowsOf(table *html.Node) []*html.Node {
	var out []*html.Node
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && c.Data == "tr" {
				out = append(out, c)
			} else {
				walk(c)
			}
		}
	}
	walk(table)
	return out
}

func span(n *html.Node, name string) int {
	v, err := strconv.Atoi(strings.TrimSpace(attr(n, name)))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, 60)
}

func (g *grid) grow(n int) {
	for len(g.rows) < n {
		g.rows = append(g.rows, nil)
	}
}

func (g *grid) at(r, c int) *cell {
	if r < 0 || r >= len(g.rows) || c < 0 || c >= len(g.rows[r]) {
		return nil
	}
	return g.rows[r][c]
}

func (g *grid) put(r, c int, x *cell) {
	g.grow(r + 1)
	for len(g.rows[r]) <= c {
		g.rows[r] = append(g.rows[r], nil)
	}
	if g.rows[r][c] == nil {
		g.rows[r][c] = x
	}
}

// text is all the table says, each cell once.
func (g *grid) text() string {
	var b strings.Builder
	for i, row := range g.rows {
		for j, c := range row {
			if c != nil && c.row == i && c.col == j {
				b.WriteString(c.text)
				b.WriteByte('|')
			}
		}
	}
	return b.String()
}

// textOf is an element's text without scripts.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		if n.Type == html.ElementNode && silent[n.Data] {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}
