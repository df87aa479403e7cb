package extract

import (
	"strings"

	"lanmu"
)

// dateForm is the way a date is written. Some ways are a date wherever they
// stand, others only where nothing else stands beside them.
type dateForm uint8

const (
	formFull      dateForm = iota // 2018-03-06 and its kin: year, month and day
	formChinese                   // 二〇一八年三月六日
	formCompact                   // 20180306
	formShortYear                 // 18-03-06
	formYearLast                  // 03/06/2018, Mar 6, 2018
	formMonthDay                  // 03-06, 3月6日: no year
	formYearMonth                 // 2018-03: no day
)

// dateHit is one date in a text. Parts that are not written are 0.
type dateHit struct {
	year, month, day int
	start, end       int    // bytes of the text, the time of day counted in
	dayEnd           int    // end of the day, before the time of day
	clock            string // "15:04" or "15:04:05"; "" not written
	form             dateForm
}

// date is the day of the hit; unknown where a part of it is not written.
func (h dateHit) date() lanmu.Date { return lanmu.NewDate(h.year, h.month, h.day) }

// whyUnset is the reason for which a date that unset tells is refused.
const whyUnset = "系统的默认日期，实际没有填写"

// unset tells the days that programs print where nobody entered one: the zero
// of Unix, of spreadsheets and of databases.
func (h dateHit) unset() bool {
	switch h.date() {
	case lanmu.NewDate(1970, 1, 1), lanmu.NewDate(1969, 12, 31), lanmu.NewDate(1900, 1, 1), lanmu.NewDate(1899, 12, 30):
		return true
	}
	return false
}

// scanDates tells f every date in s from left to right until f says no. It
// reads each byte about once and allocates only for times of day.
func scanDates(s string, f func(hit dateHit) bool) {
	for end := 0; ; {
		hit, ok := nextDate(s, end)
		if !ok || !f(hit) {
			return
		}
		end = hit.end
	}
}

// dateBytes are the bytes at which a date may begin: figures, the first byte of
// full-width ones, that of 一 and 二.
var dateBytes = func() (t [256]bool) {
	for c := '0'; c <= '9'; c++ {
		t[c] = true
	}
	t[0xEF], t[0xE4] = true, true
	return t
}()

// nextDate is the first date in s at or behind last, the end of the one before.
func nextDate(s string, last int) (dateHit, bool) {
	for i := last; i < len(s); {
		if !dateBytes[s[i]] {
			i++
			continue
		}
		var hit dateHit
		var next int
		switch c := s[i]; {
		case c <= '9', c == 0xEF && wideDigit(s, i):
			hit, next = scanNumber(s, i, last)
		case c == 0xE4 && numeral(s, i):
			hit, next = scanChinese(s, i)
		default:
			i++
			continue
		}
		if hit.month != 0 {
			hit.dayEnd = hit.end
			if hit.form != formYearMonth {
				hit = withClock(s, hit)
			}
			return hit, true
		}
		i = next
	}
	return dateHit{}, false
}

// numeral tells 一 or 二 at i, with which years begin.
func numeral(s string, i int) bool {
	return i+2 < len(s) && (s[i+1] == 0xB8 && s[i+2] == 0x80 || s[i+1] == 0xBA && s[i+2] == 0x8C)
}

// firstDate is the first date in s.
func firstDate(s string) (dateHit, bool) { return nextDate(s, 0) }

// scanNumber looks for a date that begins with the digits at i. Next is where
// to go on: behind everything that was read as part of one number.
func scanNumber(s string, i, last int) (hit dateHit, next int) {
	v, n, p := digits(s, i)
	c := cursor{s: s, start: i, glued: glued(s, i, last)}
	switch {
	case n == 4 && v >= 1900 && v <= 2099:
		hit, next = c.year(v, p)
	case n == 8 || n == 12 || n == 14:
		hit, next = c.compact(v, n, p), p
	case n <= 2:
		hit, next = c.short(v, n, p)
	default:
		next = p
	}
	hit.start = i
	return hit, max(next, p)
}

// glue says what stands right before a number.
type glue uint8

const (
	free     glue = iota
	afterAZ       // a letter: t20180306, v18.3.6
	afterNum      // a number and a separator: 0431-85-03-06, 192.168.18.3
)

func glued(s string, i, last int) glue {
	if i == 0 || i == last {
		return free
	}
	c := s[i-1]
	switch {
	case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == '%' || c == '#' || c == '$' || c == '&':
		return afterAZ
	case (c == '-' || c == '.' || c == '/' || c == ':') && i >= 2 && isDigit(s[i-2]) && i-1 != last:
		return afterNum
	case c == '.' && i >= 2 && s[i-2]|0x20 >= 'a' && s[i-2]|0x20 <= 'z':
		return afterAZ // V.18.3.6, No.18-3-6
	}
	return free
}

// cursor reads one number of which the first part is known.
type cursor struct {
	s     string
	start int
	glued glue
}

// year goes on behind a four digit year.
func (c cursor) year(year, p int) (dateHit, int) {
	s := c.s
	sep, q := separator(s, p)
	if sep == 0 {
		return c.monthWord(year, p)
	}
	month, n, q2 := digits(s, q)
	if n == 0 || n > 2 {
		if sep == '-' || sep == '.' || sep == '/' {
			if h, e := c.monthWord(year, p); h.month != 0 {
				return h, e
			}
		}
		return dateHit{}, q
	}
	if c.glued == afterNum || month < 1 || month > 12 {
		return dateHit{}, q2
	}
	h := dateHit{year: year, month: month, form: formYearMonth, end: q2}
	sep2, q3 := separator(s, q2)
	if sep == '年' && sep2 == '月' {
		h.end = q3
	}
	if sep2 == 0 || !follows(sep, sep2) {
		return h, h.end
	}
	day, n, q4 := digits(s, q3)
	if n == 0 {
		return h, h.end
	}
	if n > 2 || h.withDay(day).date().IsZero() {
		if sep2 == '月' { // 2018年3月120家: the month stands
			return h, h.end
		}
		return dateHit{}, q4
	}
	h.day, h.form, h.end = day, formFull, q4
	if e := daySign(s, q4); e > 0 {
		h.end = e
	} else if n == 2 && sep2 == '月' && more(s, q4) {
		return dateHit{}, q4
	} else if more(s, q4) && (sep2 == '.' || sep2 == '-' && !timeFollows(s, q4) && !yearFollows(s, q4)) {
		return dateHit{}, q4 // 2018.3.6.1, 2018-03-06-001
	}
	return h, h.end
}

func (h dateHit) withDay(day int) dateHit { h.day = day; return h }

// compact is yyyymmdd, perhaps with hhmm or hhmmss.
func (c cursor) compact(v, n, p int) dateHit {
	if c.glued != free || p < len(c.s) && letter(c.s[p]) {
		return dateHit{}
	}
	for ; n > 8; n-- {
		v /= 10
	}
	h := dateHit{year: v / 10000, month: v / 100 % 100, day: v % 100, form: formCompact, end: p}
	if h.year < 1900 || h.year > 2099 || h.date().IsZero() || more(c.s, p) {
		return dateHit{}
	}
	return h
}

// short goes on behind one or two digits: 03-06, 18-03-06, 03/06/2018, 3月6日, 6 Mar 2018.
func (c cursor) short(v, n, p int) (dateHit, int) {
	s := c.s
	sep, q := separator(s, p)
	if sep == 0 {
		return c.dayFirst(v, p)
	}
	b, nb, q2 := digits(s, q)
	if nb == 0 {
		if sep == '-' || sep == '.' || sep == '/' {
			return c.dayFirst(v, p)
		}
		return dateHit{}, p
	}
	if nb > 2 || c.glued != free {
		return dateHit{}, q2
	}
	sep2, q3 := separator(s, q2)
	if sep == '月' {
		if h, e := c.named(v, b, q2, q2); h.month != 0 && strings.Contains(s[q2:e], ",") { // 5月 1, 2022
			return h, e
		}
		return monthDay(v, b, q2, daySign(s, q2), n == 2 && nb == 2)
	}
	if sep2 != 0 && follows(sep, sep2) {
		d, nd, q4 := digits(s, q3)
		if nd > 0 {
			return c.three(sep, [3]int{v, b, d}, [3]int{n, nb, nd}, q4)
		}
	}
	if sep2 != 0 && !follows(sep, sep2) && s[q-1] == ' ' {
		return dateHit{}, q // 5 · 01-05: the date begins behind the sign
	}
	padded := n == 2 && nb == 2 || sep != '.' && bracketed(s, c.start, q2)
	if sep == '年' || !padded || more(s, q2) || q2 < len(s) && (letter(s[q2]) || s[q2] == '%') {
		return dateHit{}, q2
	}
	return monthDay(v, b, q2, q2, true)
}

// three judges three short numbers in a row.
func (c cursor) three(sep rune, v, n [3]int, p int) (dateHit, int) {
	h := dateHit{end: p}
	switch {
	case n[2] == 4 && v[2] >= 1900 && v[2] <= 2099 && sep != '年':
		h.year, h.month, h.day, h.form = v[2], v[0], v[1], formYearLast
		if v[0] > 12 {
			h.month, h.day = v[1], v[0]
		}
	case n[2] <= 2 && n[0] == 2 && (sep != '.' || n[1] == 2 && n[2] == 2):
		h.year, h.month, h.day, h.form = fullYear(v[0]), v[1], v[2], formShortYear
	default:
		return dateHit{}, p
	}
	if e := daySign(c.s, p); e > 0 {
		h.end = e
	}
	if h.date().IsZero() || more(c.s, h.end) && !timeFollows(c.s, h.end) {
		return dateHit{}, p
	}
	return h, h.end
}

// fullYear reads two digits: 70 to 99 are of the last century.
func fullYear(yy int) int {
	if yy >= 70 {
		return 1900 + yy
	}
	return 2000 + yy
}

// monthDay is a day without its year. End is 0 where the sign 日 is missing.
func monthDay(month, day, p, end int, padded bool) (dateHit, int) {
	if end == 0 {
		if !padded {
			return dateHit{}, p
		}
		end = p
	}
	if lanmu.NewDate(2000, month, day).IsZero() {
		return dateHit{}, end
	}
	return dateHit{month: month, day: day, form: formMonthDay, end: end}, end
}

// withClock takes the time of day behind the date into the hit.
func withClock(s string, h dateHit) dateHit {
	if h.end+4 > len(s) { // 8:05 is the shortest
		return h
	}
	p, zulu := clockStart(s, h.end)
	pm, p := halfDay(s, p)
	hour, n, q := digits(s, p)
	if n == 0 || n > 2 || hour > 23 || q >= len(s) {
		return h
	}
	minute, q, ok := clockPart(s, q, ":", "：", "时", "点", "h")
	if !ok {
		return h
	}
	if pm > 0 && hour < 12 {
		hour += 12
	} else if pm < 0 && hour == 12 {
		hour = 0
	}
	h.clock = twoDigits(hour) + ":" + twoDigits(minute)
	if sec, q2, ok := clockPart(s, q, ":", "：", "分"); ok {
		h.clock, q = h.clock+":"+twoDigits(sec), q2
	}
	h.end = clockEnd(s, q)
	if zulu && hour >= 16 && isUTC(s, q) && h.year != 0 {
		d := h.date().AddDays(1) // the site's own day
		h.year, h.month, h.day = int(d.Year), int(d.Month), int(d.Day)
	}
	if zulu && isUTC(s, q) {
		h.clock = twoDigits((hour+8)%24) + h.clock[2:]
	}
	return h
}

// twoDigits writes 0 to 99.
func twoDigits(n int) string {
	const tens, units = "0123456789", "0123456789"
	return tens[n/10:n/10+1] + units[n%10:n%10+1]
}
