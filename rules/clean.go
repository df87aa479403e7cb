package rules

import (
	"strings"
	"unicode"
)

// clean makes one line of scraped text: white space of all kinds is one space,
// characters that cannot be seen are dropped.
func clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Join(strings.FieldsFunc(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == '\u3000', r == '\u00a0':
			return ' '
		case unicode.IsControl(r), r == '\u200b', r == '\ufeff', r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return -1
		}
		return r
	}, s), func(r rune) bool { return r == ' ' }), " ")
}

// squeeze drops white space and full-width brackets' padding of a name.
func squeeze(s string) string {
	if plain(s) {
		return s
	}
	return strings.ReplaceAll(clean(s), " ", "")
}

// plain tells a text that has no white space and nothing that cannot be seen,
// as most have. Where it is not sure it says no.
func plain(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c > ' ' && c < 0x7f:
			i++
		case c >= 0xe3 && c <= 0xef && c != 0xed && i+2 < len(s) && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80:
			if c == 0xe3 && s[i+1] == 0x80 && s[i+2] == 0x80 || c == 0xef && s[i+1] == 0xbb && s[i+2] == 0xbf || c == 0xee {
				return false // U+3000, U+FEFF, private use
			}
			i += 3
		default:
			return false
		}
	}
	return true
}
