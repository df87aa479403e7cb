package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// run is a candidate list: like siblings that each lead to one thing.
type run struct {
	box   int32     // element that holds the rows
	outer int32     // highest element that shows nothing else
	tag   atom.Atom // of the rows
	rows  []int32
	dates int   // rows that hold a date
	last  int32 // outer of the last part, where runs were joined

	stats *rowStats // of its rows; nil: not counted yet
}

// maxRows bounds a list, and what a hostile page can make of it.
const maxRows = 3000

// findRuns finds the candidate lists, in page order. A run of rows swallows
// what looks like a run inside its rows (a card's picture and title); runs side
// by side with nothing but lines between are one.
func (pg *page) findRuns() []run {
	pg.findLeads()
	best := slices.Grow(pg.best[:0], len(pg.els))[:len(pg.els)] // run of an element + 1
	clear(best)
	pg.best = best
	var runs []run
	var swallowed []bool
	for i := int32(len(pg.els)) - 1; i >= 0; i-- {
		e := &pg.els[i]
		if e.anchors == 0 || e.tag == atom.A || e.tag == atom.Html {
			continue
		}
		r, ok := pg.runAt(i)
		if !ok {
			continue
		}
		for _, row := range r.rows {
			for j := row; j < pg.els[row].end; j++ {
				if b := best[j]; b != 0 {
					swallowed[b-1] = true
				}
			}
		}
		runs = append(runs, r)
		swallowed = append(swallowed, false)
		best[i] = int32(len(runs))
	}
	out := make([]run, 0, len(runs))
	for k := len(runs) - 1; k >= 0; k-- { // page order
		if !swallowed[k] {
			out = append(out, runs[k])
		}
	}
	return pg.mergeRuns(out)
}

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

// runAt tells whether the children of element i are the rows of a list.
func (pg *page) runAt(i int32) (run, bool) {
	tag, k := pg.rowTag(i)
	if k == 0 || k > maxRows {
		return run{}, false
	}
	r := run{box: i, tag: tag, rows: pg.roomFor(k)}
	if k == 1 {
		return pg.singleRun(r)
	}
	if int(pg.els[i].anchors) > 8*k {
		return run{}, false // sections, not rows
	}
	var alike classCount
	linked := 0
	for j := i + 1; j < pg.els[i].end; j = pg.els[j].end {
		e := &pg.els[j]
		if e.tag != tag || e.text == 0 && e.images == 0 {
			continue
		}
		if e.anchors == 0 && !pg.linklessRow(e, tag) {
			continue
		}
		if pg.crumb > j && pg.crumb < e.end && e.anchors > pg.els[pg.crumb].anchors+1 {
			// A part of the page, as are those before it: it holds the breadcrumb.
			r.rows, alike, linked = r.rows[:0], classCount{}, 0
			continue
		}
		if e.anchors > 0 {
			linked++
			alike.add(attr(e.node, "class"))
		}
		r.rows = append(r.rows, j)
	}
	if linked < 2 || !alike.most(linked) && looseTag(tag) {
		return run{}, false
	}
	if !pg.oneThingEach(&r, linked) {
		return run{}, false
	}
	pg.takeRoom(r.rows)
	r.outer = pg.outer(i)
	return r, true
}

// roomFor is an empty slice for n rows, cut from one that the page's runs share.
func (pg *page) roomFor(n int) []int32 {
	at := len(pg.rowRoom)
	pg.rowRoom = slices.Grow(pg.rowRoom, n)
	return pg.rowRoom[at : at : at+n]
}

// takeRoom keeps what roomFor gave.
func (pg *page) takeRoom(rows []int32) {
	if at := len(pg.rowRoom); at+cap(rows) <= cap(pg.rowRoom) {
		pg.rowRoom = pg.rowRoom[:at+cap(rows)]
	}
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

// singleRun tells a list of one row: a list's own element, or a row that shows
// a date beside its link.
func (pg *page) singleRun(r run) (run, bool) {
	for j := r.box + 1; j < pg.els[r.box].end; j = pg.els[j].end {
		if pg.els[j].anchors > 0 {
			r.rows = append(r.rows, j)
		}
	}
	row := &pg.els[r.rows[0]]
	if pg.crumb > r.rows[0] && pg.crumb < row.end {
		return run{}, false // the page's own part, whose one link is the breadcrumb's
	}
	if row.text > 500 || row.text < 4 || row.anchors > 4 || row.region&(inCrumb|inPager) != 0 {
		return run{}, false
	}
	if row.dates > 0 && clockText(textOf(row.node, 80)) {
		return run{}, false
	}
	switch r.tag {
	case atom.Li, atom.Dd:
	case atom.Tr, atom.Dl, atom.Dt:
		if row.dates == 0 {
			return run{}, false
		}
	case atom.Div, atom.P, atom.Table, atom.A, atom.Section:
		if row.dates == 0 || pg.metaLine(r.rows[0]) || pg.narrower(r.rows[0]) || row.text-row.linked > 160 || row.images > 2 {
			return run{}, false
		}
	default:
		return run{}, false
	}
	if r.tag == atom.A && row.text-row.linked > 0 {
		return run{}, false
	}
	if !pg.oneThingEach(&r, 1) {
		return run{}, false
	}
	pg.takeRoom(r.rows)
	r.outer = pg.outer(r.box)
	return r, true
}

// metaLine tells the line under an article's title (时间：… 来源：… 浏览次数：…),
// or title, line and attachment of one.
func (pg *page) metaLine(row int32) bool {
	s := textOf(pg.els[row].node, 160)
	if strings.Contains(s, "发布时间") || strings.Contains(s, "发布日期") {
		file := strings.Contains(s, "附件")
		for _, t := range pg.leads(row) {
			l := pg.els[t.el].link
			text := pg.linkText(t.el)
			file = file || l > 0 && pg.links[l-1].Kind == lanmu.LinkAttachment ||
				fileName(text) || visible(text) >= 6 && strings.Count(s, text) > 1 // the title, and the file that is called like it
		}
		if file {
			return true
		}
	}
	for _, w := range [...]string{"来源", "作者", "浏览", "点击", "阅读", "字号", "字体", "责任编辑", "编辑", "发布人", "打印", "分享"} {
		if i := strings.Index(s, w); i >= 0 && strings.ContainsAny(clipBytes(s[i:], len(w)+12), ":：【[") {
			return true
		}
	}
	return false
}

// fileName tells words that end like a document's name.
func fileName(text string) bool {
	i := strings.LastIndexByte(text, '.')
	if i <= 0 {
		return false
	}
	switch strings.ToLower(strings.TrimRight(text[i+1:], " )）】")) {
	case "doc", "docx", "xls", "xlsx", "pdf", "ppt", "pptx", "wps", "et", "zip", "rar", "ofd":
		return true
	}
	return false
}

// narrower tells that one child of row holds its link and its date already: the
// row is that child.
func (pg *page) narrower(row int32) bool {
	for j := row + 1; j < pg.els[row].end; j = pg.els[j].end {
		if pg.els[j].anchors > 0 && pg.els[j].dates > 0 && pg.els[j].tag != atom.A {
			return true
		}
	}
	return false
}

// oneThingEach tells that a row leads to one thing: its links are the same, or
// all but one are a category or a button that stands in other rows too, or one
// date says that it is one item.
func (pg *page) oneThingEach(r *run, linked int) bool {
	good, dated := 0, 0
	seen := pg.countLeads(r.rows)
	if linked > 1 && seen.used == 1 {
		return false // picture, title and button of one card
	}
	for _, j := range r.rows {
		e := &pg.els[j]
		if e.dates > 0 {
			dated++
		}
		if e.anchors == 0 {
			continue
		}
		things := pg.things(j, seen, len(r.rows))
		if things <= 1 && e.dates <= 3 || e.dates == 1 && things <= 4 && e.text < 600 {
			good++
		}
	}
	r.dates = dated
	return good*10 >= linked*7
}

// buttonFrame is what stands around the words of buttons.
var buttonFrame = newRuneSet(" \u00a0[]【】()（）<>＜＞《》»›…+")

// buttonLike tells words that a row's second link says, in whatever brackets:
// [ 详情 ], 查看全文>>.
func buttonLike(s string) bool {
	switch buttonFrame.trim(s) {
	case "详细", "详情", "查看", "更多", "下载", "查看详情", "阅读全文", "全文", "点击查看", "阅读", "阅读更多", "详细内容", "查看详细", "点击详情",
		"查看更多", "查看全文", "预览", "解读", "图解", "原文", "打开", "浏览", "附件", "more", "More", "MORE", "更多详情", "了解更多", "了解详情":
		return true
	}
	return false
}

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
			box, last := pg.els[r.outer].parent, r.outer
			if pg.els[prev.last].parent != box {
				_, last = pg.yearBoxes(prev.last, r.outer)
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

// clockText tells the line that says what day it is.
func clockText(s string) bool {
	for _, w := range [...]string{"今天是", "今日", "星期", "农历", "现在是", "当前时间", "当前日期", "北京时间"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
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
