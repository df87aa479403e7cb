package rules

import "hash/maphash"

// recall remembers texts of which nothing is to be said: most of a page's are
// its site's template, which the pages before it had too. It keeps hashes of 64
// bits and not the texts, each in the one place that its hash has, where the
// next takes it; the seed is the session's own, so that no page can be written
// to be mistaken for another, nor one site's for another's.
type recall [recallSize]recalled

const (
	recallSize = 2048 // 16 bytes each
	recallText = 7    // bytes of a text; shorter ones are sooner read than looked up
)

// recalled is a text's hash with what it is made of.
type recalled struct {
	sum    uint64 // 0: none
	digits int32
	run    int16
	kinds  uint8
}

// of is a text's place, and whether it is there.
func (r *recall) of(seed maphash.Seed, text string) (at *recalled, sum uint64, there bool) {
	sum = maphash.String(seed, text) | 1
	at = &r[sum>>1%recallSize]
	return at, sum, at.sum == sum
}
