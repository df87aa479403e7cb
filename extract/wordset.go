package extract

import (
	"strings"
	"unicode/utf8"
)

// wordSet finds words in a text in one go, at a look at each character.
type wordSet struct {
	first [1 << 16 / 64]uint64 // characters that begin a word, as bits
	words map[rune][]int       // by the character they begin with: places in list
	list  []string
}

func newWordSet(words ...string) *wordSet {
	w := &wordSet{words: map[rune][]int{}, list: words}
	for k, word := range words {
		r, _ := utf8.DecodeRuneInString(word)
		w.first[r/64] |= 1 << (r % 64)
		w.words[r] = append(w.words[r], k)
	}
	return w
}

// in tells that one of the words stands in s.
func (w *wordSet) in(s string) bool {
	found := false
	w.each(s, func(int, int) bool { found = true; return false })
	return found
}

// last tells where each word stands for the last time, -1 where it does not.
// Words that begin alike may lie over each other.
func (w *wordSet) last(s string, at []int) {
	for k := range at {
		at[k] = -1
	}
	w.each(s, func(k, i int) bool { at[k] = i; return true })
}

// each calls f for every word at every place until f says no.
func (w *wordSet) each(s string, f func(k, at int) bool) {
	for i := 0; i < len(s); {
		r, width := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, width = runeAt(s, i)
		}
		if r < 1<<16 && w.first[r/64]&(1<<(r%64)) != 0 {
			for _, k := range w.words[r] {
				if strings.HasPrefix(s[i:], w.list[k]) && !f(k, i) {
					return
				}
			}
		}
		i += width
	}
}

// runeAt is utf8.DecodeRuneInString(s[i:]) where s[i] is no ASCII, quick for
// the three bytes of a Chinese character.
func runeAt(s string, i int) (rune, int) {
	if i+2 < len(s) && s[i] > 0xE0 && s[i] < 0xED {
		if b, c := s[i+1], s[i+2]; b&0xC0 == 0x80 && c&0xC0 == 0x80 {
			return rune(s[i]&0x0F)<<12 | rune(b&0x3F)<<6 | rune(c&0x3F), 3
		}
	}
	return utf8.DecodeRuneInString(s[i:])
}
