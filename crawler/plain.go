package crawler

import (
	"net/netip"
	"net/url"
	"strings"
)

// plainAddress tells an address that every parser leaves as it stands: nearly
// all of a site's. It need not be parsed, then, to be asked for.
func plainAddress(addr string) bool {
	rest, ok := strings.CutPrefix(addr, "http://")
	standard := ":80"
	if !ok {
		rest, ok = strings.CutPrefix(addr, "https://")
		standard = ":443"
	}
	slash := strings.IndexByte(rest, '/')
	if !ok || slash < 0 {
		return false
	}
	host := rest[:slash]
	if colon := strings.IndexByte(host, ':'); colon >= 0 {
		port := host[colon:]
		if len(port) < 2 || len(port) > 5 || port == standard || port[1] == '0' || !all(port[1:], inPort) {
			return false
		}
		host = host[:colon]
	}
	path, query, _ := strings.Cut(rest[slash:], "?")
	return plainName(host) && all(path, inPath) && !strings.Contains(path, "/.") && all(query, inPath|inQuery) && wellEscaped(query)
}

// plainName tells a host's name without a port that is not to be normalised.
func plainName(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	if host == "" || last == "" || !all(host, inName) || strings.Contains(host, "--") || strings.Contains(host, "..") {
		return false
	}
	if c := last[0]; c < '0' || c > '9' {
		return host[0] != '.' && host[0] != '-'
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// plainURL is a plain address taken apart.
func plainURL(addr string) *url.URL {
	scheme, rest, _ := strings.Cut(addr, "://")
	slash := strings.IndexByte(rest, '/')
	path, query, asks := strings.Cut(rest[slash:], "?")
	return &url.URL{Scheme: scheme, Host: rest[:slash], Path: path, RawQuery: query, ForceQuery: asks && query == ""}
}

// wellEscaped tells that a percent sign is always followed by two hexadecimal
// digits.
func wellEscaped(s string) bool {
	for i := strings.IndexByte(s, '%'); i >= 0; {
		if i+2 >= len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			return false
		}
		next := strings.IndexByte(s[i+1:], '%')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

// The characters that stand for themselves in a part of an address.
const (
	inName = 1 << iota
	inPort
	inPath
	inQuery
)

var plainIn = func() (table [256]uint8) {
	set := func(chars string, in uint8) {
		for i := range len(chars) {
			table[chars[i]] |= in
		}
	}
	set("abcdefghijklmnopqrstuvwxyz.-", inName|inPath)
	set("0123456789", inName|inPort|inPath)
	set("ABCDEFGHIJKLMNOPQRSTUVWXYZ_~$&+,/:;=@", inPath)
	set("!*()?%", inQuery)
	return table
}()

// all tells that every character of s is in one of those sets.
func all(s string, in uint8) bool {
	for i := range len(s) {
		if plainIn[s[i]]&in == 0 {
			return false
		}
	}
	return true
}
