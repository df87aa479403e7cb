package rules

import (
	"strings"
	"unicode/utf8"
)

// needles finds whether a text holds one of many words. It costs a look at each
// character, where a regular expression of as many branches costs fifty.
type needles struct {
	first [1 << 16 / 64]uint64 // characters that begin a word, as bits
	words map[rune][]string    // by the character they begin with
}

func newNeedles(words ...string) *needles {
	n := &needles{words: map[rune][]string{}}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(w)
		n.first[r/64] |= 1 << (r % 64)
		n.words[r] = append(n.words[r], w)
	}
	return n
}

// in tells that one of the words stands in the text.
func (n *needles) in(text string) bool {
	for i, r := range text {
		if r >= 1<<16 || n.first[r/64]&(1<<(r%64)) == 0 {
			continue
		}
		for _, w := range n.words[r] {
			if strings.HasPrefix(text[i:], w) {
				return true
			}
		}
	}
	return false
}
