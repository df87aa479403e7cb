package rules

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pageShare is what several rules read of one page, read once. The rules of one
// page run one after the other.
type pageShare struct {
	gathered bool
	texts    []textRun
	parts    []string // of the block being gathered
	elems    *elements
	isTag    sync.Once
	tagged   bool
	searched bool
	worded   []wording
	empty    emptyNote // link-empty's alone
}

// textRun is the text of one block of the page, with the element it stands in.
type textRun struct {
	node *html.Node
	text string

	digits, run int // how many ASCII digits it holds, and the longest run of them
}

// newTextRun counts digits, so that texts without numbers are not searched for
// them.
func newTextRun(n *html.Node, text string) textRun {
	t := textRun{node: n, text: text}
	for i, run := 0, 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			run = 0
			continue
		}
		run++
		t.digits++
		t.run = max(t.run, run)
	}
	return t
}

// anchors are the page's links.
func (p *PagePass) anchors() []*html.Node { return p.elements().links }

// one is a selection of a single element.
func one(n *html.Node) *goquery.Selection { return goquery.NewDocumentFromNode(n).Selection }

// texts are the page's visible texts, one for each element that holds text of
// its own, inline markup joined: a number or a word may run over a <b>.
func (p *PagePass) texts() []textRun {
	if p.share.gathered {
		return p.share.texts
	}
	p.share.gathered = true
	if p.Doc == nil {
		p.share.texts = []textRun{newTextRun(nil, p.Facts.Text)}
		return p.share.texts
	}
	for _, root := range p.Doc.Nodes {
		p.share.gather(root)
	}
	return p.share.texts
}

// gather walks the block elements; a block's own text is what stands in it
// outside other blocks.
func (s *pageShare) gather(root *html.Node) {
	s.block(root)
	s.parts = nil
}

// block gathers the texts of one block. What it met of its own is at the end of
// parts; blocks inside are told before the rest of it.
func (s *pageShare) block(n *html.Node) {
	from := len(s.parts)
	s.inside(n, from, n)
	s.flush(n, from)
}

func (s *pageShare) inside(block *html.Node, from int, n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			s.parts = append(s.parts, c.Data)
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
	text := ""
	switch parts := s.parts[from:]; len(parts) {
	case 0:
		return
	case 1:
		text = parts[0] // most texts are one node's: nothing is copied
	default:
		text = strings.Join(parts, "")
	}
	s.parts = s.parts[:from]
	if text = strings.TrimSpace(text); text != "" {
		s.texts = append(s.texts, newTextRun(block, text))
	}
}

var silent = tagSet("script style noscript template title head textarea svg iframe object")
var inline = tagSet("a abbr b big em font i ins label mark q s small span strong sub sup tt u o:p st1:chsdate nobr")

// isSilent and isInline ask by number where the tag has one.
func isSilent(n *html.Node) bool {
	if n.DataAtom != 0 && n.Namespace == "" {
		return silentAtoms[n.DataAtom]
	}
	return silent[n.Data]
}

func isInline(n *html.Node) bool {
	if n.DataAtom != 0 && n.Namespace == "" {
		return inlineAtoms[n.DataAtom]
	}
	return inline[n.Data]
}

var silentAtoms, inlineAtoms = atoms(silent), atoms(inline)

func atoms(tags map[string]bool) map[atom.Atom]bool {
	m := map[atom.Atom]bool{}
	for name := range tags {
		if a := atom.Lookup([]byte(name)); a != 0 {
			m[a] = true
		}
	}
	return m
}

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
