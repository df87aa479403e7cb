package extract

import "strings"

// chineseDigit is the value of the numeral at i and its length; -1 is none.
// 〇 is typed in many ways.
func chineseDigit(s string, i int) (v, n int) {
	if i >= len(s) {
		return -1, 0
	}
	if c := s[i]; c < 0x80 {
		if c == 'O' || c == 'o' || c == '0' {
			return 0, 1
		}
		return -1, 0
	}
	r, n := runeAt(s, i)
	switch r {
	case '〇', '○', '零', 'Ｏ', '０', 'Ο', 'О', '◯':
		return 0, n
	case '一', '壹':
		return 1, n
	case '二', '贰':
		return 2, n
	case '三':
		return 3, n
	case '四':
		return 4, n
	case '五':
		return 5, n
	case '六':
		return 6, n
	case '七':
		return 7, n
	case '八':
		return 8, n
	case '九':
		return 9, n
	}
	return -1, 0
}

// chineseNumber reads 一 to 九十九 at i, 廿 and 卅 too; 0 is none.
func chineseNumber(s string, i int) (v, end int) {
	tens, unit := 0, 0
	for {
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, "十"):
			if tens != 0 {
				return 0, i
			}
			tens, unit, i = max(unit, 1), 0, i+3
		case strings.HasPrefix(rest, "廿"):
			tens, i = 2, i+3
		case strings.HasPrefix(rest, "卅"):
			tens, i = 3, i+3
		default:
			d, n := chineseDigit(s, i)
			if d < 1 || n != 3 || unit != 0 {
				return tens*10 + unit, i
			}
			unit, i = d, i+n
		}
	}
}

// scanChinese looks for 二〇一八年三月六日 at i.
func scanChinese(s string, i int) (dateHit, int) {
	skip := i + 1
	year, p := 0, i
	for range 4 {
		d, n := chineseDigit(s, p)
		if d < 0 {
			return dateHit{}, skip
		}
		year, p = year*10+d, skipSpace(s, p+n)
	}
	if year < 1900 || year > 2099 || !strings.HasPrefix(s[p:], "年") {
		return dateHit{}, skip
	}
	h := dateHit{start: i, year: year, form: formYearMonth}
	h.month, p = chineseNumber(s, skipSpace(s, p+3))
	p = skipSpace(s, p)
	if h.month < 1 || h.month > 12 || !strings.HasPrefix(s[p:], "月") {
		return dateHit{}, skip
	}
	h.end = p + 3
	day, p := chineseNumber(s, skipSpace(s, h.end))
	if e := daySign(s, p); e > 0 && !h.withDay(day).date().IsZero() {
		h.day, h.end, h.form = day, e, formChinese
	}
	return h, h.end
}

var monthWords = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// monthNamed is the month that an English word names, 0 for none.
func monthNamed(word string) int {
	if len(word) < 3 || len(word) > 9 {
		return 0
	}
	long := [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	w := strings.ToLower(word)
	for i, m := range monthWords {
		if w == m || w == long[i] || w == "sept" && m == "sep" {
			return i + 1
		}
	}
	return 0
}

// wordAfter is the English word behind i, blanks and one sign skipped.
func wordAfter(s string, i int) (string, int) {
	i = skipSpace(s, i)
	if i < len(s) && (s[i] == '-' || s[i] == '/' || s[i] == '.' || s[i] == ',') {
		i = skipSpace(s, i+1)
	}
	p := i
	for p < len(s) && p-i < 10 && letter(s[p]) {
		p++
	}
	return s[i:p], p
}

// wordBefore is the English word that ends right before i.
func wordBefore(s string, i int) (word string, start int) {
	for n := 0; n < 2 && i > 0 && (s[i-1] == ' ' || s[i-1] == '.' || s[i-1] == '-' || s[i-1] == '/'); n++ {
		i--
	}
	p := i
	for p > 0 && i-p < 10 && letter(s[p-1]) {
		p--
	}
	return s[p:i], p
}

// monthWord goes on behind a year with an English month: 2018 Mar 6.
func (c cursor) monthWord(year, p int) (dateHit, int) {
	word, q := wordAfter(c.s, p)
	month := monthNamed(word)
	if month == 0 {
		return dateHit{}, p
	}
	day, n, e := digits(c.s, nextNumber(c.s, q))
	h := dateHit{year: year, month: month, day: day, form: formYearLast, end: e}
	if n == 0 || n > 2 || h.date().IsZero() {
		return dateHit{}, p
	}
	return h, e
}

// dayFirst reads 6 Mar 2018, 6 Mar, and, from the word before, Mar 6, 2018.
func (c cursor) dayFirst(day, p int) (dateHit, int) {
	s := c.s
	month, q := 0, p
	if word, e := wordAfter(s, p); word != "" {
		month, q = monthNamed(word), e
	} else if month, e := chineseMonthAfter(s, p); month != 0 { // 24 二月 2026
		return c.named(month, day, e, p)
	} else if month := chineseMonthBefore(s, c.start); month != 0 { // 五月 11, 2026
		return c.named(month, day, p, p)
	}
	if month == 0 {
		word, _ := wordBefore(s, c.start)
		if month, q = monthNamed(word), p; month == 0 {
			return dateHit{}, p
		}
	}
	year, n, e := digits(s, nextNumber(s, q))
	h := dateHit{year: year, month: month, day: day, form: formYearLast, end: e}
	if n == 4 && year >= 1900 && year <= 2099 && !h.date().IsZero() {
		return h, e
	}
	return monthDay(month, day, p, q, true)
}

// named is a day whose month is named in Chinese, in the order of English: only
// with the year behind it at q.
func (c cursor) named(month, day, q, p int) (dateHit, int) {
	year, n, e := digits(c.s, nextNumber(c.s, q))
	h := dateHit{year: year, month: month, day: day, form: formYearLast, end: e}
	if n != 4 || year < 1900 || year > 2099 || h.date().IsZero() || more(c.s, e) || strings.HasPrefix(c.s[e:], "年") {
		return dateHit{}, p
	}
	return h, e
}

// chineseMonthAfter is the month whose name stands behind i, 0 for none.
func chineseMonthAfter(s string, i int) (month, end int) {
	p := skipSpace(s, i)
	if m, e := chineseNumber(s, p); m >= 1 && m <= 12 && strings.HasPrefix(s[e:], "月") {
		return m, e + len("月")
	}
	return 0, i
}

// chineseMonthBefore is the month whose name ends right before i, 0 for none.
func chineseMonthBefore(s string, i int) int {
	before, ok := strings.CutSuffix(strings.TrimRight(s[:i], " \u00a0"), "月")
	if !ok {
		return 0
	}
	for _, runes := range [...]int{2, 1} { // 十二 before 二
		if from := len(before) - 3*runes; from >= 0 {
			if m, e := chineseNumber(before, from); e == len(before) && m >= 1 && m <= 12 {
				return m
			}
		}
	}
	return 0
}

// nextNumber goes over blanks and one sign.
func nextNumber(s string, i int) int {
	i = skipSpace(s, i)
	if i < len(s) && (s[i] == ',' || s[i] == '-' || s[i] == '/' || s[i] == '.') {
		i = skipSpace(s, i+1)
	}
	return i
}
