package extract

import (
	"slices"

	"lanmu"
)

// joinParts takes into the page's list what is part of it by everything but
// the tree: dated rows right before or behind it whose addresses have the same
// form. Broken tables leave a list in two or three pieces, and the newest row
// in the smallest.
func (pg *page) joinParts(f *lanmu.Facts, runs []run, marks [][]lanmu.DateMark) ([]run, [][]lanmu.DateMark) {
	for f.List >= 0 {
		k := pg.partOf(f, runs)
		if k < 0 {
			break
		}
		first, second := min(k, f.List), max(k, f.List)
		if runs[first].rows[0] > runs[second].rows[0] {
			first, second = second, first
		}
		list := f.Blocks[f.List]
		rows := append(slices.Clip(f.Blocks[first].Rows), f.Blocks[second].Rows...)
		list.Rows, list.Dated, list.Hash = rows, f.Blocks[first].Dated+f.Blocks[second].Dated, rowsHash(rows)
		own := &runs[f.List]
		own.rows = append(slices.Clip(runs[first].rows), runs[second].rows...)
		own.dates = runs[first].dates + runs[second].dates
		marks[f.List] = append(slices.Clip(marks[first]), marks[second]...)
		f.Blocks = slices.Delete(f.Blocks, k, k+1)
		runs = slices.Delete(runs, k, k+1)
		marks = slices.Delete(marks, k, k+1)
		if k < f.List {
			f.List--
		}
	}
	return runs, marks
}

// partOf is a block that goes on with the page's list; -1 none.
func (pg *page) partOf(f *lanmu.Facts, runs []run) int {
	list := f.Blocks[f.List]
	shape := commonShape(list.Rows)
	if shape == "" || list.Dated*10 < len(list.Rows)*8 {
		return -1
	}
	own := &runs[f.List]
	for k, b := range f.Blocks {
		r := &runs[k]
		if k == f.List || b.More != "" || b.Dated*10 < len(b.Rows)*8 || pg.beforeCrumb(r) || !allShaped(b.Rows, shape) ||
			pg.els[r.rows[0]].region&(inHidden|inFoot) != 0 {
			continue
		}
		if !overlap(b.Rows, list.Rows) && (pg.nextTo(r, own) || pg.nextTo(own, r)) {
			return k
		}
	}
	return -1
}

// overlap tells that one row of a stands in b too: the same list once more, for
// small screens.
func overlap(a, b []lanmu.Row) bool {
	for i := range a {
		for j := range b {
			if a[i].URL == b[j].URL {
				return true
			}
		}
	}
	return false
}

// commonShape is the form of all rows' addresses; "" where they differ.
func commonShape(rows []lanmu.Row) string {
	if len(rows) == 0 {
		return ""
	}
	shape := addressShape(rows[0].URL)
	if shape == "" || !allShaped(rows[1:], shape) {
		return ""
	}
	return shape
}

// allShaped tells that the addresses of all rows have that form.
func allShaped(rows []lanmu.Row, shape string) bool {
	for i := range rows {
		if !hasShape(rows[i].URL, shape) {
			return false
		}
	}
	return true
}

// nextTo tells that b's first row follows a's last with no word between.
func (pg *page) nextTo(a, b *run) bool {
	from, to := pg.els[a.rows[len(a.rows)-1]].end, b.rows[0]
	if from > to || to-from > 40 {
		return false
	}
	for i := from; i < to; i++ {
		if pg.ownWords(i) > 0 {
			return false
		}
	}
	return true
}
