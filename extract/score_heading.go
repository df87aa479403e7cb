package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// hotHeading tells headings over lists that are no column's own.
func hotHeading(h string) bool {
	words := strings.Fields(h)
	if len(words) > 3 {
		return false // a menu of several names
	}
	if len(words) > 1 && slices.Contains(columnHeads[:], words[0]) {
		return false // 标题 发布日期 点击数: the head of the table itself
	}
	for _, w := range [...]string{"热点", "热门", "推荐", "相关", "排行", "最新", "图片新闻", "点击", "友情链接", "网站导航", "快速通道", "快捷", "猜你", "一周", "站内搜索", "常用", "延伸阅读", "头条", "上一篇", "为您"} {
		if strings.Contains(h, w) {
			return true
		}
	}
	return false
}

// headingOf is what stands over a run, and its 更多 link.
func (pg *page) headingOf(r *run) (heading, more string) {
	n := pg.els[r.outer].node
	for steps := 0; n != nil && steps < 4; steps++ {
		looked := 0
		for s := n.PrevSibling; s != nil && looked < 4; s = s.PrevSibling {
			if s.Type == html.TextNode && blank(s.Data) || s.Type == html.CommentNode {
				continue
			}
			looked++
			text := ""
			switch {
			case s.Type == html.TextNode:
				text = cleanText(s.Data)
			case s.Type == html.ElementNode && !silent(s.Data):
				text = textOf(s, 61)
			}
			if text == "" {
				continue
			}
			if visible(text) > 60 {
				return heading, more
			}
			if s.Type == html.ElementNode {
				more = pg.moreLink(s)
			}
			return stripMore(text), more
		}
		p := n.Parent
		if p == nil || p.DataAtom == atom.Body || p.DataAtom == atom.Td {
			break
		}
		n = p
	}
	return "", ""
}

func stripMore(s string) string {
	s = strings.TrimSpace(s)
	if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(">＞»]+多Ee看", last) {
		return s // it ends like none of them
	}
	for _, w := range [...]string{"更多>>", "更多＞＞", "更多»", "[更多]", "更多+", "+更多", "更多>", "更多", "MORE>>", "More>>", "more>>", "MORE+", "MORE", "More", "more", "查看"} {
		s = strings.TrimSuffix(strings.TrimSpace(s), w)
	}
	return strings.TrimSpace(s)
}

// moreLink is the address of a 更多 link below n.
func (pg *page) moreLink(n *html.Node) string {
	for c := range n.Descendants() {
		if c.DataAtom != atom.A {
			continue
		}
		t := strings.ToLower(textOf(c, 8))
		cl := strings.ToLower(attr(c, "class"))
		if strings.Contains(t, "更多") || strings.Contains(t, "more") || strings.Contains(cl, "more") || t == "+" || t == ">>" {
			if href := attr(c, "href"); !deadHref(href) {
				return pg.resolve(strings.TrimSpace(href))
			}
			return "#"
		}
	}
	return ""
}

// foreign counts the signs that a block is not the column's: another name over
// it, a 更多 link, a place beside the menu, rows of other folders.
func (s *scorer) foreign(b *lanmu.Block, r *run, reg region) int {
	n := 0
	if s.foreignHeading(b.Heading) {
		n++
	}
	if b.More != "" {
		n++
	}
	if reg&(inSide|inHot) != 0 || s.besideMenu(r) {
		n++
	}
	if s.mixed(b) {
		n++
	}
	return n
}

// foreignHeading tells the name of something else: short, no date, none of the
// page's names in it.
func (s *scorer) foreignHeading(h string) bool {
	n := visible(h)
	if n < 2 || n > 14 || len(s.names) == 0 || maybeDate(h) {
		return false
	}
	sq := squeeze(h)
	for _, name := range s.names {
		if len(name) >= 6 && (strings.Contains(sq, name) || strings.Contains(name, sq)) {
			return false
		}
	}
	for _, c := range s.f.Crumbs {
		if squeeze(c.Name) == sq {
			return false // the column above, often written over the list
		}
	}
	for _, w := range [...]string{"序号", "标题", "名称", "时间", "列表", "位置", "共", "第", "NEWS", "News", "搜索", "检索", "年"} {
		if strings.Contains(h, w) {
			return false
		}
	}
	return true
}

// mixed tells rows that stand in several columns' folders.
func (s *scorer) mixed(b *lanmu.Block) bool {
	first, other := "", 0
	for _, r := range b.Rows {
		f := columnFolder(r.URL)
		switch {
		case f == "":
		case first == "":
			first = f
		case f != first:
			other++
		}
	}
	return other > 0 && other*4 >= len(b.Rows)
}
