package extract

import (
	"slices"
	"strings"

	"lanmu"
)

// judge says what the page is.
func (pg *page) judge(f *lanmu.Facts, runs []run, lines *pageText) {
	o := pg.own(pg.cuts(runs, f.Blocks, f.List))
	f.TextLen, f.Images, f.Tables, f.Frames, f.Forms = max(o.text-o.linked, 0), o.images, o.tables, o.frames, o.inputs
	if pg.tellError(f, lines.text, o.text, runs) {
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
		if (f.Empty == lanmu.EmptyNoRows || f.Empty == lanmu.EmptyNothing) && pg.fromState(f) {
			return
		}
		if f.Empty == lanmu.NotEmpty {
			f.EmptyElse, f.EmptyElseWhy = pg.emptyBeside(f, runs)
		}
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
	if f.List >= 0 && f.List < len(runs) && f.Kind == lanmu.PageColumn {
		pg.joinBoxes(f, runs)
	}
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
	if pg.pagerBehind(&runs[k]) && !pg.countedNone() {
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

// emptyBeside is what a page without a list says of itself beside undated links
// that may be its own or a menu of the site's: other pages tell which.
func (pg *page) emptyBeside(f *lanmu.Facts, runs []run) (lanmu.Emptiness, string) {
	doubtful := doubtfulBlocks(f)
	if len(doubtful) == 0 || len(pg.phraseHints) == 0 {
		return lanmu.NotEmpty, ""
	}
	for _, b := range doubtful {
		b.Refused = refusedForeign
	}
	e, why := pg.emptiness(f, runs, -1)
	for _, b := range doubtful {
		b.Refused = refusedWeak
	}
	if e != lanmu.EmptyNoRows && e != lanmu.EmptyPhrase {
		return lanmu.NotEmpty, ""
	}
	return e, why
}

// doubtfulBlocks are undated links that were only too little like a list.
func doubtfulBlocks(f *lanmu.Facts) []*lanmu.Block {
	var found []*lanmu.Block
	for _, b := range f.Blocks {
		if b.Refused == refusedWeak && b.Dated == 0 {
			found = append(found, b)
		}
	}
	return found
}

// countedNone tells that the page counts nothing: 共 0 条.
func (pg *page) countedNone() bool {
	for _, i := range pg.phraseHints {
		if pg.els[i].region&inHidden == 0 && slices.ContainsFunc(zeroCounts[:], func(w string) bool { return strings.Contains(textOf(pg.els[i].node, 60), w) }) {
			return true
		}
	}
	return false
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
	case f.TextLen < 60 && f.Files == 0 && o.inputs < 3 && pg.listsColumns(f, runs):
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
