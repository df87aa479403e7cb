package extract

import (
	"encoding/json"
	"slices"
	"strings"

	"lanmu"
)

// dataCalls are the ways in which a script asks for data with a GET, each
// followed by the address as a string.
var dataCalls = [...]string{"getJSON(", "$.get(", "jQuery.get(", "axios.get(", "fetch(", ".load(", "loadJS(", "url:", "url :", "'url':", "\"url\":", "ajaxUrl =", "dataUrl =", "jsonUrl ="}

// dataAddresses finds the data that the page's own scripts ask for by a whole
// address. An address that is put together from parts is none.
func (pg *page) dataAddresses() []string {
	var out []string
	for _, c := range pg.codes {
		for _, mark := range dataCalls {
			for rest := c.text; ; {
				i := strings.Index(rest, mark)
				if i < 0 {
					break
				}
				rest = rest[i+len(mark):]
				s, after, ok := quoted(strings.TrimLeft(rest, " \t\r\n"))
				if !ok || strings.HasPrefix(after, "+") || !dataName(s) {
					continue
				}
				if posts(clipBytes(after, 160)) {
					continue
				}
				if u := pg.resolve(s); u != "" && !slices.Contains(out, u) && len(out) < 4 {
					out = append(out, u)
				}
			}
		}
	}
	return out
}

// dataName tells addresses that look like data rather than like a page or a
// counter.
func dataName(s string) bool {
	if s == "" || len(s) > 400 || strings.ContainsAny(s, "<>{}$ \n") {
		return false
	}
	low := strings.ToLower(s)
	for _, w := range [...]string{"count", "hits", "click", "visit", "stat", "login", "weather", "captcha", "token", "log."} {
		if strings.Contains(low, w) {
			return false
		}
	}
	path := low
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	return strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".xml") || strings.Contains(path, "/api/") ||
		strings.Contains(path, "list") || strings.Contains(path, "data")
}

// posts tells options that ask by POST: such data is not asked for.
func posts(options string) bool {
	low := strings.ToLower(options)
	return strings.Contains(low, `"post"`) || strings.Contains(low, `'post'`)
}

// titleKeys, urlKeys and dateKeys are names under which systems keep a row's
// parts, the surest first.
var (
	titleKeys = []string{"title", "doctitle", "infotitle", "articletitle", "name", "subject", "headline", "showtitle", "linktitle", "bt", "biaoti"}
	urlKeys   = []string{"url", "docpuburl", "link", "href", "puburl", "infourl", "linkurl", "path", "articleurl", "pageurl", "staticurl", "visiturl"}
	dateKeys  = []string{"date", "pubdate", "publishdate", "publishtime", "pubtime", "docreltime", "infodate", "releasetime", "time", "display_date", "createtime", "crtime", "published", "fbsj", "createdate"}
)

// maxJSON is how much data is read, in bytes.
const maxJSON = 4 << 20

// readJSON reads an answer that holds a list of rows as JSON, or as a script's
// variable that is one.
func readJSON(p *lanmu.Page, opt Options, f *lanmu.Facts) []lanmu.Link {
	if len(p.Body) > maxJSON {
		return nil
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(p.Body), "\ufeff"))
	start := strings.IndexAny(text, "[{")
	if start < 0 || start > 80 {
		return nil
	}
	end := strings.LastIndexAny(text, "]}")
	if end < start {
		return nil
	}
	var data any
	if json.Unmarshal([]byte(text[start:end+1]), &data) != nil {
		return nil
	}
	best := largestList(data, 0)
	if best == nil {
		return nil
	}
	pg := newPage(p, opt)
	b := pg.jsonBlock(best, -1)
	if b == nil {
		return nil
	}
	var links []lanmu.Link
	for _, r := range b.Rows {
		if !r.Date.IsZero() {
			f.Dates = append(f.Dates, rowMark(r.Raw, r.Date, "数据中的日期", opt.At))
		}
		if r.URL != "" {
			links = append(links, lanmu.Link{URL: r.URL, Raw: r.URL, Text: clip(r.Title, maxLinkText), Kind: lanmu.LinkPage, Where: "json"})
		}
	}
	f.Kind, f.Blocks, f.List, f.Links = lanmu.PageColumn, []*lanmu.Block{b}, 0, len(links)
	return links
}

// largestList is the longest array of objects that have a title.
func largestList(v any, depth int) []map[string]any {
	if depth > 8 {
		return nil
	}
	var best []map[string]any
	take := func(list []map[string]any) {
		if len(list) > len(best) {
			best = list
		}
	}
	switch v := v.(type) {
	case []any:
		var own []map[string]any
		for _, e := range v {
			if obj, ok := e.(map[string]any); ok {
				if t, _ := field(obj, titleKeys); t != "" {
					own = append(own, obj)
				}
			}
			take(largestList(e, depth+1))
		}
		take(own)
	case map[string]any:
		for _, e := range v {
			take(largestList(e, depth+1))
		}
	}
	return best
}

// field is the first text under one of keys, whatever their case.
func field(obj map[string]any, keys []string) (string, bool) {
	for _, k := range keys {
		for name, v := range obj {
			if s, ok := v.(string); ok && strings.EqualFold(name, k) && strings.TrimSpace(s) != "" {
				return s, true
			}
		}
	}
	return "", false
}

func (pg *page) jsonRow(obj map[string]any) (lanmu.Row, bool) {
	title, _ := field(obj, titleKeys)
	addr, hasURL := field(obj, urlKeys)
	day, hasDay := field(obj, dateKeys)
	if !hasURL && !hasDay {
		return lanmu.Row{}, false
	}
	row := lanmu.Row{Title: clip(cleanText(stripTags(title)), maxTitle)}
	if hasURL && !deadHref(addr) {
		row.URL = pg.resolve(strings.TrimSpace(addr))
	}
	if h, ok := firstDate(day); ok && !h.unset() {
		row.Date, row.Raw = lanmu.Date{Year: int16(h.year), Month: int8(h.month), Day: int8(h.day)}, clip(day, 40)
		if h.year != 0 {
			row.Date = h.date()
		}
	} else if n, isNum := unixTime(obj); isNum {
		row.Date, row.Raw = n, n.String()
	}
	return row, row.Title != ""
}

// unixTime reads a date key that holds milliseconds or seconds since 1970, as
// a day in China.
func unixTime(obj map[string]any) (lanmu.Date, bool) {
	for _, k := range dateKeys {
		for name, v := range obj {
			n, ok := v.(float64)
			if !ok || !strings.EqualFold(name, k) {
				continue
			}
			if n > 1e11 {
				n /= 1000
			}
			if n > 6e8 && n < 4e9 {
				days := int((n + 8*3600) / 86400)
				return lanmu.NewDate(1970, 1, 1).AddDays(days), true
			}
		}
	}
	return lanmu.Date{}, false
}

// stripTags takes markup out of a title in data.
func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	var b strings.Builder
	in := false
	for _, r := range s {
		switch {
		case r == '<':
			in = true
		case r == '>' && in:
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return b.String()
}
