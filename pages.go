package lanmu

import "iter"

// Pages are the facts of a site's pages, in order of address. There may be a
// hundred thousand of them, so most are kept packed and made anew whenever they
// are asked for: asked twice, a page may be two copies of the same facts. Nobody
// may change them.
type Pages interface {
	Len() int
	// All are all of them.
	All() iter.Seq[*Facts]
	// At is the page read at an address: the final one before the one asked; nil: none.
	At(address string) *Facts
}

// PageList is a few pages, kept as they are.
type PageList []*Facts

// Len counts them.
func (l PageList) Len() int { return len(l) }

// All are all of them, in the order of the list.
func (l PageList) All() iter.Seq[*Facts] {
	return func(yield func(*Facts) bool) {
		for _, f := range l {
			if !yield(f) {
				return
			}
		}
	}
}

// At looks through the list.
func (l PageList) At(address string) *Facts {
	var asked *Facts
	for i := len(l) - 1; i >= 0; i-- {
		if l[i].URL == address {
			return l[i]
		}
		if l[i].Asked == address && address != "" {
			asked = l[i]
		}
	}
	return asked
}
