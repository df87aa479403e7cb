package rules

import (
	"hash/maphash"
	"math"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// Every text of a page is read once, character by character, for all rules: what
// it is made of is kept with it, so that a rule looks only at texts that may hold
// what it seeks.

// What a character is to the rules, as bits.
const (
	beginsWord uint8 = 1 << iota // the first character of a word of the list
	isDigit                      // 0 to 9
	inMadeOn                     // 成 发, of which every label of the day of making has one
	inDayLabel                   // 期 间, of which it has one too
	isDay                        // 日
	isNumber                     // 号
)

// scanner reads texts. It is made once a session and asked by many pages at once.
type scanner struct {
	// Nearly all characters are nothing to the rules. That is asked of 8 KiB that
	// stay near the processor while other pages are read, not of eight times as many.
	some  [1 << 16 / 64]uint64 // characters of a kind, as bits
	kinds [1 << 16]uint8       // by character
	words *wordList            // nil: no words are looked for
	seed  maphash.Seed         // of what is recalled
}

func newScanner(words *wordList) *scanner {
	s := &scanner{words: words, seed: maphash.MakeSeed()}
	for r := '0'; r <= '9'; r++ {
		s.mark(r, isDigit)
	}
	for r, kind := range map[rune]uint8{'成': inMadeOn, '发': inMadeOn, '期': inDayLabel, '间': inDayLabel, '日': isDay, '号': isNumber} {
		s.mark(r, kind)
	}
	if words != nil {
		words.beginnings(func(r rune) { s.mark(r, beginsWord) })
	}
	return s
}

func (s *scanner) mark(r rune, kind uint8) {
	s.some[r/64] |= 1 << (r % 64)
	s.kinds[r] |= kind
}

// textRun is the text of one block of the page, with the element it stands in.
type textRun struct {
	node *html.Node
	text string

	digits int32 // how many ASCII digits it holds
	run    int16 // the longest run of them
	kinds  uint8 // of its characters, together
}

// scan reads a text, and calls found for every word of the list in it.
func (s *scanner) scan(t *textRun, found func(hit)) {
	text, all := t.text, uint8(0)
	digits, run, longest := 0, 0, 0
	for i := 0; i < len(text); {
		// As runeAt, which is too long for the compiler to put here.
		r, width := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			if c := text[i:]; len(c) > 2 && r > 0xE0 && r < 0xF0 && r != 0xED && c[1]&0xC0 == 0x80 && c[2]&0xC0 == 0x80 {
				r, width = r&0x0F<<12|rune(c[1]&0x3F)<<6|rune(c[2]&0x3F), 3
			} else if r, width = utf8.DecodeRuneInString(c); r >= 1<<16 {
				r = utf8.RuneError // nothing is sought among them
			}
		}
		i += width
		if s.some[uint16(r)/64]&(1<<(uint16(r)%64)) == 0 {
			run = 0
			continue
		}
		kind := s.kinds[uint16(r)]
		all |= kind
		if kind&isDigit == 0 {
			run = 0
		} else {
			run++
			digits++
			longest = max(longest, run)
		}
		if kind&beginsWord != 0 {
			s.words.at(text, i-width, r, width, found)
		}
	}
	t.kinds, t.digits, t.run = all, int32(min(digits, math.MaxInt32)), int16(min(longest, math.MaxInt16))
}
