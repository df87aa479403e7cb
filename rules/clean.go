package rules

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// clean makes one line of scraped text: white space of all kinds is one space,
// characters that cannot be seen are dropped.
func clean(s string) string {
	if plain(s) {
		return s
	}
	return line(s, true)
}

// squeeze drops white space and full-width brackets' padding of a name.
func squeeze(s string) string {
	if plain(s) {
		return s
	}
	return line(s, false)
}

// line puts the words of a text together, with or without a space between them.
func line(s string, spaced bool) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for i := 0; i < len(s); {
		r, width := runeAt(s, i)
		i += width
		switch {
		case isSpace(r):
			gap = spaced && b.Len() > 0
			continue
		case unseen(r):
			continue
		case gap:
			b.WriteByte(' ')
			gap = false
		}
		if r == utf8.RuneError {
			b.WriteRune(r) // bytes of no character are told as one
			continue
		}
		b.WriteString(s[i-width : i])
	}
	return b.String()
}

func isSpace(r rune) bool {
	if r >= 0x3001 {
		return false
	}
	return unicode.IsSpace(r) || r == '\u3000'
}

// unseen tells control characters, those that turn the direction of writing,
// and marks without width.
func unseen(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7f
	case r >= 0x3000:
		return r == '\ufeff'
	}
	return unicode.IsControl(r) || r == '\u200b' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// plain tells a text that has no white space and nothing that cannot be seen,
// as most have. Where it is not sure it says no.
func plain(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			i++
		case c >= 0xe2 && c <= 0xef && c != 0xed && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80:
			switch {
			case c == 0xe2 && (s[i+1] != 0x80 || s[i+2] < 0x90 || s[i+2] > 0xa7):
				return false // but for dashes and quotation marks
			case c == 0xe3 && s[i+1] == 0x80 && s[i+2] == 0x80, c == 0xef && s[i+1] == 0xbb && s[i+2] == 0xbf, c == 0xee:
				return false // U+3000, U+FEFF, private use
			}
			i += 3
		case c == 0xc2 && i+1 < len(s) && s[i+1] == 0xb7:
			i += 2 // the dot between names
		default:
			return false
		}
	}
	return true
}
