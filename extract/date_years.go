package extract

import (
	"lanmu"
)

// yearless tells a date of which only month and day are known. Such dates
// live between rowDate and inferYears and nowhere else.
func yearless(d lanmu.Date) bool { return d.Year == 0 && d.Month != 0 }

// inferYears gives the rows' year-less dates their year, in place: from the
// row's own address, else from the order of its neighbours, else the latest
// year that is not after at. Each change is told. With at unknown and nothing
// to go by the date becomes unknown.
func inferYears(rows []lanmu.Row, at lanmu.Date) []lanmu.DateMark {
	open, known := 0, 0
	for i := range rows {
		if yearless(rows[i].Date) {
			open++
		} else if !rows[i].Date.IsZero() {
			known++
		}
	}
	if open == 0 {
		return nil
	}
	why := make([]string, len(rows))
	written := make([]lanmu.Date, len(rows))
	for i := range rows {
		if r := &rows[i]; yearless(r.Date) {
			written[i] = r.Date
			if d, w := yearOf(r.Date, r.URL, at); !d.IsZero() {
				r.Date, why[i] = d, w
				known++
			}
		}
	}
	run := 0 // rows above this one that go down without a break
	var above lanmu.Date
	for i := range rows {
		r := &rows[i]
		if yearless(r.Date) {
			if known >= settled {
				r.Date, why[i] = yearBetween(r.Date, above, nextKnown(rows[i+1:]), at)
			} else {
				r.Date, why[i] = yearBelow(r.Date, above, run, at)
			}
		}
		if r.Date.IsZero() {
			continue
		}
		if r.Pinned || above.IsZero() || r.Date.After(above) {
			run = 0
		}
		above, run = r.Date, run+1
	}
	var marks []lanmu.DateMark
	for i, r := range rows {
		if written[i].Month != 0 {
			marks = append(marks, lanmu.DateMark{Raw: r.Raw, Date: r.Date, Role: lanmu.DateRow, Taken: !r.Date.IsZero(), Why: why[i]})
		}
	}
	return marks
}

// settled is how many dated rows make an order. The first rows of a list may
// be pinned, and what follows a pinned row says nothing of it.
const settled = 3

// nextKnown is the first date with a year.
func nextKnown(rows []lanmu.Row) lanmu.Date {
	for _, r := range rows {
		if !r.Date.IsZero() && !yearless(r.Date) {
			return r.Date
		}
	}
	return lanmu.Date{}
}

// yearOf takes the year from the row's own address, by the day nearest to the
// address's: an item of 31 December may have been put up in January.
func yearOf(md lanmu.Date, addr string, at lanmu.Date) (lanmu.Date, string) {
	u := addressDate(addr)
	if u.year == 0 {
		return lanmu.Date{}, ""
	}
	const why = "页面只写了月和日，年份取自该条的地址（"
	if u.month == 0 {
		d := lanmu.NewDate(u.year, int(md.Month), int(md.Day))
		return d, why + u.raw + "）"
	}
	near := lanmu.NewDate(u.year, u.month, max(u.day, 1))
	if u.day == 0 {
		near = lanmu.NewDate(u.year, u.month, 15)
	}
	var best lanmu.Date
	for y := u.year - 1; y <= u.year+1; y++ {
		d := lanmu.NewDate(y, int(md.Month), int(md.Day))
		if !d.IsZero() && (best.IsZero() || abs(d.DaysSince(near)) < abs(best.DaysSince(near))) &&
			(at.IsZero() || !d.After(at) || y == u.year) {
			best = d
		}
	}
	return best, why + u.raw + "）"
}

const whyOrder = "页面只写了月和日，年份按上下各条的顺序推定"

// yearBetween takes the year that fits rows whose years are known: at or below
// the row above, else nearest to a neighbour.
func yearBetween(md, above, below, at lanmu.Date) (lanmu.Date, string) {
	if d := latestYear(md, above); !d.IsZero() && above.DaysSince(d) <= 340 && (below.IsZero() || !d.Before(below)) {
		return d, whyOrder
	}
	near := above
	if near.IsZero() {
		near = below
	}
	return nearestYear(md, near, at), whyOrder
}

// yearBelow takes the year from the rows above where they make an order, else
// the latest possible, which favours the site.
func yearBelow(md, above lanmu.Date, run int, at lanmu.Date) (lanmu.Date, string) {
	if run >= settled {
		return yearBetween(md, above, lanmu.Date{}, at)
	}
	if at.IsZero() {
		return lanmu.Date{}, "页面只写了月和日，无从推定年份"
	}
	return latestYear(md, at), "页面只写了月和日，年份按不晚于检查日的最近一年推定"
}

// nearestYear is the day nearest to near that is not after at.
func nearestYear(md, near, at lanmu.Date) lanmu.Date {
	var best lanmu.Date
	for y := int(near.Year) - 1; y <= int(near.Year)+1; y++ {
		d := lanmu.NewDate(y, int(md.Month), int(md.Day))
		if d.IsZero() || !at.IsZero() && d.After(at) {
			continue
		}
		if best.IsZero() || abs(d.DaysSince(near)) < abs(best.DaysSince(near)) {
			best = d
		}
	}
	if best.IsZero() {
		best = latestYear(md, near)
	}
	return best
}

// latestYear is the latest day with that month and day that is not after bound.
func latestYear(md, bound lanmu.Date) lanmu.Date {
	for y := int(bound.Year); y > int(bound.Year)-9; y-- { // 29 February: up to eight years
		d := lanmu.NewDate(y, int(md.Month), int(md.Day))
		if !d.IsZero() && !d.After(bound) {
			return d
		}
	}
	return lanmu.Date{}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
