package demo

import (
	"fmt"
	"math/rand/v2"

	"lanmu"
)

// shape is what a column's page is made of.
type shape int

const (
	shapeList      shape = iota // dated rows that link to articles
	shapeHub                    // only sub-columns
	shapeText                   // a page of its own: running text
	shapeTable                  // nothing but a table
	shapeImage                  // nothing but a picture
	shapeFrame                  // nothing but an embedded frame
	shapePDF                    // nothing but a link to a PDF
	shapeCatalogue              // a table of documents with index numbers
	shapeForm                   // something to fill in
	shapeNoRows                 // the place for the list is there, without rows
	shapePhrase                 // 暂无信息 in the list's place
	shapeBuilding               // 栏目建设中 and nothing else
	shapeGone                   // the navigation leads to a 404
	shapeCrash                  // the server answers 500
	shapeJSON                   // rows only in JSON that the page names
	shapeOutside                // rows all lead to other systems
	shapeMessages               // letters with question and answer
)

// form is how a column writes its rows' dates.
type form int

const (
	formISO      form = iota // 2018-03-06
	formBracket              // [2018-03-06]
	formYearless             // 03-06
	formTwoDigit             // 18-03-06
	formChinese              // 2018年3月6日
	formSlash                // 2018/3/6
	formSplit                // day over year-month in two elements
	formNone                 // no date on the list, none on the article either
)

// column is one 栏目 of a portal's plan.
type column struct {
	key, name string
	kind      lanmu.Kind
	parent    string // key of its hub; "" top level
	dept      string
	shape     shape
	form      form
	n         int // items
	newest    int // days before the base day
	every     int // days between two items
	status    lanmu.Status
	pinned    bool   // an old row stands first
	framed    bool   // its rows stand in a page of their own, in a frame
	unlinked  bool   // no page of the portal leads to it; only the profile names it
	same      string // key of a column whose rows it repeats
	seq       int
	items     []*item
	up        *column
	subs      []*column
	path      string // of its first page, set by the skin
	body      string // of a page of its own
}

// item is one article.
type item struct {
	col      *column
	seq      int // unique on the portal
	title    string
	date     lanmu.Date
	clock    string // HH:MM
	path     string
	href     string // written instead of path where the row is a trap
	source   string
	body     string
	more     string // planted into the body's end
	pinned   bool
	number   string     // 文号
	unmarked bool       // does not say whether it is in force
	shown    string     // date text on the list instead of the usual
	stated   lanmu.Date // the article's own date, where it is not the list's
}

func hub(key, name string) *column {
	return &column{key: key, name: name, shape: shapeHub}
}

// list is a column of n items, the newest of them `newest` days old and `every`
// days between two.
func list(parent, key, name string, kind lanmu.Kind, dept string, n, newest, every int, status lanmu.Status) *column {
	return &column{
		parent: parent, key: key, name: name, kind: kind, dept: dept,
		n: n, newest: newest, every: every, status: status,
	}
}

// page is a column of one page.
func page(parent, key, name string, kind lanmu.Kind, dept string, s shape, status lanmu.Status) *column {
	return &column{parent: parent, key: key, name: name, kind: kind, dept: dept, shape: s, status: status}
}

func (c *column) as(s shape) *column       { c.shape = s; return c }
func (c *column) dates(f form) *column     { c.form = f; return c }
func (c *column) alone() *column           { c.unlinked = true; return c }
func (c *column) inFrame() *column         { c.framed = true; return c }
func (c *column) pin() *column             { c.pinned = true; return c }
func (c *column) repeats(k string) *column { c.same = k; return c }

func (p *Portal) column(key string) *column {
	for _, c := range p.columns {
		if c.key == key {
			return c
		}
	}
	panic(fmt.Sprintf("demo %s: no column %q", p.ID, key))
}

// has tells whether the portal has the column.
func (p *Portal) has(key string) bool {
	for _, c := range p.columns {
		if c.key == key {
			return true
		}
	}
	return false
}

// article is the i-th newest unpinned item of a column.
func (p *Portal) article(key string, i int) *item {
	n := 0
	for _, it := range p.column(key).items {
		if it.pinned {
			continue
		}
		if n == i {
			return it
		}
		n++
	}
	panic(fmt.Sprintf("demo %s: column %q has no item %d", p.ID, key, i))
}

// fill makes every column's items.
func (p *Portal) fill() {
	seq := 0
	for i, c := range p.columns {
		c.seq = i + 1
		if c.parent != "" {
			c.up = p.column(c.parent)
			if !c.unlinked {
				c.up.subs = append(c.up.subs, c)
			}
		}
		c.path = p.skin.columnPath(c)
		words := newWords(p, c.key)
		for j := range c.n {
			seq++
			it := &item{col: c, seq: 1000 + seq, source: p.Name}
			ago := c.newest + j*c.every
			if j > 0 && c.every > 2 {
				ago += words.r.IntN(c.every/2 + 1)
			}
			it.date = p.day(ago)
			it.clock = fmt.Sprintf("%02d:%02d", 8+words.r.IntN(10), words.r.IntN(60))
			words.write(it)
			c.items = append(c.items, it)
		}
		if c.pinned {
			last := c.items[len(c.items)-1]
			last.pinned = true
			c.items = append([]*item{last}, c.items[:len(c.items)-1]...)
		}
	}
	for _, c := range p.columns {
		if c.same != "" {
			c.items = p.column(c.same).items
			continue
		}
		for i, it := range c.items {
			it.path = p.skin.articlePath(it)
			if c.shape == shapeOutside {
				it.href = fmt.Sprintf("http://ministry.gov.cn/portal/system%d", i)
			}
		}
	}
}

// rand is a source of its own for each key, so that a new column changes no other.
func (p *Portal) rand(key string) *rand.Rand {
	var h uint64 = 14695981039346656037
	for _, b := range []byte(key) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return rand.New(rand.NewPCG(p.seed, h))
}
