package extract

import "strings"

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// wideDigit tells a full-width digit (０ to ９) at i.
func wideDigit(s string, i int) bool {
	return i+2 < len(s) && s[i] == 0xEF && s[i+1] == 0xBC && s[i+2] >= 0x90 && s[i+2] <= 0x99
}

// digits reads the number at i, narrow or full-width: its value (of at most 18
// digits), how many digits, and where it ends.
func digits(s string, i int) (v, n, end int) {
	for i < len(s) {
		switch {
		case isDigit(s[i]):
			if n < 18 {
				v = v*10 + int(s[i]-'0')
			}
			i++
		case wideDigit(s, i):
			if n < 18 {
				v = v*10 + int(s[i+2]-0x90)
			}
			i += 3
		default:
			return v, n, i
		}
		n++
	}
	return v, n, i
}

// skipSpace goes over at most four blanks of any sort.
func skipSpace(s string, i int) int {
	for range 4 {
		switch {
		case i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'):
			i++
		case strings.HasPrefix(s[i:], "\u00a0"):
			i += 2
		case strings.HasPrefix(s[i:], "\u3000"), strings.HasPrefix(s[i:], "\u2003"), strings.HasPrefix(s[i:], "\u2002"):
			i += 3
		default:
			return i
		}
	}
	return i
}

// dateSigns are what stands between the parts of a date, and what each is
// the same as.
var dateSigns = []struct {
	sign string
	is   rune
}{
	{"年", '年'},
	{"月", '月'},
	{"－", '-'},
	{"—", '-'},
	{"–", '-'},
	{"‐", '-'},
	{"‑", '-'},
	{"−", '-'},
	{"／", '/'},
	{"．", '.'},
	{"·", '.'},
	{"。", '.'},
}

// separator reads the sign at i, blanks around it allowed. 0: there is none.
func separator(s string, i int) (rune, int) {
	if i >= len(s) {
		return 0, i
	}
	p := i
	if c := s[p]; c == ' ' || c == '\t' || c == '\n' || c == '\r' || c >= 0x80 {
		p = skipSpace(s, p)
	}
	if p >= len(s) {
		return 0, i
	}
	switch c := s[p]; {
	case c == '-' || c == '/' || c == '.':
		return rune(c), skipSpace(s, p+1)
	case c < 0x80:
		return 0, i
	}
	for _, d := range dateSigns {
		if strings.HasPrefix(s[p:], d.sign) {
			return d.is, skipSpace(s, p+len(d.sign))
		}
	}
	return 0, i
}

// follows tells whether b may stand behind the month where a stood before it.
func follows(a, b rune) bool {
	if a == '年' {
		return b == '月' || b == '-' || b == '.' || b == '/'
	}
	return a == b
}

// daySign is the end of 日 or 号 at i; 0 where neither stands there.
func daySign(s string, i int) int {
	i = skipSpace(s, i)
	if strings.HasPrefix(s[i:], "日") || strings.HasPrefix(s[i:], "号") {
		return i + 3
	}
	return 0
}

// more tells whether a number goes on at i: a digit, or a separator and a digit.
func more(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	if s[i] == '.' || s[i] == '-' || s[i] == '/' {
		i++
	}
	return i < len(s) && (isDigit(s[i]) || wideDigit(s, i))
}

// timeFollows tells a time such as -23:59 at i.
func timeFollows(s string, i int) bool {
	if i < len(s) && s[i] == '-' {
		i++
	}
	_, n, p := digits(s, skipSpace(s, i))
	return (n == 1 || n == 2) && p < len(s) && (s[p] == ':' || strings.HasPrefix(s[p:], "："))
}

// yearFollows tells the second date of a span, such as -2019-12-31, at i.
func yearFollows(s string, i int) bool {
	v, n, p := digits(s, i+1)
	return n == 4 && v >= 1900 && v <= 2099 && more(s, p)
}

// bracketed tells whether s[i:j] stands in brackets by itself.
func bracketed(s string, i, j int) bool {
	before, after := s[:i], s[j:]
	for _, pair := range [...][2]string{{"[", "]"}, {"(", ")"}, {"（", "）"}, {"【", "】"}, {"［", "］"}, {"〔", "〕"}} {
		if strings.HasSuffix(before, pair[0]) && strings.HasPrefix(after, pair[1]) {
			return true
		}
	}
	return false
}

// clockStart goes over what may stand between a day and its time; zulu where
// it is the T of ISO 8601.
func clockStart(s string, i int) (int, bool) {
	if i < len(s) && s[i] == 'T' {
		return i + 1, true
	}
	if i < len(s) && s[i] == '-' {
		return i + 1, false
	}
	p := skipSpace(s, i)
	for _, week := range [...]string{"星期", "周", "(星期", "（星期", "(周", "（周"} {
		if strings.HasPrefix(s[p:], week) {
			q := p + len(week)
			if q+3 <= len(s) {
				q += 3
			}
			for _, end := range [...]string{")", "）"} {
				q += len(s[q:]) - len(strings.TrimPrefix(s[q:], end))
			}
			return skipSpace(s, q), false
		}
	}
	return p, false
}

// halfDay reads 上午 (-1) or 下午 (+1) before a time.
func halfDay(s string, i int) (int, int) {
	for _, h := range [...]struct {
		word string
		half int
	}{{"上午", -1}, {"下午", 1}, {"晚上", 1}, {"凌晨", -1}, {"中午", 1}} {
		if strings.HasPrefix(s[i:], h.word) {
			return h.half, skipSpace(s, i+len(h.word))
		}
	}
	return 0, i
}

// clockPart reads a sign and two digits below 60.
func clockPart(s string, i int, signs ...string) (int, int, bool) {
	for _, sign := range signs {
		if strings.HasPrefix(s[i:], sign) {
			v, n, p := digits(s, i+len(sign))
			return v, p, (n == 2 || n == 1 && len(sign) == 3) && v < 60
		}
	}
	return 0, i, false
}

// clockEnd goes over 分 or 秒 behind a time.
func clockEnd(s string, i int) int {
	if strings.HasPrefix(s[i:], "分") || strings.HasPrefix(s[i:], "秒") {
		return i + 3
	}
	return i
}

// isUTC tells Z or +00:00 at i, fractions of a second skipped.
func isUTC(s string, i int) bool {
	if i < len(s) && s[i] == '.' {
		_, _, i = digits(s, i+1)
	}
	return i < len(s) && s[i] == 'Z' || strings.HasPrefix(s[i:], "+00:00")
}
