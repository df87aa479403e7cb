package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// maxTitle is how long a row's title is kept, in runes.
const maxTitle = 200

// readRows makes rows of a run. Marks tell the dates found in them, some
// hundreds at most; they are good until the page is let go.
func (pg *page) readRows(r *run) (rows []lanmu.Row, marks []lanmu.DateMark) {
	ctx := dateCtx{At: pg.at}
	if r.tag == atom.Tr {
		ctx.Cells = tableRoles(pg.els[r.rows[0]].node)
	}
	seen := pg.countLeads(r.rows)
	spread := pg.spread(r)
	dated := r.dates > 0 || pg.figures(r)
	r.dates = 0
	rows = make([]lanmu.Row, 0, len(r.rows))
	r.links = pg.roomFor(len(r.rows))
	pg.takeRoom(r.links)
	first := len(pg.markRoom)
	for k, j := range r.rows {
		if pg.noRow(r, j) {
			continue
		}
		row, link := pg.readRow(j, seen, len(r.rows))
		if row.Title == "" {
			continue
		}
		node := pg.els[j].node
		if spread != 0 {
			node = pg.widened(r, k, spread)
		}
		var found []lanmu.DateMark
		switch e := &pg.els[j]; {
		case !dated && e.text > 16 && e.region&(inNav|inFoot) != 0:
		case spread == 0 && (!dated && (!e.hinted || !titled(node)) || pg.dateless(j)):
			row.Date, row.Raw, found = pg.linkDay(link)
		case spread == 0 && ctx.Date == nil && pg.dayBeside(j, row.URL, &row):
			found = pg.rowRead.marks
		default:
			row.Date, row.Raw, found = pg.rowRead.date(node, row.URL, ctx)
		}
		if len(found) > 0 && found[0].Role == lanmu.DateRow {
			r.dates++
		}
		if len(pg.markRoom)-first < 400 {
			pg.markRoom = append(pg.markRoom, found...)
		}
		rows, r.links = append(rows, row), append(r.links, link)
	}
	pg.markRoom = append(pg.markRoom, inferYears(rows, pg.at)...)
	return rows, slices.Clip(pg.markRoom[first:])
}

// readRow reads title and address of the row at element j. Link is the page's
// link that it leads by, counted from 1; 0 none.
func (pg *page) readRow(j int32, seen *leadCount, rows int) (row lanmu.Row, link int32) {
	main, best := int32(-1), -1
	if leads := pg.leads(j); len(leads) == 1 {
		main = leads[0].el // the best of one
	} else {
		for _, l := range leads {
			if s := pg.mainScore(l, seen, rows); s > best {
				main, best = l.el, s
			}
		}
	}
	e := &pg.els[j]
	row.Pinned = pg.pins && pinned(e.node)
	if main < 0 {
		row.Title = dateless(textOf(e.node, maxTitle))
		return row, 0
	}
	row.Title = pg.rowTitle(main, j)
	if link = pg.els[main].link; link > 0 {
		row.URL = pg.links[link-1].URL
	}
	return row, max(link, 0)
}

// linkDay is fromAddress of a link, counted from 1; 0 none.
func (pg *page) linkDay(link int32) (lanmu.Date, string, []lanmu.DateMark) {
	if link <= 0 {
		return lanmu.Date{}, "", nil
	}
	d, raw := pg.dayOf(link - 1)
	if d.IsZero() {
		return d, "", nil
	}
	pg.rowRead.marks = append(pg.rowRead.marks[:0], urlMark(d, raw, pg.at))
	return d, raw, pg.rowRead.marks
}

// mainScore is how much a lead is its row's title.
func (pg *page) mainScore(l lead, seen *leadCount, rows int) int {
	e := &pg.els[l.el]
	score := int(min(e.text, 80)) * 2
	if score == 0 {
		score = min(utf8.RuneCountInString(attr(e.node, "title")), 60)
	}
	if l.button {
		score /= 8
	}
	if rows > 2 && seen.of(l.key) > 1 && e.text <= 14 {
		score /= 4
	}
	return score
}

// dateless takes a date off the beginning or end of a text.
func dateless(s string) string {
	if !edgeFigure(s) {
		return s
	}
	h, ok := firstDate(s)
	if !ok {
		return s
	}
	if strings.Trim(s[:h.start], " [(（【〔") == "" {
		return strings.TrimLeft(s[h.end:], " ])）】〕\u00a0")
	}
	var last dateHit
	scanDates(s, func(h dateHit) bool { last = h; return true })
	if strings.Trim(s[last.end:], " ])）】〕") == "" {
		return strings.TrimRight(s[:last.start], " [(（【〔\u00a0")
	}
	return s
}

// pinned tells a row that says 置顶.
func pinned(n *html.Node) bool {
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode:
			if len(c.Data) < 40 && strings.Contains(c.Data, "置顶") {
				return true
			}
		case c.DataAtom == atom.Img:
			if alt, src := attr(c, "alt"), attr(c, "src"); strings.Contains(alt, "置顶") || strings.Contains(src, "zhiding") || strings.Contains(src, "/top.gif") {
				return true
			}
		}
	}
	return false
}

// noRow tells what stands among the rows and is none: the breadcrumb, the
// pager, the 更多 link.
func (pg *page) noRow(r *run, j int32) bool {
	e := &pg.els[j]
	if e.dates > 0 || len(r.rows) < 2 {
		return false
	}
	if pg.crumb >= j && pg.crumb < e.end || e.region&inPager != 0 && r.tag != atom.A && pg.pagerText(j) {
		return true
	}
	if e.text > 60 || r.dates*2 < len(r.rows) {
		return false // in a list without dates a short row may be one
	}
	s := textOf(e.node, 60)
	return pg.pagerText(j) || pagerWord(s) || buttonLike(s)
}

// figures tells that some row shows a figure or has a script: a date may be in
// it that is written in no usual way.
func (pg *page) figures(r *run) bool {
	for _, j := range r.rows {
		for i := j; i < pg.els[j].end; i++ {
			if pg.els[i].figures {
				return true
			}
		}
	}
	return false
}

// dateless tells a row that is one text in its link, without a date: there is
// no need to look closer.
func (pg *page) dateless(j int32) bool {
	e := &pg.els[j]
	if e.hinted || e.segTo-e.segFrom != 1 {
		return false
	}
	t := &pg.shown.segs[e.segFrom]
	if p := t.node.Parent; p.Type != html.ElementNode || p.Data != "a" {
		return false
	}
	return pg.noDay(t)
}

// titled tells that some attribute of the row's link may hold a date.
func titled(n *html.Node) bool {
	if timedAttr(n) {
		return true
	}
	for c := range n.Descendants() {
		if timedAttr(c) {
			return true
		}
	}
	return false
}

// timedAttr tells an element one of whose attributes may hold a date: title, or
// one that is named for it.
func timedAttr(n *html.Node) bool {
	for i := range n.Attr {
		if a := &n.Attr[i]; (a.Key == "title" || timedKey(a.Key)) && maybeDate(a.Val) {
			return true
		}
	}
	return false
}

// openers and closers stand around a date beside a title.
var (
	openers = newRuneSet(" [(（【〔")
	closers = newRuneSet(" ])）】〕")
)

// edgeFigure tells text that begins or ends with a figure, perhaps in brackets:
// only there a date is taken off.
func edgeFigure(s string) bool {
	head := openers.trimLeft(s)
	tail := closers.trimRight(s)
	if head == "" || tail == "" {
		return false
	}
	figure := func(c byte) bool { return isDigit(c) || c == 0xEF }
	return figure(head[0]) || isDigit(tail[len(tail)-1]) || strings.HasSuffix(tail, "日") ||
		strings.HasPrefix(head, "二") || len(tail) >= 3 && tail[len(tail)-3] == 0xEF
}
