package extract

import (
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// What may be left on a page that nothing explains, and the page still be
// called blank; in runes, and in pictures that lead somewhere.
const (
	leftLinked = 14 // words of links that are too long for a menu
	leftText   = 60 // words in parts that only a class calls pager, share bar or side list
	leftNamed  = 90 // words in parts that only a class calls head, menu or side column
	leftLine   = 18 // words of one line in such a part, from which on it is no menu's or clock's
	leftCells  = 6  // cells of a table there that hold words
	leftWords  = 10 // from how many words on a link is more than a menu's entry
	leftBeside = 12 // words beside a row's links, from which on it is more than a menu's entry
)

// remains tells what a page shows that nothing explains; "" nothing. It is the
// guard before every cause of emptiness. A blank page consists of things that
// are known by what they are: menus, breadcrumb, pager, side lists under their
// own headings, footer, the words that say that there is nothing. Where
// something is left, reading may have missed the list, and the page is not
// called blank. Class words explain nothing here: they are wrong too often.
// Unsigned is a page that is called blank for showing nothing, without a place
// for a list or words that say so: then a heading like 推荐 explains nothing.
func (pg *page) remains(f *lanmu.Facts, runs []run, aside int, unsigned bool) string {
	if pg.wordyBlock(f, runs, aside) {
		return "带文字说明的条目"
	}
	known := pg.explained(f, runs, aside, unsigned)
	linked, text, named, pictures, dead, cells := 0, 0, 0, 0, 0, 0
	example := ""
	for i := pg.behindCrumb(); int(i) < len(pg.els); {
		e := &pg.els[i]
		byClass := e.region&(inNav|inSide|inPager|inLinks|inHot|inFoot|inCrumb) != 0
		if byClass && !known.has(i) && e.region&inHidden == 0 && pg.embedded(e) {
			return "嵌入的内容或图片"
		}
		if known.has(i) || e.region&inHidden != 0 || e.text == 0 && e.images == 0 && e.frames == 0 {
			i = e.end
			continue
		}
		if e.tag != atom.A {
			words := pg.ownWords(i)
			if byClass && words > 1 && e.linked == 0 && (e.tag == atom.Td || e.tag == atom.Th) {
				cells++
			}
			switch {
			case !byClass || e.tag == atom.Option:
			case words >= leftLine && !pg.plainLine(i):
				return "未归类的文字"
			case words >= leftLine:
			case e.region&(inPager|inLinks|inHot|inFoot|inCrumb) != 0:
				text += words
			default:
				named += words
			}
			i++
			continue
		}
		switch {
		case e.region&inFoot != 0 && pg.leadsAway(i) && pg.footBehind(i):
		case byClass && pg.likeItem(i):
			return "像条目或附件的链接"
		case e.text >= leftWords:
			linked += int(e.text)
			if example == "" {
				example = textOf(e.node, 40)
			}
		case e.text > 2 && deadHref(attr(e.node, "href")) && e.region&(inNav|inSide|inFoot|inPager|inCrumb|inLinks) == 0 &&
			!functionPage(pg.linkText(i)) && !pagerWord(pg.linkText(i)):
			dead++
		case e.text == 0 && pg.bigPicture(i):
			pictures++
		}
		i = e.end
	}
	switch {
	case linked >= leftLinked:
		return example
	case pg.weakList(f, runs, aside):
		return "像列表的链接"
	case dead >= 2:
		return "没有地址的条目"
	case cells >= leftCells:
		return "表格"
	case pictures >= 3:
		return "图片链接"
	case text > leftText, named > leftNamed:
		return "未归类的文字"
	}
	return ""
}

// wordyBlock tells a block behind the breadcrumb that was taken for a menu, a
// directory or the like though three of its rows or more say something beside
// their links: cards of firms, say, one of which leads to this very page.
func (pg *page) wordyBlock(f *lanmu.Facts, runs []run, aside int) bool {
	for k, b := range f.Blocks {
		switch b.Refused {
		case refusedHot, refusedHidden, refusedBefore, refusedFoot, "":
			continue
		}
		if k != aside && !pg.beforeCrumb(&runs[k]) && pg.wordyRows(&runs[k]) >= 3 {
			return true
		}
	}
	return false
}

// wordyRows counts the rows that say something beside their links and dates.
func (pg *page) wordyRows(r *run) int {
	n := 0
	for _, row := range r.rows {
		if e := &pg.els[row]; e.anchors > 0 && e.text-e.linked-10*min(e.dates, 4) >= leftBeside {
			n++
		}
	}
	return n
}

// weakList tells a block of two rows or more that was refused only for being
// too little like a list.
func (pg *page) weakList(f *lanmu.Facts, runs []run, aside int) bool {
	for k, b := range f.Blocks {
		if k != aside && b.Refused == refusedWeak && len(b.Rows) >= 2 && !pg.beforeCrumb(&runs[k]) {
			return true
		}
	}
	return false
}

// behindCrumb is the first element of the page's own part.
func (pg *page) behindCrumb() int32 {
	if pg.crumb >= 0 {
		return pg.els[pg.crumb].end
	}
	return pg.body() + 1
}

// embedded tells an element that shows something in a frame, or a picture that
// is no adornment and leads nowhere.
func (pg *page) embedded(e *element) bool {
	switch e.tag {
	case atom.Iframe, atom.Embed, atom.Object, atom.Video, atom.Audio:
		return true
	case atom.Img:
		for p := e.parent; p >= 0; p = pg.els[p].parent {
			if pg.els[p].tag == atom.A {
				return false
			}
		}
		return !adornment(e.node)
	}
	return false
}

// likeItem tells an anchor to a file, or to an address of this site such as
// articles have.
func (pg *page) likeItem(a int32) bool {
	l := pg.els[a].link
	if l <= 0 || pg.links[l-1].URL == "" {
		return false
	}
	to := pg.links[l-1].URL
	return isAttachment(to) || articleAddress(to) && hostOf(to) == hostOf(pg.self.String())
}

// plainLine tells a line that heads, side columns and footers hold: where the
// office is and how to call it, who owns the pages, what they are best read by.
func (pg *page) plainLine(i int32) bool {
	text := textOf(pg.els[i].node, 200)
	return isCopyright(text) || hasAny(text, "地址", "电话", "邮编", "邮箱", "传真", "热线", "浏览器", "扫一扫", "扫描", "主办", "承办", "标识码", "分辨率", "欢迎", "今天是", "星期")
}

// ownWords counts the unlinked runes that stand right in element i.
func (pg *page) ownWords(i int32) int {
	n := 0
	for c := pg.els[i].node.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			n += visible(c.Data)
		}
	}
	return n
}

// bigPicture tells an anchor around a picture that is no adornment.
func (pg *page) bigPicture(a int32) bool {
	if l := pg.els[a].link; l <= 0 || pg.links[l-1].URL == "" || hostOf(pg.links[l-1].URL) != hostOf(pg.self.String()) {
		return false
	}
	for j := a + 1; j < pg.els[a].end; j++ {
		if n := pg.els[j].node; n.DataAtom == atom.Img && !adornment(n) {
			return true
		}
	}
	return false
}

// footBehind tells that what footers say stands at element i or around it, and
// not only behind it: a class may call a list bottom.
func (pg *page) footBehind(i int32) bool {
	for i >= 0 && pg.els[i].region&inFoot != 0 {
		if pg.saysFoot(i) {
			return true
		}
		i = pg.els[i].parent
	}
	return false
}

// saysFoot tells that what footers say stands in element i.
func (pg *page) saysFoot(i int32) bool {
	for _, h := range pg.footHints {
		if h >= i && h < pg.els[i].end {
			return true
		}
	}
	return false
}

// leadsAway tells an anchor to another host.
func (pg *page) leadsAway(a int32) bool {
	l := pg.els[a].link
	return l > 0 && pg.links[l-1].URL != "" && hostOf(pg.links[l-1].URL) != hostOf(pg.self.String())
}

// explained marks the elements that are known by what they are.
func (pg *page) explained(f *lanmu.Facts, runs []run, aside int, unsigned bool) elementSet {
	known := pg.noElements()
	for i := range pg.els {
		e := &pg.els[i]
		switch {
		case int32(i) == pg.crumb:
		case e.own&inFoot != 0 && i*2 > len(pg.els) && e.dates <= 1 && pg.saysFoot(int32(i)):
		case e.own&inPager != 0 && e.text < 120 && pg.pagerText(int32(i)):
		default:
			continue
		}
		known[int32(i)] = true
	}
	for k, b := range f.Blocks {
		if k != aside && (!pg.explains(b, &runs[k]) || unsigned && b.Refused == refusedHot && !pg.hotTwice(b, &runs[k])) {
			continue
		}
		for _, row := range runs[k].rows {
			known[row] = true
		}
	}
	return known
}

// explains tells a block that is known not to be the page's own list by more
// than the words of a class.
func (pg *page) explains(b *lanmu.Block, r *run) bool {
	switch b.Refused {
	case refusedForeign, refusedBefore, refusedHidden, refusedHeading:
		return true
	case refusedCrumb, refusedPager:
		return meanTitle(b) < leftWords && !leadsToItems(b) || pg.crumb >= r.box && pg.crumb < pg.els[r.box].end
	case refusedMenu:
		return pg.provenMenu(b, r)
	case refusedHot:
		return hotHeading(b.Heading) || b.More != ""
	case refusedLinks:
		return !pg.besideCrumb(r)
	case refusedNav, refusedSide, refusedColumns, refusedFoot:
		return meanTitle(b) < leftWords || columnRows(b)
	}
	return false
}

// leadsToItems tells a block of which two rows or more have addresses such as
// articles have: no breadcrumb and no pager does.
func leadsToItems(b *lanmu.Block) bool {
	n := 0
	for i := range b.Rows {
		if u := b.Rows[i].URL; u != "" && articleAddress(u) {
			n++
		}
	}
	return n >= 2
}

// provenMenu tells a menu by more than an entry that is called like the page:
// it stands where menus stand, its class or address says where one is, or it
// leads to columns. Two systems' names in the place of the list are no menu.
func (pg *page) provenMenu(b *lanmu.Block, r *run) bool {
	var words, pictures int32
	for _, row := range r.rows {
		words += pg.els[row].text
		pictures += pg.els[row].images
	}
	if n := int32(len(r.rows)); words >= n*leftWords || pictures >= n && pictures > 2 && words >= n*4 {
		return false // items that say more than a menu does
	}
	if (pg.els[r.box].region|pg.els[r.rows[0]].region)&(inNav|inSide|inFoot) != 0 || columnRows(b) {
		return true
	}
	for i := range b.Rows {
		if u := b.Rows[i].URL; u != "" && pageAddress(u) == pageAddress(pg.self.String()) {
			return true
		}
	}
	for j := r.box; j < pg.els[r.box].end; j++ {
		n := pg.els[j].node
		if currentClass(attr(n, "class")) || n.DataAtom == atom.A && hasAttr(n, "href") && attr(n, "href") == "" && attr(n, "onclick") == "" {
			if n.DataAtom == atom.A && pg.pageFigure(j) {
				continue
			}
			return true // an empty address is the page's own
		}
	}
	return false
}

// hotTwice tells a list beside the page's own by its heading and by its class or
// its 更多 link.
func (pg *page) hotTwice(b *lanmu.Block, r *run) bool {
	signs := 0
	for _, sign := range [...]bool{hotHeading(b.Heading), b.More != "", (pg.els[r.box].region|pg.els[r.rows[0]].region)&(inHot|inSide) != 0} {
		if sign {
			signs++
		}
	}
	return signs > 1
}

// meanTitle is how long a block's titles are, in runes.
func meanTitle(b *lanmu.Block) int {
	n := 0
	for i := range b.Rows {
		n += utf8.RuneCountInString(b.Rows[i].Title)
	}
	return n / max(len(b.Rows), 1)
}

// columnRows tells rows most of which lead to places rather than to items.
func columnRows(b *lanmu.Block) bool {
	n := 0
	for i := range b.Rows {
		if u := b.Rows[i].URL; u != "" && columnLike(u) {
			n++
		}
	}
	return n*10 >= len(b.Rows)*7
}

// besideCrumb tells that a block stands in the same box as the breadcrumb: a
// directory of links that is what the page is for.
func (pg *page) besideCrumb(r *run) bool {
	if pg.crumb < 0 {
		return false
	}
	for i, n := pg.els[pg.crumb].parent, 0; i >= 0 && n < 2; i, n = pg.els[i].parent, n+1 {
		e := &pg.els[i]
		if e.tag == atom.Body || e.tag == atom.Tr {
			return false
		}
		if r.box >= i && r.box < e.end {
			return true
		}
	}
	return false
}
