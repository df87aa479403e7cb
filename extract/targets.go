package extract

import (
	"hash/maphash"
	"net/url"
	"strings"

	"lanmu"
	"lanmu/internal/address"
)

// target is where an address of the page leads and what its form tells.
type target struct {
	url string
	bad lanmu.BadLink
	key uint64 // of url, see leadKey

	raw  string // the day in url as written there
	date lanmu.Date
	told told
	slot uint16 // its place in targets
	fill uint32 // so many were put there before
}

// told is what was asked of an address so far, a bit that it was asked before
// each bit that answers.
type told uint16

const (
	askedDate told = 1 << iota
	askedColumn
	isColumn
	askedPlace
	isPlace
	askedFile
	isFile
	askedMark
	isParty
	isReport
)

// targets remembers what the addresses of pages lead to, on this page and those
// before: pages of a site hold the same menus. An address from the root leads
// to one place on all pages of a host, a relative one on all of a folder.
type targets struct {
	slots [1<<10 + 1]struct { // the last is for addresses too long to be remembered
		target
		asked string
		scope uint64 // within which the answer holds; 0: nothing is remembered
	}
	host, folder, page uint64 // the scopes of the page that is read
	scopes             uint64 // so many were there
	fills              uint32
	hostName, path     string // what they are of
	charset            string
}

// maxRemembered is how long an address may be and be remembered, in bytes.
const maxRemembered = 400

// enter makes ready for a page whose addresses are relative to base.
func (t *targets) enter(base *url.URL, charset string) {
	host, path := base.Scheme+"://"+base.Host, base.EscapedPath()
	folder := path[:strings.LastIndexByte(path, '/')+1]
	same := t.host != 0 && host == t.hostName && charset == t.charset && base.User == nil
	if !same {
		t.host = t.scope()
	}
	if !same || folder != t.path {
		t.folder = t.scope()
	}
	t.page = t.scope()
	t.hostName, t.path, t.charset = host, folder, charset
	if base.User != nil {
		t.hostName = ""
	}
}

func (t *targets) scope() uint64 {
	t.scopes++
	return t.scopes
}

// scopeOf is within which what raw leads to is the same.
func (t *targets) scopeOf(raw string) uint64 {
	switch c := raw[0]; {
	case c == '/' || strings.HasPrefix(raw, "http://") || strings.HasPrefix(raw, "https://"):
		return t.host
	case c == '.' || letter(c) || isDigit(c):
		return t.folder
	}
	return t.page
}

// target is what raw, without white space around it, leads to. It is good until
// the next is asked for.
func (pg *page) target(raw string) *target {
	t := pg.targets
	scope := t.page
	if raw != "" {
		scope = t.scopeOf(raw)
	}
	slot := uint16(len(t.slots) - 1)
	if len(raw) <= maxRemembered {
		slot = uint16(maphash.String(leadSeed, raw) % uint64(len(t.slots)-1))
	}
	s := &t.slots[slot]
	if s.scope != scope || s.asked != raw {
		t.fills++
		s.asked, s.scope, s.target = raw, scope, target{slot: slot, fill: t.fills}
		s.url, s.bad = address.Resolve(pg.base, raw, pg.charset)
	}
	return &s.target
}

// resolve is the address that raw makes.
func (pg *page) resolve(raw string) string { return pg.target(raw).url }

// keep remembers what was found out of a link's address.
func (pg *page) keep(t *target) {
	s := &pg.targets.slots[t.slot]
	if s.fill != t.fill {
		return // another took its place
	}
	if t.key != 0 {
		s.key = t.key
	}
	if t.told&askedDate != 0 {
		s.date, s.raw = t.date, t.raw
	}
	s.told |= t.told
}

// leadsTo is a key of where link l leads.
func (pg *page) leadsTo(l int32) uint64 {
	t := &pg.linkTargets[l]
	if t.key == 0 {
		t.key = maphash.String(leadSeed, t.url) | 1
		pg.keep(t)
	}
	return t.key
}

// dayOf is the day in the address of link l, and how it is written there.
func (pg *page) dayOf(l int32) (lanmu.Date, string) {
	t := &pg.linkTargets[l]
	if t.told&askedDate == 0 {
		u := addressDate(t.url)
		t.date, t.raw = u.date(), u.raw
		t.told |= askedDate
		pg.keep(t)
	}
	return t.date, t.raw
}

// says answers a question about the address of link l, which is worked out once.
func (pg *page) says(l int32, asked, is told, work func(url string) bool) bool {
	t := &pg.linkTargets[l]
	if t.told&asked == 0 {
		t.told |= asked
		if work(t.url) {
			t.told |= is
		}
		pg.keep(t)
	}
	return t.told&is != 0
}

// column is columnLike of the address of link l.
func (pg *page) column(l int32) bool { return pg.says(l, askedColumn, isColumn, columnLike) }

// place is placeLike of the address of link l.
func (pg *page) place(l int32) bool { return pg.says(l, askedPlace, isPlace, placeLike) }
