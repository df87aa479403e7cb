package extract

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"lanmu"
)

// Collector gathers what the site's pages say and, when all are in, takes off
// what they share and resolves the columns. Add may be called concurrently.
type Collector struct {
	site *lanmu.Site
	at   lanmu.Date

	mu      sync.Mutex
	shelf   shelf
	blocks  map[uint64]*lanmu.Block // menus and side lists, one copy of each
	stands  map[standing]blockPages // where blocks stand
	several [][]uint32              // columns of blocks that stand on pages of several
	tags    map[uint64]map[string][]string
	here    []standing // room for a page's
	settled bool
}

// standing is a block at one place of the template, named by a number.
type standing struct {
	hash  uint64
	where uint32
}

// blockPages counts what stands behind pages that show a block at one place.
type blockPages struct {
	pages uint32
	first uint32 // number of the name of the first one's column; most blocks stand on one page
	more  uint32 // where they belong to several columns: number of the list of them in several, from 1
}

// sharedBy is from how many columns on a block at the same place of the
// template is nobody's own list. Two columns may show the same rows by mistake
// or on purpose; three at the same place are a side list.
const sharedBy = 3

// NewCollector starts one for a site.
func NewCollector(site *lanmu.Site, at lanmu.Date) *Collector {
	return &Collector{
		site: site, at: at,
		blocks: map[uint64]*lanmu.Block{}, stands: map[standing]blockPages{},
		tags: map[uint64]map[string][]string{},
	}
}

// Add takes one page's facts and lets go of what is not needed any more.
func (c *Collector) Add(f *lanmu.Facts) {
	if f == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settled = false
	c.count(f, c.standsOf(f))
	c.trim(f)
	c.share(f)
	c.shelf.add(f)
}

// standsOf are the places at which the page's blocks stand; good until the next
// call.
func (c *Collector) standsOf(f *lanmu.Facts) []standing {
	c.here = c.here[:0]
	if f.Home {
		return nil
	}
	for _, b := range f.Blocks {
		if len(b.Rows) > 0 {
			c.here = append(c.here, standing{b.Hash, c.shelf.names.number(b.Where)})
		}
	}
	return c.here
}

// count notes where the page's blocks stand.
func (c *Collector) count(f *lanmu.Facts, stands []standing) {
	if len(stands) == 0 {
		return
	}
	name := f.ColumnName
	if name == "" {
		name = f.HeadTitle // without breadcrumb and tag a page tells its column so
	}
	if f.Kind == lanmu.PageArticle {
		name += "\x00article" // a list beside articles is not their column's own
	}
	column := c.shelf.names.number(name)
	for _, k := range stands {
		c.stands[k] = c.stand(c.stands[k], column)
	}
}

// stand counts a page of a column.
func (c *Collector) stand(s blockPages, column uint32) blockPages {
	s.pages++
	switch {
	case s.pages == 1:
		s.first = column
	case s.more == 0 && s.first != column:
		c.several = append(c.several, []uint32{s.first, column})
		s.more = uint32(len(c.several))
	case s.more > 0:
		if all := &c.several[s.more-1]; len(*all) < sharedBy+2 && !slices.Contains(*all, column) {
			*all = append(*all, column)
		}
	}
	return s
}

// columnsOf is how many columns they belong to, at most sharedBy+2.
func (c *Collector) columnsOf(s blockPages) int {
	if s.more > 0 {
		return len(c.several[s.more-1])
	}
	return min(int(s.pages), 1)
}

// trim lets go of what is no longer asked of a page.
func (c *Collector) trim(f *lanmu.Facts) {
	if f.Kind == lanmu.PageArticle || f.Kind == lanmu.PageError || f.Kind == lanmu.PageRedirect {
		f.Blocks, f.List = nil, -1
		f.Dates = keptDates(f.Dates)
	}
	if packable(f) {
		return
	}
	if !f.Home && f.Kind != lanmu.PageArticle {
		f.Dates = nil // its rows have theirs
	}
	for k, b := range f.Blocks {
		if k != f.List && !f.Home && b.Refused != "" && b.Dated == 0 && (b.Refused != refusedOther || b.Score < listScore) {
			b.Rows = nil // nobody asks for the rows of what can be no list and has no dates
		}
	}
}

// share keeps one copy of what pages repeat, and of the page nothing else.
// Packing does so itself.
func (c *Collector) share(f *lanmu.Facts) {
	if packable(f) {
		return
	}
	f.ColumnName = c.one(f.ColumnName)
	f.Charset = c.one(f.Charset)
	f.Crumbs = c.shelf.crumbs.one(&c.shelf.names, f.Crumbs)
	f.Nav = c.shelf.crumbs.one(&c.shelf.names, f.Nav)
	c.shareMarks(&f.Marks)
	f.Tags = c.oneTags(f.Tags)
	letGo(f)
	for i := range f.Dates {
		f.Dates[i].Raw = strings.Clone(f.Dates[i].Raw)
	}
	for k, b := range f.Blocks {
		f.Blocks[k] = c.oneBlock(b, k == f.List || f.Home)
	}
}

// letGo copies what is kept of the page's text: a title cut out of it would keep
// all of it in memory.
func letGo(f *lanmu.Facts) {
	same := f.HeadTitle == f.Title
	for _, s := range [...]*string{&f.Title, &f.HeadTitle, &f.PubRaw, &f.PubClock, &f.EmptyWhy, &f.EmptyElseWhy, &f.ScriptWhy, &f.Soft, &f.Text} {
		*s = strings.Clone(*s)
	}
	if same {
		f.HeadTitle = f.Title
	}
}

// maxTags bounds the sets of tags that are compared with a page's.
const maxTags = 4096

// oneTags shares the tags that pages have alike, as a template's are.
func (c *Collector) oneTags(tags map[string][]string) map[string][]string {
	if len(tags) == 0 {
		return nil
	}
	sum := tagSum(tags)
	if old := c.tags[sum]; old != nil && maps.EqualFunc(old, tags, slices.Equal[[]string]) {
		return old
	}
	kept := make(map[string][]string, len(tags))
	for name, values := range tags {
		own := make([]string, len(values))
		for i := range values {
			own[i] = c.one(values[i])
		}
		kept[c.one(name)] = own
	}
	if len(c.tags) < maxTags {
		c.tags[sum] = kept
	}
	return kept
}

// keptDates are the dates that still count when an article is gone: those that
// were taken, and those that lie in the future.
func keptDates(marks []lanmu.DateMark) []lanmu.DateMark {
	var out []lanmu.DateMark
	for _, m := range marks {
		if m.Taken || m.Role == lanmu.DatePublished || m.Role == lanmu.DateURL || m.Role == lanmu.DateMeta {
			out = append(out, m)
		}
	}
	return slices.Clip(out)
}

func (c *Collector) shareMarks(m *lanmu.Marks) {
	for _, s := range [...]*string{&m.SiteCode, &m.ICP, &m.Police, &m.Host, &m.Sitemap, &m.Contact} {
		*s = c.one(*s)
	}
}

// one is the one copy of s that is kept.
func (c *Collector) one(s string) string { return c.shelf.names.one(s) }

// oneBlock shares blocks that pages repeat; the page's own list is its own.
func (c *Collector) oneBlock(b *lanmu.Block, own bool) *lanmu.Block {
	b.Where, b.Heading, b.More = c.one(b.Where), c.one(b.Heading), c.one(b.More)
	b.Rows = ownRows(b.Rows)
	if own {
		return b
	}
	old := c.blocks[b.Hash]
	if old != nil && old.Where == b.Where && old.Refused == b.Refused && old.Heading == b.Heading && old.Score == b.Score {
		return old
	}
	if old == nil {
		c.blocks[b.Hash] = b
	} else if slices.Equal(old.Rows, b.Rows) {
		b.Rows = old.Rows
	}
	return b
}

// ownRows are rows whose strings are cut out of one that holds nothing else:
// as they were read they hold on to the page's text.
func ownRows(rows []lanmu.Row) []lanmu.Row {
	if len(rows) == 0 {
		return nil
	}
	n := 0
	for i := range rows {
		n += len(rows[i].Title) + len(rows[i].URL) + len(rows[i].Raw)
	}
	var text strings.Builder
	text.Grow(n)
	for i := range rows {
		text.WriteString(rows[i].Title)
		text.WriteString(rows[i].URL)
		text.WriteString(rows[i].Raw)
	}
	all, out := text.String(), make([]lanmu.Row, len(rows))
	copy(out, rows)
	for i := range out {
		for _, s := range [...]*string{&out[i].Title, &out[i].URL, &out[i].Raw} {
			*s, all = all[:len(*s)], all[len(*s):]
		}
	}
	return out
}

// Columns resolves the site's columns, in stable order; status is not judged here.
func (c *Collector) Columns(crawl *lanmu.Crawl) []*lanmu.Column {
	c.mu.Lock()
	defer c.mu.Unlock()
	return resolveColumns(c.site, c.at, c.settle(), crawl)
}

// Facts are all pages' facts, slimmed, ordered by address. List is by then set
// with the help of what the site's pages share. They are good until the next
// page is added.
func (c *Collector) Facts() lanmu.Pages {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.settle()
}

func (c *Collector) settle() *shelf {
	c.shelf.sort()
	if !c.settled {
		for f := range c.shelf.lists() {
			c.resolveList(f)
		}
		c.settled = true
	}
	return &c.shelf
}
