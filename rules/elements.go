package rules

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// elements are the page's elements that rules look for, each list in the order
// of the page. One walk finds them all: a selection for each rule would walk
// the page a dozen times.
type elements struct {
	links    []*html.Node // a[href]
	named    []*html.Node // a, area, option
	far      []*html.Node // whatever has an address of its own that visitors open or see, and that names its host
	images   []*html.Node // img
	headings []*html.Node // h1 to h4, title
	titles   []*html.Node // title
	scripts  []*html.Node
	styles   []*html.Node
	frameset bool
	base     *html.Node // the first base[href]; nil: none
}

// room is for how many elements there is.
func (e *elements) room() int { return max(cap(e.named), cap(e.links), cap(e.scripts)) }

// emptied keeps the room and lets the elements go.
func (e *elements) emptied() elements {
	return elements{
		links: emptied(e.links), named: emptied(e.named), far: emptied(e.far), images: emptied(e.images),
		headings: emptied(e.headings), titles: emptied(e.titles), scripts: emptied(e.scripts), styles: emptied(e.styles),
	}
}

// elements are found at the first asking.
func (p *PagePass) elements() *elements {
	if s := p.share; !s.walked {
		s.walked = true
		for _, root := range p.Doc.Nodes {
			s.elems.find(root)
		}
	}
	return &p.share.elems
}

func (e *elements) find(n *html.Node) {
	if n.Type == html.ElementNode {
		e.take(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			e.find(c)
		}
	}
}

func (e *elements) take(n *html.Node) {
	switch n.DataAtom {
	case atom.A:
		e.named = append(e.named, n)
		if has(n, "href") {
			e.links = append(e.links, n)
			e.refer(n, "href")
		}
	case atom.Area:
		e.named = append(e.named, n)
		e.refer(n, "href")
	case atom.Option:
		e.named = append(e.named, n)
		e.refer(n, "value")
	case atom.Img:
		e.images = append(e.images, n)
		e.refer(n, "src")
	case atom.Iframe, atom.Frame, atom.Embed:
		e.refer(n, "src")
	case atom.Object:
		e.refer(n, "data")
	case atom.Title:
		e.titles, e.headings = append(e.titles, n), append(e.headings, n)
	case atom.H1, atom.H2, atom.H3, atom.H4:
		e.headings = append(e.headings, n)
	case atom.Script:
		e.scripts = append(e.scripts, n)
	case atom.Style:
		e.styles = append(e.styles, n)
	case atom.Frameset:
		e.frameset = true
	case atom.Base:
		if e.base == nil && has(n, "href") {
			e.base = n
		}
	}
}

func (e *elements) refer(n *html.Node, name string) {
	if has(n, name) && namesHost(n) {
		e.far = append(e.far, n)
	}
}

// namesHost tells an element one of whose addresses may lead to another host, or
// to no host at all: all others are relative, as most are.
func namesHost(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "href", "src", "data", "value":
			for k := range len(a.Val) {
				if c := a.Val[k]; c == ':' || c == '\\' || c == '/' && k > 0 && a.Val[k-1] == '/' {
					return true
				}
			}
		}
	}
	return false
}

// has tells that an element has an attribute, be it empty.
func has(n *html.Node, name string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == name {
			return true
		}
	}
	return false
}

// inLink tells an element inside a link.
func inLink(n *html.Node) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if a.DataAtom == atom.A && has(a, "href") {
			return true
		}
	}
	return false
}
