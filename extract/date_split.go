package extract

import "strings"

// split finds dates whose parts stand in elements of their own: 21 under
// 2020-12, 06 beside Mar 2018.
func (r *rowReader) split() {
	for i := 0; i+1 < len(r.pieces); i++ {
		for n := 3; n >= 2; n-- {
			if i+n > len(r.pieces) {
				continue
			}
			var words [3]string
			if !splitWords(r.pieces[i:i+n], &words) {
				continue
			}
			if h, ok := joinSplit(words[:n]); ok {
				r.cell = cellIndex(r.pieces[i].cell)
				r.find(h, strings.Join(words[:n], " "), rankSplit, "日和年月分写的日期")
				i += n - 1
				break
			}
		}
	}
}

// splitWords are the pieces' texts where they may be parts of one date.
func splitWords(pieces []piece, words *[3]string) bool {
	for i := range pieces {
		p := &pieces[i]
		w := trimFrame(p.text)
		if len(w) == 0 || len(w) > 14 || p.cell != pieces[0].cell {
			return false
		}
		words[i] = w
	}
	return true
}

// joinSplit makes one date of its parts: day and year-month, month-day and
// year, or three parts, in either order.
func joinSplit(words []string) (dateHit, bool) {
	var h dateHit
	var parts [3]datePart
	if len(words) != 2 && len(words) != 3 {
		return h, false
	}
	for i, w := range words {
		if parts[i] = readPart(w); parts[i].kind == partNone {
			return h, false
		}
	}
	switch len(words) {
	case 2:
		h = joinTwo(parts[0], parts[1])
		if h.month == 0 {
			h = joinTwo(parts[1], parts[0])
		}
	case 3:
		a, b, c := parts[0], parts[1], parts[2]
		switch {
		case a.kind == partYear && b.month() && c.kind == partNumber: // 2018 03 06
			h = dateHit{year: a.v, month: b.v, day: c.v}
		case c.kind == partYear && a.kind == partWord && b.day(): // Mar 06 2018, Mar 6 2018
			h = dateHit{year: c.v, month: a.v, day: b.v}
		case c.kind == partYear && b.kind == partWord && a.day(): // 06 Mar 2018
			h = dateHit{year: c.v, month: b.v, day: a.v}
		case a.kind == partNumber && b.kind == partYear && c.month(): // 06 2018 03
			h = dateHit{year: b.v, month: c.v, day: a.v}
		}
	}
	if h.month == 0 || h.year != 0 && h.date().IsZero() || h.day < 1 || h.day > 31 {
		return dateHit{}, false
	}
	h.form = formFull
	if h.year == 0 {
		h.form = formMonthDay
	}
	return h, true
}

// partKind is what a part of a split date is.
type partKind uint8

const (
	partNone      partKind = iota
	partNumber             // 06: two digits
	partYear               // 2018
	partWord               // Mar, 3月, 十二月
	partYearMonth          // 2018-03
	partMonthDay           // 03-06
	partDigit              // 6: a day only beside a year and month
)

type datePart struct {
	kind partKind
	v    int
	hit  dateHit
}

func (p datePart) month() bool { return p.kind == partWord || p.kind == partNumber && p.v <= 12 }

func (p datePart) day() bool { return p.kind == partNumber || p.kind == partDigit }

func readPart(w string) datePart {
	v, n, end := digits(w, 0)
	tail := strings.TrimSpace(w[end:])
	switch {
	case n == 2 && (tail == "" || tail == "日" || tail == "号") || n == 1 && (tail == "日" || tail == "号"):
		return datePart{kind: partNumber, v: v}
	case n == 1 && tail == "" && v > 0:
		return datePart{kind: partDigit, v: v}
	case n > 0 && n <= 2 && tail == "月" && v <= 12:
		return datePart{kind: partWord, v: v}
	case n == 4 && (tail == "" || tail == "年") && plausibleYear(v):
		return datePart{kind: partYear, v: v}
	}
	if m := monthNamed(strings.TrimSuffix(w, ".")); m != 0 {
		return datePart{kind: partWord, v: m}
	}
	if m, e := chineseNumber(w, 0); m >= 1 && m <= 12 && w[e:] == "月" {
		return datePart{kind: partWord, v: m}
	}
	h, ok := firstDate(w)
	switch {
	case !ok || h.start != 0 || h.dayEnd != len(w):
		return datePart{}
	case h.form == formYearMonth:
		return datePart{kind: partYearMonth, hit: h}
	case h.form == formMonthDay:
		return datePart{kind: partMonthDay, hit: h}
	}
	return datePart{}
}

// joinTwo joins a and b in this order of sense; no month where they do not fit.
func joinTwo(a, b datePart) dateHit {
	switch {
	case (a.kind == partNumber || a.kind == partDigit) && b.kind == partYearMonth:
		return dateHit{year: b.hit.year, month: b.hit.month, day: a.v}
	case a.kind == partYear && b.kind == partMonthDay:
		return dateHit{year: a.v, month: b.hit.month, day: b.hit.day}
	case (a.kind == partNumber || a.kind == partDigit) && b.kind == partWord: // 06 Mar, 5月 6: no year
		return dateHit{month: b.v, day: a.v}
	}
	return dateHit{}
}
