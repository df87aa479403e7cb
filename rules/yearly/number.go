package yearly

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// narrow makes full-width digits, letters and signs ASCII and drops white space
// of all kinds and what cannot be seen.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９' || r >= 'Ａ' && r <= 'Ｚ' || r >= 'ａ' && r <= 'ｚ', r == '．', r == '％':
			return r - 0xfee0
		case r == ' ' || r == '\t' || r == '\r' || r == '\n' || r == '\u3000' || r == '\u00a0' || r == '\u200b' || r == '\ufeff':
			return -1
		}
		return r
	}, s)
}

// cellNumber reads a table's cell: digits, a dash or nothing. ok is false where
// it holds anything else.
func cellNumber(s string) (f Figure, ok bool) {
	s = narrow(s)
	switch s {
	case "":
		return Figure{}, true
	case "-", "—", "——", "/", "－", "无":
		return Figure{Known: true, Place: s}, true
	}
	digits := strings.TrimRight(strings.ReplaceAll(s, ",", ""), "件条个项宗")
	if digits == "" || len(digits) > 9 {
		return Figure{}, false
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 {
		return Figure{}, false
	}
	return Figure{N: n, Known: true, Place: s}, true
}

// counted are the units in which reports count.
var counted = []string{"条次", "条", "件次", "件", "篇", "份", "宗", "起", "项", "例"}

// number is one counted number of a sentence.
type number struct {
	Figure
	start, end int // of digits and unit in the sentence
}

// numbers finds a sentence's numbers that are followed by a unit of counting.
func numbers(s string) []number {
	var out []number
	for i := 0; i < len(s); {
		n, width, approx, ok := leading(s[i:])
		if !ok {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		rest := s[i+width:]
		for _, more := range []string{"余", "多"} {
			if strings.HasPrefix(rest, more) {
				approx, rest, width = true, rest[len(more):], width+len(more)
			}
		}
		if unit := unitOf(rest); unit != "" && !partOfName(s, i) {
			f := Figure{N: n, Unit: unit, Known: true, Approx: approx || vague(s[:i]), Place: around(s, i, i+width+len(unit))}
			out = append(out, number{f, i, i + width + len(unit)})
			width += len(unit)
		}
		i += width
	}
	return out
}

func unitOf(s string) string {
	for _, u := range counted {
		if strings.HasPrefix(s, u) && !strings.HasPrefix(s, "条例") && !strings.HasPrefix(s, "条规定") {
			return u
		}
	}
	return ""
}

// partOfName tells 第20条 and the like.
func partOfName(s string, i int) bool { return strings.HasSuffix(s[:i], "第") }

func vague(before string) bool {
	for _, w := range []string{"近", "约", "超过", "超", "逾", "不少于", "以上", "大约"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

const zhDigits = "零一二三四五六七八九"

// leading reads a number at the beginning of s: 1,234 · 1.2万 · 二十三.
func leading(s string) (n, width int, approx, ok bool) {
	i := 0
	var b strings.Builder
	dot := false
	for i < len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			b.WriteByte(c)
		case c == ',' && i > 0 && len(s) > i+3 && isDigits(s[i+1:i+4]) && (len(s) == i+4 || s[i+4] < '0' || s[i+4] > '9'):
		case c == '.' && !dot && i > 0 && i+1 < len(s) && s[i+1] >= '0' && s[i+1] <= '9':
			dot = true
			b.WriteByte('.')
		default:
			goto done
		}
		i++
	}
done:
	if b.Len() > 0 {
		v, err := strconv.ParseFloat(b.String(), 64)
		if err != nil || v > 1e9 {
			return 0, i, false, false
		}
		if strings.HasPrefix(s[i:], "万") {
			return int(v * 10000), i + len("万"), true, true
		}
		return int(v), i, dot, !dot
	}
	return chinese(s)
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// chinese reads 一 … 九千九百九十九.
func chinese(s string) (n, width int, approx, ok bool) {
	digit, seen := 0, false
	for i, r := range s {
		d := strings.IndexRune(zhDigits, r)
		switch {
		case r == '〇':
			digit, seen = 0, true
		case r == '两':
			digit, seen = 2, true
		case d >= 0:
			digit, seen = d/len("一"), true
		case r == '十' || r == '百' || r == '千':
			weight := map[rune]int{'十': 10, '百': 100, '千': 1000}[r]
			n += max(digit, 1) * weight
			digit, seen = 0, true
		default:
			return n + digit, i, false, seen
		}
	}
	return n + digit, len(s), false, seen
}

// around is the text about a number, a little before it.
func around(s string, start, end int) string {
	from := start
	for n := 0; n < 24 && from > 0; n++ {
		r, w := utf8.DecodeLastRuneInString(s[:from])
		if strings.ContainsRune("，,。；;：:、", r) && n > 0 {
			break
		}
		from -= w
	}
	return s[from:end]
}
