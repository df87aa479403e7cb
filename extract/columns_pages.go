package extract

import (
	"net/url"
	"path"
	"slices"
	"sort"
	"strconv"
	"strings"

	"lanmu"
)

// pagers finds which pages are further pages of a list and which page is the
// list's first.
func (r *columnReader) pagers() {
	known := r.named()
	next := map[string][]string{} // key → keys of further pages
	linked := map[string]bool{}
	for f := range r.facts.lists() {
		from := pageKey(f.URL)
		for _, n := range f.NextPages {
			to := pageKey(n)
			if to == from || r.homes[to] || known[to] && listBase(from) != listBase(to) {
				continue
			}
			next[from] = append(next[from], to)
			linked[from], linked[to] = true, true
		}
	}
	r.tails(known)
	seen := map[string]bool{}
	for _, start := range firstPages(linked) {
		if seen[start] {
			continue
		}
		seen[start] = true
		for queue := []string{start}; len(queue) > 0; queue = queue[1:] {
			for _, n := range next[queue[0]] {
				if !seen[n] {
					seen[n] = true
					r.first[n] = start
					queue = append(queue, n)
				}
			}
		}
	}
	r.frames(known)
}

// frames makes the list in a column's only frame, and its further pages, the
// column's own, whichever address is the shorter.
func (r *columnReader) frames(known map[string]bool) {
	for f := range r.facts.lists() {
		if f.List >= 0 || f.Frames == 0 || f.Home || len(f.NextPages) != 1 {
			continue
		}
		from, to := pageKey(f.URL), pageKey(f.NextPages[0])
		if from == to || known[to] || r.homes[to] {
			continue
		}
		for further, first := range r.first {
			if first == to {
				r.first[further] = from
			}
		}
		r.first[to] = from
		delete(r.first, from)
	}
}

// tails finds further pages by their address alone: list_48.html beside
// list.html, both of one column. Their pager's middle was not walked. Known are
// the pages that navigation and breadcrumbs lead to.
func (r *columnReader) tails(known map[string]bool) {
	for f := range r.facts.lists() {
		key := pageKey(f.URL)
		if first := withoutPage(key); first != key {
			if b := r.page(first); b != nil && pageKey(b.URL) == first && sameColumn(b, f) {
				r.first[key] = first // list.asp?id=7&page=1 beside list.asp?id=7
			}
			continue
		}
		if whole := withoutYear(key); whole != key {
			if b := r.page(whole); b != nil && pageKey(b.URL) == whole && b.ColumnName != "" && b.ColumnName == f.ColumnName && b.Kind == lanmu.PageColumn {
				r.first[key] = whole // one year of the column's rows
				continue
			}
		}
		ext := path.Ext(key)
		stem := strings.TrimSuffix(key, ext)
		base := strings.TrimRight(stem, "0123456789")
		if base == stem || !strings.HasSuffix(base, "_") && !strings.HasSuffix(base, "-") && !strings.HasSuffix(base, "/") || strings.Contains(key, "?") {
			continue
		}
		first := pageWordless(base[:len(base)-1]) + ext // 博达 writes tzgg/1.htm beside tzgg.htm
		if dir, file := path.Split(first); indexFile(file) {
			first = dir
		}
		b := r.page(first)
		if (b == nil || b.Kind == lanmu.PageError) && known[first] && isList(f) && pageWordless(base) != base {
			r.first[key] = first // the column's own address could not be read: its tail does not stand for it
		}
		if b != nil && pageKey(b.URL) == first && sameColumn(b, f) {
			r.first[key] = first
		}
	}
}

// sameColumn tells two lists that bear one name.
func sameColumn(a, b *lanmu.Facts) bool {
	return a.ColumnName == b.ColumnName && (a.ColumnName != "" || a.HeadTitle == b.HeadTitle) && isList(a) && isList(b)
}

// withoutPage is the key without the parameters of its query that name a page.
func withoutPage(key string) string {
	head, query, ok := strings.Cut(key, "?")
	if !ok {
		return key
	}
	kept := strings.Split(query, "&")
	kept = slices.DeleteFunc(kept, func(pair string) bool {
		name, value, _ := strings.Cut(pair, "=")
		return pageParameter(name) && strings.Trim(value, "0123456789") == ""
	})
	if len(kept) == 0 {
		return head
	}
	return head + "?" + strings.Join(kept, "&")
}

// withoutYear is the key of a folder without the year that is its last part:
// zcwj/y2012/, zcwj/2012/.
func withoutYear(key string) string {
	folder, ok := strings.CutSuffix(key, "/")
	if !ok || strings.Contains(key, "?") {
		return key
	}
	dir, last := path.Split(folder)
	last = strings.TrimSuffix(strings.Trim(last, "yYnNdD_-"), "nian")
	if year, err := strconv.Atoi(last); err != nil || len(last) != 4 || year < 1990 || year > 2100 {
		return key
	}
	return dir
}

// pageNumber tells an address whose last part is the number of a page: tzgg/2.htm,
// index_3.html.
func pageNumber(key string) bool {
	if strings.Contains(key, "?") || strings.HasSuffix(key, "/") {
		return false
	}
	stem := strings.TrimSuffix(key, path.Ext(key))
	base := strings.TrimRight(stem, "0123456789")
	n := len(stem) - len(base)
	return n >= 1 && n <= 3 && (pageWordless(base) != base || strings.HasSuffix(base, "/") || strings.HasSuffix(base, "/index_") || strings.HasSuffix(base, "/list_"))
}

// isList tells a page that holds rows of a column.
func isList(f *lanmu.Facts) bool { return f.Kind == lanmu.PageColumn && f.List >= 0 }

// named are the pages that navigation and breadcrumbs lead to.
func (r *columnReader) named() map[string]bool {
	known := map[string]bool{}
	for _, f := range r.facts.heads() {
		for _, c := range f.Nav {
			known[pageKey(c.URL)] = true
		}
		for _, c := range f.Crumbs {
			if c.URL != "" {
				known[pageKey(c.URL)] = true
			}
		}
	}
	return known
}

// firstPages puts the pages of lists in the order in which they may be a
// list's first: a folder's index, then addresses without a page number, the
// shorter before the longer.
func firstPages(linked map[string]bool) []string {
	keys := make([]string, 0, len(linked))
	for k := range linked {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		if x, y := numbered(a), numbered(b); x != y {
			return y
		}
		if len(a) != len(b) {
			return len(a) < len(b)
		}
		return a < b
	})
	return keys
}

// numbered tells an address that holds a page's number.
func numbered(key string) bool { return !strings.HasSuffix(key, "/") && listBase(key) != bare(key) }

// listBase is what the addresses of one list's pages share: index_2.html and
// index.html, list.aspx?page=2 and list.aspx, tzgg/3.htm and tzgg.htm.
func listBase(key string) string {
	k, query, _ := strings.Cut(key, "?")
	k = strings.TrimSuffix(k, path.Ext(k))
	if stem := strings.TrimRight(k, "0123456789"); stem != k {
		k = pageWordless(stem)
	}
	k = strings.TrimRight(k, "_-")
	if dir, file := path.Split(k); file == "index" || file == "default" {
		k = dir
	}
	return strings.TrimSuffix(k, "/") + pageless(query)
}

// pageWordless takes off stem, which stood before a number, the words that say
// that the number is a page's: tzgg-index-page-, tzgg_page_, news-p-.
func pageWordless(stem string) string {
	s := strings.TrimRight(stem, "_-")
	for _, word := range [...]string{"page", "Page", "p"} {
		before, ok := strings.CutSuffix(s, word)
		if base := strings.TrimRight(before, "_-"); ok && base != before && base != "" {
			for _, index := range [...]string{"-index", "_index", "-list", "_list"} {
				if b := strings.TrimSuffix(base, index); b != "" {
					base = b
				}
			}
			return base
		}
	}
	return stem
}

// bare is the key without its ending.
func bare(key string) string {
	k, query, _ := strings.Cut(key, "?")
	if query != "" {
		query = "?" + query
	}
	return strings.TrimSuffix(strings.TrimSuffix(k, path.Ext(k)), "/") + query
}

// pageless is a query without the parameters that name a page of a list.
func pageless(query string) string {
	if query == "" {
		return ""
	}
	v, err := url.ParseQuery(query)
	if err != nil {
		return "?" + query
	}
	for name := range v {
		if pageParameter(name) {
			v.Del(name)
		}
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}

// pageParameter tells the name of a parameter that says which page of a list.
func pageParameter(name string) bool {
	switch strings.ToLower(name) {
	case "page", "p", "pageno", "pagenum", "pageindex", "pageid", "currentpage", "curpage", "cur", "pn", "start", "offset", "pager.offset", "pagenumber", "totalpage", "totalresult", "totalrecord", "pagecount", "pagesize", "totalnum", "totalcount", "recordcount", "uid":
		return true
	}
	return false
}

// listPages are a column's pages in order, its first page first; unread is how
// many further ones the pages name and nobody read.
func (r *columnReader) listPages(c *columnRead) (pages []*lanmu.Facts, unread int) {
	if c.page == nil {
		return nil, 0
	}
	seen := map[string]bool{c.key: true}
	missing := map[string]bool{}
	pages = append(pages, c.page)
	for i := 0; i < len(pages); i++ {
		for _, n := range pages[i].NextPages {
			k := pageKey(n)
			if seen[k] || r.first[k] != c.key {
				continue
			}
			seen[k] = true
			if f := r.page(k); f == nil {
				missing[k] = true
			} else if f.Kind == lanmu.PageColumn && pageKey(f.URL) != c.key {
				pages = append(pages, f)
			}
		}
	}
	return pages, len(missing)
}

// rows are the items of all pages, each once.
func listRows(pages []*lanmu.Facts) []lanmu.Row {
	if len(pages) == 1 {
		return pages[0].Items()
	}
	var rows []lanmu.Row
	seen := map[string]bool{}
	for i, f := range pages {
		for _, row := range f.Items() {
			id := row.URL
			if id == "" {
				id = row.Title + "\x00" + row.Date.String()
			}
			if i > 0 && seen[id] {
				continue
			}
			seen[id] = true
			rows = append(rows, row)
		}
	}
	return rows
}
