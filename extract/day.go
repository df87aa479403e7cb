package extract

import (
	"strings"

	"lanmu"
)

// DayMatters tells that a page might be read otherwise on a later day than at:
// a date on it lies in the future, or one was worked out from the day of the
// audit. Facts must be as Read made them.
func DayMatters(f *lanmu.Facts, at lanmu.Date) bool {
	if at.IsZero() || len(f.Dates) >= mostMarks || f.Published.After(at) {
		return true
	}
	for _, m := range f.Dates {
		if m.Date.After(at) || strings.Contains(m.Why, "检查日") || strings.Contains(m.Why, "只写了月和日") {
			return true
		}
	}
	for _, b := range f.Blocks {
		for _, r := range b.Rows {
			if r.Date.After(at) || r.Raw != "" && !statesYear(r.Raw) {
				return true
			}
		}
	}
	return false
}

// mostMarks is from how many dates on some of a page's may not be told.
const mostMarks = 300

// statesYear tells that a date as written has its century: what has none may be
// relative to the day of reading.
func statesYear(raw string) bool {
	for i := range len(raw) - 3 {
		if c := raw[i : i+2]; (c == "19" || c == "20") && isDigit(raw[i+2]) && isDigit(raw[i+3]) {
			return true
		}
	}
	return false
}
