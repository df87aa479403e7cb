package crawler

import (
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"

	"lanmu"
)

// holders are the pages that hold a link to an address: the first maxUses in
// order of address. Most of the memory of a large crawl is holders of addresses
// that were not asked yet, so a page takes 4 bytes, and what links say is told
// apart by a sum.
type holders struct {
	uses []use
	says []saying
}

// use is a page's number, and in its lowest bits that of the saying in says.
type use uint32

const (
	sayingBits = 5
	maxSayings = 1 << sayingBits // more than maxUses, so that one is always free
)

func newUse(page uint32, saying int) use { return use(page<<sayingBits | uint32(saying)) }
func (u use) page() uint32               { return uint32(u >> sayingBits) }
func (u use) saying() int                { return int(u & (maxSayings - 1)) }

// saying is what some of the links say.
type saying struct {
	sum  uint32
	info uint32 // its number in sayings; 0: not kept
}

// maxInfos is of how many uses it is kept what the link says: of the first in
// order of the page's address, and of all others that say the same.
const maxInfos = 3

// maxUses is how many of the pages that hold a link are told by name.
const maxUses = 20

// addUse keeps the first uses in order of the page's address. Which are kept,
// and of which it is kept what the link says, does not depend on the order in
// which they come.
func (f *frontier) addUse(n *node, page uint32, l *lanmu.Link) {
	if n.held == nil {
		n.held = &holders{}
	}
	h, addr := n.held, f.node(page).url
	if len(h.uses) == maxUses {
		if f.pageOf(h.uses[maxUses-1]) < addr {
			return
		}
		h.uses = h.uses[:maxUses-1]
	}
	at, _ := slices.BinarySearchFunc(h.uses, addr, func(u use, addr string) int { return strings.Compare(f.pageOf(u), addr) })
	saying := h.saying(f.said.sum(l))
	if at < maxInfos && h.says[saying].info == 0 {
		h.says[saying].info = f.said.keep(n.url, l)
	}
	h.uses = slices.Insert(h.uses, at, newUse(page, saying))
	if len(h.uses) > maxInfos {
		f.letGo(h, h.uses[maxInfos].saying())
	}
}

// pageOf is the address of the page of u.
func (f *frontier) pageOf(u use) string { return f.node(u.page()).url }

// saying is the number of the saying of that sum, a new one where there is none.
func (h *holders) saying(sum uint32) int {
	if at := slices.IndexFunc(h.says, func(s saying) bool { return s.sum == sum }); at >= 0 {
		return at
	}
	if len(h.says) < maxSayings {
		h.says = append(h.says, saying{sum: sum})
		return len(h.says) - 1
	}
	taken := uint32(0)
	for _, u := range h.uses {
		taken |= 1 << u.saying()
	}
	at := bits.TrailingZeros32(^taken)
	h.says[at] = saying{sum: sum}
	return at
}

// letGo lets go of what a saying is, unless one of the first uses is it.
func (f *frontier) letGo(h *holders, number int) {
	if s := &h.says[number]; s.info != 0 && !slices.ContainsFunc(h.uses[:maxInfos], func(u use) bool { return u.saying() == number }) {
		f.said.free(s.info)
		s.info = 0
	}
}

// forget lets go of who holds n.
func (f *frontier) forget(n *node) {
	if n.held == nil {
		return
	}
	for _, s := range n.held.says {
		f.said.free(s.info)
	}
	n.held = nil
}

// told is a page that holds a link, and the number of what the link says; 0: it
// is not known.
type told struct{ page, info uint32 }

// toldOf are the holders of n.
func (n *node) toldOf() []told {
	if n.held == nil {
		return nil
	}
	list := make([]told, len(n.held.uses))
	for i, u := range n.held.uses {
		list[i] = told{u.page(), n.held.says[u.saying()].info}
	}
	return list
}

// hold makes list, maxUses at most, the holders of n.
func (n *node) hold(list []told) {
	n.held = &holders{}
	for _, t := range list {
		saying := n.held.saying(t.info)
		n.held.says[saying].info = t.info
		n.held.uses = append(n.held.uses, newUse(t.page, saying))
	}
}

// sayings keeps what links say, by number; none has number 0.
type sayings struct {
	seed   maphash.Seed
	list   []info
	unused []uint32          // numbers that nobody uses any more
	where  map[string]uint32 // places on pages, by number
	wheres []string
}

// info is what a link says at a place.
type info struct {
	words string // its text and, where that is not the end of the address, how the address is written
	text  uint32 // bytes of the text in words
	raw   uint32 // bytes of the address as written
	where uint32 // number in wheres
	kind  lanmu.LinkKind
	ends  bool // the address as written is the end of the address
}

func newSayings() sayings {
	return sayings{seed: maphash.MakeSeed(), list: make([]info, 1), where: map[string]uint32{}}
}

// sum tells what links say apart.
func (s *sayings) sum(l *lanmu.Link) uint32 {
	h := maphash.String(s.seed, l.Text)*3 ^ maphash.String(s.seed, l.Raw)*5 ^ maphash.String(s.seed, l.Where)*7 ^ uint64(l.Kind)
	return uint32(h ^ h>>32)
}

// keep is the number of what l says, a link to addr. The address as written is
// mostly the end of the address.
func (s *sayings) keep(addr string, l *lanmu.Link) uint32 {
	i := info{text: uint32(len(l.Text)), raw: uint32(len(l.Raw)), where: s.place(l.Where), kind: l.Kind}
	if i.ends = strings.HasSuffix(addr, l.Raw); i.ends {
		i.words = strings.Clone(l.Text)
	} else {
		i.words = l.Text + l.Raw
	}
	if last := len(s.unused) - 1; last >= 0 {
		number := s.unused[last]
		s.unused = s.unused[:last]
		s.list[number] = i
		return number
	}
	s.list = append(s.list, i)
	return uint32(len(s.list) - 1)
}

// free lets go of a number; 0 is nobody's.
func (s *sayings) free(number uint32) {
	if number != 0 {
		s.list[number] = info{}
		s.unused = append(s.unused, number)
	}
}

// use is a link of page to addr that says what number is; 0: not known.
func (s *sayings) use(page, addr string, number uint32, kind lanmu.LinkKind) lanmu.Use {
	if number == 0 {
		return lanmu.Use{Page: page, Kind: kind}
	}
	i := &s.list[number]
	u := lanmu.Use{Page: page, Text: i.words[:i.text], Raw: i.words[i.text:], Where: s.wheres[i.where], Kind: i.kind}
	if i.ends {
		u.Raw = addr[len(addr)-int(i.raw):]
	}
	return u
}

// spell makes what a number says stand without the address that it was kept of.
func (s *sayings) spell(number uint32, addr string) {
	if i := &s.list[number]; i.ends {
		i.words, i.ends = i.words+addr[len(addr)-int(i.raw):], false
	}
}

// maxWheres bounds the places on pages that are kept once for all links there.
const maxWheres = 10000

// place is the number of a place on pages, kept once: a site's pages have few
// different places for links.
func (s *sayings) place(where string) uint32 {
	if number, ok := s.where[where]; ok {
		return number
	}
	number := uint32(len(s.wheres))
	where = strings.Clone(where)
	s.wheres = append(s.wheres, where)
	if len(s.where) < maxWheres {
		s.where[where] = number
	}
	return number
}
