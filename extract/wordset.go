package extract

import (
	"strings"
	"unicode/utf8"
)

// runeSet holds characters below 65,536, a bit each.
type runeSet [1 << 16 / 64]uint64

// newRuneSet holds the characters of s.
func newRuneSet(s string) *runeSet {
	set := new(runeSet)
	for _, r := range s {
		set.add(r)
	}
	return set
}

func (s *runeSet) add(r rune) { s[r/64] |= 1 << (r % 64) }

func (s *runeSet) has(r rune) bool { return r < 1<<16 && s[r/64]&(1<<(r%64)) != 0 }

// has3 is has for the character of the three bytes a, b and c, without making
// a rune of them.
func (s *runeSet) has3(a, b, c byte) bool {
	return s[(int(a&0x0F)<<6|int(b&0x3F))&(len(s)-1)]>>(c&0x3F)&1 != 0
}

// ideograph tells that the first three of four bytes, the first the lowest, are
// a character between U+4000 and U+9FFF.
func ideograph(x uint32) bool { return x&0xC0C0F0 == 0x8080E0 && x&0xF-4 <= 5 }

// has4 is has for such a character.
func (s *runeSet) has4(x uint32) bool {
	return s[(x&0xF<<6|x>>8&0x3F)&uint32(len(s)-1)]>>(x>>16&0x3F)&1 != 0
}

// trim is s without the characters of the set at its ends.
func (s *runeSet) trim(text string) string {
	return s.trimLeft(s.trimRight(text))
}

func (s *runeSet) trimLeft(text string) string {
	for text != "" {
		r, w := utf8.DecodeRuneInString(text)
		if !s.has(r) {
			break
		}
		text = text[w:]
	}
	return text
}

func (s *runeSet) trimRight(text string) string {
	for text != "" {
		r, w := utf8.DecodeLastRuneInString(text)
		if !s.has(r) {
			break
		}
		text = text[:len(text)-w]
	}
	return text
}

// wordSet finds words in a text in one go, at a look at each character.
type wordSet struct {
	first runeSet     // characters that begin a word
	words [64][]uint8 // by the last bits of that character: places in list
	list  []string
}

func newWordSet(words ...string) *wordSet {
	w := &wordSet{list: words}
	for k, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		w.first.add(r)
		w.words[r%64] = append(w.words[r%64], uint8(k))
	}
	return w
}

// in tells that one of the words stands in s.
func (w *wordSet) in(s string) bool {
	found := false
	w.each(s, func(int, int) bool { found = true; return false })
	return found
}

// firstOf is the word that stands in s, of several the one first in the list;
// "" none.
func (w *wordSet) firstOf(s string) string {
	best := len(w.list)
	w.each(s, func(k, _ int) bool { best = min(best, k); return best > 0 })
	if best == len(w.list) {
		return ""
	}
	return w.list[best]
}

// each calls f for every word at every place until f says no.
func (w *wordSet) each(s string, f func(k, at int) bool) {
	for i := 0; i < len(s); {
		at := i
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			i++
			if !w.first.has(rune(c)) {
				continue
			}
		case three(s, i):
			i += 3
			if !w.first.has3(c, s[at+1], s[at+2]) {
				continue
			}
		default:
			r, width := utf8.DecodeRuneInString(s[i:])
			if i += width; !w.first.has(r) {
				continue
			}
		}
		r, _ := utf8.DecodeRuneInString(s[at:])
		for _, k := range w.words[r%64] {
			if strings.HasPrefix(s[at:], w.list[k]) && !f(int(k), at) {
				return
			}
		}
	}
}

// three tells a character of three bytes at i, as nearly all Chinese ones are;
// those that need a closer look are left to package utf8.
func three(s string, i int) bool {
	if i+2 >= len(s) {
		return false
	}
	c := s[i]
	return c-0xE1 < 0x0F && c != 0xED && ((s[i+1]^0x80)|(s[i+2]^0x80)) < 0x40
}

// runeAt is utf8.DecodeRuneInString(s[i:]) where s[i] is no ASCII, quick for
// the three bytes of a Chinese character.
func runeAt(s string, i int) (rune, int) {
	if three(s, i) {
		return rune(s[i]&0x0F)<<12 | rune(s[i+1]&0x3F)<<6 | rune(s[i+2]&0x3F), 3
	}
	return utf8.DecodeRuneInString(s[i:])
}
