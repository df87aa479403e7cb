package extract

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageText is what a page shows as lines: text that runs on without a block
// between. Word exports cut 2018年3月6日 into a span a part; a line joins them.
type pageText struct {
	pg      *page
	text    string
	lines   []line
	segs    []seg
	scripts []inlineScript

	errorReport bool // the script of 我为政府网站找错 stands on the page
}

// line is one of them.
type line struct {
	start, end int // bytes of pageText.text
	el         int32
	note       string // what a comment before it says: <!-- 发布日期 begin -->
}

// seg is where the text of an element begins.
type seg struct {
	start  int
	el     int32
	linked bool
}

// inlineScript is a script among the text, at what stood before it.
type inlineScript struct {
	at   int
	text string
}

// textLines reads the page's body into lines.
func (pg *page) textLines() *pageText {
	t := &pageText{pg: pg}
	if len(pg.els) == 0 {
		return t
	}
	w := lineWriter{pageText: t, buf: pg.lineBuf[:0]}
	root := pg.els[0].node
	for root.Parent != nil {
		root = root.Parent
	}
	w.visit(root, -1, false)
	w.flush()
	t.text = string(w.buf)
	if pg.lineBuf = w.buf; cap(w.buf) > 1<<18 {
		pg.lineBuf = nil
	}
	return t
}

type lineWriter struct {
	*pageText
	buf  []byte
	from int   // start of the line under way
	next int32 // next element of the page
	el   int32 // first element of the line under way
	note string
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

func (w *lineWriter) visit(n *html.Node, el int32, linked bool) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data, el, linked)
		return
	case html.CommentNode:
		if len(n.Data) < 80 && len(n.Data) > 6 {
			w.note = n.Data
		}
		return
	case html.ElementNode:
		if int(w.next) < len(w.pg.els) && w.pg.els[w.next].node == n {
			el = w.next
			w.next++
		}
		switch n.DataAtom {
		case atom.Script:
			w.errorReport = w.errorReport || attr(n, "id") == "_jiucuo_"
			if n.FirstChild != nil && len(n.FirstChild.Data) < 8000 {
				w.scripts = append(w.scripts, inlineScript{len(w.buf), n.FirstChild.Data})
			}
			return
		case atom.Style, atom.Template, atom.Noscript, atom.Title, atom.Textarea, atom.Select, atom.Head:
			if n.DataAtom == atom.Head {
				w.skipHead(n)
			}
			return
		}
		linked = linked || n.DataAtom == atom.A
	}
	block := n.Type == html.ElementNode && !inline(n)
	if block {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.visit(c, el, linked)
	}
	if block {
		w.flush()
	}
}

// skipHead keeps step with the page's elements.
func (w *lineWriter) skipHead(head *html.Node) {
	for n := range head.Descendants() {
		if int(w.next) < len(w.pg.els) && w.pg.els[w.next].node == n {
			w.next++
		}
		if n.DataAtom == atom.Script && n.FirstChild != nil && len(n.FirstChild.Data) < 8000 {
			w.scripts = append(w.scripts, inlineScript{0, n.FirstChild.Data})
		}
		w.errorReport = w.errorReport || n.DataAtom == atom.Script && attr(n, "id") == "_jiucuo_"
	}
}

// write adds text, white space folded.
func (w *lineWriter) write(s string, el int32, linked bool) {
	if len(w.buf) > 1<<20 { // a mebibyte of text is no article any more
		return
	}
	if blank(s) {
		if len(w.buf) > w.from {
			w.space()
		}
		return
	}
	if len(w.buf) == w.from {
		w.el = el
	}
	w.segs = append(w.segs, seg{len(w.buf), el, linked})
	for i := 0; i < len(s); i++ {
		if n := plainRun(s[i:]); n > 0 {
			w.buf = append(w.buf, s[i:i+n]...)
			if i += n; i == len(s) {
				return
			}
		}
		switch c := s[i]; {
		case c <= ' ':
			w.space()
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0:
			w.space()
			i++
		case c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80:
			w.space()
			i += 2
		default:
			w.buf = append(w.buf, c)
		}
	}
}

// plainRun is how many bytes at the start of s are written as they are.
func plainRun(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c <= ' ' || c == 0xC2 || c == 0xE3 {
			return i
		}
	}
	return len(s)
}

func (w *lineWriter) space() {
	if n := len(w.buf); n > w.from && w.buf[n-1] != ' ' {
		w.buf = append(w.buf, ' ')
	}
}

// flush ends the line under way.
func (w *lineWriter) flush() {
	end := len(w.buf)
	if end == w.from {
		return
	}
	w.lines = append(w.lines, line{start: w.from, end: end, el: w.el, note: w.note})
	w.buf = append(w.buf, '\n')
	w.from, w.note = len(w.buf), ""
}

func (t *pageText) line(i int) string {
	if i < 0 || i >= len(t.lines) {
		return ""
	}
	return strings.TrimSpace(t.text[t.lines[i].start:t.lines[i].end])
}

// at is the piece of text that holds byte p.
func (t *pageText) at(p int) seg {
	i := sort.Search(len(t.segs), func(i int) bool { return t.segs[i].start > p })
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
