package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// crumbWords begin a breadcrumb.
var crumbWords = []string{"当前位置", "所在位置", "您的位置", "你的位置", "现在位置", "现在的位置", "您所在的", "你所在的", "当前的位置", "位置：", "位置:", "您在：", "您当前位于", "当前栏目"}

// findCrumb finds the breadcrumb: by its words, else by class and a link to
// the home page that stands first in it.
func (pg *page) findCrumb() {
	pg.crumb = -1
	for _, i := range pg.crumbHints {
		if c := pg.crumbAround(i); c >= 0 {
			pg.crumb = c
			break
		}
		if c := pg.crumbWritten(i); c >= 0 {
			pg.crumb = c
			break
		}
	}
	if pg.crumb < 0 {
		for i := range pg.els {
			e := &pg.els[i]
			if e.own&inCrumb != 0 && e.text > 0 && e.text <= 120 && e.anchors > 0 && e.anchors <= 9 && pg.beginsAtHome(int32(i)) {
				pg.crumb = int32(i)
				break
			}
		}
	}
	if pg.crumb < 0 {
		pg.crumb = pg.homeArrow()
	}
	if pg.crumb >= 0 {
		pg.els[pg.crumb].own |= inCrumb
	}
}

// crumbAround climbs from the word 当前位置 to the element that holds the steps.
func (pg *page) crumbAround(i int32) int32 {
	for n := 0; n < 5 && i >= 0; n++ {
		e := &pg.els[i]
		if e.text > 160 || e.anchors > 12 || e.dates > 0 || n > 0 && pg.holdsList(i) {
			return -1
		}
		if e.anchors > 0 || e.text > 8 && strings.ContainsAny(textOf(e.node, 100), ">＞»→›") {
			return i
		}
		i = e.parent
	}
	return -1
}

// beforeCrumb tells a run that begins before the breadcrumb: its first row
// does, whatever box is around both.
func (pg *page) beforeCrumb(r *run) bool { return pg.crumb > r.rows[0] }

// holdsCrumb tells a run whose box is around the breadcrumb; one whose rows all
// stand behind it and show dates is a short list beside it.
func (pg *page) holdsCrumb(r *run) bool {
	if pg.crumb < r.outer || pg.crumb >= pg.els[r.outer].end {
		return false
	}
	return r.dates*2 < len(r.rows) || pg.els[pg.crumb].end > r.rows[0]
}

// beginsAtHome tells that the first link in i is the home page's.
func (pg *page) beginsAtHome(i int32) bool {
	for j := i; j < pg.els[i].end; j++ {
		if e := &pg.els[j]; e.node.DataAtom == atom.A && e.text > 0 {
			return homeWord(pg.linkText(j))
		}
	}
	return false
}

func homeWord(s string) bool {
	switch s {
	case "首页", "网站首页", "主页", "首 页", "本站首页", "网站主页", "返回首页", "Home", "home", "门户首页":
		return true
	}
	return strings.HasSuffix(s, "首页") && len(s) <= 60
}

// homeArrow finds 首页 > 栏目: a link to the home page with an arrow behind it.
func (pg *page) homeArrow() int32 {
	for i := range pg.els {
		e := &pg.els[i]
		if e.node.DataAtom != atom.A || e.text == 0 || e.text > 20 || !homeWord(pg.linkText(int32(i))) {
			continue
		}
		for s, k := e.node.NextSibling, 0; s != nil && k < 3; s, k = s.NextSibling, k+1 {
			text := ""
			if s.Type == html.TextNode {
				text = strings.TrimSpace(s.Data)
			} else if s.Type == html.ElementNode && s.DataAtom != atom.A {
				text = textOf(s, 4)
			}
			if text == "" {
				continue
			}
			if arrow(text) && pg.els[e.parent].text <= 160 {
				return e.parent
			}
			break
		}
	}
	return -1
}

// arrow tells a text that begins with what stands between a breadcrumb's steps.
func arrow(s string) bool {
	for _, a := range [...]string{">", "＞", "»", "→", "›", "--", "->", "=>", "≫", "＞＞", "》"} {
		if strings.HasPrefix(s, a) {
			return true
		}
	}
	return false
}

// crumbs reads the steps, home first; the last may have no address.
func (pg *page) crumbs() []lanmu.Crumb {
	if pg.crumb < 0 {
		return nil
	}
	if pg.crumbHTML != "" {
		return pg.writtenCrumbs()
	}
	var out []lanmu.Crumb
	tail := ""
	var visit func(n *html.Node)
	idx := pg.crumb
	visit = func(n *html.Node) {
		for c := n.FirstChild; c != nil && len(out) < 12; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				tail += c.Data
			case c.Type != html.ElementNode || silent(c.Data):
			case c.DataAtom == atom.A:
				name := textOf(c, maxLinkText)
				if name == "" {
					continue
				}
				url := ""
				if href := attr(c, "href"); !deadHref(href) {
					url = pg.resolve(strings.TrimSpace(href))
				}
				out = appendSteps(out, tail)
				tail = ""
				out = append(out, lanmu.Crumb{Name: name, URL: url})
			case c.DataAtom == atom.Li: // each holds a step of its own, linked or not
				out = appendSteps(out, tail)
				tail = ""
				visit(c)
				out = appendSteps(out, tail)
				tail = ""
			default:
				visit(c)
			}
		}
	}
	visit(pg.els[idx].node)
	return appendSteps(out, tail)
}

// appendSteps adds the steps that stand in text between or behind the links.
func appendSteps(out []lanmu.Crumb, text string) []lanmu.Crumb {
	text = cleanText(text)
	for _, w := range crumbWords {
		if i := strings.Index(text, w); i >= 0 {
			text = text[i+len(w):]
		}
	}
	for _, w := range [...]string{"是：", "是:", "为：", "为:"} {
		text = strings.TrimPrefix(text, w) // 您现在的位置是：
	}
	for step := range strings.FieldsFuncSeq(text, func(r rune) bool {
		return strings.ContainsRune(">＞»→›|≫/·•", r)
	}) {
		step = strings.Trim(step, " -：:－—=≥》«[]【】")
		if step == "" || len(step) > 120 || strings.HasSuffix(step, "位置") && len(step) <= 24 || step == "是" || step == "在" {
			continue
		}
		if len(out) > 0 && out[len(out)-1].Name == step {
			continue // the column's link, and its name again as this page's
		}
		out = append(out, lanmu.Crumb{Name: step})
	}
	return out
}

// noStep are last steps that are no column's name.
func noStep(s string) bool {
	switch s {
	case "正文", "列表", "信息列表", "内容", "详细内容", "详情", "文章", "浏览文章", "查看", "正文内容", "信息内容", "列表页", "内容页", "详情页", "文章内容", "首页", "信息浏览", "详细页", "详细信息", "详情信息", "查看信息":
		return true
	}
	return homeWord(s)
}

// listStep are last steps that say that the page is a column's list.
func listStep(s string) bool { return s == "列表" || s == "列表页" || s == "信息列表" }

// textStep are last steps that say that the page is one text.
func textStep(s string) bool {
	switch s {
	case "正文", "详细内容", "正文内容", "文章内容", "信息内容", "浏览文章", "文章正文", "信息正文", "内容详情", "详细信息", "详情信息", "文章详情", "新闻详情", "信息详情":
		return true
	}
	return false
}

// columnName is the column this page is or belongs to: the last step of the
// breadcrumb that names one, else the page tag, else the title's first part.
func (pg *page) columnName(f *lanmu.Facts) string {
	for k := len(f.Crumbs) - 1; k > 0 || k == 0 && len(f.Crumbs) == 1; k-- {
		c := f.Crumbs[k]
		if !noStep(c.Name) && len(c.Name) <= 90 && !placeholder(c.Name) {
			return c.Name
		}
	}
	if s := tagValue(f.Tags, "ColumnName"); s != "" && len(s) <= 90 {
		return s
	}
	return ""
}

// holdsList tells that i holds a list of several rows, or a heading: more than
// a breadcrumb. Breadcrumbs that are lists themselves hold one.
func (pg *page) holdsList(i int32) bool {
	lists := 0
	for j := i + 1; j < pg.els[i].end; j++ {
		switch pg.els[j].node.DataAtom {
		case atom.Ul, atom.Ol, atom.Dl:
			lists++
		case atom.H1, atom.H2, atom.H3:
			return true
		}
	}
	return lists > 1
}

// crumbWritten finds a breadcrumb that a script writes behind the word 当前位置:
// the steps stand in the script as markup.
func (pg *page) crumbWritten(i int32) int32 {
	for n := 0; n < 2 && i >= 0; n++ {
		for _, c := range pg.codes {
			if (c.parent == i || c.parent >= i && c.parent < pg.els[i].end) && len(c.text) < 4000 && strings.Contains(c.text, "<a ") {
				pg.crumbHTML = c.text
				return c.parent
			}
		}
		i = pg.els[i].parent
	}
	return -1
}

// writtenCrumbs reads the steps from the markup in a script.
func (pg *page) writtenCrumbs() []lanmu.Crumb {
	var out []lanmu.Crumb
	z := html.NewTokenizer(strings.NewReader(pg.crumbHTML))
	open := false
	for len(out) < 12 {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken:
			t := z.Token()
			if open = t.DataAtom == atom.A; open {
				c := lanmu.Crumb{}
				for _, a := range t.Attr {
					if a.Key == "href" && !deadHref(a.Val) {
						c.URL = pg.resolve(strings.TrimSpace(a.Val))
					}
				}
				out = append(out, c)
			}
		case html.TextToken:
			if open && len(out) > 0 {
				out[len(out)-1].Name = clip(cleanText(string(z.Text())), maxLinkText)
			}
			open = false
		}
	}
	return out
}

// pageNames are the squeezed names by which headings and menus may call this
// page: its column's, its tag's, the parts of its title.
func (pg *page) pageNames(f *lanmu.Facts) []string {
	var names []string
	add := func(s string) {
		if s = squeeze(s); s != "" && len(s) <= 60 {
			names = append(names, s)
		}
	}
	add(f.ColumnName)
	add(tagValue(f.Tags, "ColumnName"))
	for part := range strings.FieldsFuncSeq(f.HeadTitle, func(r rune) bool { return strings.ContainsRune("-_|—–－>＞·,，[]【】", r) }) {
		add(part)
	}
	return names
}
