package extract

import (
	"strconv"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// step is one step of a short CSS path: a tag with its id, or with its class
// and place.
type step struct {
	tag, id, class string
	nth            int16 // 0 and 1 are not written
}

// cssPath is such a path from the element upwards, unused steps empty.
type cssPath [4]step

// where is a short CSS path of element i: up to the nearest id, at most four
// steps. Elements one after the other have one path as a rule, such as the
// links of rows, so the last is remembered.
func (pg *page) where(i int32) string {
	var p cssPath
	n := 0
	above := i // the first element that is not in p
	for n < 2 && above >= 0 && pg.step(&p, &n, above) {
		above = pg.els[above].parent
	}
	if n == 2 && p[1].id == "" && above == pg.lastAbove && p[0] == pg.lastPath[0] && p[1] == pg.lastPath[1] {
		return pg.lastWhere
	}
	whole := n == 2 && p[1].id == ""
	for j := above; whole && j >= 0 && n < len(p) && pg.step(&p, &n, j) && p[n-1].id == ""; j = pg.els[j].parent {
	}
	pg.lastAbove = above
	if p != pg.lastPath {
		pg.lastPath, pg.lastWhere = p, p.String()
	}
	return pg.lastWhere
}

// step adds element j to a path of n steps; false: the path ends before it.
func (pg *page) step(p *cssPath, n *int, j int32) bool {
	e := &pg.els[j]
	if e.tag == atom.Body || e.tag == atom.Html || *n > 0 && p[*n-1].id != "" {
		return false
	}
	s := &p[*n]
	s.tag = e.node.Data
	*n++
	if id := attr(e.node, "id"); id != "" && simple(id) {
		s.id = id
		return true
	}
	if c := firstWord(attr(e.node, "class")); c != "" && simple(c) {
		s.class = c
	}
	if *n == 1 && e.nth > 1 {
		s.nth = e.nth
	}
	return true
}

// String writes the path from above downwards.
func (p *cssPath) String() string {
	b := make([]byte, 0, 96)
	for k := len(p) - 1; k >= 0; k-- {
		s := &p[k]
		if s.tag == "" {
			continue
		}
		if len(b) > 0 {
			b = append(b, " > "...)
		}
		b = append(b, s.tag...)
		if s.id != "" {
			b = append(append(b, '#'), s.id...)
		}
		if s.class != "" {
			b = append(append(b, '.'), s.class...)
		}
		if s.nth > 1 {
			b = append(b, ":nth-child("...)
			b = append(strconv.AppendInt(b, int64(s.nth), 10), ')')
		}
	}
	return string(b)
}

// simple tells a name that needs no escaping in a selector.
func simple(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= utf8.RuneSelf:
		case i > 0 && (c == '-' || c >= '0' && c <= '9'):
		default:
			return false
		}
	}
	return s != ""
}

func firstWord(s string) string {
	blank := func(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }
	for s != "" && blank(s[0]) {
		s = s[1:]
	}
	for i := 0; i < len(s); i++ {
		if blank(s[i]) {
			return s[:i]
		}
	}
	return s
}
