package crawler

import (
	"strings"

	"lanmu"
)

// sharedBy is on how many links of a page one and the same value of a parameter
// must stand to be the visitor's session.
const sharedBy = 3

// minSession is how long a session's identifier is at least.
const minSession = 16

// stripSessions takes sessions out of the parameters "sid" and "session" of a
// page's own links. Such a parameter may as well be a page's number: a session
// is long, and the same on every link of a page to different addresses.
func stripSessions(links []lanmu.Link, own func(string) bool) {
	counts := map[string]int{}
	for i := range links {
		if p := sessionParam(links[i].URL); p != "" && own(links[i].URL) {
			counts[p]++
		}
	}
	if len(counts) != 1 {
		return // none, or different ones: they name pages
	}
	for param, n := range counts {
		if n < sharedBy {
			return
		}
		for i := range links {
			if sessionParam(links[i].URL) == param && own(links[i].URL) {
				links[i].URL = withoutParam(links[i].URL, param)
			}
		}
	}
}

// sessionParam is the "name=value" of an address that may be a session; "" none.
func sessionParam(addr string) string {
	at := strings.IndexByte(addr, '?')
	if at < 0 || !strings.Contains(addr[at:], "sid=") && !strings.Contains(addr[at:], "session=") {
		return ""
	}
	for param := range strings.SplitSeq(addr[at+1:], "&") {
		name, value, _ := strings.Cut(param, "=")
		if (name == "sid" || name == "session") && len(value) >= minSession && alphanumeric(value) {
			return param
		}
	}
	return ""
}

func alphanumeric(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; !(c >= 'a' && c <= 'z' || s[i] >= '0' && s[i] <= '9') {
			return false
		}
	}
	return true
}

// withoutParam takes one parameter out of an address.
func withoutParam(addr, param string) string {
	path, query, _ := strings.Cut(addr, "?")
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		if p != param {
			kept = append(kept, p)
		}
	}
	if len(kept) == 0 {
		return path
	}
	return path + "?" + strings.Join(kept, "&")
}
