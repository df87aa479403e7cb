package demo

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// wordTable writes a table of HTML as office programs do: cells that go over
// several columns say how many, those over several rows go on in each of them.
func wordTable(markup string) string {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		panic(err) // our own markup
	}
	type below struct{ rows, wide int }
	under := map[int]below{} // by column: what goes on in the rows to come
	var b strings.Builder
	cell := func(wide int, merge, text string) {
		fmt.Fprintf(&b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>`, wide, merge, escape(text))
	}
	b.WriteString(`<w:tbl>`)
	for tr := range root.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		b.WriteString(`<w:tr>`)
		col := 0
		goOn := func() {
			for u := under[col]; u.rows > 0; u = under[col] {
				under[col] = below{u.rows - 1, u.wide}
				cell(u.wide, `<w:vMerge/>`, "")
				col += u.wide
			}
		}
		for td := range tr.ChildNodes() {
			goOn()
			wide, high, merge := number(td, "colspan"), number(td, "rowspan"), ""
			if high > 1 {
				merge, under[col] = `<w:vMerge w:val="restart"/>`, below{high - 1, wide}
			}
			text := ""
			if td.FirstChild != nil {
				text = td.FirstChild.Data
			}
			cell(wide, merge, text)
			col += wide
		}
		goOn()
		b.WriteString(`</w:tr>`)
	}
	return b.String() + `</w:tbl>`
}

// number is an attribute of a cell; 1 where it has none.
func number(td *html.Node, name string) int {
	for _, a := range td.Attr {
		if a.Key == name {
			if n, err := strconv.Atoi(a.Val); err == nil {
				return n
			}
		}
	}
	return 1
}
