package extract

import "hash/maphash"

// memo remembers the answers of a pure function by what it was asked, as many
// as it has room for: of two that fall on one place the later stays. It costs a
// fraction of a map, and no more for a page of a hundred thousand names.
type memo[V any] struct {
	slots []memoSlot[V]
}

type memoSlot[V any] struct {
	asked  string
	answer V
	known  bool
}

// newMemo has room for n answers, a power of two.
func newMemo[V any](n int) *memo[V] { return &memo[V]{make([]memoSlot[V], n)} }

// ask is what f answers to s.
func (m *memo[V]) ask(s string, f func(s string) V) V {
	slot := &m.slots[maphash.String(leadSeed, s)&uint64(len(m.slots)-1)]
	if !slot.known || slot.asked != s {
		slot.asked, slot.answer, slot.known = s, f(s), true
	}
	return slot.answer
}
