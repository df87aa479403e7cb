package extract

import (
	"strings"

	"golang.org/x/net/html/atom"

	"lanmu"
)

// readBlocks reads every candidate list into f.Blocks and chooses the page's
// own by this page alone.
func (pg *page) readBlocks(f *lanmu.Facts) []run {
	f.ItemCount = -1
	runs := pg.findRuns()
	s := pg.newScorer(f)
	kept := runs[:0]
	marks := make([][]lanmu.DateMark, 0, len(runs))
	for k := range runs {
		r := &runs[k]
		var found []lanmu.DateMark
		rows := pg.readRows(r, &found)
		if len(rows) == 0 || saysNothing(rows) || len(rows) == 1 && len(r.rows) > 1 && r.tag == atom.A && pg.els[r.rows[0]].dates == 0 {
			continue // a link and its picture
		}
		b := &lanmu.Block{Rows: rows, Where: pg.where(r.box), Hash: rowsHash(rows)}
		f.Blocks = append(f.Blocks, b)
		marks = append(marks, found)
		kept = append(kept, *r)
	}
	kept, marks = pg.recordBlocks(f, kept, marks)
	for k, b := range f.Blocks {
		b.Heading, b.More = pg.headingOf(&kept[k])
		b.Heading = clip(b.Heading, 60)
	}
	s.findMenus(f.Blocks, kept)
	for k, b := range f.Blocks {
		s.weigh(b, &kept[k])
	}
	f.List = otherView(f.Blocks, kept, chooseList(f.Blocks))
	if f.List < 0 {
		f.List = s.unfolded(f.Blocks, kept)
	}
	kept, marks = pg.joinParts(f, kept, marks)
	for k, b := range f.Blocks {
		if k == f.List {
			f.Dates = append(f.Dates, marks[k]...)
		} else if b.Refused == "" {
			b.Refused = refusedWeak
			if f.List >= 0 {
				b.Refused = refusedOther
			}
		}
	}
	return kept
}

// saysNothing tells a list whose only row leads nowhere and says that there is
// none: <li><a href="#">暂无此类信息！</a></li>.
func saysNothing(rows []lanmu.Row) bool {
	return len(rows) == 1 && rows[0].URL == "" && rows[0].Date.IsZero() && visible(rows[0].Title) <= 16 && noDataPhrase(rows[0].Title) != ""
}

// chooseList is the best block that may be the page's list; -1 none.
func chooseList(blocks []*lanmu.Block) int {
	best := -1
	for k, b := range blocks {
		if b.Refused != "" || b.Score < listScore {
			continue
		}
		if best < 0 || b.Score > blocks[best].Score {
			best = k
		}
	}
	return best
}

// otherView is the list that shows the chosen one's rows with their dates where
// the chosen one shows none: pages offer pictures, and the same as lines.
func otherView(blocks []*lanmu.Block, runs []run, list int) int {
	if list < 0 || runs[list].dates > 0 {
		return list
	}
	for k, b := range blocks {
		if k == list || b.Refused != refusedHidden && b.Refused != "" || runs[k].dates*10 < len(b.Rows)*8 || !sameTitles(b, blocks[list]) {
			continue
		}
		blocks[list].Refused, b.Refused = refusedOther, ""
		return k
	}
	return list
}

// rowMarks are signs that are set before rows.
const rowMarks = " •·▪■◆●※☆★>＞»"

// unfolded is the list that a page shows by script alone: it stands under the
// column's name, its rows are dated, and no other block may be the list. -1 none.
func (s *scorer) unfolded(blocks []*lanmu.Block, runs []run) int {
	for k, b := range blocks {
		if b.Refused == refusedHidden && len(b.Rows) >= 3 && runs[k].dates*10 >= len(b.Rows)*8 && !s.pg.beforeCrumb(&runs[k]) &&
			(s.named(squeeze(b.Heading)) || s.pg.pagerBehind(&runs[k])) {
			b.Refused = ""
			return k
		}
	}
	return -1
}

// sameTitles tells two blocks most of whose rows are called the same.
func sameTitles(a, b *lanmu.Block) bool {
	if len(a.Rows) < 2 || len(a.Rows) != len(b.Rows) {
		return false
	}
	names := make(map[string]bool, len(a.Rows))
	for i := range a.Rows {
		names[squeeze(strings.TrimLeft(a.Rows[i].Title, rowMarks))] = true
	}
	same := 0
	for i := range b.Rows {
		if names[squeeze(strings.TrimLeft(b.Rows[i].Title, rowMarks))] {
			same++
		}
	}
	return same*10 >= len(b.Rows)*8
}

// rowsHash is the identity of a block: what its rows lead to (FNV-1a).
func rowsHash(rows []lanmu.Row) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for i := range rows {
		s := rows[i].URL
		if s == "" {
			s = rows[i].Title
		}
		for k := 0; k < len(s); k++ {
			h = (h ^ uint64(s[k])) * prime
		}
		h *= prime // a nul behind each
	}
	return h
}

// judge says what the page is.
func (pg *page) judge(f *lanmu.Facts, runs []run, lines *pageText) {
	o := pg.own(pg.cuts(runs, f.Blocks, f.List))
	f.TextLen, f.Images, f.Tables, f.Frames, f.Forms = max(o.text-o.linked, 0), o.images, o.tables, o.frames, o.inputs
	if pg.tellError(f, lines.text, o.text) {
		f.List = -1
		return
	}
	if directoryListing(f.HeadTitle) {
		f.List, f.Kind = -1, lanmu.PageOther
		return
	}
	if f.RedirectTo = pg.redirect(int(pg.els[pg.body()].text)); f.RedirectTo != "" {
		f.Kind, f.List = lanmu.PageRedirect, -1
		return
	}
	var pub publication
	if pg.mayBeArticle(f, runs) {
		pub = pg.publication(f, lines)
	}
	if pg.isArticle(f, runs, pub, o) {
		pg.tellArticle(f, pub)
		return
	}
	f.Dates = append(f.Dates, pub.Marks...)
	if f.Home {
		f.Kind = lanmu.PageHome
		return
	}
	if f.List < 0 {
		if w := pg.shell(f, runs, f.TextLen); w != "" && !pg.hasRecords {
			if b := pg.stateBlock(); b != nil {
				pg.tellState(f, b)
				return
			}
			f.NeedsScript, f.ScriptWhy = true, w
			f.DataURLs = pg.dataAddresses()
			f.NextPages = append(f.NextPages, f.DataURLs...)
			f.Kind = lanmu.PageShell
			return
		}
		f.Empty, f.EmptyWhy = pg.emptiness(f, runs, -1)
	}
	if f.List >= 0 && len(runs[f.List].rows) <= 2 {
		if w := pg.templatePlace(runs); w != "" {
			f.NeedsScript, f.ScriptWhy, f.List, f.Kind = true, w, -1, lanmu.PageShell
			return
		}
	}
	if f.List >= 0 && pg.isHub(f, runs) {
		f.Blocks[f.List].Refused = refusedHub
		f.List, f.Kind = -1, lanmu.PageHub
		return
	}
	if f.List >= 0 {
		f.EmptyElse, f.EmptyElseWhy = pg.emptyElse(f, runs)
	}
	f.Kind = pg.kind(f, runs, o)
	pg.framedList(f, runs)
}

// directoryListing tells a page that a server makes of a folder's files, by its
// title: nobody wrote it, and it is no column.
func directoryListing(title string) bool {
	for _, w := range [...]string{"Index of /", "Directory listing for /", "Directory Listing For /", "Directory: /"} {
		if strings.HasPrefix(title, w) {
			return true
		}
	}
	return false
}

// tellState takes the rows that the page carries as data for its list.
func (pg *page) tellState(f *lanmu.Facts, b *lanmu.Block) {
	pg.hasRecords = true // its rows are no anchors of the tree
	f.Blocks, f.List, f.Kind, f.Dates = append(f.Blocks, b), len(f.Blocks), lanmu.PageColumn, nil
	for _, r := range b.Rows {
		if !r.Date.IsZero() {
			f.Dates = append(f.Dates, rowMark(r.Raw, r.Date, "数据中的日期", pg.at))
		}
	}
}

// emptyElse is what the page says of itself beside the list that was found: a
// side list with fresh dates may stand beside an empty place or 暂无信息.
func (pg *page) emptyElse(f *lanmu.Facts, runs []run) (lanmu.Emptiness, string) {
	k := f.List
	if pg.pagerBehind(&runs[k]) {
		return lanmu.NotEmpty, ""
	}
	f.List, f.Blocks[k].Refused = -1, refusedHot
	e, why := pg.emptiness(f, runs, k)
	f.List, f.Blocks[k].Refused = k, ""
	if e != lanmu.EmptyNoRows && e != lanmu.EmptyPhrase {
		return lanmu.NotEmpty, ""
	}
	return e, why
}

// isHub tells a page of several columns' digests: the chosen block leads to one
// sub-column and another dated block to another.
func (pg *page) isHub(f *lanmu.Facts, runs []run) bool {
	own := f.Blocks[f.List]
	if pg.pagerBehind(&runs[f.List]) || len(f.NextPages) > 0 {
		return false
	}
	if pg.crumb < 0 && own.Dated == 0 && datedBeside(f) {
		return true // the front of a part of the site: its news are in other blocks
	}
	mine := subColumn(f.URL, own)
	others, listed := 0, 0
	for k, b := range f.Blocks {
		if k == f.List || b.Refused != refusedOther && b.Refused != refusedHidden || runs[k].dates*2 < len(b.Rows) || len(b.Rows) < 2 || pg.beforeCrumb(&runs[k]) {
			continue
		}
		listed++
		theirs := subColumn(f.URL, b)
		if mine != "" && theirs != "" && mine != theirs || own.More != "" && b.More != "" && own.More != b.More {
			others++
		}
	}
	return others >= 1 && (own.More != "" || mine != "") || listed >= 3 && own.More != "" || listed >= 4
}

// datedBeside tells that another block than the page's list shows dates.
func datedBeside(f *lanmu.Facts) bool {
	for k, b := range f.Blocks {
		if k != f.List && b.Dated >= 3 && b.Refused != refusedPager && b.Refused != refusedHidden {
			return true
		}
	}
	return false
}

// subColumn is the folder right below the page's own in which all rows of a
// block stand; "" where there is none, or more than one, or it is a month.
func subColumn(addr string, b *lanmu.Block) string {
	slash := strings.LastIndexByte(addr, '/')
	if slash < 0 {
		return ""
	}
	folder := addr[:slash+1]
	sub := ""
	for _, r := range b.Rows {
		rest, ok := strings.CutPrefix(r.URL, folder)
		name, _, deeper := strings.Cut(rest, "/")
		if !ok || !deeper || name == "" || isDigit(name[0]) {
			return ""
		}
		if sub != "" && sub != name {
			return ""
		}
		sub = name
	}
	return sub
}

// isArticle tells a page that is one text with a date of its own.
func (pg *page) isArticle(f *lanmu.Facts, runs []run, pub publication, o ownPart) bool {
	if f.Home || pg.crumb < 0 && datedLists(f) >= 3 && !articleAddress(f.URL) {
		return false
	}
	tagged := tagValue(f.Tags, "ArticleTitle") != "" || tagValue(f.Tags, "PubDate") != ""
	addressed := articleAddress(f.URL)
	if f.List >= 0 {
		r := &runs[f.List]
		n := len(f.Blocks[f.List].Rows)
		switch {
		case pg.besides > 0 && (addressed || pub.Shown) && r.dates*2 < n:
			return true // 上一篇 and 下一篇 stand below it, whatever links it holds
		case pg.pagerBehind(r):
			return false
		case pub.Shown && pg.endsInText(f, r):
			return true
		case addressed && (r.dates*2 < n || n < 3):
			return true
		case r.dates == 0 && n <= 3 && f.TextLen >= 300:
			return true // a text with an address and an attachment in it
		case !pub.Shown:
			return false
		case r.dates*2 >= n && n >= 3:
			return f.TextLen > 300
		}
		return f.TextLen >= 80 || r.dates == 0 && f.Images > 0
	}
	if addressed && !templated(pg) {
		return true
	}
	return pub.Shown && (f.TextLen > 20 || f.Images > 0 || f.Frames > 0 || f.Files > 0) || tagged && !pub.Date.IsZero() && f.TextLen > 40
}

// endsInText tells a page that says of itself that it is one text, whatever
// list stands beside it: its breadcrumb ends with 正文, or 上一篇 and 下一篇
// stand above the list.
func (pg *page) endsInText(f *lanmu.Facts, list *run) bool {
	if n := len(f.Crumbs); n >= 2 && textStep(f.Crumbs[n-1].Name) {
		return true
	}
	return pg.besides > 0 && pg.beside < list.rows[0]
}

func (pg *page) tellArticle(f *lanmu.Facts, pub publication) {
	f.Kind = lanmu.PageArticle
	f.Published, f.PubRaw, f.PubClock = pub.Date, pub.Raw, pub.Clock
	if pub.Title != "" {
		f.Title = pub.Title
	}
	if f.List >= 0 {
		f.Blocks[f.List].Refused = refusedArticle
		f.List = -1
		f.Dates = nil
	}
	f.Dates = append(f.Dates, pub.Marks...)
	pg.sketch(f)
}

// kind tells the remaining kinds of page apart.
func (pg *page) kind(f *lanmu.Facts, runs []run, o ownPart) lanmu.PageKind {
	sections := 0
	for k, b := range f.Blocks {
		if k != f.List && (b.More != "" || b.Refused == refusedOther || b.Refused == refusedWeak) && b.Dated > 0 && !pg.beforeCrumb(&runs[k]) {
			sections++
		}
	}
	switch {
	case f.List >= 0:
		return lanmu.PageColumn
	case f.Empty != lanmu.NotEmpty:
		return lanmu.PageColumn
	case f.TextLen < 60 && pg.listsColumns(f, runs):
		return lanmu.PageHub
	case o.inputs >= 3 && f.TextLen < 600:
		return lanmu.PageForm
	case sections >= 2:
		return lanmu.PageHub
	case f.TextLen > 60 || f.Images > 0 || f.Tables > 0 && f.TextLen > 8 || f.Frames > 0 || f.Files > 0:
		return lanmu.PageArticle
	}
	return lanmu.PageOther
}

// templated tells a page whose title is still to be filled by a script.
func templated(pg *page) bool { return pg.templates() != "" }

// articleAddress tells an address in the form that the usual systems give to
// articles: a day in it, or a number behind a known word.
func articleAddress(addr string) bool {
	u := addressDate(addr)
	if u.year != 0 && u.month != 0 && u.day != 0 {
		return true
	}
	if i := queryAt(addr); i >= 0 {
		addr = addr[:i]
	}
	name := addr[strings.LastIndexByte(addr, '/')+1:]
	for _, p := range [...]string{"post_", "content_", "art_", "article_", "info_", "c_", "detail_", "show_", "news_"} {
		if rest, ok := strings.CutPrefix(name, p); ok && rest != "" && isDigit(rest[0]) && len(rest) >= 8 {
			return true
		}
	}
	// 博达: /info/1050/1741.htm
	if i := strings.LastIndex(addr, "/info/"); i >= 0 {
		rest := strings.TrimRight(addr[i+len("/info/"):], ".html")
		for k := 0; k < len(rest); k++ {
			if !isDigit(rest[k]) && rest[k] != '/' {
				return false
			}
		}
		return strings.Contains(rest, "/")
	}
	return false
}

// listsColumns tells a page whose own part is a directory of columns.
func (pg *page) listsColumns(f *lanmu.Facts, runs []run) bool {
	for k, b := range f.Blocks {
		if b.Refused == refusedColumns && !pg.beforeCrumb(&runs[k]) {
			return true
		}
	}
	return false
}

// datedLists counts the page's lists with dates.
func datedLists(f *lanmu.Facts) int {
	n := 0
	for _, b := range f.Blocks {
		if b.Dated >= 2 && !notOwn(b.Refused) {
			n++
		}
	}
	return n
}

// mayBeArticle leaves out what is none for certain: the home page, lists with a
// pager behind them, dated lists with little text around.
func (pg *page) mayBeArticle(f *lanmu.Facts, runs []run) bool {
	if f.Home || f.List < 0 {
		return !f.Home
	}
	r := &runs[f.List]
	if n := len(f.Blocks[f.List].Rows); n >= 3 && r.dates*2 >= n && f.TextLen <= 300 && !articleAddress(f.URL) && !pg.endsInText(f, r) {
		return false
	}
	return pg.besides > 0 || !pg.pagerBehind(r)
}
