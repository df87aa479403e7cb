package rules

import (
	"strings"
	"sync"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// pageShare is what several rules read of one page, read once.
type pageShare struct {
	once   sync.Once
	texts  []textRun
	asA    sync.Once
	links  []*html.Node // a[href]
	empty  emptyNote    // link-empty's alone
	isTag  sync.Once
	tagged bool
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

// anchors are the page's links, found once.
func (p *PagePass) anchors() []*html.Node {
	p.share.asA.Do(func() { p.share.links = p.Doc.FindMatcher(anchors).Nodes })
	return p.share.links
}

// one is a selection of a single element.
func one(n *html.Node) *goquery.Selection { return goquery.NewDocumentFromNode(n).Selection }

// texts are the page's visible texts, one for each element that holds text of
// its own, inline markup joined: a number or a word may run over a <b>.
func (p *PagePass) texts() []textRun {
	p.share.once.Do(func() {
		if p.Doc == nil {
			p.share.texts = []textRun{newTextRun(nil, p.Facts.Text)}
			return
		}
		for _, root := range p.Doc.Nodes {
			p.share.gather(root)
		}
	})
	return p.share.texts
}

// gather walks the block elements; a block's own text is what stands in it
// outside other blocks.
func (s *pageShare) gather(root *html.Node) {
	var walk func(block, n *html.Node, into *strings.Builder)
	walk = func(block, n *html.Node, into *strings.Builder) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				into.WriteString(c.Data)
			case c.Type != html.ElementNode || silent[c.Data]:
			case inline[c.Data]:
				walk(block, c, into)
			default:
				s.flush(block, into)
				var own strings.Builder
				walk(c, c, &own)
				s.flush(c, &own)
			}
		}
	}
	var own strings.Builder
	walk(root, root, &own)
	s.flush(root, &own)
}

func (s *pageShare) flush(block *html.Node, b *strings.Builder) {
	if text := strings.TrimSpace(b.String()); text != "" {
		s.texts = append(s.texts, newTextRun(block, text))
	}
	b.Reset()
}

var silent = tagSet("script style noscript template title head textarea svg iframe object")
var inline = tagSet("a abbr b big em font i ins label mark q s small span strong sub sup tt u o:p st1:chsdate nobr")

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
