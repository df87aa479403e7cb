package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// How much text a page may show beside an empty list, and beside a phrase that
// says that there is nothing, and still be called empty; in runes.
const (
	emptyText  = 60
	phraseText = 160
)

// explainWords are said by a page that only explains why there is nothing.
var explainWords = [...]string{
	"情况说明", "建设中", "正在建设", "维护中", "正在维护", "升级中", "正在升级", "正在整理", "整理中", "改版中", "正在改版", "正在完善", "完善中",
	"本栏目无", "无此类", "无此项", "未涉及", "不涉及", "无相关业务", "筹建中", "调试中", "未产生", "未发生",
}

// explainText is how long such an explanation may be, in runes.
const explainText = 220

// emptiness decides whether a page without a list is blank, and why. It says so
// only on a sign: an empty place for the list, a phrase, records of none, or a
// page with nothing at all on it. Doubt is not blank. Aside is the block that is
// looked past, -1 none.
func (pg *page) emptiness(f *lanmu.Facts, runs []run, aside int) (lanmu.Emptiness, string) {
	if in := pg.saidTwice(f, runs); in != "" {
		return lanmu.EmptyPhrase, in
	}
	cause, why := pg.blankBy(f, runs, aside)
	if cause == lanmu.NotEmpty || pg.remains(f, runs, aside, cause == lanmu.EmptyNothing) != "" {
		return lanmu.NotEmpty, ""
	}
	return cause, why
}

// blankBy is the sign by which the page is blank, whatever else stands on it.
func (pg *page) blankBy(f *lanmu.Facts, runs []run, aside int) (lanmu.Emptiness, string) {
	o := pg.own(pg.cuts(runs, f.Blocks, f.List))
	plain := max(o.text-o.linked, pg.rawText(runs))
	o.images = pg.pictures(runs)
	doubt, menus := pg.doubt(f, runs)
	if doubt || pg.unexplained() > 500 {
		return lanmu.NotEmpty, ""
	}
	if in := pg.explanation(f, plain); in != "" && f.Files == 0 {
		return lanmu.EmptyExplanation, in
	}
	if pg.hasRecords {
		return lanmu.EmptyRecords, "页面数据中没有记录"
	}
	if w, in := pg.phrase(runs); w != "" && plain <= phraseText && o.images == 0 && o.frames == 0 && f.Files == 0 {
		return lanmu.EmptyPhrase, in
	}
	if plain > emptyText || o.images > 0 || o.frames > 0 || o.inputs > 2 || f.Files > 0 {
		return lanmu.NotEmpty, ""
	}
	if i := pg.emptyPlace(f, runs); i >= 0 && pg.onlyNamed(f, runs, aside) {
		return lanmu.EmptyNoRows, pg.where(i)
	}
	if f.ItemCount == 0 {
		return lanmu.EmptyNoRows, "共0条"
	}
	if !menus && pg.onlyNamed(f, runs, aside) && pg.nothing(f, o) {
		return lanmu.EmptyNothing, "未见列表、正文、表格、图片或嵌入内容"
	}
	return lanmu.NotEmpty, ""
}

// doubt tells that some block might be the page's list after all; menus that
// some block lists columns and might be what the page is for.
func (pg *page) doubt(f *lanmu.Facts, runs []run) (doubt, menus bool) {
	directories := 0
	for k, b := range f.Blocks {
		if k == f.List || len(b.Rows) == 0 || pg.beforeCrumb(&runs[k]) {
			continue
		}
		if b.Refused == refusedForeign || b.Refused == refusedColumns {
			if directories++; directories >= 4 && pg.els[runs[k].box].region&(inNav|inSide|inHot) == 0 {
				return true, true // a map of the site, a front with many parts
			}
		}
		if b.Refused == refusedForeign {
			menus = true
			continue
		}
		if b.Dated > 0 && b.Refused != refusedHot && b.Refused != refusedPager && b.Refused != refusedCrumb {
			return true, menus
		}
		if notOwn(b.Refused) || b.Refused == refusedBefore {
			continue
		}
		if b.Refused == refusedColumns {
			menus = true
			continue
		}
		words := 0
		for _, r := range b.Rows {
			words += visible(r.Title)
		}
		if b.Dated > 0 || words/len(b.Rows) >= 6 || len(b.Rows) >= 4 {
			return true, menus
		}
	}
	return false, menus
}

// phrase finds 暂无信息 where the list should stand.
func (pg *page) phrase(runs []run) (word, text string) {
	for _, i := range pg.phraseHints {
		e := &pg.els[i]
		if e.region&(inNav|inFoot|inHidden|inSide|inHot|inLinks|inCrumb) != 0 || pg.crumb > i || pg.insideRun(i, runs) {
			continue
		}
		text = textOf(e.node, 60)
		if w := noDataPhrase(text); w != "" {
			return w, text
		}
	}
	return "", ""
}

// saidTwice finds both 尚无资料 and a count of nothing (共0条) behind the
// breadcrumb, as systems write them that make the whole page themselves. Beside
// them undated links are other parts of the page; dates, pictures, frames and
// files still raise doubt.
func (pg *page) saidTwice(f *lanmu.Facts, runs []run) string {
	if pg.crumb < 0 || len(pg.phraseHints) < 2 {
		return ""
	}
	said, counted := "", false
	for _, i := range pg.phraseHints {
		if pg.els[i].region&(inFoot|inHidden|inSide|inHot|inLinks) != 0 || pg.crumb > i || pg.insideRun(i, runs) {
			continue
		}
		switch text := textOf(pg.els[i].node, 60); {
		case slices.ContainsFunc(zeroCounts[:], func(w string) bool { return strings.Contains(text, w) }):
			counted = true
		case visible(text) <= 12 && said == "":
			said = text
		}
	}
	if said == "" || !counted || f.Files > 0 || pg.rawText(runs) > phraseText || pg.pictures(runs) > 0 {
		return ""
	}
	for k, b := range f.Blocks {
		if !pg.beforeCrumb(&runs[k]) && runs[k].dates > 0 && b.Refused != refusedHot {
			return ""
		}
	}
	for i := pg.behindCrumb(); int(i) < len(pg.els); i++ {
		if pg.els[i].tag == atom.Iframe {
			return ""
		}
	}
	return said
}

// insideRun tells that element i stands in a row of some list.
func (pg *page) insideRun(i int32, runs []run) bool {
	for k := range runs {
		for _, row := range runs[k].rows {
			if i >= row && i < pg.els[row].end {
				return true
			}
		}
	}
	return false
}

// explanation finds the short text of a page that only explains itself.
func (pg *page) explanation(f *lanmu.Facts, plain int) string {
	if plain < 4 || plain > explainText {
		return ""
	}
	text := pg.mainText(explainText + 60)
	for _, w := range explainWords {
		if i := strings.Index(text, w); i >= 0 && strings.TrimSpace(text) != f.ColumnName && !goesOn(w, text[i+len(w):]) {
			// The sentence that says so, not what happens to stand before it.
			from := strings.LastIndexAny(text[:i], " \t\n。！？")
			if from >= 0 {
				_, size := utf8.DecodeRuneInString(text[from:])
				text = text[from+size:]
			}
			return clip(text, 80)
		}
	}
	return ""
}

// goesOn tells that the sentence goes on behind a word that ends with 中, and
// so says something else: 建设中存在的困难.
func goesOn(word, rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.HasSuffix(word, "中") && unicode.Is(unicode.Han, r) && !strings.HasPrefix(rest, "请") && !strings.HasPrefix(rest, "敬请")
}

// mainText is the page's own unlinked text, at most limit runes.
func (pg *page) mainText(limit int) string { return pg.mainTextBut(limit, nil) }

// mainTextBut is mainText without the elements that are known.
func (pg *page) mainTextBut(limit int, known elementSet) string {
	var b textBuilder
	b.limit = limit
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
				b.add(c.Data, limit)
			}
		}
		b.gap = true
		i++
	}
	return b.String()
}

// emptyPlace finds the place for the list, without rows: a <ul> of nothing, or
// a box whose class promises a list. -1: none.
func (pg *page) emptyPlace(f *lanmu.Facts, runs []run) int32 {
	const off = inNav | inFoot | inSide | inCrumb | inPager | inLinks | inHot | inHidden
	for _, i := range pg.empties {
		e := &pg.els[i]
		if e.region&off != 0 || pg.crumb > i || pg.insideRun(i, runs) || pg.insideMenu(i, f, runs) {
			continue
		}
		switch e.tag {
		case atom.Ul, atom.Ol, atom.Dl, atom.Tbody:
			if !pg.holdsLinks(i) {
				return i
			}
		case atom.Table:
			if e.end == i+1 || e.own&inList != 0 {
				return i // a table without a row
			}
		case atom.Div, atom.Section, atom.Td:
			if e.own&inList != 0 {
				return i
			}
		}
	}
	return -1
}

// holdsLinks tells that anchors stand below element i, if only without words:
// the dots of a slider.
func (pg *page) holdsLinks(i int32) bool {
	for j := i + 1; j < pg.els[i].end; j++ {
		if pg.els[j].node.DataAtom == atom.A {
			return true
		}
	}
	return false
}

// insideMenu tells that i stands in a block that is refused for good.
func (pg *page) insideMenu(i int32, f *lanmu.Facts, runs []run) bool {
	for k := range runs {
		if o := runs[k].box; notOwn(f.Blocks[k].Refused) && i >= o && i < pg.els[o].end {
			return true
		}
	}
	return false
}

// nothing tells a page that shows its name and nothing else.
func (pg *page) nothing(f *lanmu.Facts, o ownPart) bool {
	if pg.crumb < 0 && f.ColumnName == "" {
		return false // not known to be a column
	}
	return o.linked <= 12 && o.images == 0 && o.frames == 0 && o.inputs == 0 && len(pg.els) > 30
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
		names = append(names, squeeze(b.Heading)) // over side lists
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

// smallImage is the side up to which an image adorns, in pixels.
const smallImage = 60

// pictures counts the images behind the breadcrumb that may be content: no
// arrows, dots, lines and banners, and none in rows.
func (pg *page) pictures(runs []run) int {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden | inSide
	n := 0
	for i := range pg.els {
		e := &pg.els[i]
		if e.tag != atom.Img || int32(i) < pg.crumb || e.region&off != 0 || adornment(e.node) || pg.insideRun(int32(i), runs) {
			continue
		}
		n++
	}
	return n
}

// adornment tells an image by its size, by that of the table cell that it
// fills, or by its name.
func adornment(n *html.Node) bool {
	if cell := n.Parent; cell != nil && cell.DataAtom == atom.Td {
		if px, ok := leadingInt(attr(cell, "width")); ok && px <= smallImage && !strings.HasSuffix(attr(cell, "width"), "%") {
			return true // the edge of a frame
		}
	}
	for _, key := range [...]string{"width", "height"} {
		if px, ok := leadingInt(attr(n, key)); ok && px <= smallImage && !strings.HasSuffix(attr(n, key), "%") {
			return true
		}
	}
	src := strings.ToLower(attr(n, "src"))
	name := src[strings.LastIndexByte(src, '/')+1:]
	for _, w := range [...]string{"icon", "ico_", "dot", "arrow", "line", "logo", "banner", "spacer", "btn", "jiantou", "sanjiao", "bg.", "bg_", "title", "top", "search", "loading", "blank", "point", "jt.", "home", "empty", "nodata", "no-data", "no_data", "zanwu"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return name == ""
}
