package crawler

import (
	"net/netip"
	"strings"
	"sync"

	"lanmu"
)

// scope says which addresses are the site's own, and which are not to be asked.
type scope struct {
	mu      sync.RWMutex
	hosts   map[string]string // own host → the folder of it that is the site's, "" all
	exclude []glob
	ignore  []glob
}

func newScope(site *lanmu.Site) *scope {
	s := &scope{hosts: map[string]string{}}
	s.add(hostOf(site.URL), "")
	for _, h := range site.Crawl.Hosts {
		s.add(strings.ToLower(h), "")
	}
	for _, g := range site.Crawl.Exclude {
		s.exclude = append(s.exclude, glob(g))
	}
	for _, g := range site.Links.Ignore {
		s.ignore = append(s.ignore, glob(g))
	}
	return s
}

// add makes a host own, with and without "www.", or one folder of it.
func (s *scope) add(host, folder string) {
	if host == "" {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hosts[host] = folder
	name := hostname(host)
	if _, err := netip.ParseAddr(strings.Trim(name, "[]")); err == nil {
		return
	}
	if bare, ok := strings.CutPrefix(host, "www."); ok {
		s.hosts[bare] = folder
	} else {
		s.hosts["www."+host] = folder
	}
}

// own tells an address of the site.
func (s *scope) own(addr string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	folder, ok := s.hosts[hostOf(addr)]
	return ok && (folder == "" || strings.HasPrefix(pathOf(addr), folder))
}

// ownHost tells a host of the site; a port that is no scheme's own belongs to
// its name.
func (s *scope) ownHost(host string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.hosts[host]
	return ok
}

// ownName is ownHost for a host name without its port, as TLS knows it: empty
// for an IP address.
func (s *scope) ownName(name string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for h := range s.hosts {
		n := hostname(h)
		if n == name {
			return true
		}
		if _, err := netip.ParseAddr(strings.Trim(n, "[]")); err == nil && name == "" {
			return true
		}
	}
	return false
}

// excluded tells an own address that the profile asks not to visit.
func (s *scope) excluded(addr string) bool {
	if len(s.exclude) == 0 {
		return false
	}
	path := pathOf(addr)
	for _, g := range s.exclude {
		if g.match(path) {
			return true
		}
	}
	return false
}

// ignored tells an address that the profile asks not to verify.
func (s *scope) ignored(addr string) bool {
	for _, g := range s.ignore {
		if g.match(addr) {
			return true
		}
	}
	return false
}

// glob is a pattern in which * stands for any run of characters and ? for one.
// A pattern that ends in "/" takes everything below it.
type glob string

func (g glob) match(s string) bool {
	p := string(g)
	if strings.HasSuffix(p, "/") {
		p += "*"
	}
	star, mark := -1, 0
	i, j := 0, 0
	for i < len(s) {
		switch {
		case j < len(p) && p[j] == '*':
			star, mark = j, i
			j++
		case j < len(p) && (p[j] == '?' || p[j] == s[i]):
			i++
			j++
		case star >= 0:
			mark++
			i, j = mark, star+1
		default:
			return false
		}
	}
	for j < len(p) && p[j] == '*' {
		j++
	}
	return j == len(p)
}

// The parts of a normalised address, without parsing it.

// afterScheme is what follows "://".
func afterScheme(addr string) string {
	_, rest, _ := strings.Cut(addr, "://")
	return rest
}

// hostOf is the host with its port.
func hostOf(addr string) string {
	rest := afterScheme(addr)
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		rest = rest[i+1:]
	}
	return strings.ToLower(rest)
}

// hostname is a host without its port.
func hostname(host string) string {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		return host[:i]
	}
	return host
}

// originOf is scheme and host.
func originOf(addr string) string {
	start := strings.Index(addr, "://")
	if start < 0 {
		return addr
	}
	start += 3
	if i := strings.IndexAny(addr[start:], "/?#"); i >= 0 {
		return addr[:start+i]
	}
	return addr
}

// pathOf is path and query.
func pathOf(addr string) string {
	p := addr[len(originOf(addr)):]
	if p == "" {
		return "/"
	}
	return p
}

// barePath is the path without its query.
func barePath(addr string) string {
	p, _, _ := strings.Cut(pathOf(addr), "?")
	return p
}

// pageKey is one for http and https, with and without "www.": the same host
// and path is one page.
func pageKey(addr string) string {
	return strings.TrimPrefix(afterScheme(addr), "www.")
}
