package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// mainText is the page's own unlinked text, at most limit runes.
func (pg *page) mainText(limit int) string { return pg.mainTextBut(limit, nil) }

// mainTextBut is mainText without the elements that are known.
func (pg *page) mainTextBut(limit int, known elementSet) string {
	var text []byte
	b := textBuilder{limit: limit}
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	from := pg.body()
	if pg.crumb >= 0 {
		from = pg.els[pg.crumb].end
	}
	for i := from; int(i) < len(pg.els) && b.runes < limit; {
		e := &pg.els[i]
		if e.region&off != 0 || e.tag == atom.A || known.has(i) {
			i = e.end
			continue
		}
		for c := e.node.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == 1 {
				text = b.add(text, c.Data, limit)
			}
		}
		b.gap = true
		i++
	}
	return string(text)
}

// unexplained is how much unlinked text stands behind the breadcrumb in parts
// that only class words call navigation or footer: where it is much, the words
// may be wrong and the page is not called blank.
func (pg *page) unexplained() int {
	from := pg.body()
	if pg.crumb >= 0 {
		from = pg.els[pg.crumb].end
	}
	n := 0
	for i := from; int(i) < len(pg.els); {
		e := &pg.els[i]
		if e.region&(inNav|inFoot|inPager|inLinks|inSide|inHot) != 0 {
			n += int(e.text - e.linked)
			i = e.end
			continue
		}
		i++
	}
	return n
}

// rawText is how much unlinked text stands behind the breadcrumb, whatever block
// it is in: menus and share bars are links, an article is not.
func (pg *page) rawText(runs []run) int {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden
	from := pg.body()
	if pg.crumb >= 0 {
		from = pg.els[pg.crumb].end
	}
	rows := pg.noElements()
	for k := range runs {
		for _, row := range runs[k].rows {
			if e := &pg.els[row]; e.linked > 0 && e.text-e.linked <= 20 {
				rows[row] = true // a row with its date, whoever's list it is in
			}
		}
	}
	n := 0
	for i := from; int(i) < len(pg.els); {
		e := &pg.els[i]
		if e.region&off != 0 || e.tag == atom.A || rows.has(i) {
			i = e.end
			continue
		}
		// Its own text: all below it, without what stands in its children.
		own := e.text
		for j := i + 1; j < e.end; j = pg.els[j].end {
			if pg.els[j].region&inHidden == 0 {
				own -= pg.els[j].text
			}
		}
		n += int(own)
		i++
	}
	return n
}

// columnHeads stand over the columns of a table of items, the longer first.
var columnHeads = [...]string{"信息名称", "文件名称", "发布日期", "发布时间", "发文日期", "发文时间", "成文日期", "生成日期", "索引号", "序号", "文号", "标题", "名称", "日期", "时间", "来源", "主题", "点击数", "浏览"}

// onlyNamed tells a page whose own words are its names and nothing else.
func (pg *page) onlyNamed(f *lanmu.Facts, runs []run, aside int) bool {
	text := squeeze(pg.mainTextBut(200, pg.explained(f, runs, aside, false)))
	names := pg.pageNames(f)
	for _, c := range f.Crumbs {
		names = append(names, squeeze(c.Name))
	}
	for _, b := range f.Blocks {
		// What stands over the footer is the page's own text, unless it names it.
		if b.Refused != refusedFoot || visible(b.Heading) <= 8 || strings.Contains(b.Heading, "链接") {
			names = append(names, squeeze(b.Heading)) // over side lists
		}
	}
	for _, name := range names {
		if name != "" {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	for _, head := range columnHeads {
		text = strings.ReplaceAll(text, head, "")
	}
	if visible(text) > 24 || !strings.Contains(text, "页") && !strings.Contains(text, "共") {
		return visible(text) <= 4
	}
	text = strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || strings.ContainsRune("共条页第记录跳转到每当前显示尾首上下一", r) {
			return -1 // the pager's
		}
		return r
	}, text)
	return visible(text) <= 4
}
