package extract

import (
	"net/url"
	"path"
	"slices"
	"sort"
	"strings"

	"lanmu"
)

// columns builds what is judged, ordered by address.
func (r *columnReader) columns() []*lanmu.Column {
	keys := make([]string, 0, len(r.cols))
	for k := range r.cols {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	paths := r.paths(keys)
	list := make([]*lanmu.Column, 0, len(keys))
	for _, k := range keys {
		list = append(list, r.build(r.cols[k], paths[k]))
	}
	r.leaves(keys, list)
	nameIDs(keys, list)
	duplicates(list)
	return slices.DeleteFunc(list, func(c *lanmu.Column) bool {
		return !c.Leaf && !c.Named // it only leads on: the last level is judged
	})
}

// build makes one column of what was gathered.
func (r *columnReader) build(read *columnRead, path []string) *lanmu.Column {
	c := &lanmu.Column{
		Name: path[len(path)-1], Path: path, URL: read.url, How: read.how, Page: read.page, Leaf: true,
	}
	c.Kind = kindIn(path)
	c.Department = r.department(c.URL)
	if fail := r.failure(read); fail != nil {
		c.Fail, c.HTTP = fail.fail, fail.status
	}
	if s := read.spec; s != nil {
		applySpec(c, s)
	}
	if read.page == nil {
		return c
	}
	if c.HTTP == 0 {
		c.HTTP = read.page.Status
	}
	c.Leaf = read.page.Kind != lanmu.PageHub
	c.Rendered = read.page.Rendered
	r.fill(c, read)
	return c
}

// kindIn is the kind of the column at the end of path. What stands under a
// topic (专题专栏＞2019年消费月＞活动动态) is of the topic: it ends with it.
func kindIn(path []string) lanmu.Kind {
	own := KindOf(path[len(path)-1])
	if own == lanmu.KindOther {
		return own
	}
	for _, name := range path[:len(path)-1] {
		if KindOf(name) == lanmu.KindTopic {
			return lanmu.KindTopic
		}
	}
	return own
}

// applySpec lets the profile overrule what was read.
func applySpec(c *lanmu.Column, s *lanmu.ColumnSpec) {
	c.Named, c.Required, c.Exempt = true, s.Required, s.Exempt
	if s.ID != "" {
		c.ID = s.ID
	}
	if s.Kind != "" {
		c.Kind = s.Kind
	}
	if s.Department != "" {
		c.Department = s.Department
	}
	if !s.MaxAge.IsZero() {
		c.MaxAge, c.AgeFrom = s.MaxAge, "profile"
	}
}

// fill takes the rows over all pages and what they tell.
func (r *columnReader) fill(c *lanmu.Column, read *columnRead) {
	pages, unread := r.listPages(read)
	c.Rows = r.yearsOfItems(listRows(pages))
	c.Items = len(c.Rows)
	c.Newest = lanmu.Newest(c.Rows, r.at)
	c.Walked = len(pages)
	c.Pages = max(read.page.PageCount, c.Walked+unread)
	if read.page.PagerSends != "" && len(c.Rows) > 0 && c.Walked == 1 {
		c.Pages = max(c.Pages, 2) // how many there are nobody says
	}
	if len(c.Rows) == 0 {
		c.Empty, c.EmptyWhy = read.page.Empty, read.page.EmptyWhy
		if len(pages) == 2 && read.page.List < 0 && read.page.Frames > 0 {
			c.Empty, c.EmptyWhy = pages[1].Empty, pages[1].EmptyWhy // of the list in its frame
		}
	}
	c.External = len(c.Rows) > 0
	for _, row := range c.Rows {
		if row.URL == "" || r.scope.own(row.URL) {
			c.External = false
			break
		}
	}
	if f := read.page; f.List >= 0 && f.List < len(f.Blocks) {
		c.Template = f.Blocks[f.List].Where
	}
	if miss := read.page.Missed; miss != "" && read.page.Empty == lanmu.NotEmpty {
		c.Warnings = append(c.Warnings, "配置文件里栏目的条目选择器“"+miss+"”在页面上没有选中任何条目，请核对页面是否改版")
	}
}

// failed is why a column's page could not be had.
type failed struct {
	fail   *lanmu.Fail
	status int
}

// failure tells how the column's page failed; nil: it did not, or nobody tried.
func (r *columnReader) failure(c *columnRead) *failed {
	if c.page != nil {
		if c.page.Status >= 400 {
			return &failed{status: c.page.Status}
		}
		if c.page.Status != 0 {
			return nil
		}
	}
	return r.fate(c.key)
}

// fate is what became of an address that has no page: what the crawl says of
// it as not looked at, else as a link's target; nil: fetched, or never met.
func (r *columnReader) fate(key string) *failed {
	if r.fates == nil {
		r.fates = make(map[string]*failed, len(r.crawl.NotLooked)+len(r.crawl.Targets))
		for _, t := range r.crawl.Targets {
			if t.Verdict != lanmu.LinkOK && !t.External {
				r.fates[pageKey(t.URL)] = &failed{fail: t.Fail, status: t.Status}
			}
		}
		for addr, kind := range r.crawl.NotLooked {
			r.fates[pageKey(addr)] = &failed{fail: &lanmu.Fail{Kind: kind}}
		}
	}
	return r.fates[key]
}

// onePage tells a page without a list that is a column of its own: reached by
// navigation, no item of another column's list, and named as such pages are.
func (r *columnReader) onePage(c *columnRead) bool {
	if c.page.Kind == lanmu.PageForm {
		return true
	}
	if directoryListing(c.page.HeadTitle) {
		return false
	}
	if r.rowKey[r.key(c.key)] {
		return false
	}
	name := bestName(c.names)
	switch KindOf(name) {
	case lanmu.KindStatic, lanmu.KindService, lanmu.KindInteraction:
		return true
	}
	if n := len(c.page.Crumbs); n > 1 && columnName(c.page.Crumbs[n-1].Name) == name {
		return true
	}
	return c.page.Kind == lanmu.PageOther || placeLike(c.url)
}

// bestName is the name with the most votes; of equal ones the shorter, then
// the first in order.
func bestName(names map[string]int) string {
	best := ""
	for n, v := range names {
		switch b := names[best]; {
		case best == "", v > b, v == b && len(n) < len(best), v == b && len(n) == len(best) && n < best:
			best = n
		}
	}
	return best
}

// department is whose address it is: the longest of the departments' paths.
func (r *columnReader) department(addr string) string {
	u, err := url.Parse(addr)
	if err != nil {
		return ""
	}
	best, id := 0, ""
	for _, d := range r.site.Departments {
		for _, p := range d.Paths {
			if len(p) > best && strings.HasPrefix(u.Path, p) {
				best, id = len(p), d.ID
			}
		}
	}
	return id
}

// paths names each column from the top: by breadcrumbs, else below the column
// in whose folder it lies.
func (r *columnReader) paths(keys []string) map[string][]string {
	paths := make(map[string][]string, len(keys))
	byLength := append([]string(nil), keys...)
	sort.SliceStable(byLength, func(i, j int) bool { return len(byLength[i]) < len(byLength[j]) })
	folders := map[string]string{} // folder → key of its column
	for _, k := range byLength {
		c := r.cols[k]
		name := bestName(c.names)
		trail := bestTrail(c.paths)
		if len(trail) == 0 && c.page != nil {
			trail = r.ownTrail(c.page, name)
		}
		if c.spec != nil && c.spec.Name != "" && len(trail) > 0 {
			trail[len(trail)-1] = c.spec.Name
		}
		if len(trail) == 0 {
			if name == "" {
				name = idOfKey(k)
			}
			for f := parentOf(k); f != "" && len(trail) == 0; f = parentFolder(f) {
				if up, ok := folders[f]; ok {
					trail = append([]string(nil), paths[up]...)
				}
			}
			if len(trail) == 0 || trail[len(trail)-1] != name {
				trail = append(trail, name)
			}
		}
		paths[k] = trail
		if strings.HasSuffix(k, "/") {
			folders[k] = k
		}
	}
	return paths
}

// ownTrail is the breadcrumb of a column that is one page, name last.
func (r *columnReader) ownTrail(f *lanmu.Facts, name string) []string {
	var trail []string
	named := false
	for _, c := range f.Crumbs {
		if c.URL != "" && r.homes[pageKey(c.URL)] {
			continue
		}
		n := columnName(c.Name)
		if named = n == name; named || n == "" {
			break
		}
		trail = append(trail, n)
	}
	if len(trail) == 0 || len(trail) > 5 || name == "" || !named {
		return nil
	}
	return append(trail, name)
}

// parentOf is the folder in which the column at key lies.
func parentOf(key string) string {
	if strings.HasSuffix(key, "/") {
		return parentFolder(key)
	}
	return keyFolder(key)
}

func bestTrail(votes map[string]int) []string {
	best := ""
	for p, v := range votes {
		switch b := votes[best]; {
		case best == "", v > b, v == b && len(p) > len(best), v == b && len(p) == len(best) && p < best:
			best = p
		}
	}
	if best == "" {
		return nil
	}
	return strings.Split(best, "\x00")
}

// leaves tells which columns only gather what their sub-columns hold: the last
// level is judged.
func (r *columnReader) leaves(keys []string, list []*lanmu.Column) {
	for i, c := range list {
		if !c.Leaf || c.Named && c.AgeFrom == "profile" || c.Page == nil || c.Page.Kind != lanmu.PageColumn && c.Page.Kind != lanmu.PageOther {
			continue // a page with a text of its own is judged, whatever lies below it
		}
		under := map[string]bool{}
		below := false
		var folders []string
		for j, d := range list {
			if i == j || !(strings.HasPrefix(keys[j], folderOf(keys[i])) || isBelow(c.Path, d.Path)) {
				continue
			}
			below = true
			if strings.HasSuffix(keys[j], "/") {
				folders = append(folders, keys[j])
			}
			for _, row := range d.Rows {
				under[pageKey(row.URL)] = true
			}
		}
		if below && gathers(c.Rows, under, folders) && c.Empty != lanmu.EmptyPhrase || r.listsColumns(c.Rows) {
			c.Leaf = false
		}
	}
}

// folderOf is where the columns below the one at key lie: its folder, and for
// gzdt.htm the folder gzdt/ beside it.
func folderOf(key string) string {
	if strings.HasSuffix(key, "/") {
		return key
	}
	if strings.Contains(key, "?") {
		return key + "/"
	}
	return strings.TrimSuffix(key, path.Ext(key)) + "/"
}

// listsColumns tells rows that all lead to columns.
func (r *columnReader) listsColumns(rows []lanmu.Row) bool {
	for _, row := range rows {
		if row.URL == "" || r.cols[r.target(row.URL)] == nil {
			return false
		}
	}
	return len(rows) > 0
}

// isBelow tells a path that goes on below another.
func isBelow(up, down []string) bool {
	if len(down) <= len(up) {
		return false
	}
	for i := range up {
		if up[i] != down[i] {
			return false
		}
	}
	return true
}

// gathers tells rows that all belong to the columns below.
func gathers(rows []lanmu.Row, under map[string]bool, folders []string) bool {
	for _, row := range rows {
		k := pageKey(row.URL)
		if under[k] {
			continue
		}
		in := false
		for _, f := range folders {
			in = in || strings.HasPrefix(k, f)
		}
		if !in {
			return false
		}
	}
	return true
}

// duplicates marks columns that hold the same rows as one before them.
func duplicates(list []*lanmu.Column) {
	const enough = 3 // two items may well stand in two columns
	first := map[string]*lanmu.Column{}
	order := append([]*lanmu.Column(nil), list...)
	sort.SliceStable(order, func(i, j int) bool { return len(order[i].Path) < len(order[j].Path) })
	for _, c := range order {
		if len(c.Rows) < enough || !c.Leaf {
			continue
		}
		ids := make([]string, 0, len(c.Rows))
		for _, row := range c.Rows {
			ids = append(ids, pageKey(row.URL)+"\x00"+row.Title)
		}
		sort.Strings(ids)
		id := strings.Join(ids, "\x01")
		if d, ok := first[id]; ok {
			c.Duplicate = d.URL
			continue
		}
		first[id] = c
	}
}
