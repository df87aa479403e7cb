package crawler

import "strings"

// visits are the pages that differ in a folder of their path that looks like a
// visitor's session: /8f3a…/a.html. Whether it is one their text tells: articles
// in folders of their own say different things.
type visits struct {
	texts   map[uint64]int // pages by the hash of their text
	session bool           // the same text came too often
}

// maxVisits is how many pages of one shape below folders named at random may
// have one and the same text.
const maxVisits = 4

// sessionShape is an address with its folder named at random taken out; "" it
// has none.
func sessionShape(addr string) string {
	at := strings.Index(addr, "://")
	if at < 0 {
		return ""
	}
	rest := addr[at+3:]
	for from := strings.IndexByte(rest, '/') + 1; from > 0; {
		n := strings.IndexAny(rest[from:], "/?")
		if n < 0 || rest[from+n] == '?' {
			return "" // the last one names the page
		}
		if random(rest[from : from+n]) {
			return addr[:at+3+from] + "#" + rest[from+n:]
		}
		from += n + 1
	}
	return ""
}

// random tells a name that nobody chose: long, letters and digits mixed.
func random(name string) bool {
	letters, digits := 0, 0
	for i := range len(name) {
		switch c := name[i] | 0x20; {
		case c >= 'a' && c <= 'z':
			letters++
		case name[i] >= '0' && name[i] <= '9':
			digits++
		case name[i] == '/', name[i] == '%':
			return false
		}
	}
	return len(name) >= minSession && letters >= 3 && digits >= 3
}

// visited tells an address below a folder that is a session's.
func (t *traps) visited(addr string) bool {
	v := t.visits[sessionShape(addr)]
	return v != nil && v.session
}

// told takes in what a page below a folder named at random says.
func (t *traps) told(shape string, text uint64) {
	v := t.visits[shape]
	if v == nil {
		v = &visits{texts: map[uint64]int{}}
		t.visits[shape] = v
	}
	v.texts[text]++
	v.session = v.session || v.texts[text] > maxVisits
}
