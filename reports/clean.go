package reports

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes scraped text fit for a reader: one line, valid UTF-8, without
// control characters and without the invisible characters that turn the
// reading direction around and make text show other than it is.
func plain(s string) string {
	if isPlain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r), r == '\u2028', r == '\u2029':
			space = b.Len() > 0
			continue
		case invisible(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r) // an invalid byte ranges as U+FFFD
	}
	return b.String()
}

// isPlain is the quick way out for text that needs no cleaning.
func isPlain(s string) bool {
	before := ' '
	for _, r := range s {
		if r == utf8.RuneError || r != ' ' && unicode.IsSpace(r) || r == ' ' && before == ' ' || invisible(r) {
			return false
		}
		before = r
	}
	return before != ' ' || s == ""
}

// invisible are characters no reader sees and no cell, attribute or terminal
// should carry.
func invisible(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0x061C: // bidirectional controls
		return true
	case r == 0x200B, r == 0x2060, r == 0xFEFF, r == 0x00AD: // no width
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F: // interlinear marks, tags
		return true
	case r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF: // no characters at all; XML refuses them
		return true
	}
	return false
}

// clip is plain text of at most n runes; a cut is marked by …
func clip(s string, n int) string {
	if n <= 0 {
		return ""
	}
	if len(s) > 8*n {
		s = headBytes(s, 8*n) // a megabyte is not cleaned to show a line of it
	}
	return cutRunes(plain(s), n)
}

func cutRunes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	count := 0
	for i := range s {
		if count == n {
			return s[:i] + "…"
		}
		count++
	}
	return s
}

// headBytes is the start of s, at most n bytes, ending at a rune.
func headBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// maxLink is the longest address a spreadsheet takes as a link.
const maxLink = 2000

// href is s where a reader may click it: an absolute http or https address that
// shows where it leads. Anything else is text.
func href(s string) string {
	if len(s) > maxLink || plain(s) != s {
		return ""
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

// inert is text that no spreadsheet takes for a formula. An apostrophe before
// it is the spreadsheets' own mark of text.
func inert(s string) string {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(s, unicode.IsSpace))
	switch r {
	case '=', '+', '-', '@', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}

// maxCell is the longest text of a spreadsheet's cell in UTF-16 units.
const maxCell = 32767

// cell is scraped text as a spreadsheet's cell carries it.
func cell(s string) string {
	s = inert(clip(s, maxCell-2))
	units := 0
	for i, r := range s {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > maxCell-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// fileName makes a name a file on any system can have, without extension.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|#%&;$'`+"`", r) || !unicode.IsPrint(r) {
			return '_'
		}
		return r
	}, clip(s, 60))
	s = strings.TrimSuffix(s, "…")
	s = strings.Trim(headBytes(s, 150), " .")
	if base, _, _ := strings.Cut(strings.ToUpper(s), "."); reserved[base] {
		s = "_" + s
	}
	return s
}

// reserved are names Windows keeps for devices.
var reserved = func() map[string]bool {
	names := map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true}
	for _, d := range "123456789" {
		names["COM"+string(d)], names["LPT"+string(d)] = true, true
	}
	return names
}()
