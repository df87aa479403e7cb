package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// element is one element of the page with sums over all below it. Elements
// stand in document order, so those below i are i+1 … end-1.
type element struct {
	node   *html.Node
	tag    atom.Atom
	parent int32 // -1 at the root
	end    int32 // first element behind this one
	nth    int16 // place among its parent's elements, from 1
	region region
	own    region // what the element itself says, without its ancestors
	named  naming

	text    int32 // runes of visible text
	linked  int32 // runes of it inside anchors
	anchors int32 // anchors that show something
	dates   int32 // texts that hold a date and are no long title
	images  int32
	tables  int32
	frames  int32
	inputs  int32 // text boxes, text areas, selects
	link    int32 // index in page.links + 1 of the element's own address; 0 none, -1 none to follow

	firstText int32 // its own pieces of text: index in page.shown.segs + 1; 0 none
	lastText  int32

	leadsBefore int32 // how many of page.leadList stand before it
	signs       sign  // of all text below
	segFrom     int32 // its text, and all below, is page.shown.segs[segFrom:segTo]
	segTo       int32
	hinted      bool  // a script, options or an attribute in it may hold a date
	turns       bool  // an anchor that turns pages
	plain       bool  // an anchor around one text, which is shown as it is written
	saysPager   known // see pagerText
	callsPage   known // see callsPage
	figures     bool  // its own text has a figure, or it holds a script
	clicks      bool  // opens a page when clicked, and is no anchor
}

// walk reads the whole tree once.
func (pg *page) walk(root *html.Node) {
	if b := findBase(root); b != "" {
		if u, err := pg.self.Parse(strings.TrimSpace(b)); err == nil && u.Host != "" {
			pg.base = u
			pg.targets.enter(u, pg.charset)
		}
	}
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		pg.visit(c, -1, 0, 0)
	}
}

// findBase is the href of <base>, which stands in the head.
func findBase(root *html.Node) string {
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Html {
			continue
		}
		for h := c.FirstChild; h != nil; h = h.NextSibling {
			if h.DataAtom != atom.Head {
				continue
			}
			for b := h.FirstChild; b != nil; b = b.NextSibling {
				if b.DataAtom == atom.Base {
					if href := attr(b, "href"); href != "" {
						return href
					}
				}
			}
		}
	}
	return ""
}

// visit adds n and all below it; nth is its place among its parent's elements
// and anchor the element number + 1 of the anchor around it.
func (pg *page) visit(n *html.Node, parent int32, nth int16, anchor int32) {
	switch n.Type {
	case html.TextNode:
		pg.text(n, parent, anchor)
		return
	case html.CommentNode:
		pg.shown.comment(n.Data)
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script:
		pg.script(n, parent)
		pg.shown.script(n)
		if parent >= 0 {
			pg.els[parent].figures, pg.els[parent].hinted = true, true
		}
		return
	case atom.Style, atom.Template:
		return
	case atom.Noscript:
		if n.FirstChild != nil {
			pg.noscript = append(pg.noscript, n.FirstChild.Data)
		}
		return
	case atom.Title:
		if pg.title == nil && n.FirstChild != nil && n.Namespace == "" {
			pg.title = n
		}
		if parent >= 0 {
			pg.els[parent].hinted = true
		}
		return
	case atom.Textarea:
		if parent >= 0 {
			pg.els[parent].inputs++
			pg.textarea(n, parent)
		}
		return
	}
	i := int32(len(pg.els))
	pg.els = append(pg.els, element{node: n, tag: n.DataAtom, parent: parent, nth: nth, segFrom: int32(len(pg.shown.segs))})
	own, named := pg.hints(n)
	r := own
	if parent >= 0 {
		r |= pg.els[parent].region & inherited
	}
	pg.els[i].own, pg.els[i].region, pg.els[i].named = own, r, named
	pg.els[i].hinted = named&namesDated != 0 || n.DataAtom == atom.Select
	pg.element(n, i)
	if n.DataAtom == atom.A {
		anchor = i + 1
	}
	if n.DataAtom == atom.Select {
		pg.els[i].signs = ^sign(0) // its options are not walked, and may say anything
	} else {
		pg.below(n, i, anchor)
	}
	pg.leave(n, i, parent)
}

// below visits what stands in n, which is element i.
func (pg *page) below(n *html.Node, i, anchor int32) {
	block := !inline(n)
	if block {
		pg.shown.flush()
	}
	pg.shown.head = pg.shown.head || n.DataAtom == atom.Head
	var k int16
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && k < 32767 {
			k++
		}
		pg.visit(c, i, k, anchor)
	}
	pg.shown.head = pg.shown.head && n.DataAtom != atom.Head
	if block {
		pg.shown.flush()
	}
}

// leave closes element i: its sums go to its parent.
func (pg *page) leave(n *html.Node, i, parent int32) {
	e := &pg.els[i]
	e.end, e.segTo = int32(len(pg.els)), int32(len(pg.shown.segs))
	if n.DataAtom == atom.A {
		e.plain = pg.shown.plain(n, e.segFrom)
		pg.anchor(n, i)
	} else if e.clicks && e.anchors == 0 && e.text > 0 {
		e.anchors = 1
	}
	if e.text == 0 && e.images == 0 && e.frames == 0 && e.inputs == 0 && isContainer(n) {
		pg.empties = append(pg.empties, i)
	}
	if parent < 0 {
		return
	}
	pg.els[parent].signs |= e.signs
	pg.els[parent].hinted = pg.els[parent].hinted || e.hinted
	if e.region&inHidden != 0 && pg.els[parent].region&inHidden == 0 {
		// What is hidden is not the page's text; its links still count below it.
		pg.els[parent].anchors += e.anchors
		pg.els[parent].dates += e.dates
		return
	}
	p := &pg.els[parent]
	p.text += e.text
	p.linked += e.linked
	p.anchors += e.anchors
	p.dates += e.dates
	p.images += e.images
	p.tables += e.tables
	p.frames += e.frames
	p.inputs += e.inputs
}

// text counts a piece of text.
func (pg *page) text(n *html.Node, parent, anchor int32) {
	if parent < 0 {
		return
	}
	count, signs := pg.shown.write(n, parent, anchor != 0)
	if count == 0 {
		return
	}
	runes := int32(count)
	e := &pg.els[parent]
	e.text += runes
	e.signs |= signs
	if signs&noticed != 0 && len(n.Data) < 600 {
		pg.notice(n.Data, parent, runes, signs)
	}
	if anchor != 0 {
		e.linked += runes
	}
	if signs&signDigit == 0 {
		return
	}
	e.figures = true
	if anchor == 0 || runes <= 24 {
		h, ok := firstDate(n.Data)
		if ok && (anchor == 0 || runes-int32(h.end-h.start) <= 8) {
			e.dates++
		}
		if segs := pg.shown.segs; !ok && len(segs) > 0 && segs[len(segs)-1].node == n {
			segs[len(segs)-1].dateless = true
		}
	}
}

// element notes what the element itself is.
func (pg *page) element(n *html.Node, i int32) {
	e := &pg.els[i]
	switch n.DataAtom {
	case atom.Img:
		e.images++
		pg.imageLink(n, i)
	case atom.Table:
		e.tables++
	case atom.Iframe, atom.Frame:
		e.frames++
		pg.refLink(n, i, attr(n, "src"), lanmu.LinkFrame)
	case atom.Embed, atom.Object, atom.Video, atom.Audio:
		e.frames++
	case atom.Area:
		pg.refLink(n, i, attr(n, "href"), lanmu.LinkPage)
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "stylesheet") {
			pg.refLink(n, i, attr(n, "href"), lanmu.LinkStyle)
		}
	case atom.Input:
		pg.input(n, i)
	case atom.Select:
		e.inputs++
		pg.options(n, i)
	case atom.Time:
		pg.timed = append(pg.timed, i)
	case atom.Meta:
		pg.metas = append(pg.metas, n)
		if strings.EqualFold(attr(n, "http-equiv"), "refresh") {
			pg.refresh = append(pg.refresh, attr(n, "content"))
		}
	}
	if n.DataAtom != atom.A {
		if oc := attr(n, "onclick"); oc != "" {
			pg.clickLink(n, i, oc)
		}
	}
}

func (pg *page) input(n *html.Node, i int32) {
	switch strings.ToLower(attr(n, "type")) {
	case "", "text", "search", "password", "tel", "email", "radio", "checkbox", "file", "date":
		pg.els[i].inputs++
	case "image":
		pg.imageLink(n, i)
	case "hidden":
		pg.timed = append(pg.timed, i)
	}
}

// isContainer tells elements that are made to hold a list or a text.
func isContainer(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Dl, atom.Tbody, atom.Table, atom.Div, atom.Section, atom.Td, atom.Main, atom.Article:
		return true
	}
	return false
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return true
		}
	}
	return false
}
