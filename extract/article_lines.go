package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageText is what a page shows as lines: text that runs on without a block
// between. Word exports cut 2018年3月6日 into a span a part; a line joins them.
// It is written while the page is walked.
type pageText struct {
	pg      *page
	text    string // set by textLines
	lines   []line
	segs    []seg
	scripts []inlineScript

	errorReport bool // the script of 我为政府网站找错 stands on the page

	buf    []byte
	from   int   // start of the line under way
	pieces int   // pieces of text before it
	el     int32 // first element of the line under way
	signs  sign  // of the line under way
	runes  int   // of the line under way
	note   string
	head   bool // the walk is in the page's head, which shows nothing
}

// line is one of them.
type line struct {
	start, end int // bytes of pageText.text
	first      int // first byte that is no white space
	last       int // behind the last such byte
	el         int32
	signs      sign
	runes      int    // between first and last
	linked     bool   // its first piece is part of a link
	dateless   bool   // known to hold no date
	note       string // what a comment before it says: <!-- 发布日期 begin -->
}

// seg is one piece of text, of one element.
type seg struct {
	node   *html.Node
	start  int32 // where it begins
	el     int32
	next   int32 // the element's next piece; 0 none
	runes  int32 // that are no white space
	signs  sign
	linked bool

	dateless bool // known to hold no date
}

// inlineScript is a script among the text, at what stood before it.
type inlineScript struct {
	at   int
	text string
	code int // index in page.codes; -1 it is none
}

// textLines ends the writing of the page's lines.
func (pg *page) textLines() *pageText {
	t := &pg.shown
	t.flush()
	t.text = string(t.buf)
	for i := range t.lines {
		l := &t.lines[i]
		l.first, l.last = l.start, l.end
		if t.text[l.last-1] == ' ' {
			l.last--
			l.runes--
		}
		if s := t.text[l.first:l.last]; rareSpace(s) {
			l.last -= len(s) - len(strings.TrimRightFunc(s, unicode.IsSpace))
			l.first = l.last - len(strings.TrimSpace(s))
			l.runes = utf8.RuneCountInString(t.text[l.first:l.last])
		}
	}
	return t
}

// rareSpace tells that s may begin or end with white space that folding left.
func rareSpace(s string) bool {
	odd := func(c byte) bool { return c == 0xC2 || c == 0xE1 || c == 0xE2 }
	n := len(s)
	return n > 0 && odd(s[0]) || n > 1 && odd(s[n-2]) || n > 2 && odd(s[n-3])
}

// inline tells elements that do not end a line.
func inline(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Span, atom.Font, atom.B, atom.Strong, atom.Em, atom.I, atom.U, atom.Sub, atom.Sup,
		atom.Label, atom.Small, atom.Big, atom.S, atom.Time, atom.Img, atom.Input, atom.Script:
		return true
	}
	return n.DataAtom == 0 && strings.Contains(n.Data, ":") // o:p, st1:date
}

// script notes a script that stands among the text.
func (t *pageText) script(n *html.Node) {
	t.errorReport = t.errorReport || attr(n, "id") == "_jiucuo_"
	if n.FirstChild == nil || len(n.FirstChild.Data) >= 8000 {
		return
	}
	s := inlineScript{at: len(t.buf), text: n.FirstChild.Data, code: -1}
	if last := len(t.pg.codes) - 1; last >= 0 && t.pg.codes[last].node == n {
		s.code = last
	}
	t.scripts = append(t.scripts, s)
}

// comment notes what may say what stands behind it.
func (t *pageText) comment(s string) {
	if !t.head && len(s) < 80 && len(s) > 6 {
		t.note = s
	}
}

// maxShown is how much text is kept, in bytes: a mebibyte is no article any more.
const maxShown = 1 << 20

// write adds the text of n, white space folded, and tells how many of its runes
// are no white space and which signs it bears.
func (t *pageText) write(n *html.Node, el int32, linked bool) (runes int, signs sign) {
	if blank(n.Data) {
		t.space()
		return 0, 0
	}
	start, pieces, before := len(t.buf), len(t.segs), t.runes
	if start == t.from {
		t.el = el
	}
	s := n.Data
	if s[0] <= ' ' {
		t.space()
	}
	core := trimASCII(s)
	runes, signs = t.fold(core)
	t.runes += runes
	if s[len(s)-1] <= ' ' {
		t.space()
	}
	if t.head || start > maxShown {
		t.buf, t.runes = t.buf[:start], before
	}
	if t.head {
		return runes, signs
	}
	t.signs |= signs
	t.segs = append(t.segs, seg{node: n, start: int32(start), el: el, runes: int32(runes), signs: signs, linked: linked})
	if e := &t.pg.els[el]; e.firstText == 0 {
		e.firstText, e.lastText = int32(pieces)+1, int32(pieces)+1
	} else {
		t.segs[e.lastText-1].next, e.lastText = int32(pieces)+1, int32(pieces)+1
	}
	return runes, signs
}

// plain tells that all that n shows is piece number k, which is shown as it is
// written but for the white space around it.
func (t *pageText) plain(n *html.Node, k int32) bool {
	if int(k)+1 != len(t.segs) {
		return false
	}
	s := &t.segs[k]
	return s.signs&signOdd == 0 && n.FirstChild == s.node && s.node.NextSibling == nil
}

// fold copies s with its white space folded. In the same go it counts the runes
// that are none and gathers the signs.
func (t *pageText) fold(s string) (runes int, signs sign) {
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c > ' ' && c < utf8.RuneSelf {
			runes++
			signs |= asciiSigns[c]
			i++
			continue
		}
		if i+3 < len(s) { // the most, at one look at four bytes
			if x := uint32(s[i]) | uint32(s[i+1])<<8 | uint32(s[i+2])<<16 | uint32(s[i+3])<<24; ideograph(x) && !signRunes.has4(x) {
				runes++
				i += 3
				continue
			}
		}
		if three(s, i) && !signRunes.has3(c, s[i+1], s[i+2]) {
			runes++
			i += 3
			continue
		}
		r, width := utf8.DecodeRuneInString(s[i:])
		switch {
		case r <= ' ' || r == '\u00a0' || r == '\u3000':
			t.buf = append(t.buf, s[from:i]...)
			t.space()
			from = i + width
			signs |= signOdd
		case isSpace(r):
			t.runes++ // of no width, and not counted
			signs |= signOdd
		case r == utf8.RuneError:
			runes++
			signs |= signOdd
		default:
			runes++
			signs |= signOf(r)
		}
		i += width
	}
	t.buf = append(t.buf, s[from:]...)
	return runes, signs
}

func (t *pageText) space() {
	if n := len(t.buf); n > t.from && t.buf[n-1] != ' ' {
		t.buf = append(t.buf, ' ')
		t.runes++
	}
}

// flush ends the line under way.
func (t *pageText) flush() {
	end := len(t.buf)
	if end == t.from {
		return
	}
	first := t.pieces
	for first+1 < len(t.segs) && int(t.segs[first+1].start) == t.from {
		first++ // what is before it shows nothing
	}
	one := len(t.segs) == t.pieces+1 && t.segs[t.pieces].dateless && t.signs&signOdd == 0 && end-t.from == len(t.segs[t.pieces].node.Data)
	t.lines = append(t.lines, line{start: t.from, end: end, el: t.el, signs: t.signs, runes: t.runes, linked: first < len(t.segs) && t.segs[first].linked, dateless: one, note: t.note})
	t.buf = append(t.buf, '\n')
	t.pieces = len(t.segs)
	t.from, t.note, t.signs, t.runes = len(t.buf), "", 0, 0
}

// forget makes ready for another page; what is of a hostile size is let go.
func (t *pageText) forget() {
	clear(t.lines)
	clear(t.segs)
	clear(t.scripts)
	kept := pageText{lines: t.lines[:0], segs: t.segs[:0], scripts: t.scripts[:0], buf: t.buf[:0]}
	if cap(t.buf) > 1<<18 {
		kept.buf = nil
	}
	if cap(t.segs)+cap(t.lines) > 1<<15 {
		kept.segs, kept.lines = nil, nil
	}
	*t = kept
}

// line is line i without the white space around it.
func (t *pageText) line(i int) string {
	if i < 0 || i >= len(t.lines) {
		return ""
	}
	return t.text[t.lines[i].first:t.lines[i].last]
}

// at is the piece of text that holds byte p.
func (t *pageText) at(p int) seg {
	i := sort.Search(len(t.segs), func(i int) bool { return int(t.segs[i].start) > p })
	if i == 0 {
		return seg{el: -1}
	}
	return t.segs[i-1]
}

// region is where element el stands.
func (t *pageText) region(el int32) region {
	if el < 0 || int(el) >= len(t.pg.els) {
		return 0
	}
	return t.pg.els[el].region
}
