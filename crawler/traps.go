package crawler

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// traps bounds what has no end: calendars, faceted search, paths that grow.
// What is left out is told, in the report's limits.
type traps struct {
	families map[string]*family // pages of one path by their query's keys
	visits   map[string]*visits // pages below a folder named at random, by sessionShape
	left     map[trapKind]*leftOut
}

type trapKind string

const (
	trapChain  trapKind = "chain"
	trapFacets trapKind = "facets"
	trapPath   trapKind = "path"
	trapVisit  trapKind = "visit"
)

type leftOut struct {
	count  int
	sample string
}

// The bounds.
const (
	maxSame    = 4    // pages of one shape in a chain with the same text but for digits
	maxChain   = 300  // pages of one shape in a chain
	maxBarren  = 50   // pager pages in a chain that tell of nothing new
	maxFacets  = 300  // pages of one path whose parameters are combined
	facetRatio = 5    // so many more pages than values of any parameter
	maxWide    = 2000 // values of a parameter that are remembered
	maxRepeats = 4    // of a folder's name in a path
	maxFolders = 25
	maxAddress = 1500 // bytes
)

// family are the pages of one path that differ in their query.
type family struct {
	pages  int
	values map[string]map[uint32]struct{} // by parameter: hashes of what it was
}

func newTraps() *traps {
	return &traps{families: map[string]*family{}, visits: map[string]*visits{}, left: map[trapKind]*leftOut{}}
}

// admit says whether n may be fetched; from is the page that links to it. It
// sets n's place in a chain.
func (t *traps) admit(n, from *node) bool {
	if kind := pathTrap(n.url); kind != "" {
		return t.leave(kind, n.url)
	}
	if t.visited(n.url) {
		return t.leave(trapVisit, n.url)
	}
	if from.url != "" && shape(n.url) == shape(from.url) {
		n.chain, n.same, n.barren = from.chain+1, from.same, from.barren
	}
	if n.same > maxSame || n.chain > maxChain && n.flags&flagPager == 0 || n.barren > maxBarren {
		return t.leave(trapChain, n.url)
	}
	if !t.vary(n.url) {
		return t.leave(trapFacets, n.url)
	}
	return true
}

func (t *traps) leave(kind trapKind, sample string) bool {
	l := t.left[kind]
	if l == nil {
		l = &leftOut{sample: sample}
		t.left[kind] = l
	}
	l.count++
	return false
}

// pathTrap tells a path that grew by itself.
func pathTrap(addr string) trapKind {
	path := barePath(addr)
	if len(addr) > maxAddress || strings.Count(path, "/") > maxFolders {
		return trapPath
	}
	if strings.Count(path, "/") < maxRepeats {
		return ""
	}
	segments := strings.Split(path, "/")
	for i, s := range segments {
		if s == "" || s[0] >= '0' && s[0] <= '9' {
			continue
		}
		n := 1
		for _, other := range segments[i+1:] {
			if other == s {
				n++
			}
		}
		if n >= maxRepeats {
			return trapPath
		}
	}
	return ""
}

// shape is an address with its numbers taken out.
func shape(addr string) string {
	out := make([]byte, 0, len(addr))
	value, number := false, false
	for i := range len(addr) {
		c := addr[i]
		switch {
		case c == '?' || c == '&':
			value, number = false, false
			out = append(out, c)
		case value:
		case c == '=':
			value = true
			out = append(out, c)
		case c >= '0' && c <= '9':
			if !number {
				out = append(out, '#')
			}
			number = true
		default:
			number = false
			out = append(out, c)
		}
	}
	return string(out)
}

// vary counts a page with a query among its family; false where it only
// combines parameters anew.
func (t *traps) vary(addr string) bool {
	at := strings.IndexByte(addr, '?')
	if at < 0 {
		return true
	}
	params := strings.Split(addr[at+1:], "&")
	names := make([]string, 0, len(params))
	for _, p := range params {
		name, _, _ := strings.Cut(p, "=")
		names = append(names, name)
	}
	repeated := len(names)
	slices.Sort(names)
	names = slices.Compact(names)
	repeated -= len(names)
	key := addr[:at+1] + strings.Join(names, "&")
	f := t.families[key]
	if f == nil {
		f = &family{values: map[string]map[uint32]struct{}{}}
		t.families[key] = f
	}
	if f.combined(repeated) {
		return false
	}
	f.add(params)
	return true
}

// combined tells a family whose pages are parameters combined: far more of
// them than any one parameter has values. Articles are as many as their ids.
func (f *family) combined(repeated int) bool {
	if f.pages < maxFacets {
		return false
	}
	varying, widest := repeated, 0
	for _, v := range f.values {
		if len(v) > 1 {
			varying++
		}
		widest = max(widest, len(v))
	}
	return varying >= 3 && f.pages > facetRatio*widest
}

func (f *family) add(params []string) {
	f.pages++
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		seen := f.values[name]
		if seen == nil {
			seen = map[uint32]struct{}{}
			f.values[strings.Clone(name)] = seen
		}
		if len(seen) < maxWide {
			h := fnv.New32a()
			h.Write([]byte(value))
			seen[h.Sum32()] = struct{}{}
		}
	}
}

// tell says what was left out, in sentences for the report.
func (t *traps) tell() []string {
	var out []string
	for _, kind := range []trapKind{trapChain, trapFacets, trapPath, trapVisit} {
		l := t.left[kind]
		if l == nil {
			continue
		}
		switch kind {
		case trapChain:
			out = append(out, fmt.Sprintf("有一类页面一页接一页没有尽头（例如日历、翻不完的列表），已看过足够多，其余 %d 个地址没有再看，例如 %s 。", l.count, l.sample))
		case trapFacets:
			out = append(out, fmt.Sprintf("有一类页面只是查询条件的不同组合，已看过 %d 个，其余 %d 个地址没有再看，例如 %s 。", maxFacets, l.count, l.sample))
		case trapVisit:
			out = append(out, fmt.Sprintf("有一类页面每次访问都换一个新地址（地址中带有访问者的会话标识），内容相同，其余 %d 个地址没有再看，例如 %s 。", l.count, l.sample))
		case trapPath:
			out = append(out, fmt.Sprintf("有 %d 个地址的路径不断重复或过长，没有访问，例如 %s 。多半是页面里的相对链接写错，请检查。", l.count, l.sample))
		}
	}
	return out
}
