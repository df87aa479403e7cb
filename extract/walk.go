package extract

import (
	"net/url"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lanmu"
)

// region says in which part of a page an element stands. Hints come from tag
// names and from class and id words; the page's structure overrules them.
type region uint16

const (
	inNav     region = 1 << iota // main navigation, header
	inFoot                       // footer
	inSide                       // side menu
	inCrumb                      // breadcrumb
	inPager                      // pages of a list
	inLinks                      // friend links, share bars
	inHot                        // popular, recommended, related
	inMain                       // a class that promises the main part
	inList                       // a class that promises a list
	inHidden                     // not shown
	inForm                       // a form
	inArticle                    // the text of an article
)

// inherited are the regions that hold for all below.
const inherited = inNav | inFoot | inSide | inCrumb | inPager | inLinks | inHot | inHidden | inForm | inArticle

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
	saysPager   known // see pagerText
	callsPage   known // see callsPage
	figures     bool  // its own text has a figure, or it holds a script
	clicks      bool  // opens a page when clicked, and is no anchor
}

// known remembers an answer that is asked for more than once.
type known uint8

const (
	knownNot known = 1 + iota
	knownSo
)

// ask is the answer, worked out the first time.
func (k *known) ask(answer func() bool) bool {
	if *k == 0 {
		*k = knownNot
		if answer() {
			*k = knownSo
		}
	}
	return *k == knownSo
}

// page is one parsed page while it is being read.
type page struct {
	base        *url.URL // addresses are relative to it
	self        *url.URL
	charset     string
	at          lanmu.Date
	els         []element
	links       []lanmu.Link
	linkEls     []int32 // element of each link
	codes       []code  // the same without comments
	scripts     []*html.Node
	refresh     []string // contents of <meta http-equiv=refresh>
	noscript    []string
	islands     []island // data in script elements that is no script
	title       *html.Node
	crumb       int32 // the breadcrumb's element; -1 none
	empties     []int32
	shown       pageText
	metas       []*html.Node
	timed       []int32         // elements that may keep a date in an attribute
	words       *memo[nameHint] // what class and id words say, on this page and those before
	resolved    *memo[resolvedLink]
	leadList    []lead
	turns       []int32   // anchors that turn pages
	counted     leadCount // scratch
	best        []int32   // scratch
	rowRead     rowReader // scratch
	rowRoom     []int32   // rows of runs
	lastPath    cssPath   // see where
	lastWhere   string
	runes       []rune   // scratch
	pagerCalls  []int32  // elements in which a script writes a pager
	src         []string // raw src of every script
	pins        bool     // some row says 置顶
	besides     int      // texts that begin with 上一篇, 下一条
	beside      int32    // the last of them
	hasRecords  bool     // the page carries its rows as data
	crumbHTML   string   // a script's markup of the breadcrumb
	crumbHints  []int32  // elements that say 当前位置
	footHints   []int32  // elements that say what footers say
	phraseHints []int32  // elements that say that there is nothing
}

type resolvedLink struct {
	url string
	bad lanmu.BadLink
}

// island is data between script tags: <script type="text/xml">…
type island struct {
	node *html.Node
	el   int32 // element around it
	kind string
	text string
}

func newPage(p *lanmu.Page, opt Options) *page {
	self, err := url.Parse(p.URL)
	if err != nil {
		self = &url.URL{}
	}
	pg := pages.Get().(*page)
	pg.base, pg.self, pg.charset, pg.at, pg.crumb = self, self, p.Charset, opt.At, -1
	pg.shown.pg = pg
	return pg
}

// pages are kept from one page to the next: what a page needs while it is read
// is most of what reading allocates.
var pages = sync.Pool{New: func() any {
	return &page{
		els:      make([]element, 0, 1024),
		words:    new(memo[nameHint]),
		resolved: new(memo[resolvedLink]),
	}
}}

// release gives the page back; nothing of it may be used any more.
func (pg *page) release() {
	clear(pg.els)
	clear(pg.links)
	pg.rowRead.forget()
	clear(pg.metas)
	pg.resolved.forget()
	pg.shown.forget()
	if cap(pg.els) > 1<<16 {
		return // of a hostile size
	}
	if cap(pg.links) > 1<<13 {
		pg.links = nil
	}
	*pg = page{els: pg.els[:0], links: pg.links[:0], words: pg.words, resolved: pg.resolved, linkEls: pg.linkEls[:0], empties: pg.empties[:0], runes: pg.runes[:0], leadList: pg.leadList[:0], turns: pg.turns[:0], counted: pg.counted, best: pg.best, rowRead: pg.rowRead, rowRoom: pg.rowRoom[:0],
		shown: pg.shown, metas: pg.metas[:0], timed: pg.timed[:0]}
	pages.Put(pg)
}

// walk reads the whole tree once.
func (pg *page) walk(root *html.Node) {
	if b := findBase(root); b != "" {
		if u, err := pg.self.Parse(strings.TrimSpace(b)); err == nil && u.Host != "" {
			pg.base = u
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
	if signs != 0 && len(n.Data) < 600 {
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

// blank tells text of nothing but white space.
func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
		case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0: // no-break space
			i++
		case c == 0xE3 && i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80: // ideographic space
			i += 2
		case c == 0xEF && i+2 < len(s) && s[i+1] == 0xBB && s[i+2] == 0xBF: // stray byte order mark
			i += 2
		default:
			return false
		}
	}
	return true
}

// spaceRunes holds white space beyond ASCII that is not counted.
var spaceRunes = func() (s runeSet) {
	for r := rune(utf8.RuneSelf); r < 1<<16; r++ {
		if isSpace(r) {
			s.add(r)
		}
	}
	return s
}()

// visible counts the runes of s that are no white space.
func visible(s string) int {
	n := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c > ' ' {
				n++
			}
			i++
			continue
		}
		if three(s, i) && !spaceRunes.has3(c, s[i+1], s[i+2]) {
			n++
			i += 3
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			n++
		}
		i += w
	}
	return n
}

// maybeDate is a quick look: a date has a digit or a Chinese numeral for a year.
func maybeDate(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= '0' && c <= '9' || c == 0xEF {
			return true
		}
	}
	return strings.Contains(s, "〇") || strings.Contains(s, "二○")
}
