package rules

import (
	"strings"
	"unicode/utf8"
)

// needles finds whether a text holds one of many words. It costs a look at each
// character, where a regular expression of as many branches costs fifty.
type needles struct {
	first [1 << 16 / 64]uint64 // characters that begin a word, as bits
	words map[rune][]needle    // by the character they begin with
}

// needle is a word with the sets that it belongs to, as bits.
type needle struct {
	word string
	sets uint32
}

func newNeedles(words ...string) *needles {
	n := &needles{words: map[rune][]needle{}}
	n.add(1, words...)
	return n
}

// oneOf are words written with bars between them.
func oneOf(words string) *needles { return newNeedles(strings.Split(words, "|")...) }

// add puts words in, as those of some sets.
func (n *needles) add(sets uint32, words ...string) {
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		n.first[r/64] |= 1 << (r % 64)
		n.words[r] = append(n.words[r], needle{w, sets})
	}
}

// in tells that one of the words stands in the text.
func (n *needles) in(text string) bool {
	for i := 0; i < len(text); {
		r, width := runeAt(text, i)
		if n.begins(r) {
			for _, w := range n.words[r] {
				if strings.HasPrefix(text[i:], w.word) {
					return true
				}
			}
		}
		i += width
	}
	return false
}

// sets are those that one word at least of stands in the text.
func (n *needles) sets(text string) (sets uint32) {
	for i := 0; i < len(text); {
		r, width := runeAt(text, i)
		if n.begins(r) {
			for _, w := range n.words[r] {
				if sets&w.sets != w.sets && strings.HasPrefix(text[i:], w.word) {
					sets |= w.sets
				}
			}
		}
		i += width
	}
	return sets
}

// begun tells that a character stands in the text that a word begins with.
func (n *needles) begun(text string) bool {
	for i := 0; i < len(text); {
		r, width := runeAt(text, i)
		if n.begins(r) {
			return true
		}
		i += width
	}
	return false
}

func (n *needles) begins(r rune) bool { return r < 1<<16 && n.first[r/64]&(1<<(r%64)) != 0 }

// MatchString is in, for those who ask a pattern.
func (n *needles) MatchString(text string) bool { return n.in(text) }

// runeAt is utf8.DecodeRuneInString(s[i:]), quick for ASCII and the three bytes
// of a Chinese character or sign.
func runeAt(s string, i int) (rune, int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if i+2 < len(s) && c > 0xE0 && c < 0xF0 && c != 0xED {
		if b, d := s[i+1], s[i+2]; b&0xC0 == 0x80 && d&0xC0 == 0x80 {
			return rune(c&0x0F)<<12 | rune(b&0x3F)<<6 | rune(d&0x3F), 3
		}
	}
	return utf8.DecodeRuneInString(s[i:])
}
