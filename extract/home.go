package extract

import "lanmu"

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
