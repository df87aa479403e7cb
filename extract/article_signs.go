package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isCopyright tells a line of the footer: © 2018, 版权所有, 备案.
func isCopyright(text string) bool {
	return hasAny(text, "©", "版权所有", "Copyright", "copyright", "COPYRIGHT", "CopyRight", "All Rights", "all rights", "ICP备", "备案号", "(C)")
}

// isClock tells a line that shows the day on which the page is read.
func isClock(text string, r region) bool {
	if len(text) < 240 && hasAny(text, "今天是", "今天:", "今天：", "现在是", "当前时间", "现在时间", "北京时间", "农历", "系统时间", "今日:", "今日：") {
		return true
	}
	return r&inNav != 0 && strings.Contains(text, "星期") && len(text) < 120
}

func hasAny(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// isClockWord tells a date right behind 今天是 in the line before.
func (a *articleReader) isClockWord(d lineDate) bool {
	return d.hit.start == 0 && strings.HasSuffix(trimFrameRight(a.line(d.line-1)), "今天是")
}

// sourceWords tells the line of an article that names its source.
func sourceWords(text string) bool {
	if len(text) > 2000 {
		return false // a line that names a source is short; a page on one line is not
	}
	return hasAny(text, "来源", "作者", "浏览", "点击", "阅读", "字号", "字体", "发布人", "发布者", "编辑", "打印",
		"访问次数", "供稿", "发布机构", "发布单位", "撰稿", "审核", "稿源")
}

// rowLike tells a date that dates another item: a link with a title of its own
// stands in the same row, and the row has siblings of its kind.
func (a *articleReader) rowLike(d lineDate) bool {
	if d.el < 0 || d.label > 0 && d.line > a.titleLine && a.inHead(d.line) {
		return false
	}
	const row = 300 // runes; what holds more is no row
	for el, up := d.el, 0; el >= 0 && up < 4; el, up = a.pg.els[el].parent, up+1 {
		e := &a.pg.els[el]
		if e.text > row {
			return false
		}
		switch e.node.DataAtom {
		case atom.Li, atom.Tr, atom.Dd, atom.P, atom.Div, atom.Dl:
			if titled := titleLink(e.node); titled != nil && utf8.RuneCountInString(strings.TrimSpace(nodeText(titled))) >= 6 {
				return sameKind(e.node) > 0
			}
			if e.node.DataAtom == atom.Li || e.node.DataAtom == atom.Tr {
				return false
			}
		}
	}
	return false
}

// sameKind counts the siblings of n that have its tag and class, at most two
// on each side.
func sameKind(n *html.Node) int {
	class, count := attr(n, "class"), 0
	near := func(next func(*html.Node) *html.Node) {
		seen := 0
		for s := next(n); s != nil && seen < 2; s = next(s) {
			if s.Type != html.ElementNode {
				continue
			}
			seen++
			if s.DataAtom == n.DataAtom && attr(s, "class") == class && titleLink(s) != nil {
				count++
			}
		}
	}
	near(func(s *html.Node) *html.Node { return s.NextSibling })
	near(func(s *html.Node) *html.Node { return s.PrevSibling })
	return count
}

// marked tells an element whose name, class or microdata says that it holds
// the day of publication; two steps up count too.
func (a *articleReader) marked(el int32) bool {
	for range 3 {
		if el < 0 {
			return false
		}
		e := &a.pg.els[el]
		if e.node.Data == "publishtime" || e.node.Data == "pubtime" || e.node.Data == "ucappubtime" {
			return true
		}
		if e.named&namesPublish != 0 {
			return true
		}
		el = e.parent
	}
	return false
}

// publishName tells a name in a page's source that stands for the day of
// publication: pubDate, publish_time, fbsj, fbrq.
func publishName(s string) bool {
	if len(s) > 60 {
		return false
	}
	l := strings.ToLower(s)
	if hasAny(l, "fbsj", "fbrq", "fabushijian", "fabusj", "datepublished", "docreltime", "releasetime", "releasedate", "publishedtime") {
		return true
	}
	return strings.Contains(l, "pub") && hasAny(l, "date", "time", "data")
}
