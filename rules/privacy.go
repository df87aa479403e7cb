package rules

import (
	"regexp"
	"strings"

	"lanmu"
)

// A number is looked for with its neighbours, so that part of a longer number
// or a code with letters is none.
var (
	citizenRE = regexp.MustCompile(`(?:^|[^0-9A-Za-z])([1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx])(?:$|[^0-9A-Za-z])`)
	mobileRE  = regexp.MustCompile(`(?:^|[^0-9A-Za-z.-])(1[3-9]\d{9})(?:$|[^0-9A-Za-z])`)
	cardRE    = regexp.MustCompile(`(?:^|[^0-9A-Za-z])(\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?:$|[^0-9A-Za-z])`)
)

// number is one found in a text: its place there and itself.
type number struct {
	start, end int // bytes
	digits     string
}

// numbers finds all matches of a pattern's first group, those that touch too.
func numbers(re *regexp.Regexp, text string) []number {
	var out []number
	for at := 0; at < len(text); {
		m := re.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		out = append(out, number{at + m[2], at + m[3], text[at+m[2] : at+m[3]]})
		at += m[3]
	}
	return out
}

// citizens, mobiles and cards are numbers by their patterns, asked only where
// the digits that stand together are as many as they have.
func citizens(text string) []number {
	if !holdsRun(text, 17, 18) {
		return nil
	}
	return numbers(citizenRE, text)
}

func mobiles(text string) []number {
	if !holdsRun(text, 11, 11) {
		return nil
	}
	return numbers(mobileRE, text)
}

func cards(text string) []number {
	if !holdsRun(text, 16, 19) && !fourFours(text) {
		return nil
	}
	return numbers(cardRE, text)
}

// holdsRun tells a text with so many digits on end, at least and at most.
func holdsRun(text string, least, most int) bool {
	for end := 0; ; {
		start, stop := digitRun(text, end)
		if start == stop {
			return false
		}
		if n := stop - start; n >= least && n <= most {
			return true
		}
		end = stop
	}
}

// fourFours tells a text with four groups of four digits, a space or a hyphen
// between them.
func fourFours(text string) bool {
	groups, last := 0, -2
	for end := 0; ; {
		start, stop := digitRun(text, end)
		if start == stop {
			return false
		}
		switch {
		case stop-start != 4:
			groups = 0
		case start == last+1 && (text[last] == ' ' || text[last] == '-'):
			groups++
		default:
			groups = 1
		}
		if groups == 4 {
			return true
		}
		last, end = stop, stop
	}
}

// digitRun is the next run of digits in a text from a place on; empty: none.
func digitRun(text string, from int) (start, stop int) {
	digit := func(i int) bool { return text[i] >= '0' && text[i] <= '9' }
	for start = from; start < len(text) && !digit(start); start++ {
	}
	for stop = start; stop < len(text) && digit(stop); stop++ {
	}
	return start, stop
}

// citizen tells a citizen number: its day exists and its check digit is right
// (GB 11643, ISO 7064 MOD 11-2), born before the day after.
func citizen(s string, at lanmu.Date) bool {
	if len(s) != 18 || !provinces[s[:2]] {
		return false
	}
	n := func(t string) int {
		v := 0
		for i := range len(t) {
			v = v*10 + int(t[i]-'0')
		}
		return v
	}
	born := lanmu.NewDate(n(s[6:10]), n(s[10:12]), n(s[12:14]))
	if born.IsZero() || born.Year < 1900 || !at.IsZero() && born.After(at) {
		return false
	}
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += w * int(s[i]-'0')
	}
	return "10X98765432"[sum%11] == strings.ToUpper(s)[17]
}

// provinces are the first two digits of a citizen number (GB/T 2260).
var provinces = tagSet("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83")

// luhn tells a number whose check digit is right (ISO/IEC 7812).
func luhn(s string) bool {
	sum, double := 0, false
	for i := len(s) - 1; i >= 0; i-- {
		d := int(s[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return sum%10 == 0
}

// mask hides what must not be told again: the middle of a number.
func mask(s string) string {
	switch {
	case len(s) == 11:
		return s[:3] + "****" + s[7:]
	case len(s) >= 15:
		return s[:4] + strings.Repeat("*", len(s)-6) + s[len(s)-2:]
	}
	return strings.Repeat("*", len(s))
}

// maskAll hides every citizen number, bank card and mobile in a text that goes
// into a report, whatever rule quotes it.
func maskAll(text string) string {
	if len(text) < 11 {
		return text
	}
	for _, kind := range []struct {
		in func(string) []number
		is func(string) bool
	}{
		{citizens, func(s string) bool { return citizen(s, lanmu.Date{}) }},
		{cards, luhn},
		{mobiles, func(string) bool { return true }},
	} {
		found := kind.in(text)
		for i := len(found) - 1; i >= 0; i-- {
			n := found[i]
			if digits := strings.Map(digitOnly, n.digits); kind.is(digits) {
				text = text[:n.start] + mask(digits) + text[n.end:]
			}
		}
	}
	return text
}

func digitOnly(r rune) rune {
	if r >= '0' && r <= '9' || r == 'X' || r == 'x' {
		return r
	}
	return -1
}

// around is the text about a place, white space made one, numbers masked.
func around(text string, start, end, runes int) string {
	a, b := start, end
	for range runes {
		for a > 0 {
			a--
			if text[a]&0xC0 != 0x80 {
				break
			}
		}
		for b < len(text) {
			b++
			if b == len(text) || text[b]&0xC0 != 0x80 {
				break
			}
		}
	}
	// Half a number at the edge would not be known for one, nor masked.
	for b > end && b < len(text) && digit(text[b]) && digit(text[b-1]) {
		b--
	}
	for a > 0 && a < start && digit(text[a]) && digit(text[a-1]) {
		a++
	}
	return clean(maskAll(text[a:b]))
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// before is the text of at most n runes that ends at a place.
func before(text string, start, n int) string {
	r := []rune(text[max(0, start-4*n):start])
	return string(r[max(0, len(r)-n):])
}
