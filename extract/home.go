package extract

import "lanmu"

// homeNewest is the latest dated item over all of a home page's blocks, and
// that item; items dated after at do not count. Rows of which only the address
// tells a day count too: a picture that links to news shows no date. Clock and
// copyright stand in no row.
func homeNewest(f *lanmu.Facts, at lanmu.Date) (lanmu.Date, lanmu.Row) {
	var newest lanmu.Row
	for _, b := range f.Blocks {
		for _, r := range b.Rows {
			if yearless(r.Date) || !at.IsZero() && r.Date.After(at) {
				continue
			}
			if r.Date.After(newest.Date) {
				newest = r
			}
		}
	}
	return newest.Date, newest
}

// looksHome tells a home page by its make alone, where no profile tells its
// address: no breadcrumb, no pager, and several dated lists of which none is
// the page's own.
func (pg *page) looksHome(f *lanmu.Facts) bool {
	const lists, share = 3, 0.6
	if pg.crumb >= 0 || len(f.NextPages) > 0 || len(pg.links) < 40 {
		return false
	}
	dated, rows, most := 0, 0, 0
	for _, b := range f.Blocks {
		if b.Dated >= 2 {
			dated++
			rows += b.Dated
			most = max(most, b.Dated)
		}
	}
	return dated >= lists && float64(most) <= share*float64(rows)
}
