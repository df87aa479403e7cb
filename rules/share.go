package rules

import (
	"net/url"
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageShare is what several rules read of one page, read once. The rules of one
// page run one after the other; when they are done it serves another page, so
// that nothing of it may be kept.
type pageShare struct {
	gathered bool
	texts    []textRun
	worded   []wording
	parts    []string // of the block being gathered

	walked bool
	elems  elements

	base      *url.URL // of the page's address; nil: not asked yet, or none
	baseAsked bool
	told      []ToldReport
	tags      []pageTag // in order of name
	tagsRead  bool
	tagsAsked bool // whether page tags are asked of the page, below, is known
	tagged    bool

	title, column string // squeezed
	squeezed      bool

	heard, nameless *recall // texts without words, names that stand for no duty
	outside         []outsideLink
	outsideAsked    bool
	hides           *hideSheet // nil: not read yet

	empty  emptyNote // link-empty's alone, as are the two below
	rows   map[siblings]rowLinks
	beside map[siblings][]string
}

// shares are those no page uses.
var shared = sync.Pool{New: func() any { return &pageShare{heard: new(recall), nameless: new(recall)} }}

// maxShared bounds the texts and elements that a share keeps room for: what a
// monstrous page needed is let go.
const maxShared = 1 << 14

// release lets the page go and gives the share back.
func (s *pageShare) release() {
	if cap(s.texts) > maxShared || s.elems.room() > maxShared {
		return
	}
	*s = pageShare{
		texts: emptied(s.texts), worded: emptied(s.worded), parts: emptied(s.parts), tags: emptied(s.tags), told: emptied(s.told),
		elems: s.elems.emptied(), outside: emptied(s.outside), heard: s.heard, nameless: s.nameless,
	}
	shared.Put(s)
}

// emptied is the room of a slice with nothing in it.
func emptied[T any](s []T) []T {
	clear(s)
	return s[:0]
}

// anchors are the page's links.
func (p *PagePass) anchors() []*html.Node { return p.elements().links }

// one is a selection of a single element.
func one(n *html.Node) *goquery.Selection { return goquery.NewDocumentFromNode(n).Selection }

// base is the page's address; nil: it is none that can be read.
func (p *PagePass) base() *url.URL {
	if !p.share.baseAsked {
		p.share.baseAsked = true
		if u, err := url.Parse(p.Facts.URL); err == nil {
			p.share.base = u
		}
	}
	return p.share.base
}

// names are the title of the page and the name of its column, without white space.
func (p *PagePass) names() (title, column string) {
	if s := p.share; !s.squeezed {
		s.squeezed, s.title, s.column = true, squeeze(p.Facts.Title), squeeze(p.Facts.ColumnName)
	}
	return p.share.title, p.share.column
}

// texts are the page's visible texts, one for each element that holds text of
// its own, inline markup joined: a number or a word may run over a <b>.
func (p *PagePass) texts() []textRun {
	s := p.share
	if s.gathered {
		return s.texts
	}
	s.gathered = true
	if p.Doc == nil {
		s.texts = append(s.texts, textRun{text: p.Facts.Text})
	} else {
		for _, root := range p.Doc.Nodes {
			s.block(root)
		}
	}
	for i := range s.texts {
		t := &s.texts[i]
		if len(t.text) < recallText {
			p.s.scan.scan(t, func(h hit) { s.worded = append(s.worded, wording{i, h}) })
			continue
		}
		at, sum, heard := s.heard.of(p.s.scan.seed, t.text)
		if heard {
			t.digits, t.run, t.kinds = at.digits, at.run, at.kinds
			continue
		}
		words := len(s.worded)
		p.s.scan.scan(t, func(h hit) { s.worded = append(s.worded, wording{i, h}) })
		if len(s.worded) == words {
			*at = recalled{sum, t.digits, t.run, t.kinds}
		}
	}
	return s.texts
}

// textsUnder are the visible texts of a part of the page.
func textsUnder(root *html.Node) []textRun {
	s := &pageShare{}
	s.block(root)
	return s.texts
}

// block gathers the texts of one block: what stands in it outside other blocks.
// What it met of its own is at the end of parts; blocks inside are told before
// the rest of it.
func (s *pageShare) block(n *html.Node) {
	from := len(s.parts)
	s.inside(n, from, n)
	s.flush(n, from)
}

func (s *pageShare) inside(block *html.Node, from int, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			if len(s.parts) > from || !blank(c.Data) { // what a text begins with is trimmed
				s.parts = append(s.parts, c.Data)
			}
		case c.Type != html.ElementNode || isSilent(c):
		case isInline(c):
			s.inside(block, from, c)
		default:
			s.flush(block, from)
			s.block(c)
		}
	}
}

func (s *pageShare) flush(block *html.Node, from int) {
	parts := s.parts[from:]
	for len(parts) > 1 && blank(parts[len(parts)-1]) { // the first never is
		parts = parts[:len(parts)-1]
	}
	text := ""
	switch len(parts) {
	case 0:
	case 1:
		text = parts[0] // most texts are one node's: nothing is copied
	default:
		text = strings.Join(parts, "")
	}
	s.parts = s.parts[:from]
	if text = trimmed(text); text != "" {
		s.texts = append(s.texts, textRun{node: block, text: text})
	}
}

// blank tells a text of white space alone.
func blank(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
		case c < 0x80 || c > 0xE3:
			return false
		default:
			return strings.TrimSpace(s[i:]) == ""
		}
	}
	return true
}

// trimmed is strings.TrimSpace, quick where there is nothing to trim, as there
// is not beside a Chinese character or sign: of those that begin with such a byte
// only U+3000 is white space.
func trimmed(s string) string {
	if len(s) < 3 || !tight(s[0], s[1], s[2]) {
		return strings.TrimSpace(s)
	}
	if end := s[len(s)-1]; end > ' ' && end < 0x7F || s[len(s)-2]&0xC0 == 0x80 && tight(s[len(s)-3], s[len(s)-2], end) {
		return s
	}
	return strings.TrimSpace(s)
}

// tight tells three bytes that do not begin with white space; where it is not
// sure it says no.
func tight(a, b, c byte) bool {
	return a > ' ' && a < 0x7F || a > 0xE3 || a == 0xE3 && (b != 0x80 || c != 0x80)
}

// isSilent tells an element whose text no visitor reads on the page.
func isSilent(n *html.Node) bool {
	if n.DataAtom == 0 || n.Namespace != "" {
		return silent[n.Data]
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Head, atom.Textarea, atom.Svg, atom.Iframe, atom.Object:
		return true
	}
	return false
}

// isInline tells an element that does not break a line of text.
func isInline(n *html.Node) bool {
	if n.DataAtom == 0 || n.Namespace != "" {
		return inline[n.Data]
	}
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Big, atom.Em, atom.Font, atom.I, atom.Ins, atom.Label, atom.Mark, atom.Q, atom.S,
		atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Tt, atom.U, atom.Nobr:
		return true
	}
	return false
}

// The same by name, for elements of other namespaces and those HTML does not know.
var (
	silent = tagSet("script style noscript template title head textarea svg iframe object")
	inline = tagSet("a abbr b big em font i ins label mark q s small span strong sub sup tt u o:p st1:chsdate nobr")
)

func tagSet(names string) map[string]bool {
	m := map[string]bool{}
	for _, n := range strings.Fields(names) {
		m[n] = true
	}
	return m
}

// selection is a text's element.
func (t textRun) selection() *goquery.Selection {
	if t.node == nil || t.node.Type != html.ElementNode {
		return nil
	}
	return one(t.node)
}

// pageTag is a page tag with its values as they stand in the page.
type pageTag struct {
	name   string
	values []string
}
