package extract

import (
	"hash/maphash"
	"iter"
	"maps"
	"slices"
	"sort"
	"strings"

	"lanmu"
)

// shelf keeps the facts of a site's pages. Lists, hubs and the home page are
// kept as they are; articles, which are most of a large site, are packed: as
// structures a hundred thousand of them would be 150 MB, packed they are 30, and
// none of it is looked through by garbage collection.
type shelf struct {
	names  names
	crumbs crumbLists
	tagged map[string][]string // the last page's tags
	sets   tagSets
	kept   keptBlocks
	fresh  *fresh // what is numbered, for the nights to come; nil: nobody asks
	buf    []byte // the last page packed
	boxes  boxes
	places []place
	whole  []*lanmu.Facts
	asked  map[string]int32 // pages that answered at another address than asked → place; nil: not sorted
}

// place is where a page stands: in a box, or in whole where box is inWhole.
type place struct{ box, at uint32 }

const inWhole = ^uint32(0)

// add puts a page on the shelf.
func (s *shelf) add(f *lanmu.Facts) {
	s.stand(s.put(f))
}

// stand gives a page its place.
func (s *shelf) stand(p place) {
	s.asked = nil
	s.places = append(s.places, p)
}

func (s *shelf) put(f *lanmu.Facts) place {
	if packable(f) {
		return s.boxes.put(s.pack(f))
	}
	s.whole = append(s.whole, f)
	return place{inWhole, uint32(len(s.whole) - 1)}
}

// packable tells a page of which nobody keeps hold, and that holds no list.
func packable(f *lanmu.Facts) bool {
	return f.Kind == lanmu.PageArticle && !f.Home && len(f.Blocks)+len(f.Nav)+len(f.NextPages) == 0
}

func (s *shelf) get(p place) *lanmu.Facts {
	if p.box == inWhole {
		return s.whole[p.at]
	}
	return s.unpack(s.boxes.get(p))
}

// url is the address of the page at p.
func (s *shelf) url(p place) string {
	if p.box == inWhole {
		return s.whole[p.at].URL
	}
	return packedURL(s.boxes.get(p))
}

// sort puts the pages in order of address.
func (s *shelf) sort() {
	if s.asked != nil {
		return
	}
	slices.SortStableFunc(s.places, func(a, b place) int { return strings.Compare(s.url(a), s.url(b)) })
	s.asked = map[string]int32{}
	i := int32(-1)
	for _, f := range s.heads() {
		i++
		if f.Asked == "" || f.Asked == f.URL {
			continue
		}
		if _, there := s.asked[f.Asked]; !there {
			s.asked[f.Asked] = i
		}
	}
}

// heads are all pages in order of address with their places: those that are
// packed have the fields of packing.head alone, and only until the next one.
func (s *shelf) heads() iter.Seq2[place, *lanmu.Facts] {
	return func(yield func(place, *lanmu.Facts) bool) {
		var head lanmu.Facts
		for _, p := range s.places {
			f := &head
			if p.box == inWhole {
				f = s.whole[p.at]
			} else {
				in := packing{s: s, in: s.boxes.get(p), reads: true, gap: -1}
				head = lanmu.Facts{List: -1}
				in.head(f)
			}
			if !yield(p, f) {
				return
			}
		}
	}
}

// Len counts the pages.
func (s *shelf) Len() int { return len(s.places) }

// All are all pages in order of address.
func (s *shelf) All() iter.Seq[*lanmu.Facts] {
	return func(yield func(*lanmu.Facts) bool) {
		for _, p := range s.places {
			if !yield(s.get(p)) {
				return
			}
		}
	}
}

// lists are the pages that are kept whole, in order of address.
func (s *shelf) lists() iter.Seq[*lanmu.Facts] {
	return func(yield func(*lanmu.Facts) bool) {
		for _, p := range s.places {
			if p.box == inWhole && !yield(s.whole[p.at]) {
				return
			}
		}
	}
}

// At is the page read at an address, final or asked; nil: none.
func (s *shelf) At(address string) *lanmu.Facts {
	after := sort.Search(len(s.places), func(i int) bool { return s.url(s.places[i]) > address })
	if after > 0 && s.url(s.places[after-1]) == address {
		return s.get(s.places[after-1])
	}
	if i, ok := s.asked[address]; ok {
		return s.get(s.places[i])
	}
	return nil
}

// swap puts f in the place of the first page that same accepts by its address.
func (s *shelf) swap(same func(url string) bool, f func(old *lanmu.Facts) *lanmu.Facts) bool {
	for i, p := range s.places {
		if !same(s.url(p)) {
			continue
		}
		next := f(s.get(p))
		if p.box == inWhole && !packable(next) {
			s.whole[p.at] = next
		} else {
			s.places[i] = s.put(next)
		}
		s.asked = nil
		return true
	}
	return false
}

// boxes hold packed pages, one after the other. What is in a box stays where it
// is: strings cut out of it need no copy.
type boxes struct {
	full []string
	open strings.Builder
}

// boxSize is of how many bytes a box is.
const boxSize = 256 << 10

func (b *boxes) put(packed []byte) place {
	if b.open.Len()+len(packed) > boxSize && b.open.Len() > 0 {
		b.full = append(b.full, b.open.String())
		b.open = strings.Builder{}
	}
	if b.open.Len() == 0 {
		b.open.Grow(max(boxSize, len(packed)))
	}
	p := place{uint32(len(b.full)), uint32(b.open.Len())}
	b.open.Write(packed)
	return p
}

// get is what was put at p, and whatever stands behind it.
func (b *boxes) get(p place) string {
	if int(p.box) < len(b.full) {
		return b.full[p.box][p.at:]
	}
	return b.open.String()[p.at:]
}

// names keeps one copy of every string that pages repeat, and numbers it.
type names struct {
	by    map[string]uint32
	list  []string
	fresh *fresh
}

// one is the one copy of s that is kept.
func (n *names) one(s string) string {
	if s == "" {
		return ""
	}
	return n.list[n.number(s)]
}

// maxEndings bounds the names that are kept because a page's title may go on
// with them.
const maxEndings = 20000

// few tells that s is a name, or may become one.
func (n *names) few(s string) bool {
	_, there := n.by[s]
	return there || len(n.list) < maxEndings
}

func (n *names) number(s string) uint32 {
	if i, ok := n.by[s]; ok {
		return i
	}
	s = strings.Clone(s)
	n.fresh.name(s)
	return n.add(s)
}

// add gives s, which is no part of a page, the next number.
func (n *names) add(s string) uint32 {
	if n.by == nil {
		n.by = map[string]uint32{}
	}
	i := uint32(len(n.list))
	n.list = append(n.list, s)
	n.by[s] = i
	return i
}

// known is the one copy of s where there is one, else s.
func (n *names) known(s string) string {
	if i, ok := n.by[s]; ok {
		return n.list[i]
	}
	return s
}

// tagSets keeps one copy of tags that two pages in turn have alike, as a
// template's are.
type tagSets struct {
	by    map[uint64]uint32 // by tagSum
	list  []map[string][]string
	last  uint64 // sum of the last page's
	fresh *fresh
}

// number is that of tags among those kept; false: they are not.
func (t *tagSets) number(tags map[string][]string) (n uint64, known bool) {
	sum := tagSum(tags)
	if i, ok := t.by[sum]; ok {
		return uint64(i), maps.EqualFunc(t.list[i], tags, slices.Equal[[]string])
	}
	again := sum == t.last
	t.last = sum
	if !again || len(t.list) == maxTags {
		return 0, false
	}
	kept := make(map[string][]string, len(tags))
	for name, values := range tags {
		own := make([]string, len(values))
		for i := range values {
			own[i] = strings.Clone(values[i])
		}
		kept[strings.Clone(name)] = own
	}
	t.fresh.tags(kept)
	return t.add(sum, kept), true
}

// add gives tags the next number.
func (t *tagSets) add(sum uint64, tags map[string][]string) uint64 {
	if t.by == nil {
		t.by = map[uint64]uint32{}
	}
	t.by[sum] = uint32(len(t.list))
	t.list = append(t.list, tags)
	return uint64(len(t.list) - 1)
}

// tagSum tells sets of tags apart, whatever the order of their names.
func tagSum(tags map[string][]string) uint64 {
	sum := uint64(0)
	for name, values := range tags {
		h := hash(name)
		for _, v := range values {
			h = h*31 + hash(v)
		}
		sum += h
	}
	return sum
}

// crumbLists keeps one copy of every breadcrumb and menu.
type crumbLists struct {
	by    map[uint64]uint32 // by crumbSum; of two lists with one sum the first
	list  [][]lanmu.Crumb
	fresh *fresh
}

// one is the one copy of crumbs that is kept.
func (c *crumbLists) one(n *names, crumbs []lanmu.Crumb) []lanmu.Crumb {
	if len(crumbs) == 0 {
		return nil
	}
	return c.list[c.number(n, crumbs)]
}

func (c *crumbLists) number(n *names, crumbs []lanmu.Crumb) uint32 {
	sum := crumbSum(crumbs)
	if i, ok := c.by[sum]; ok && slices.Equal(c.list[i], crumbs) {
		return i
	}
	own := make([]lanmu.Crumb, len(crumbs))
	for i, x := range crumbs {
		own[i] = lanmu.Crumb{Name: n.one(x.Name), URL: n.one(x.URL)}
	}
	c.fresh.crumbs(own)
	return c.add(sum, own)
}

// add gives a list the next number.
func (c *crumbLists) add(sum uint64, crumbs []lanmu.Crumb) uint32 {
	if c.by == nil {
		c.by = map[uint64]uint32{}
	}
	i := uint32(len(c.list))
	c.list = append(c.list, crumbs)
	if _, there := c.by[sum]; !there {
		c.by[sum] = i
	}
	return i
}

var crumbSeed = maphash.MakeSeed()

func crumbSum(crumbs []lanmu.Crumb) (sum uint64) {
	for i := range crumbs {
		sum = (sum*0x9e3779b97f4a7c15 ^ maphash.String(crumbSeed, crumbs[i].Name)) * 0x9e3779b97f4a7c15
		sum ^= maphash.String(crumbSeed, crumbs[i].URL)
	}
	return sum
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h ^= uint64(s[i])
		h *= 1099511628211
	}
	return h
}
