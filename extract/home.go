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
