package extract

import "lanmu"

// How much text a page may show beside an empty list, and beside a phrase that
// says that there is nothing, and still be called empty; in runes.
const (
	emptyText  = 60
	phraseText = 160
)

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
	if !menus && pg.onlyNamed(f, runs, aside) && pg.nothing(f, o) && !pg.linksOfItsOwn(f, runs) {
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
