package extract

import (
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"lanmu"
)

// specFor is the profile's entry with selectors that this page belongs to: the
// column's own page, or a further page of its list in the same folder.
func specFor(site *lanmu.Site, p *lanmu.Page) *lanmu.ColumnSpec {
	if site == nil {
		return nil
	}
	for i := range site.Columns {
		s := &site.Columns[i]
		if s.Items != "" && (furtherPage(s.URL, p.URL) || furtherPage(s.URL, p.Asked)) {
			return s
		}
	}
	return nil
}

// furtherPage tells whether addr is list itself or differs from it by a number
// at the end of the file's name or by its query: index_3.html, list.aspx?page=3.
func furtherPage(list, addr string) bool {
	if addr == "" {
		return false
	}
	list, addr = pageKey(list), pageKey(addr)
	if list == addr {
		return true
	}
	list, _, _ = strings.Cut(list, "?")
	addr, query, _ := strings.Cut(addr, "?")
	if list == addr {
		return query != ""
	}
	dir, file := path.Split(list)
	other, name := path.Split(addr)
	return dir == other && (numberless(name) == numberless(file) || file == "" && indexFile(numberless(name)))
}

// numberless is a file's name without the number before its ending.
func numberless(file string) string {
	name, ext := strings.TrimSuffix(file, path.Ext(file)), path.Ext(file)
	return strings.TrimRight(strings.TrimRight(name, "0123456789"), "_-") + ext
}

// choose makes the page's list of what the profile's selectors name. Where they
// match nothing, automatic reading stands, and f says so: the profile may have
// outlived the template.
func (pg *page) choose(f *lanmu.Facts, root *html.Node, spec *lanmu.ColumnSpec) {
	nodes := cascadia.QueryAll(root, compiled(spec.Items))
	ctx := dateCtx{At: pg.at}
	if spec.Date != "" {
		ctx.Date = compiled(spec.Date)
	}
	var rows []lanmu.Row
	for _, n := range nodes {
		row := pg.chosenRow(n)
		if row.Title == "" {
			continue
		}
		var marks []lanmu.DateMark
		row.Date, row.Raw, marks = rowDate(n, row.URL, ctx)
		f.Dates = append(f.Dates, marks...)
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		f.Missed = spec.Items
		return
	}
	f.Dates = append(f.Dates, inferYears(rows, pg.at)...)
	f.Blocks = append(f.Blocks, &lanmu.Block{
		Rows: rows, Dated: dated(rows), Hash: rowsHash(rows), Where: spec.Items, Heading: spec.Name, Score: rankProfile,
	})
	f.List, f.Kind = len(f.Blocks)-1, lanmu.PageColumn
	f.Empty, f.EmptyWhy, f.NeedsScript, f.ScriptWhy = lanmu.NotEmpty, "", false, ""
}

// chosenRow reads title and address of a row that a selector names.
func (pg *page) chosenRow(n *html.Node) lanmu.Row {
	row := lanmu.Row{Pinned: pinned(n)}
	for _, a := range cascadia.QueryAll(n, anchors) {
		title := strings.TrimSpace(dateless(textOf(a, maxTitle)))
		if whole := attr(a, "title"); strings.HasPrefix(whole, strings.TrimRight(title, "….")) {
			title = clip(cleanText(whole), maxTitle)
		}
		if len(title) > len(row.Title) {
			row.Title, row.URL = title, pg.resolve(attr(a, "href"))
		}
	}
	if row.Title == "" {
		row.Title = dateless(textOf(n, maxTitle))
	}
	return row
}

var anchors = compiled("a[href]")

func dated(rows []lanmu.Row) (n int) {
	for _, r := range rows {
		if !r.Date.IsZero() {
			n++
		}
	}
	return n
}

// selectors keeps what was compiled: a profile has few, a site many pages.
var selectors sync.Map // string → cascadia.Selector

// compiled is a selector that the profile's check has found right.
func compiled(s string) cascadia.Selector {
	if c, ok := selectors.Load(s); ok {
		return c.(cascadia.Selector)
	}
	c, err := cascadia.Compile(s)
	if err != nil {
		c = func(*html.Node) bool { return false }
	}
	selectors.Store(s, c)
	return c
}
