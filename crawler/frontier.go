package crawler

import (
	"hash/maphash"
	"strings"

	"lanmu"
)

// frontier holds every address seen, once, with who links to it and what came
// of it. It is not safe for concurrent use; the run's lock guards it.
//
// Nothing in it depends on which worker was faster: a page's place is told by
// its turn (breadth first) and a link's by its place on the page, and of all
// that may be kept of an address the earliest is.
type frontier struct {
	scope   *scope
	nodes   [][]node // by number, nodesAtOnce each: none ever moves
	count   uint32   // of nodes, number 0 included, which is nobody's
	index   index
	seed    maphash.Seed
	claimed int               // pages that have their key, see claim
	texts   map[uint32]uint64 // hashes of the text of pages that stand in a chain
	found   []uint32          // own pages met since the last admission
	checks  []uint32          // addresses to be verified, met since they were last handed out
	turn    uint32            // pages given out so far
	home    uint32
	said    sayings
}

// nodesAtOnce is for how many nodes room is made at once.
const nodesAtOnce = 512

// node is one address: 80 bytes and the address itself.
type node struct {
	url    string
	key    uint64 // where first met: the page's turn and the link's place on it
	from   uint32 // the page of key
	last   uint32 // the page whose links were last taken in
	count  uint32 // pages that hold it
	kind   lanmu.LinkKind
	state  state
	flags  flags
	held   *holders      // nil: none, or nothing is to be told of them
	target *lanmu.Target // what came of it; nil: not known yet, or flagWell
	alias  uint32        // the page that this one leads to
	took   uint32        // of flagWell: microseconds
	size   uint32        // of flagWell: bytes
	status uint16        // of flagWell
	depth  uint16
	chain  uint16 // pages of the same shape that led here, one after the other
	same   uint16 // of them the last ones with the same text
	barren uint16 // of them the last ones that told of nothing new
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

type flags uint16

const (
	flagHome    flags = 1 << iota // linked from the home page
	flagOwn                       // an address of the site
	flagCheck                     // to be verified
	flagAsked                     // handed out to be verified
	flagPager                     // only ever linked as a further page of a list
	flagIgnore                    // the profile asks not to verify it
	flagWell                      // a page of which nothing is to be told, see settle
	flagUnnamed                   // its answer was a file, though its address names none
	flagKey                       // the page of its key, see claim
)

func newFrontier(s *scope) *frontier {
	return &frontier{
		scope: s, count: 1, nodes: [][]node{make([]node, nodesAtOnce)}, index: newIndex(), seed: maphash.MakeSeed(),
		texts: map[uint32]uint64{}, said: newSayings(),
	}
}

// node is the one of that number, for as long as the frontier lives.
func (f *frontier) node(id uint32) *node { return &f.nodes[id/nodesAtOnce][id%nodesAtOnce] }

// intern is the number of an address, never 0.
func (f *frontier) intern(addr string) uint32 {
	hash := f.key(addr)
	for at := f.index.first(hash); ; at = f.index.after(at) {
		id, like := f.index.look(at, hash)
		if id == 0 {
			break
		}
		if like && f.node(id).url == addr {
			return id
		}
	}
	return f.add(hash, strings.Clone(addr)) // it may be part of a page
}

// add makes a node of an address that has none.
func (f *frontier) add(hash uint64, addr string) uint32 {
	id := f.count
	f.count++
	if int(id/nodesAtOnce) == len(f.nodes) {
		f.nodes = append(f.nodes, make([]node, nodesAtOnce))
	}
	n := f.node(id)
	*n = node{url: addr, kind: 255, key: 1<<64 - 1}
	if f.scope.own(addr) {
		n.flags = flagOwn
	}
	f.index.add(hash, id)
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
	n := f.node(id)
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
	n := f.node(id)
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
	if n := f.node(id); n.flags&flagCheck == 0 {
		n.flags |= flagCheck
		f.checks = append(f.checks, id)
	}
}
