package extract

import (
	"strings"

	"lanmu"
)

// dayBeside reads the day of the commonest row: a title that holds no date in
// its link, and beside it one text that is a date and nothing else. It tells
// what rowReader would, whose marks it fills; false: the row is another.
func (pg *page) dayBeside(j int32, href string, row *lanmu.Row) bool {
	e := &pg.els[j]
	if e.hinted || e.segTo-e.segFrom != 2 {
		return false
	}
	title, day := &pg.shown.segs[e.segFrom], &pg.shown.segs[e.segFrom+1]
	if day.linked {
		title, day = day, title
	}
	if day.linked || !title.linked || title.node.Parent.Data != "a" {
		return false
	}
	text := trimmed(day.node.Data)
	h, ok := firstDate(text)
	if !ok || h.start != 0 || h.end != len(text) || h.day == 0 || h.unset() || !pg.noDay(title) {
		return false
	}
	if words := trimmed(title.node.Data); len(trimFrame(words)) <= 14 || strings.HasSuffix(words, "：") || strings.HasSuffix(words, ":") {
		return false // a part of the date, or its label
	}
	d, why := lanmu.Date{Year: int16(h.year), Month: int8(h.month), Day: int8(h.day)}, whyBeside
	if h.year == 0 {
		d, why = yearFor(d, href, pg.at)
	}
	pg.rowRead.marks = append(pg.rowRead.marks[:0], rowMark(text, d, why, pg.at))
	row.Date, row.Raw = d, text
	return true
}

// noDay tells a text without a date; it is looked through once.
func (pg *page) noDay(t *seg) bool {
	if !t.dateless {
		_, ok := firstDate(t.node.Data)
		t.dateless = !ok
	}
	return t.dateless
}
