package extract

import (
	"hash/maphash"
	"path"

	"lanmu"
)

// How a column was recognised, for people.
const (
	howProfile    = "profile"
	howNavigation = "navigation"
	howBreadcrumb = "breadcrumb"
	howHome       = "home" // a block of the home page that leads to it by 更多
	howHub        = "hub"  // the same on another page
	howTag        = "tag"
	howPage       = "page"
)

// columnRead is one column being put together.
type columnRead struct {
	key   string // pageKey of its first page
	url   string
	names map[string]int // cleaned name → votes
	moved map[string]int // the same from links to a folder that moves on to this one
	how   string
	rank  int            // of how
	paths map[string]int // names from the top, joined by \x00 → votes
	spec  *lanmu.ColumnSpec
	page  *lanmu.Facts
}

// columnReader resolves the columns of one site from its pages' facts.
type columnReader struct {
	site      *lanmu.Site
	at        lanmu.Date
	crawl     *lanmu.Crawl
	seed      maphash.Seed
	scope     scope
	facts     *shelf
	byKey     map[uint64]place  // by key
	first     map[string]string // key of a further page of a list → key of its first
	cols      map[string]*columnRead
	homes     map[string]bool
	rowKey    map[uint64]bool    // addresses that some list holds as an item, by key
	shapes    map[string]bool    // addressShape of items, and of no column; nil: not made yet
	functions map[string]bool    // pages that navigation names as no column: 网站地图
	fates     map[string]*failed // why addresses have no page
	closed    bool               // only the profile's columns; what pages say adds to them alone
}

// resolveColumns finds the site's columns. Facts are all pages', with List set,
// in order.
func resolveColumns(site *lanmu.Site, at lanmu.Date, facts *shelf, crawl *lanmu.Crawl) []*lanmu.Column {
	if site == nil {
		site = &lanmu.Site{Discover: true}
	}
	if crawl == nil {
		crawl = &lanmu.Crawl{}
	}
	r := &columnReader{
		site: site, at: at, crawl: crawl, facts: facts, seed: maphash.MakeSeed(),
		byKey: make(map[uint64]place, facts.Len()), first: map[string]string{}, cols: map[string]*columnRead{},
		homes: map[string]bool{}, rowKey: map[uint64]bool{}, functions: map[string]bool{},
	}
	r.index()
	r.pagers()
	r.profile()
	r.closed = !site.Discover
	r.navigation()
	r.breadcrumbs()
	r.headings()
	r.ownPages()
	r.settle()
	return r.columns()
}

// key stands for a pageKey: of a large site's pages the keys themselves would
// be more than what is kept of the pages.
func (r *columnReader) key(pageKey string) uint64 { return maphash.String(r.seed, pageKey) }

// page is the page of a pageKey; nil: none was read.
func (r *columnReader) page(key string) *lanmu.Facts {
	if p, ok := r.byKey[r.key(key)]; ok {
		return r.facts.get(p)
	}
	return nil
}

// index makes pages found by each of their addresses.
func (r *columnReader) index() {
	var homes []string
	for f := range r.facts.lists() {
		if f.Home || f.Kind == lanmu.PageHome {
			homes = append(homes, f.URL)
		}
	}
	r.scope = newScope(r.site, homes)
	if r.scope.home != "" {
		r.homes[r.scope.home] = true
	}
	for _, h := range homes {
		r.homes[pageKey(h)] = true
	}
	for p, f := range r.facts.heads() {
		for _, addr := range [...]string{f.URL, f.Asked} {
			if addr == "" {
				continue
			}
			k := r.key(pageKey(addr))
			if old, there := r.byKey[k]; !there || addr == f.URL && r.facts.url(old) != f.URL && f.Status == 200 {
				r.byKey[k] = p
			}
			if f.Asked == f.URL {
				break
			}
		}
		for _, row := range f.Items() {
			if row.URL != "" {
				r.rowKey[r.key(pageKey(row.URL))] = true
			}
		}
	}
}

// profile takes the columns that the profile names.
func (r *columnReader) profile() {
	for i := range r.site.Columns {
		spec := &r.site.Columns[i]
		c := r.add(spec.URL, howProfile, 9)
		if c == nil {
			continue
		}
		c.spec = spec
		if spec.Name != "" {
			c.names[spec.Name] += 1000
		}
	}
}

// navigation takes what home page and hubs offer to go to.
func (r *columnReader) navigation() {
	for f := range r.facts.lists() {
		weight := 1
		switch {
		case r.homes[pageKey(f.URL)]:
			weight = 6
		case f.Kind == lanmu.PageHub || f.Kind == lanmu.PageColumn:
		default:
			continue
		}
		for _, c := range f.Nav {
			if name := columnName(c.Name); name != "" {
				r.offer(c.URL, name, howNavigation, 6, weight)
			} else if functionPage(c.Name) {
				r.functions[pageKey(c.URL)] = true
			}
		}
	}
}

// headings takes blocks that name a column and lead to it by 更多.
func (r *columnReader) headings() {
	for f := range r.facts.lists() {
		how := howHub
		if r.homes[pageKey(f.URL)] {
			how = howHome
		}
		for _, b := range f.Blocks {
			if b.More == "" {
				continue
			}
			if name := columnName(b.Heading); name != "" {
				r.offer(b.More, name, how, 3, 1)
			}
		}
	}
}

// ownPages takes the pages that are columns by what they are.
func (r *columnReader) ownPages() {
	for f := range r.facts.lists() {
		if f.Kind != lanmu.PageColumn && f.Kind != lanmu.PageHub || r.homes[pageKey(f.URL)] ||
			functionPage(f.ColumnName) || footPage(f.ColumnName) && r.cols[pageKey(f.URL)] == nil || r.functions[pageKey(f.URL)] || calendar(f.URL) {
			continue
		}
		c := r.add(f.URL, howPage, 1)
		if c == nil {
			continue
		}
		if name := columnName(tagValue(f.Tags, "ColumnName")); name != "" {
			c.names[name] += 2
			if c.rank < 2 {
				c.how, c.rank = howTag, 2
			}
		}
		if name := columnName(f.ColumnName); name != "" {
			c.names[name] += 2
		}
		if len(c.names) == 0 {
			if name := columnName(columnTitle(f.HeadTitle)); name != "" {
				c.names[name]++
			}
		}
	}
}

// offer adds a column that a page calls by name, where it can be one. Moved
// tells that the page named it by the address of something that moves on to
// it, mostly of the column above.
func (r *columnReader) offer(addr, name, how string, rank, weight int) (c *columnRead, moved bool) {
	if addr == "" || fileLink(addr) || calendar(addr) || functionAddress(addr) || fileExt(path.Ext(name)) {
		return nil, false
	}
	if c = r.add(addr, how, rank); c == nil {
		return nil, false
	}
	if f := r.page(pageKey(addr)); f != nil && f.Kind == lanmu.PageRedirect {
		c.moved[name] += weight
		return c, true
	}
	c.names[name] += weight
	return c, false
}

// add is the column whose first page is at addr, pages that move on followed;
// nil where that is no page of the site or the home page.
func (r *columnReader) add(addr, how string, rank int) *columnRead {
	key := r.target(addr)
	if key == "" {
		return nil
	}
	c := r.cols[key]
	if c == nil && r.closed {
		return nil
	}
	if c == nil {
		c = &columnRead{key: key, url: addr, names: map[string]int{}, moved: map[string]int{}, paths: map[string]int{}, page: r.page(key)}
		if c.page != nil {
			c.url = c.page.URL
		}
		r.cols[key] = c
	}
	if rank > c.rank {
		c.how, c.rank = how, rank
	}
	return c
}

// target follows what moves on from addr to the first page of a list.
func (r *columnReader) target(addr string) string {
	for range 6 {
		if !r.scope.own(addr) {
			return ""
		}
		key := pageKey(addr)
		f := r.page(key)
		if f != nil {
			if !r.scope.own(f.URL) {
				return "" // redirected to another system
			}
			if f.Kind == lanmu.PageError && pageKey(f.URL) != key && f.Status < 400 {
				return "" // led to the page that says that there is none
			}
			key = pageKey(f.URL)
		}
		if r.homes[key] {
			return ""
		}
		if f == nil || f.RedirectTo == "" || f.Kind != lanmu.PageRedirect || pageKey(f.RedirectTo) == key {
			if first, ok := r.first[key]; ok {
				return first
			}
			return key
		}
		addr = f.RedirectTo
	}
	return ""
}

// settle drops what is no column after all.
func (r *columnReader) settle() {
	for key, c := range r.cols {
		if len(c.names) == 0 {
			c.names = c.moved
		}
		if c.spec == nil && !r.isColumn(c) {
			delete(r.cols, key)
		}
	}
	r.namesakes()
}

// isColumn tells whether a place that is not in the profile is a column.
func (r *columnReader) isColumn(c *columnRead) bool {
	if len(c.names) == 0 {
		return c.page != nil && !pageNumber(c.key) && (c.page.Kind == lanmu.PageColumn || c.page.Kind == lanmu.PageHub)
	}
	if c.page == nil {
		return c.rank >= 5 && r.failure(c) != nil && !r.itemLike(c.key)
	}
	if r.rowKey[r.key(c.key)] && (c.rank <= 2 || addressDate(c.url).day != 0) {
		return false // an item of some list
	}
	if c.rank < 5 && pageNumber(c.key) {
		return false // a further page of a list whose first was not read
	}
	switch c.page.Kind {
	case lanmu.PageColumn, lanmu.PageHub, lanmu.PageShell:
		return c.rank > 2 || addressDate(c.url).day == 0
	case lanmu.PageError:
		return c.rank >= 5 && !r.itemLike(c.key)
	case lanmu.PageForm, lanmu.PageOther, lanmu.PageArticle:
		return c.rank >= 5 && (c.page.Status >= 400 || r.onePage(c))
	}
	return false
}
