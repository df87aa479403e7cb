package extract

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// Records are rows that a page carries as data: 大汉's <datastore> in a script
// or a text area, each <record> a CDATA with the row's markup. Its pager asks
// dataproxy for the next group, whose answer has the same form.
type records struct {
	found bool
	rows  []string // markup of each
	next  string   // address of the next group; "" none
	total int      // -1 not told
}

// readRecords reads the data of one island.
func readRecords(text string) records {
	r := records{total: -1}
	if !strings.Contains(text, "<record") && !strings.Contains(text, "<datastore") {
		return r
	}
	r.found = strings.Contains(text, "<recordset") || strings.Contains(text, "<record>") || strings.Contains(text, "<datastore")
	for rest := text; len(r.rows) < maxRows; {
		i := strings.Index(rest, "<record>")
		if i < 0 {
			break
		}
		rest = rest[i+len("<record>"):]
		end := strings.Index(rest, "</record>")
		if end < 0 {
			break // cut: half a record is none
		}
		if body := cdata(rest[:end]); body != "" {
			r.rows = append(r.rows, body)
		}
		rest = rest[end:]
	}
	if i := strings.Index(text, "<nextgroup>"); i >= 0 {
		if end := strings.Index(text[i:], "</nextgroup>"); end > 0 {
			r.next = hrefIn(cdata(text[i+len("<nextgroup>") : i+end]))
		}
	}
	for _, key := range [...]string{"<totalrecord>", "<totalRecord>"} {
		if i := strings.Index(text, key); i >= 0 {
			if n, ok := leadingInt(text[i+len(key):]); ok {
				r.total = n
			}
		}
	}
	return r
}

func cdata(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "<![CDATA["); ok {
		return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "]]>"))
	}
	return html.UnescapeString(s)
}

// hrefIn is the address of the first anchor in a piece of markup.
func hrefIn(markup string) string {
	i := strings.Index(markup, "href=")
	if i < 0 {
		return ""
	}
	s, _, ok := quoted(markup[i+len("href="):])
	if !ok {
		return ""
	}
	return html.UnescapeString(s)
}

func leadingInt(s string) (int, bool) {
	s = strings.TrimLeft(s, " \t\r\n'\"")
	j := 0
	for j < len(s) && j < 8 && isDigit(s[j]) {
		j++
	}
	n, err := strconv.Atoi(s[:j])
	return n, err == nil
}

// jpageTotal reads totalRecord:52 of the call that shows the records.
func (pg *page) jpageTotal() int {
	for _, c := range pg.codes {
		if i := strings.Index(c.text, "totalRecord"); i >= 0 {
			if n, ok := leadingInt(strings.TrimLeft(c.text[i+len("totalRecord"):], " :='\"")); ok {
				return n
			}
		}
	}
	return -1
}

// recordBlocks adds the blocks of the page's records. The runs stay in step
// with the blocks: a run of no rows stands for data.
func (pg *page) recordBlocks(f *lanmu.Facts, runs []run, marks [][]lanmu.DateMark) ([]run, [][]lanmu.DateMark) {
	for _, is := range pg.islands {
		r := readRecords(is.text)
		if !r.found {
			continue
		}
		pg.hasRecords = true
		if r.next != "" {
			if u := pg.resolve(r.next); u != "" {
				f.NextPages = append(f.NextPages, u)
			}
		}
		if r.total >= 0 {
			f.ItemCount = r.total
		}
		if len(r.rows) == 0 {
			continue
		}
		b, found := pg.recordBlock(r, is.el)
		f.Blocks = append(f.Blocks, b)
		runs = append(runs, run{box: is.el, outer: is.el, rows: []int32{is.el}, last: is.el, dates: b.Dated})
		marks = append(marks, found)
	}
	return runs, marks
}

// recordBlock makes a block of records. Their box stands where the list is
// shown, so what is around it counts as for any block.
func (pg *page) recordBlock(r records, el int32) (*lanmu.Block, []lanmu.DateMark) {
	b := &lanmu.Block{Where: pg.where(el)}
	var marks []lanmu.DateMark
	for _, markup := range r.rows {
		row, found := pg.recordRow(markup)
		if row.Title == "" {
			continue
		}
		b.Rows = append(b.Rows, row)
		if len(marks) < 400 {
			marks = append(marks, found...)
		}
	}
	marks = append(marks, inferYears(b.Rows, pg.at)...)
	for i := range b.Rows {
		if !b.Rows[i].Date.IsZero() {
			b.Dated++
		}
	}
	b.Hash = rowsHash(b.Rows)
	return b, marks
}

// recordRow reads the markup of one row.
func (pg *page) recordRow(markup string) (lanmu.Row, []lanmu.DateMark) {
	context := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	if strings.HasPrefix(strings.ToLower(markup), "<tr") {
		context = &html.Node{Type: html.ElementNode, Data: "tbody", DataAtom: atom.Tbody}
	}
	nodes, err := html.ParseFragment(strings.NewReader(markup), context)
	if err != nil {
		return lanmu.Row{}, nil
	}
	wide := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	for _, n := range nodes {
		wide.AppendChild(n)
	}
	var row lanmu.Row
	if a := titleLink(wide); a != nil {
		if href := attr(a, "href"); !deadHref(href) {
			row.URL = pg.resolve(strings.TrimSpace(href))
		} else if to := clickTarget(attr(a, "onclick")); to != "" {
			row.URL = pg.resolve(to)
		}
		row.Title = dateless(textOf(a, maxTitle))
		if t := clip(cleanText(attr(a, "title")), maxTitle); len(t) > len(row.Title) {
			row.Title = t
		}
	} else {
		row.Title = dateless(textOf(wide, maxTitle))
	}
	row.Pinned = pinned(wide)
	var marks []lanmu.DateMark
	row.Date, row.Raw, marks = rowDate(wide, row.URL, dateCtx{At: pg.at})
	return row, marks
}

// readData reads an answer that holds nothing but records: a further group of
// a list.
func readData(p *lanmu.Page, opt Options, f *lanmu.Facts) ([]lanmu.Link, bool) {
	head := string(p.Body[:min(len(p.Body), 2048)])
	if !strings.Contains(head, "<datastore") && !strings.Contains(head, "<recordset") && !strings.Contains(head, "<record>") {
		return nil, false
	}
	r := readRecords(string(p.Body))
	if !r.found {
		return nil, false
	}
	pg := newPage(p, opt)
	f.Kind = lanmu.PageColumn
	f.ItemCount = r.total
	b := &lanmu.Block{Where: "datastore", Score: listScore}
	for _, markup := range r.rows {
		row, found := pg.recordRow(markup)
		if row.Title == "" {
			continue
		}
		b.Rows = append(b.Rows, row)
		f.Dates = append(f.Dates, found...)
	}
	inferYears(b.Rows, opt.At)
	b.Hash = rowsHash(b.Rows)
	if len(b.Rows) > 0 {
		f.Blocks, f.List = []*lanmu.Block{b}, 0
	}
	var links []lanmu.Link
	if u := pg.resolve(r.next); r.next != "" && u != "" {
		f.NextPages = append(f.NextPages, u)
		links = append(links, lanmu.Link{URL: u, Raw: r.next, Kind: lanmu.LinkData})
	}
	for _, row := range b.Rows {
		if row.URL != "" {
			links = append(links, lanmu.Link{URL: row.URL, Raw: row.URL, Text: clip(row.Title, maxLinkText), Kind: lanmu.LinkPage, Where: "datastore"})
		}
	}
	f.Links = len(links)
	return links, true
}

// readDataPage is readData for answers that are called HTML: no page around the
// records.
func readDataPage(p *lanmu.Page, opt Options, f *lanmu.Facts) ([]lanmu.Link, bool) {
	head := asciiLower(string(p.Body[:min(len(p.Body), 512)]))
	if strings.Contains(head, "<html") || strings.Contains(head, "<!doctype") || strings.Contains(head, "<body") {
		return nil, false
	}
	return readData(p, opt, f)
}

// recordLinks adds what the records lead to: they are no anchors of the tree.
func (pg *page) recordLinks(f *lanmu.Facts) {
	if !pg.hasRecords {
		return
	}
	have := make(map[string]bool, len(pg.links))
	for k := range pg.links {
		have[pg.links[k].URL] = true
	}
	for _, b := range f.Blocks {
		for _, r := range b.Rows {
			if r.URL != "" && !have[r.URL] {
				have[r.URL] = true
				pg.links = append(pg.links, lanmu.Link{URL: r.URL, Raw: r.URL, Text: clip(r.Title, maxLinkText), Kind: lanmu.LinkPage, Where: b.Where})
			}
		}
	}
}
