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

// claim makes id the page of its key: http and https are one, with and without
// "www.". other is the page that is already.
func (f *frontier) claim(id uint32) (other uint32, ok bool) {
	addr := f.node(id).url
	hash, key := f.key(addr), pageKey(addr)
	for at := f.index.first(hash); ; at = f.index.after(at) {
		had, like := f.index.look(at, hash)
		if had == 0 {
			break
		}
		if n := f.node(had); like && had != id && n.flags&flagKey != 0 && pageKey(n.url) == key {
			return had, false
		}
	}
	f.mark(id)
	return id, true
}

// mark notes that id is the page of its key.
func (f *frontier) mark(id uint32) {
	if n := f.node(id); n.flags&flagKey == 0 {
		n.flags |= flagKey
		f.claimed++
	}
}

// key is the hash of an address's pageKey: all that may be one page have one.
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
		return cmp.Or(cmp.Compare(f.node(a).key, f.node(b).key), strings.Compare(f.node(a).url, f.node(b).url))
	})
}

// well tells an own page of which nothing needs to be told: who links to it is
// let go, or the uses of a site's good links would be most of the memory.
func (n *node) well() bool {
	return n.flags&flagWell != 0 || n.target != nil && n.target.Verdict == lanmu.LinkOK && n.state == stateDone
}

// settle notes what came of an address. Of pages that are well, most of a site,
// a few numbers are kept, from which came makes their target again.
func (f *frontier) settle(id uint32, t *lanmu.Target) {
	n := f.node(id)
	n.target = t
	n.flags &^= flagWell
	if !n.well() {
		return
	}
	f.forget(n)
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
		n := f.node(id)
		if n.state != stateAlias {
			return id
		}
		id = n.alias
	}
	return 0
}
