package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "link-empty",
	Title: "链接为空",
	Doc: "正文中的链接是空的（href 为空、“#”或“javascript:;”），或列表、导航中同类条目都有地址，唯独这一条是空的，点击没有反应。" +
		"一个栏目里多篇文章如此的合并为一条，同一列表、导航里的几个空链接也合并为一条。" +
		"带脚本动作的按钮、选项卡、展开下级菜单的栏目名，以及翻页、打印、收藏、分享一类功能链接不算。",
	Fix:       "请为该条目补上正确的地址；没有对应页面的，去掉链接或撤下该条目。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Page:      emptyLinks,
	Site:      emptyInTexts,
})

var (
	rowDate = regexp.MustCompile(`(?:19|20)\d\d\s*[-./年]\s*\d{1,2}|[\[(（]\s*\d{1,2}[-/.]\d{1,2}\s*[\])）]`)
	control = regexp.MustCompile(`^[^\p{L}\p{N}]*(?:.{0,4}首页|字[号体].*|尾页|末页|上一[页篇条]|下一[页篇条]|[上下]页|[大中小]号?|更多|more|打印.*|关闭.*|收藏.*|加入收藏|设为首页|返回.*|` +
		`分享.*|转发|登录|注册|退出|搜索|检索|查询|展开.*|收起.*|繁[体體]?.*|简[体體]?|english|en|无障碍.*|长者.*|关怀.*|适老.*|微信.*|微博.*|客户端.*|手机.*|移动.*|二维码|回?到?顶部|top|.*[▼▾▽↓>＞»]|全部|本[年月周日]|\d+)[^\p{L}\p{N}]*$`)
)

func isControl(text string) bool { return control.MatchString(strings.ToLower(text)) }

func emptyLinks(p *PagePass) {
	if p.Doc == nil {
		return
	}
	for _, n := range p.anchors() {
		if emptyHref(attr(n, "href")) && !acts(n) {
			p.emptyLink(n)
		}
	}
	if len(p.share.empty.anchors) > 0 {
		p.Note("link-empty", p.share.empty)
	}
}

func (p *PagePass) emptyLink(n *html.Node) {
	row := rowOf(n)
	if row == nil {
		return
	}
	text := clean(nodeText(n))
	if utf8.RuneCountInString(text) < 2 || p.s.controls.of(text, isControl) {
		return
	}
	self := strings.TrimSpace(attr(n, "href")) == ""
	if self && p.ownName(text) {
		return // the menu's entry for this very page
	}
	if holds(row, atom.Ul, atom.Ol, atom.Dl, atom.Table) || !inText(p.Facts, row) && !p.likeRowsLink(row) {
		return
	}
	sel := one(n)
	if self && !inText(p.Facts, row) && !rowDate.MatchString(nodeText(row)) {
		return // most likely a menu's entry for the page itself, under another name
	}
	if inText(p.Facts, row) {
		p.noteEmpty(sel, text)
		return
	}
	beside := p.emptyBeside(row)
	r := Report{
		Group: beside[0], Anchor: clip(text, 60), Evidence: evidenceOf(sel),
		Message: fmt.Sprintf("页面《%s》中%s的链接为空，点击没有反应。", p.title(), someOf(beside)),
	}
	if rowDate.MatchString(nodeText(row)) {
		r.Group, r.Certainty = clip(text, 80), lanmu.Certain // a dated item, not a menu or a tab
		r.Message = fmt.Sprintf("页面《%s》中“%s”的链接为空，点击没有反应。", p.title(), clip(text, 60))
	}
	p.Report(r)
}

// emptyBeside are the texts of the empty links of a row and its like: what one
// list or menu lacks is one thing to mend.
func (p *PagePass) emptyBeside(row *html.Node) []string {
	k := siblings{row.Parent, row.Data}
	out, found := p.share.beside[k]
	if found {
		return out
	}
	for s := row.Parent.FirstChild; s != nil; s = s.NextSibling {
		if s.Type != html.ElementNode || s.Data != row.Data {
			continue
		}
		for c := range s.Descendants() {
			if c.Type != html.ElementNode || c.Data != "a" || !emptyHref(attr(c, "href")) || acts(c) {
				continue
			}
			if text := clean(nodeText(c)); utf8.RuneCountInString(text) > 1 && !slices.Contains(out, clip(text, 60)) {
				out = append(out, clip(text, 60))
			}
		}
	}
	if p.share.beside == nil {
		p.share.beside = map[siblings][]string{}
	}
	p.share.beside[k] = out
	return out
}

// ownName tells the name of the page itself: a menu often leaves the entry for
// the page that is open without an address.
func (p *PagePass) ownName(text string) bool {
	names := []string{p.Facts.ColumnName, p.Facts.Title, p.Facts.HeadTitle}
	for _, c := range p.Facts.Crumbs {
		names = append(names, c.Name)
	}
	for _, h := range p.elements().headings {
		names = append(names, nodeText(h))
	}
	for _, n := range names {
		if n = clean(n); n == text || strings.HasSuffix(n, "-"+text) || strings.HasPrefix(n, text+"-") || strings.HasPrefix(n, text+"_") {
			return true
		}
	}
	return false
}

// emptyHref tells an address that goes nowhere.
func emptyHref(href string) bool {
	switch {
	case href == "" || href == "#":
		return true
	case href[0] > ' ' && strings.IndexByte("#;jJ", href[0]) < 0:
		return false // an address, as nearly all are
	}
	h := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, href))
	switch strings.TrimRight(h, ";") {
	case "", "#", "javascript:", "javascript:void(0)", "javascript:void0", "javascript:void()", "#javascript:":
		return true
	}
	return false
}

// acts tells that a script may be listening: on the anchor, or near above it.
func acts(n *html.Node) bool {
	for depth := 0; n != nil && n.Type == html.ElementNode && depth < 4; n, depth = n.Parent, depth+1 {
		for _, a := range n.Attr {
			switch {
			case strings.HasPrefix(a.Key, "on"), strings.HasPrefix(a.Key, "data-"), strings.HasPrefix(a.Key, "v-"),
				strings.HasPrefix(a.Key, "@"), strings.HasPrefix(a.Key, "ng-"), a.Key == "role":
				return true
			case (a.Key == "id" || a.Key == "name") && depth == 0:
				return true
			case a.Key == "class" && controlClass(a.Val):
				return true
			}
		}
	}
	return false
}

func controlClass(class string) bool {
	class = strings.ToLower(class)
	for _, w := range []string{"tab", "btn", "button", "toggle", "drop", "close", "prev", "next", "share", "slide", "banner", "swiper", "menu", "nav-", "page", "js-", "open", "bdsharebuttonbox", "bds_"} {
		if strings.Contains(class, w) {
			return true
		}
	}
	return false
}

// rowOf is the list item, table row or paragraph an anchor stands in.
func rowOf(n *html.Node) *html.Node {
	for depth := 0; n != nil && depth < 5; n, depth = n.Parent, depth+1 {
		switch n.Data {
		case "li", "tr", "dd", "p":
			return n
		}
	}
	return nil
}

// inText tells a paragraph of an article: a link in it promises a page, and no
// menu's script listens there.
func inText(f *lanmu.Facts, row *html.Node) bool {
	return f.Kind == lanmu.PageArticle && row.Data == "p"
}

// holds tells that a row holds an element of one of the tags, as a menu entry
// with its folded sub-menu does.
func holds(n *html.Node, tags ...atom.Atom) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && (slices.Contains(tags, c.DataAtom) || holds(c, tags...)) {
			return true
		}
	}
	return false
}

// firstLink is the first anchor in an element; nil: none.
func firstLink(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if c.Data == "a" {
			return c
		}
		if a := firstLink(c); a != nil {
			return a
		}
	}
	return nil
}

// likeRowsLink tells that most of the row's siblings link properly: then an
// empty one is an omission, not a script's way of doing things.
func (p *PagePass) likeRowsLink(row *html.Node) bool {
	k := siblings{row.Parent, row.Data}
	all, counted := p.share.rows[k]
	if !counted {
		for s := row.Parent.FirstChild; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode && s.Data == row.Data {
				all.count(s, 1)
			}
		}
		if p.share.rows == nil {
			p.share.rows = map[siblings]rowLinks{}
		}
		p.share.rows[k] = all
	}
	all.count(row, -1)
	return all.good >= 2 && all.good > 2*all.empty
}

// siblings are the elements of one tag in one parent.
type siblings struct {
	parent *html.Node
	tag    string
}

// rowLinks counts rows by their first links: with an address, or without.
type rowLinks struct{ good, empty int }

func (l *rowLinks) count(row *html.Node, n int) {
	switch a := firstLink(row); {
	case a == nil:
	case emptyHref(attr(a, "href")):
		l.empty += n
	default:
		l.good += n
	}
}
