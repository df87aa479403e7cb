package extract

import (
	"net/url"
	"sync"

	"golang.org/x/net/html"

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

// page is one parsed page while it is being read.
type page struct {
	base        *url.URL // addresses are relative to it
	self        *url.URL
	charset     string
	at          lanmu.Date
	els         []element
	links       []lanmu.Link
	linkEls     []int32  // element of each link
	codes       []code   // the same without comments
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
	targets     *targets        // where addresses lead, of this page and those before
	linkTargets []target        // of the links that stand in the page
	scriptReads *memo[*scriptRead]
	leadList    []lead
	turns       []int32   // anchors that turn pages
	counted     leadCount // scratch
	runRoom     []run     // scratch
	rowRead     rowReader // scratch
	rowRoom     []int32   // rows of runs, and their links
	markRoom    []lanmu.DateMark
	lastPath    cssPath // see where
	lastAbove   int32
	lastWhere   string
	lastStyle   string // see hints
	lastHides   bool
	lastName    string
	lastHint    nameHint
	pieces      []int32  // scratch
	hashes      []uint32 // scratch
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
	pg.base, pg.self, pg.charset, pg.at = self, self, p.Charset, opt.At
	pg.crumb, pg.lastAbove = -1, -2
	pg.shown.pg = pg
	pg.targets.enter(self, p.Charset)
	return pg
}

// pages are kept from one page to the next: what a page needs while it is read
// is most of what reading allocates.
var pages = sync.Pool{New: func() any {
	return &page{
		els:         make([]element, 0, 1024),
		words:       newMemo[nameHint](1 << 10),
		targets:     new(targets),
		scriptReads: newMemo[*scriptRead](1 << 6),
	}
}}

// release gives the page back; nothing of it may be used any more.
func (pg *page) release() {
	clear(pg.els)
	clear(pg.links)
	pg.rowRead.forget()
	clear(pg.metas)
	clear(pg.linkTargets)
	clear(pg.codes)
	clear(pg.markRoom)
	pg.shown.forget()
	if cap(pg.els) > 1<<16 {
		return // of a hostile size
	}
	if cap(pg.links) > 1<<13 {
		pg.links, pg.linkTargets = nil, nil
	}
	*pg = page{
		els: pg.els[:0], links: pg.links[:0], linkTargets: pg.linkTargets[:0], linkEls: pg.linkEls[:0],
		words: pg.words, targets: pg.targets, scriptReads: pg.scriptReads,
		codes: pg.codes[:0], empties: pg.empties[:0], pieces: pg.pieces, hashes: pg.hashes, leadList: pg.leadList[:0], turns: pg.turns[:0],
		counted: pg.counted, runRoom: pg.runRoom[:0], rowRead: pg.rowRead, rowRoom: pg.rowRoom[:0], markRoom: pg.markRoom[:0],
		shown: pg.shown, metas: pg.metas[:0], timed: pg.timed[:0],
	}
	pages.Put(pg)
}
