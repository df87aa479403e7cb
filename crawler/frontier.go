package crawler

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strconv"
	"strings"
	"time"

	"lanmu"
)

// frontier holds every address seen, once, with who links to it and what came
// of it. It is not safe for concurrent use; the run's lock guards it.
//
// Nothing in it depends on which worker was faster: a page's place is told by
// its turn (breadth first) and a link's by its place on the page, and of all
// that may be kept of an address the earliest is.
type frontier struct {
	scope  *scope
	nodes  []node
	ids    map[uint64]uint32 // nodes by the hash of their address
	others map[string]uint32 // nodes whose hash another one has
	keys   map[uint64]uint32 // own pages by the hash of their pageKey: http and https are one
	texts  map[uint32]uint64 // hashes of the text of pages that stand in a chain
	found  []uint32          // own pages met since the last admission
	checks []uint32          // addresses to be verified, met since they were last handed out
	turn   uint32            // pages given out so far
	home   uint32
	names  map[string]string
	infos  []useInfo // what links say, by number; none has number 0
	free   []uint32  // numbers that nobody uses any more
	seed   maphash.Seed
}

// node is one address: 96 bytes and the address itself.
type node struct {
	url    string
	key    uint64 // where first met: the page's turn and the link's place on it
	from   uint32 // the page of key
	last   uint32 // the page whose links were last taken in
	alias  uint32 // the page that this one leads to
	count  uint32 // pages that hold it
	uses   []use
	target *lanmu.Target // what came of it; nil: not known yet, or flagWell
	took   uint32        // of flagWell: microseconds
	size   uint32        // of flagWell: bytes
	status uint16        // of flagWell
	depth  uint16
	chain  uint16 // pages of the same shape that led here, one after the other
	same   uint16 // of them the last ones with the same text
	barren uint16 // of them the last ones that told of nothing new
	kind   lanmu.LinkKind
	state  state
	flags  flags
}

// state of an own page.
type state uint8

const (
	stateNone    state = iota // no page: to be verified at most
	stateFound                // met, not admitted yet
	stateQueued               // to be fetched
	stateDone                 // read, or failed for good
	stateAlias                // leads to another page
	stateRobots               // robots.txt asks us not to
	stateExclude              // the profile asks us not to
	stateTrap                 // beyond the bounds of an endless place
	stateLeft                 // not fetched before the audit ended
)

type flags uint8

const (
	flagHome    flags = 1 << iota // linked from the home page
	flagOwn                       // an address of the site
	flagCheck                     // to be verified
	flagAsked                     // handed out to be verified
	flagPager                     // only ever linked as a further page of a list
	flagIgnore                    // the profile asks not to verify it
	flagWell                      // a page of which nothing is to be told, see settle
	flagUnnamed                   // its answer was a file, though its address names none
)

// use is a place where an address is linked: 12 bytes, for most of the memory of
// a large crawl is uses of addresses that were not asked yet.
type use struct {
	page uint32
	sum  uint32 // of what the link says there
	info uint32 // number in infos; 0: not kept, another use with the same sum may have it
}

// useInfo is what a link says at a place.
type useInfo struct {
	text, raw, where string
	kind             lanmu.LinkKind
}

// maxInfos is of how many uses it is kept what the link says: of the first in
// order of the page's address, and of all others that say the same.
const maxInfos = 3

// maxUses is how many of the pages that hold a link are told by name.
const maxUses = 20

func newFrontier(s *scope) *frontier {
	return &frontier{
		scope: s, ids: map[uint64]uint32{}, others: map[string]uint32{}, keys: map[uint64]uint32{}, texts: map[uint32]uint64{},
		names: map[string]string{}, infos: make([]useInfo, 1), seed: maphash.MakeSeed(), nodes: make([]node, 1, 1024),
	}
}

// intern is the number of an address, never 0.
func (f *frontier) intern(addr string) uint32 {
	hash := maphash.String(f.seed, addr)
	id, taken := f.ids[hash]
	if taken && f.nodes[id].url != addr {
		id, taken = f.others[addr]
		hash = 0
	}
	if taken {
		return id
	}
	addr = strings.Clone(addr) // it may be part of a page
	id = uint32(len(f.nodes))
	n := node{url: addr, kind: 255, key: 1<<64 - 1}
	if f.scope.own(addr) {
		n.flags = flagOwn
	}
	f.nodes = append(f.nodes, n)
	if hash == 0 {
		f.others[addr] = id
	} else {
		f.ids[hash] = id
	}
	return id
}

// nextTurn gives a page its place in the order of the crawl.
func (f *frontier) nextTurn() uint32 { f.turn++; return f.turn }

// take takes in the links of a page. fresh counts the own addresses met for
// the first time.
func (f *frontier) take(page, turn uint32, links []lanmu.Link, wants func(*lanmu.Link, *node) wish) (fresh int) {
	for i := range links {
		l := &links[i]
		if l.URL == "" || l.Bad != lanmu.BadNone {
			continue
		}
		id := f.intern(l.URL)
		if id == page {
			continue // a page's link to itself tells nothing
		}
		if f.meet(id, page, uint64(turn)<<20|uint64(min(i, 1<<20-1)), l, wants) {
			fresh++
		}
	}
	return fresh
}

// wish is what a link asks for.
type wish uint8

const (
	wishNothing wish = iota
	wishVisit        // read it as a page of the site
	wishVerify       // see whether it is there
)

// meet notes one link of a page.
func (f *frontier) meet(id, page uint32, key uint64, l *lanmu.Link, wants func(*lanmu.Link, *node) wish) (fresh bool) {
	n := &f.nodes[id]
	fresh = n.count == 0 && n.flags&flagOwn != 0
	n.kind = min(n.kind, l.Kind)
	switch wants(l, n) {
	case wishVisit:
		f.wantPage(id, l)
	case wishVerify:
		f.wantCheck(id)
	}
	if key < n.key && n.state <= stateFound {
		n.key, n.from = key, page
	}
	if n.last == page {
		return false
	}
	n.last = page
	n.count++
	if page == f.home {
		n.flags |= flagHome
	}
	if !n.well() {
		f.addUse(n, page, l)
	}
	return fresh
}

// wantPage puts an own page among those met.
func (f *frontier) wantPage(id uint32, l *lanmu.Link) {
	n := &f.nodes[id]
	if n.state == stateNone {
		n.state = stateFound
		n.flags |= flagPager
		f.found = append(f.found, id)
	}
	if l.Kind != lanmu.LinkPager {
		n.flags &^= flagPager
	}
}

// wantCheck puts an address among those to be verified.
func (f *frontier) wantCheck(id uint32) {
	if n := &f.nodes[id]; n.flags&flagCheck == 0 {
		n.flags |= flagCheck
		f.checks = append(f.checks, id)
	}
}

// well tells an own page of which nothing needs to be told: who links to it is
// let go, or the uses of a site's good links would be most of the memory.
func (n *node) well() bool {
	return n.flags&flagWell != 0 || n.target != nil && n.target.Verdict == lanmu.LinkOK && n.state == stateDone
}

// addUse keeps the first uses in order of the page's address. Which are kept,
// and of which it is kept what the link says, does not depend on the order in
// which they come.
func (f *frontier) addUse(n *node, page uint32, l *lanmu.Link) {
	addr := f.nodes[page].url
	if len(n.uses) == maxUses {
		last := maxUses - 1
		if f.nodes[n.uses[last].page].url < addr {
			return
		}
		n.uses = n.uses[:last]
	}
	at, _ := slices.BinarySearchFunc(n.uses, addr, func(u use, addr string) int {
		return strings.Compare(f.nodes[u.page].url, addr)
	})
	u := use{page: page, sum: f.sum(l)}
	if at < maxInfos {
		u.info = f.info(n, u.sum, l)
	}
	if c := len(n.uses); c == cap(n.uses) {
		n.uses = append(make([]use, 0, min(c+c/2+1, maxUses)), n.uses...)
	}
	n.uses = slices.Insert(n.uses, at, u)
	if len(n.uses) > maxInfos {
		f.letGo(n.uses[:maxInfos], &n.uses[maxInfos])
	}
}

// letGo lets go of what u's link says, unless one of others says it, too.
func (f *frontier) letGo(others []use, u *use) {
	if u.info != 0 && !slices.ContainsFunc(others, func(o use) bool { return o.info == u.info }) {
		f.infos[u.info] = useInfo{}
		f.free = append(f.free, u.info)
	}
	u.info = 0
}

// sum tells what links say apart.
func (f *frontier) sum(l *lanmu.Link) uint32 {
	h := maphash.String(f.seed, l.Text)*3 ^ maphash.String(f.seed, l.Raw)*5 ^ maphash.String(f.seed, l.Where)*7 ^ uint64(l.Kind)
	return uint32(h ^ h>>32)
}

// info is what l says, shared with a use that says the same. The address as
// written is mostly the end of the address.
func (f *frontier) info(n *node, sum uint32, l *lanmu.Link) uint32 {
	for _, u := range n.uses {
		if u.info != 0 && u.sum == sum {
			return u.info
		}
	}
	i := useInfo{text: strings.Clone(l.Text), where: f.name(l.Where), kind: l.Kind}
	if strings.HasSuffix(n.url, l.Raw) {
		i.raw = n.url[len(n.url)-len(l.Raw):]
	} else {
		i.raw = strings.Clone(l.Raw)
	}
	if last := len(f.free) - 1; last >= 0 {
		number := f.free[last]
		f.free = f.free[:last]
		f.infos[number] = i
		return number
	}
	f.infos = append(f.infos, i)
	return uint32(len(f.infos) - 1)
}

// maxNames bounds the places on pages that are kept once for all links there.
const maxNames = 10000

// name is s, kept once: a site's pages have few different places for links.
func (f *frontier) name(s string) string {
	if kept, ok := f.names[s]; ok {
		return kept
	}
	s = strings.Clone(s)
	if len(f.names) < maxNames {
		f.names[s] = s
	}
	return s
}

// says gives every use what its link says, as far as it is known.
func (n *node) says() {
	for i := range n.uses {
		for j := range min(len(n.uses), maxInfos) {
			if n.uses[i].info == 0 && n.uses[j].sum == n.uses[i].sum {
				n.uses[i].info = n.uses[j].info
			}
		}
	}
}

// claim makes id the page of its key; other is the page that is already.
func (f *frontier) claim(id uint32) (other uint32, ok bool) {
	key := f.key(f.nodes[id].url)
	if had, taken := f.keys[key]; taken && had != id {
		return had, false
	}
	f.keys[key] = id
	return id, true
}

func (f *frontier) key(addr string) uint64 { return maphash.String(f.seed, pageKey(addr)) }

// takeFound gives the pages met since the last time, in order.
func (f *frontier) takeFound() []uint32 {
	list := f.found
	f.found = nil
	f.sort(list)
	return list
}

// takeChecks gives the addresses to be verified met since the last time, in order.
func (f *frontier) takeChecks() []uint32 {
	list := f.checks
	f.checks = nil
	f.sort(list)
	return list
}

// sort puts addresses in the order in which they were met.
func (f *frontier) sort(list []uint32) {
	slices.SortFunc(list, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(f.nodes[a].key, f.nodes[b].key), strings.Compare(f.nodes[a].url, f.nodes[b].url))
	})
}

// settle notes what came of an address. Of pages that are well, most of a site,
// a few numbers are kept, from which came makes their target again.
func (f *frontier) settle(id uint32, t *lanmu.Target) {
	n := &f.nodes[id]
	n.target = t
	n.flags &^= flagWell
	if !n.well() {
		return
	}
	for i := range n.uses {
		f.letGo(n.uses[i+1:], &n.uses[i])
	}
	n.uses = nil
	if plain(t) {
		n.took, n.size, n.status = uint32(t.Took.Microseconds()), uint32(t.Size), uint16(t.Status)
		n.target = nil
		n.flags |= flagWell
	}
}

// plain tells what came of an address where a few numbers say it all.
func plain(t *lanmu.Target) bool {
	return t.Final == "" && t.Fail == nil && t.Soft == "" && t.Content == "" && t.Title == "" && t.Taint == "" &&
		t.Reason == strconv.Itoa(t.Status) && t.Size >= 0 && t.Size < 1<<32 && t.Took >= 0 && t.Took < time.Hour
}

// came is what came of an address; nil: not known.
func (n *node) came() *lanmu.Target {
	if n.flags&flagWell != 0 {
		return &lanmu.Target{
			URL: n.url, Verdict: lanmu.LinkOK, Reason: strconv.Itoa(int(n.status)), Status: int(n.status),
			Took: time.Duration(n.took) * time.Microsecond, Size: int64(n.size),
		}
	}
	return n.target
}

// resolve follows aliases to the page they lead to; 0 where they lead in a
// circle.
func (f *frontier) resolve(id uint32) uint32 {
	for range 12 {
		n := &f.nodes[id]
		if n.state != stateAlias {
			return id
		}
		id = n.alias
	}
	return 0
}
