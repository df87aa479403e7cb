package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// singleRun tells a list of one row: a list's own element, or a row that shows
// a date beside its link.
func (pg *page) singleRun(r run) (run, bool) {
	for j := r.box + 1; j < pg.els[r.box].end; j = pg.els[j].end {
		if pg.els[j].anchors > 0 && pg.els[j].tag == r.tag {
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
	box := false
	switch r.tag {
	case atom.Li, atom.Dd:
	case atom.Tr, atom.Dl, atom.Dt:
		if row.dates == 0 {
			return run{}, false
		}
	case atom.Div, atom.P, atom.Table, atom.A, atom.Section:
		if box = true; row.dates == 0 || row.text-row.linked > 160 || row.images > 2 || pg.narrower(r.rows[0]) {
			return run{}, false
		}
	default:
		return run{}, false
	}
	if r.tag == atom.A && row.text-row.linked > 0 {
		return run{}, false
	}
	if !pg.oneThingEach(&r, 1) || row.dates > 0 && clockText(textOf(row.node, 80)) || box && pg.metaLine(r.rows[0]) {
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

// clockText tells the line that says what day it is.
func clockText(s string) bool {
	for _, w := range [...]string{"今天是", "今日", "星期", "农历", "现在是", "当前时间", "当前日期", "北京时间"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
