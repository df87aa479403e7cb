package extract

import (
	"slices"

	"lanmu"
)

// yearsOfItems puts right the years of rows that show only month and day, by
// the dates of the items' own pages where these were read: order alone guesses
// the latest year that may be, and a list that was seen after the day of
// judgement is guessed wrong. Rows whose items were not read follow the order
// of those that were.
func (r *columnReader) yearsOfItems(rows []lanmu.Row) []lanmu.Row {
	var fixed []lanmu.Row
	for i := range rows {
		d, ok := r.itemDay(&rows[i])
		if !ok || d == rows[i].Date {
			continue
		}
		if fixed == nil {
			fixed = slices.Clone(rows)
		}
		fixed[i].Date = d
	}
	if fixed == nil {
		return rows
	}
	for i := range fixed {
		if fixed[i].Date == rows[i].Date && writtenYearless(rows[i].Raw) {
			if _, ok := r.itemDay(&rows[i]); !ok {
				fixed[i].Date.Year = 0
			}
		}
	}
	inferYears(fixed, r.at)
	return fixed
}

// itemDay is the day on which a row's item says it was published, where the row
// shows the same month and day and no year.
func (r *columnReader) itemDay(row *lanmu.Row) (lanmu.Date, bool) {
	if row.URL == "" || row.Date.IsZero() || !writtenYearless(row.Raw) {
		return lanmu.Date{}, false
	}
	f := r.page(pageKey(row.URL))
	if f == nil || f.Kind != lanmu.PageArticle || f.Published.Month != row.Date.Month || f.Published.Day != row.Date.Day {
		return lanmu.Date{}, false
	}
	return f.Published, true
}

// writtenYearless tells a row's date as found that has no year: 03-06, 3月6日.
func writtenYearless(raw string) bool {
	if raw == "" || len(raw) > 24 {
		return false
	}
	h, ok := firstDate("[" + raw + "]")
	return ok && h.form == formMonthDay
}
