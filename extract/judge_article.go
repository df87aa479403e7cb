package extract

import (
	"strings"

	"lanmu"
)

// isArticle tells a page that is one text with a date of its own.
func (pg *page) isArticle(f *lanmu.Facts, runs []run, pub publication, o ownPart) bool {
	if f.Home || pg.crumb < 0 && datedLists(f) >= 3 && !articleAddress(f.URL) {
		return false
	}
	tagged := tagValue(f.Tags, "ArticleTitle") != "" || tagValue(f.Tags, "PubDate") != ""
	addressed := articleAddress(f.URL)
	if f.List >= 0 {
		r := &runs[f.List]
		n := len(f.Blocks[f.List].Rows)
		switch {
		case pg.besides > 0 && (addressed || pub.Shown) && r.dates*2 < n:
			return true // 上一篇 and 下一篇 stand below it, whatever links it holds
		case pg.pagerBehind(r):
			return false
		case pub.Shown && pg.endsInText(f, r):
			return true
		case addressed && (r.dates*2 < n || n < 3):
			return true
		case r.dates == 0 && n <= 3 && f.TextLen >= 300:
			return true // a text with an address and an attachment in it
		case !pub.Shown:
			return false
		case r.dates*2 >= n && n >= 3:
			return f.TextLen > 300
		}
		return f.TextLen >= 80 || r.dates == 0 && f.Images > 0
	}
	if addressed && !templated(pg) {
		return true
	}
	return pub.Shown && (f.TextLen > 20 || f.Images > 0 || f.Frames > 0 || f.Files > 0) || tagged && !pub.Date.IsZero() && f.TextLen > 40
}

// endsInText tells a page that says of itself that it is one text, whatever
// list stands beside it: its breadcrumb ends with 正文, or 上一篇 and 下一篇
// stand above the list.
func (pg *page) endsInText(f *lanmu.Facts, list *run) bool {
	if n := len(f.Crumbs); n >= 2 && textStep(f.Crumbs[n-1].Name) {
		return true
	}
	return pg.besides > 0 && pg.beside < list.rows[0]
}

func (pg *page) tellArticle(f *lanmu.Facts, pub publication) {
	f.Kind = lanmu.PageArticle
	f.Published, f.PubRaw, f.PubClock = pub.Date, pub.Raw, pub.Clock
	if pub.Title != "" {
		f.Title = pub.Title
	}
	if f.List >= 0 {
		f.Blocks[f.List].Refused = refusedArticle
		f.List = -1
		f.Dates = nil
	}
	f.Dates = append(f.Dates, pub.Marks...)
	pg.sketch(f)
}

// templated tells a page whose title is still to be filled by a script.
func templated(pg *page) bool { return pg.templates() != "" }

// articleAddress tells an address in the form that the usual systems give to
// articles: a day in it, or a number behind a known word.
func articleAddress(addr string) bool {
	u := addressDate(addr)
	if u.year != 0 && u.month != 0 && u.day != 0 {
		return true
	}
	if i := queryAt(addr); i >= 0 {
		addr = addr[:i]
	}
	name := addr[strings.LastIndexByte(addr, '/')+1:]
	for _, p := range [...]string{"post_", "content_", "art_", "article_", "info_", "c_", "detail_", "show_", "news_"} {
		if rest, ok := strings.CutPrefix(name, p); ok && rest != "" && isDigit(rest[0]) && len(rest) >= 8 {
			return true
		}
	}
	// 博达: /info/1050/1741.htm
	if i := strings.LastIndex(addr, "/info/"); i >= 0 {
		rest := strings.TrimRight(addr[i+len("/info/"):], ".html")
		for k := 0; k < len(rest); k++ {
			if !isDigit(rest[k]) && rest[k] != '/' {
				return false
			}
		}
		return strings.Contains(rest, "/")
	}
	return false
}

// mayBeArticle leaves out what is none for certain: the home page, lists with a
// pager behind them, dated lists with little text around.
func (pg *page) mayBeArticle(f *lanmu.Facts, runs []run) bool {
	if f.Home || f.List < 0 {
		return !f.Home
	}
	r := &runs[f.List]
	if n := len(f.Blocks[f.List].Rows); n >= 3 && r.dates*2 >= n && f.TextLen <= 300 && !articleAddress(f.URL) && !pg.endsInText(f, r) {
		return false
	}
	return pg.besides > 0 || !pg.pagerBehind(r)
}
