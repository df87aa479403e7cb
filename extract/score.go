package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// What counts for and against a block being the page's own list. A block needs
// listScore to be taken by this page alone.
const listScore = 14

// Reasons why a block is not the page's own list.
const (
	refusedNav     = "导航"
	refusedFoot    = "页脚"
	refusedMenu    = "栏目菜单：其中有本页自己"
	refusedSide    = "侧边菜单"
	refusedCrumb   = "面包屑位置"
	refusedPager   = "翻页"
	refusedLinks   = "友情链接或分享"
	refusedHot     = "推荐、热门或相关信息"
	refusedHidden  = "页面上不显示"
	refusedHeading = "另一栏目的摘要"
	refusedWeak    = "不像本栏目的列表"
	refusedOther   = "另有更像本栏目列表的内容"
	refusedBefore  = "在栏目位置之前"
	refusedArticle = "正文中的链接或相关文章"
	refusedColumns = "下级或同级栏目目录"
	refusedForeign = "全站或另一栏目的信息，不在本栏目名下"
	refusedHub     = "多个栏目的摘要之一"
)

// scorer weighs the blocks of one page.
type scorer struct {
	pg     *page
	f      *lanmu.Facts
	folder string   // of the page's address, "" at the root
	self   string   // the page's address as rows would write it
	names  []string // squeezed names of the column
	shape  string   // of the page's address: digits as one sign
	origin string   // of the page: scheme and host with the slash behind
	id     string   // number that the page's address gives its column; "" none
	seen   map[*lanmu.Block]rowStats
	menus  []int32 // outer elements of menus that hold the page itself
}

func (pg *page) newScorer(f *lanmu.Facts) *scorer {
	s := &scorer{pg: pg, f: f, self: pageAddress(f.URL), names: pg.pageNames(f), seen: map[*lanmu.Block]rowStats{}}
	s.shape, s.id = addressShape(f.URL), addressID(f.URL)
	if path := pathOf(f.URL); path != "" && path != f.URL {
		s.origin = f.URL[:len(f.URL)-len(path)+1]
	}
	if u := pg.self; u.Path != "" {
		if i := strings.LastIndexByte(u.Path, '/'); i > 0 {
			s.folder = u.Scheme + "://" + u.Host + u.Path[:i+1]
		}
	}
	return s
}

// pageAddress is an address without what makes no other page: index.html.
func pageAddress(s string) string {
	if i := queryAt(s); i >= 0 && i+1 == len(s) {
		s = s[:i]
	}
	slash := strings.LastIndexByte(s, '/')
	if slash < 0 {
		return s
	}
	switch name := s[slash+1:]; {
	case strings.HasPrefix(name, "index.") || strings.HasPrefix(name, "default.") || strings.HasPrefix(name, "Index.") || strings.HasPrefix(name, "Default."):
		return s[:slash+1]
	}
	return s
}

// rowStats are what the rows of a block tell together.
type rowStats struct {
	rows, dated, own, articles, columns, dead, foreign int
	title                                              int // runes, mean
	self, paged                                        bool
}

func (s *scorer) stats(b *lanmu.Block) rowStats {
	if st, ok := s.seen[b]; ok {
		return st
	}
	st := s.count(b)
	s.seen[b] = st
	return st
}

func (s *scorer) count(b *lanmu.Block) rowStats {
	st := rowStats{rows: len(b.Rows)}
	host := hostOf(s.f.URL)
	for i := range b.Rows {
		r := &b.Rows[i]
		st.title += visible(r.Title)
		if !r.Date.IsZero() && r.Raw != "" {
			st.dated++
		}
		if pagerWord(r.Title) {
			st.dead++
		}
		switch {
		case r.URL == "":
		case !(s.origin != "" && strings.HasPrefix(r.URL, s.origin)) && hostOf(r.URL) != host:
			st.foreign++
		default:
			s.place(r, &st)
		}
	}
	if st.rows > 0 {
		st.title /= st.rows
	}
	st.paged = st.dead*2 > st.rows
	return st
}

// place counts what the address of a row on the page's own host says.
func (s *scorer) place(r *lanmu.Row, st *rowStats) {
	if strings.HasPrefix(r.URL, s.self) && pageAddress(r.URL) == s.self && (r.Date.IsZero() || r.Raw == "") {
		st.self = true
	}
	if s.folder != "" && strings.HasPrefix(r.URL, s.folder) && len(r.URL) > len(s.folder) || s.id != "" && hasNumber(pathOf(r.URL), s.id) {
		st.own++
	}
	if columnLike(r.URL) || s.shape != "" && hasShape(r.URL, s.shape) {
		st.columns++
	} else {
		st.articles++
	}
}

func hostOf(s string) string {
	i := strings.Index(s, "://")
	if i < 0 {
		return ""
	}
	s = s[i+3:]
	for j := 0; j < len(s); j++ {
		if c := s[j]; c == '/' || c == '?' || c == '#' {
			s = s[:j]
			break
		}
	}
	return strings.TrimPrefix(s, "www.")
}

// queryAt is where an address's query or fragment begins; -1 it has none.
func queryAt(addr string) int {
	for i := 0; i < len(addr); i++ {
		if c := addr[i]; c == '?' || c == '#' {
			return i
		}
	}
	return -1
}

// columnLike tells an address that is a column's rather than an article's: it
// ends in a folder or in the name of a list page.
func columnLike(addr string) bool {
	if i := queryAt(addr); i >= 0 {
		return false
	}
	slash := strings.LastIndexByte(addr, '/')
	name := addr[slash+1:]
	if name == "" {
		return true
	}
	if i := strings.IndexByte(name, '.'); i >= 0 {
		name = name[:i]
	}
	name = strings.ToLower(name)
	if name != "" && strings.IndexByte("ildcnm", name[0]) >= 0 && hasPrefixAny(name, "index", "list", "default", "col", "channel", "node_", "main") {
		return true
	}
	for i := 0; i < len(name); i++ {
		if isDigit(name[i]) {
			return false
		}
	}
	return len(name) <= 12 // /zwgk/gsgg.htm
}

// weigh scores block b of run r and says why it is refused, where it is.
func (s *scorer) weigh(b *lanmu.Block, r *run) {
	pg := s.pg
	st := s.stats(b)
	reg := pg.els[r.box].region | pg.els[r.rows[0]].region&inherited
	heading := squeeze(b.Heading)
	named := s.named(heading)
	belongs := named || st.own*2 >= st.rows && st.own > 0 || pg.pagerBehind(r)
	datedShare := min(r.dates, st.rows) * 10 / max(st.rows, 1) // dates that the page shows

	score := 0
	switch {
	case st.rows >= 15:
		score += 10
	case st.rows >= 8:
		score += 8
	case st.rows >= 3:
		score += 6
	case st.rows == 2:
		score += 4
	default:
		score += 1
	}
	if st.rows == 1 {
		score += datedShare * 8 / 10
	} else {
		score += datedShare * 14 / 10
	}
	switch {
	case st.title >= 12:
		score += 7
	case st.title >= 8:
		score += 4
	case st.title <= 5 && datedShare == 0:
		score -= 6
	}
	score += st.own * 8 / max(st.rows, 1)
	score += st.articles * 3 / max(st.rows, 1)
	if st.columns*2 > st.rows {
		score -= 6
	}
	if datedShare == 0 && st.foreign*2 > st.rows {
		score -= 8
	}
	if named {
		score += 9
	}
	if b.More != "" && !named {
		score -= 8
	}
	if reg&inList != 0 {
		score += 4
	}
	if reg&inMain != 0 || pg.insideMain(r.box) {
		score += 2
	}
	if pg.pagerBehind(r) {
		score += 8
	}
	if pg.crumb >= 0 {
		if !pg.beforeCrumb(r) {
			score += 4
		} else {
			score -= 12
		}
	}

	switch {
	case pg.neighbours(r):
		b.Refused, score = refusedArticle, score-30
	case st.paged || reg&inPager != 0 && datedShare == 0:
		b.Refused, score = refusedPager, score-40
	case reg&inCrumb != 0 && datedShare == 0 || pg.crumb >= r.outer && pg.crumb < pg.els[r.outer].end && pg.els[r.box].text < 200:
		b.Refused, score = refusedCrumb, score-40
	case reg&inFoot != 0:
		b.Refused, score = refusedFoot, score-40
	case reg&inHidden != 0:
		b.Refused, score = refusedHidden, score-12
	case reg&inNav != 0 && datedShare < 5:
		b.Refused, score = refusedNav, score-25
	case reg&inLinks != 0:
		b.Refused, score = refusedLinks, score-25
	case datedShare < 5 && (st.self || pg.standsOn(r, s.names)) && pg.wordyRows(r) < 3:
		b.Refused, score = refusedMenu, score-30
	case (reg&inHot != 0 || hotHeading(b.Heading)) && !named:
		b.Refused, score = refusedHot, score-16
	case !belongs && s.foreign(b, r, reg) >= 2:
		b.Refused, score = refusedForeign, score-20
	case pg.beforeCrumb(r) && st.own == 0:
		b.Refused = refusedBefore
	case datedShare == 0 && st.rows >= 2 && st.columns*10 >= st.rows*8 && !pg.pagerBehind(r):
		b.Refused, score = refusedColumns, score-12
	case reg&inSide != 0 && datedShare == 0 && !named:
		b.Refused, score = refusedSide, score-10
	case reg&inArticle != 0 && datedShare < 5:
		b.Refused, score = refusedArticle, score-8
	}
	if reg&inNav != 0 && b.Refused == "" {
		score -= 6
	}
	if reg&inSide != 0 && b.Refused == "" && !named {
		score -= 5
	}
	b.Score, b.Dated = score, st.dated
}

// insideMain tells that some element around i promises the main part.
func (pg *page) insideMain(i int32) bool {
	for n := 0; i >= 0 && n < 6; i, n = pg.els[i].parent, n+1 {
		if pg.els[i].own&inMain != 0 {
			return true
		}
	}
	return false
}

// standsOn tells a menu: one of its entries is the page itself. It has no
// address, or its class says that one stands on it.
func (pg *page) standsOn(r *run, names []string) bool {
	if len(r.rows) <= 1 {
		return false
	}
	for _, j := range r.rows {
		if e := &pg.els[j]; e.named&namesCurrent != 0 && e.text <= 24 {
			return true
		}
	}
	// Siblings that are no rows because they have no address.
	box, from := &pg.els[r.box], r.box+1
	if box.tag == atom.Body {
		from = r.rows[0] // everything stands in it
	}
	for j := from; j < box.end; j++ {
		e := &pg.els[j]
		if e.tag != atom.A || e.text == 0 || e.text > 24 {
			continue
		}
		if (e.named&namesCurrent != 0 || e.text <= 16 && !hasAttr(e.node, "href") && attr(e.node, "onclick") == "") && !pg.pageFigure(j) {
			return true
		}
		if e.text <= 12 && pg.callsPage(j, names) {
			return true
		}
	}
	return false
}

// callsPage tells that anchor j shows one of the page's own names.
func (pg *page) callsPage(j int32, names []string) bool {
	e := &pg.els[j]
	return e.callsPage.ask(func() bool { return slices.Contains(names, squeeze(textOf(e.node, 40))) })
}

// pageFigure tells an anchor of a pager: it marks where one stands as a menu
// does, and the list above it is no menu for that. Years are none.
func (pg *page) pageFigure(a int32) bool {
	s := pg.linkText(a)
	_, n, end := digits(s, 0)
	return pagerWord(s) && !(n == 4 && end == len(s))
}

// currentClass tells a class that marks where one stands.
func currentClass(class string) bool {
	if class == "" {
		return false
	}
	for f := range strings.FieldsSeq(class) {
		switch strings.ToLower(f) {
		case "cur", "current", "on", "active", "selected", "hover", "now", "focus", "cursel", "select", "curr", "this", "actived", "checked", "visited", "light":
			return true
		}
	}
	return false
}

// hotHeading tells headings over lists that are no column's own.
func hotHeading(h string) bool {
	if len(strings.Fields(h)) > 3 {
		return false // a menu of several names
	}
	for _, w := range [...]string{"热点", "热门", "推荐", "相关", "排行", "最新", "图片新闻", "点击", "友情链接", "网站导航", "快速通道", "快捷", "猜你", "一周", "站内搜索", "常用", "延伸阅读", "头条", "上一篇", "为您"} {
		if strings.Contains(h, w) {
			return true
		}
	}
	return false
}

// pagerBehind tells that a pager follows the run closely.
func (pg *page) pagerBehind(r *run) bool {
	end := pg.els[r.outer].end
	for n, j := 0, end; n < 3 && int(j) < len(pg.els); n++ {
		e := &pg.els[j]
		if e.own&inPager != 0 && !pg.neighbourText(j) || pg.pagerText(j) {
			return true
		}
		if e.text > 0 {
			break
		}
		j = e.end
	}
	for _, i := range pg.pagerCalls {
		// The script that writes the pager stands behind the run in one of the boxes around it.
		for b, n := pg.els[r.box].parent, 0; b >= 0 && n < 5; b, n = pg.els[b].parent, n+1 {
			if i >= b && i < pg.els[b].end && (i >= pg.els[r.box].end || i == b) && pg.els[b].anchors < int32(len(r.rows))*3+12 {
				return true
			}
		}
	}
	// A last row or part of the box that is the pager.
	if box := &pg.els[r.box]; box.end-r.box > 1 {
		for j := pg.els[r.rows[len(r.rows)-1]].end; j < box.end; j = pg.els[j].end {
			if pg.els[j].own&inPager != 0 && !pg.neighbourText(j) || pg.pagerText(j) {
				return true
			}
		}
	}
	return false
}

// pagerText tells an element that says 下一页 or 共N条.
func (pg *page) pagerText(i int32) bool {
	e := &pg.els[i]
	if e.text == 0 || e.text > 160 || e.dates > 0 || e.signs&signPage == 0 {
		return false
	}
	return e.saysPager.ask(func() bool {
		s := textOf(e.node, 160)
		return strings.Contains(s, "下一页") || strings.Contains(s, "下页") || strings.Contains(s, "尾页") || strings.Contains(s, "末页") ||
			e.text < 60 && saysTotal(s)
	})
}

// saysTotal tells 共25条 and 共 3 页, and what is left of them where a script
// writes the number. 上一条：关于公共…条例 is none.
func saysTotal(s string) bool {
	for {
		i := strings.Index(s, "共")
		if i < 0 {
			return false
		}
		s = s[i+len("共"):]
		rest := strings.TrimLeft(s, " \u00a0:：有计为找到查询相关信息结果文章数据0123456789/第")
		for _, unit := range [...]string{"页", "条", "篇", "项", "个记录", "则"} {
			if strings.HasPrefix(rest, unit) {
				return true
			}
		}
	}
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
				return pg.resolve(strings.TrimSpace(href)).url
			}
			return "#"
		}
	}
	return ""
}

// named tells that a heading calls the column by name.
func (s *scorer) named(heading string) bool {
	if heading == "" {
		return false
	}
	for _, n := range s.names {
		if len(n) >= 6 && (heading == n || strings.HasSuffix(heading, n) || strings.HasPrefix(heading, n)) {
			return true
		}
	}
	return false
}

// neighbours tells 上一篇 and 下一篇 below an article.
func (pg *page) neighbours(r *run) bool {
	if len(r.rows) > 3 {
		return false
	}
	for _, i := range [...]int32{r.rows[0], r.rows[len(r.rows)-1], r.box} {
		e := &pg.els[i]
		before := ""
		if e.tag == atom.A && e.node.PrevSibling != nil && e.node.PrevSibling.Type == html.TextNode {
			before = cleanText(e.node.PrevSibling.Data)
		}
		if e.text > 600 || before == "" && e.signs&(signNext|signOne) == 0 {
			continue
		}
		text := before + textOf(e.node, 600)
		if saysNeighbour(text) {
			return true
		}
	}
	return false
}

// saysNeighbour tells the words that lead from one article to the next.
func saysNeighbour(text string) bool {
	for _, w := range [...]string{"上一篇", "下一篇", "上一条", "下一条", "前一篇", "后一篇", "上一个", "下一个", "上篇", "下篇", "上条", "下条", "上一则", "下一则"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// neighbourText tells that element i leads to the articles before and after:
// its class may say page, and it is no pager.
func (pg *page) neighbourText(i int32) bool {
	e := &pg.els[i]
	return e.text > 0 && e.text < 400 && e.signs&(signNext|signOne) != 0 && saysNeighbour(textOf(e.node, 400))
}

// findMenus notes the menus that hold the page itself: what stands in one box
// with them is a side list sooner than the page's own.
func (s *scorer) findMenus(blocks []*lanmu.Block, runs []run) {
	for k, b := range blocks {
		r := &runs[k]
		st := s.stats(b)
		if r.dates*2 < len(b.Rows) && len(b.Rows) >= 2 && (st.self || s.pg.standsOn(r, s.names)) {
			s.menus = append(s.menus, r.outer)
		}
	}
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

// besideMenu tells that the run stands in a narrow box with a menu.
func (s *scorer) besideMenu(r *run) bool {
	pg := s.pg
	for i, n := pg.els[r.outer].parent, 0; i >= 0 && n < 3; i, n = pg.els[i].parent, n+1 {
		e := &pg.els[i]
		if e.tag == atom.Body || pg.crumb >= i && pg.crumb < e.end {
			return false
		}
		for _, m := range s.menus {
			if m >= i && m < e.end && m != r.outer {
				return e.tag != atom.Tr && e.tag != atom.Tbody && e.tag != atom.Table || n == 0
			}
		}
	}
	return false
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

// columnFolder is an address's folder without the parts that are dates.
func columnFolder(addr string) string {
	p := pathOf(addr)
	i := strings.LastIndexByte(p, '/')
	if i <= 0 {
		return ""
	}
	p = p[:i]
	for {
		j := strings.LastIndexByte(p, '/')
		if j < 0 || j+1 >= len(p) || !isDigit(p[j+1]) {
			break
		}
		p = p[:j]
	}
	return p
}

func pathOf(addr string) string {
	i := strings.Index(addr, "://")
	if i < 0 {
		return addr
	}
	if j := strings.IndexByte(addr[i+3:], '/'); j >= 0 {
		return addr[i+3+j:]
	}
	return ""
}

// addressShape is path and query with every number as one sign; "" where there
// is no number: such addresses tell columns and articles apart by themselves.
func addressShape(addr string) string {
	p := pathOf(addr)
	var b strings.Builder
	number, any := false, false
	for i := 0; i < len(p); i++ {
		if isDigit(p[i]) {
			if !number {
				b.WriteByte('#')
			}
			number, any = true, true
			continue
		}
		number = false
		b.WriteByte(p[i])
	}
	if !any {
		return ""
	}
	return b.String()
}

// hasShape tells that addressShape(addr) is shape, which is not "".
func hasShape(addr, shape string) bool {
	p := pathOf(addr)
	k, number := 0, false
	for i := 0; i < len(p); i++ {
		c := p[i]
		if isDigit(c) {
			if number {
				continue
			}
			c = '#'
		}
		number = isDigit(p[i])
		if k == len(shape) || shape[k] != c {
			return false
		}
		k++
	}
	return k == len(shape)
}

// addressID is the last number of at least three digits in a column's address:
// col1202, c100529, channels/512. Addresses of its articles often hold it too.
func addressID(addr string) string {
	p := pathOf(addr)
	if i := strings.IndexByte(p, '?'); i >= 0 {
		p = p[:i]
	}
	for end := len(p); end > 0; end-- {
		if !isDigit(p[end-1]) {
			continue
		}
		start := end - 1
		for start > 0 && isDigit(p[start-1]) {
			start--
		}
		if n := end - start; n >= 3 && n <= 8 {
			return p[start:end]
		}
		end = start + 1
	}
	return ""
}

// hasNumber tells that s holds n as a whole number.
func hasNumber(s, n string) bool {
	for {
		i := strings.Index(s, n)
		if i < 0 {
			return false
		}
		end := i + len(n)
		if (i == 0 || !isDigit(s[i-1])) && (end == len(s) || !isDigit(s[end])) {
			return true
		}
		s = s[end:]
	}
}
