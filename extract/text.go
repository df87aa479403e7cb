package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// trimmed is strings.TrimSpace, at a look at three bytes where there is nothing
// to trim from Chinese text.
func trimmed(s string) string {
	n := len(s)
	if n < 3 || mayBeSpace[s[0]] || mayBeSpace[s[n-1]] || s[n-1] >= utf8.RuneSelf && (mayBeSpace[s[n-3]] || mayBeSpace[s[n-2]]) {
		return strings.TrimSpace(s)
	}
	return s
}

// mayBeSpace are the bytes with which white space begins, in ASCII and beyond.
var mayBeSpace = func() (t [256]bool) {
	for c := range ' ' + 1 {
		t[c] = true
	}
	t[0xC2], t[0xE1], t[0xE2], t[0xE3] = true, true, true, true
	return t
}()

// trimASCII is s without the blanks and control characters at its ends.
func trimASCII(s string) string {
	for s != "" && s[0] <= ' ' {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	return s
}

// blank tells text of nothing but white space.
func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0: // no-break space
			i++
		case c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80: // ideographic space
			i += 2
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBB && s[i+2] == 0xBF: // stray byte order mark
			i += 2
		default:
			return false
		}
	}
	return true
}

// spaceRunes holds white space beyond ASCII that is not counted.
var spaceRunes = func() (s runeSet) {
	for r := rune(utf8.RuneSelf); r < 1<<16; r++ {
		if isSpace(r) {
			s.add(r)
		}
	}
	return s
}()

// visible counts the runes of s that are no white space.
func visible(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c > ' ' {
				n++
			}
			i++
			continue
		}
		if three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]) {
			n++
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			n++
		}
		i += w
	}
	return n
}

// maybeDate is a quick look: a date has a digit or a Chinese numeral for a year.
func maybeDate(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || c == 0xEF {
			return true
		}
	}
	return strings.Contains(s, "〇") || strings.Contains(s, "二○")
}

// clipText folds white space and keeps at most maxLinkText runes; text that
// needs neither is returned as it is.
func clipText(s string) string {
	s = trimSpace(s)
	if folded(s) && (len(s) <= maxLinkText || utf8.RuneCountInString(s) <= maxLinkText) {
		return s
	}
	return clip(cleanText(s), maxLinkText)
}

// trimSpace is s without the white space of isSpace at its ends.
func trimSpace(s string) string {
	for s != "" {
		if c := s[0]; c > ' ' && c < utf8.RuneSelf {
			break
		}
		r, w := utf8.DecodeRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[w:]
	}
	for s != "" {
		if c := s[len(s)-1]; c > ' ' && c < utf8.RuneSelf {
			break
		}
		r, w := utf8.DecodeLastRuneInString(s)
		if !isSpace(r) {
			break
		}
		s = s[:len(s)-w]
	}
	return s
}

// folded tells text without control characters and without white space but for
// single blanks.
func folded(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < ' ' || c == 0x7f || c == ' ' && i+1 < len(s) && s[i+1] == ' ':
			return false
		case c < utf8.RuneSelf:
			i++
			continue
		case three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]):
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if isSpace(r) {
			return false
		}
		i += w
	}
	return true
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\f', '\v', '\u00a0', '\u3000', '\ufeff', '\u200b':
		return true
	}
	return false
}

// shortText is how much text is gathered without asking for more room, in bytes.
const shortText = 256

// textBuilder gathers the shown text below a node, folding white space.
type textBuilder struct {
	runes int
	gap   bool
	limit int // runes; 0: maxLinkText
}

// node adds the text below n to buf.
func (b *textBuilder) node(buf []byte, n *html.Node) []byte {
	limit := b.limit
	if limit == 0 {
		limit = maxLinkText
	}
	for c := n.FirstChild; c != nil && b.runes < limit; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			buf = b.add(buf, c.Data, limit)
		case html.ElementNode:
			if !silent(c.Data) {
				if !inline(c) {
					b.gap = true
				}
				buf = b.node(buf, c)
			}
		}
	}
	return buf
}

// add adds s to buf.
func (b *textBuilder) add(buf []byte, s string, limit int) []byte {
	from := 0 // what is not written yet
	for i := 0; i < len(s); {
		c, w := s[i], 1
		if c >= utf8.RuneSelf {
			w = 3
			if !three(s, i) || spaceRunes.has3(c, s[i+1], s[i+2]) {
				var r rune
				if r, w = utf8.DecodeRuneInString(s[i:]); isSpace(r) {
					c = ' '
				} else if r == utf8.RuneError && w == 1 { // a broken character is written as one
					buf = append(buf, s[from:i]...)
					from = i + 1
				}
			}
		}
		if c <= ' ' {
			buf = append(buf, s[from:i]...)
			b.gap = true
			i += w
			from = i
			continue
		}
		if b.gap && b.runes > 0 {
			buf = append(buf, ' ')
		}
		b.gap = false
		if b.runes++; b.runes > limit {
			buf = append(buf, s[min(from, i):i]...)
			return buf
		}
		if from > i {
			buf = utf8.AppendRune(buf, utf8.RuneError)
		}
		i += w
	}
	return append(buf, s[from:]...)
}

// textOf is the shown text below n, at most limit runes.
func textOf(n *html.Node, limit int) string {
	if n == nil {
		return ""
	}
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode {
		if s := trimSpace(c.Data); len(s) <= limit && isClean(s) {
			return s
		}
	}
	var room [shortText]byte
	b := textBuilder{limit: limit}
	return string(b.node(room[:0], n))
}

// cleanText folds white space and takes control characters out.
func cleanText(s string) string {
	if isClean(s) {
		return s
	}
	var room [shortText]byte
	b := room[:0]
	one, from := "", -1 // the first field, where no other follows; where that under way begins
	for i := 0; i <= len(s); {
		r, w := '\n', 1 // behind the end
		if i < len(s) {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case !cleaned(r):
			if from < 0 {
				from = i
			}
		case from >= 0:
			switch field := s[from:i]; {
			case one == "":
				one = field
			case len(b) == 0:
				b = append(append(append(b, one...), ' '), field...)
			default:
				b = append(append(b, ' '), field...)
			}
			from = -1
		}
		i += w
	}
	if len(b) == 0 {
		return one
	}
	return string(b)
}

// cleaned tells white space and control characters.
func cleaned(r rune) bool {
	return r <= ' ' || r == 0x7f || r == '\u00a0' || r == '\u3000' || r == '\u200b' || r == '\ufeff' || r == '\u2028' || r == '\u2029'
}

// clip is s cut to at most n runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// isClean tells text that folding would leave as it is.
func isClean(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c == 0x7f || c == 0xC2 || c == 0xE2 || c == 0xEF:
			return false
		case c == ' ' && s[i+1] == ' ':
			return false
		case c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80:
			return false
		}
	}
	return true
}
