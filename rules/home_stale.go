package rules

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "home-stale",
	Title: "首页不更新",
	Doc: "首页各处信息中最新的一条距检查日超过 2 周。首页列表没有写日期的，看所链接文章的发布日期；" +
		"首页只是入口页（没有信息列表）的，看它直接指向的二级页面，都没有更新才算。" +
		"页面上的时钟、版权年份和活动日期不作为更新依据，首页由脚本加载而未渲染的不作判断。",
	Fix:       "请在首页发布新的动态要闻或通知公告，并安排专人保证首页两周内至少更新一次。",
	Indicator: "publish-update",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Page:      noteHomeLinks,
	Site:      homeStale,
})

func homeStale(p *SitePass) {
	home := p.home()
	switch {
	case p.Crawl.Home != nil:
		p.Skipf("首页打不开，没有判断首页是否更新。")
		return
	case home == nil:
		p.Skipf("没有取得可以检查的首页，没有判断首页是否更新。")
		return
	case home.Unread || home.Kind == lanmu.PageError:
		p.Skipf("首页无法解析，没有判断首页是否更新。")
		return
	}
	seen := p.freshest(home)
	where := "首页"
	if seen.rows == 0 && home.NeedsScript {
		p.Skipf("首页内容由脚本加载，未经渲染，没有判断首页是否更新。")
		return
	}
	if seen.rows == 0 {
		where = "首页是入口页，它指向的二级页面"
		for _, f := range p.secondLevel(home) {
			seen.add(p.freshest(f))
		}
	}
	p.linked(&seen)
	if seen.newest.IsZero() {
		p.Skipf("首页的信息没有可用的日期，没有判断首页是否更新。")
		return
	}
	if !seen.newest.Add(p.Standard.HomeAge).AddDays(p.Standard.Grace).Before(p.At) {
		return
	}
	if seen.later > 0 {
		p.Skipf("首页已有检查日 %s 之后发布的信息，检查日当天的首页已无从判断。", p.At)
		return
	}
	if seen.unknown*5 > seen.rows {
		p.Skipf("首页有 %d 条信息读不到日期，已知的最近更新为 %s，不能断定首页没有更新。", seen.unknown, seen.newest)
		return
	}
	days := p.At.DaysSince(seen.newest)
	var certainty lanmu.Certainty
	if seen.shown == 0 {
		certainty = lanmu.Likely // a page without a date to see may hold news that nothing dates
	}
	p.Report(Report{
		Certainty: certainty,
		Message:   fmt.Sprintf("%s %d 天未更新，最近更新 %s。", where, days, seen.newest),
		Newest:    seen.newest, Overdue: p.At.DaysSince(seen.newest.Add(p.Standard.HomeAge)),
		Evidence: lanmu.Evidence{Excerpt: seen.title, Raw: seen.raw, Refused: refused(home)},
	})
}

// maxHomeLinks bounds the links of a home page that are looked at.
const maxHomeLinks = 2000

// noteHomeLinks keeps where the home page's titles lead, in lists or not.
func noteHomeLinks(p *PagePass) {
	if !p.Facts.Home || p.Doc == nil {
		return
	}
	base, err := url.Parse(p.Facts.URL)
	if err != nil {
		return
	}
	var links []string
	for _, n := range p.anchors() {
		if len(links) == maxHomeLinks {
			break
		}
		if utf8.RuneCountInString(clean(nodeText(n)+attr(n, "title"))) < 6 {
			continue // a menu's word
		}
		if u, err := base.Parse(strings.TrimSpace(attr(n, "href"))); err == nil && u.Host == base.Host {
			u.Fragment = ""
			links = append(links, u.String())
		}
	}
	p.Note("home-stale", links)
}

// linked takes in what the home page links to outside any list that was read:
// an article put up yesterday makes it fresh wherever its title stands.
func (p *SitePass) linked(seen *freshness) {
	for _, n := range p.Notes("home-stale") {
		for _, addr := range n.Value.([]string) {
			if d := p.dateOf(addr); d.After(seen.newest) {
				seen.newest, seen.title, seen.raw = d, p.TitleOf(addr), "所链接文章的发布日期"
			}
		}
	}
}

// freshness is what the lists of a page say of its age.
type freshness struct {
	newest     lanmu.Date
	title, raw string
	later      int // items dated after the audit's day that are none of the future: the home page has moved on
	rows       int // items that are news, wherever they lead
	unknown    int // of these without any date to be had
	shown      int // rows with a date beside them, as a visitor sees it
}

func (f *freshness) add(g freshness) {
	if g.newest.After(f.newest) {
		f.newest, f.title, f.raw = g.newest, g.title, g.raw
	}
	f.later += g.later
	f.rows += g.rows
	f.unknown += g.unknown
	f.shown += g.shown
}

// freshest reads all lists of a page. Undated rows are looked up: the article's
// own date, or what another list says of it. Lists refused as navigation or
// links tell nothing unless their rows are dated.
func (p *SitePass) freshest(page *lanmu.Facts) freshness {
	var out freshness
	for _, b := range page.Blocks {
		if b.Refused != "" && b.Dated == 0 {
			continue
		}
		known, unknown := 0, 0
		for _, r := range b.Rows {
			if r.Date.After(p.At) && !r.Date.After(p.today()) {
				out.later++
			}
			d, raw := r.Date, r.Raw
			if !d.IsZero() {
				out.shown++
			}
			if d.IsZero() || d.After(p.At) {
				d, raw = p.dateOf(r.URL), "所链接文章的发布日期"
			}
			if d.IsZero() {
				if p.isItem(r.URL) {
					unknown++
				}
				continue
			}
			known++
			if d.After(out.newest) {
				out.newest, out.title, out.raw = d, clip(clean(r.Title), 80), raw
			}
		}
		// A list none of whose rows is dated anywhere is a menu, not news.
		if known > 0 {
			out.rows += known + unknown
			out.unknown += unknown
		}
	}
	return out
}

// dateOf is when the item at an address was published, by its own page or a
// column's list; zero where nobody says so or it lies after the audit's day.
func (p *SitePass) dateOf(url string) lanmu.Date {
	var d lanmu.Date
	if f := p.PageAt(url); f != nil && f.Kind == lanmu.PageArticle {
		d = f.Published
	}
	if listed := p.index.dates[url]; listed.After(d) {
		d = listed
	}
	if d.After(p.At) {
		return lanmu.Date{}
	}
	return d
}

// isItem tells an address that may be a piece of news: no column, no page that
// was read and is something else.
func (p *SitePass) isItem(url string) bool {
	if url == "" {
		return false
	}
	for _, c := range p.Columns {
		if c.URL == url {
			return false
		}
	}
	f := p.PageAt(url)
	return f == nil || f.Kind == lanmu.PageArticle
}

func (p *SitePass) home() *lanmu.Facts {
	if f := p.front(); standIn(f) == "" {
		return f
	}
	return nil
}

// front is the home page as it came, the site's own or not; nil none came.
func (p *SitePass) front() *lanmu.Facts {
	if p.index.front != nil {
		return p.index.front
	}
	for f := range p.Pages.All() {
		if f.Home {
			p.index.front = f
			return f
		}
	}
	p.index.front = p.PageAt(p.Site.URL)
	return p.index.front
}

// secondLevel are the pages a gate leads to.
func (p *SitePass) secondLevel(home *lanmu.Facts) []*lanmu.Facts {
	var out []*lanmu.Facts
	seen := map[string]bool{home.URL: true}
	take := func(url string) {
		if f := p.PageAt(url); f != nil && !seen[f.URL] {
			seen[f.URL] = true
			out = append(out, f)
		}
	}
	take(home.RedirectTo)
	for _, c := range home.Nav {
		take(c.URL)
	}
	for _, b := range home.Blocks {
		for _, r := range b.Rows {
			take(r.URL)
		}
	}
	return out
}

// refused are a page's dates that were not taken for its age, a few.
func refused(f *lanmu.Facts) []lanmu.DateMark {
	var out []lanmu.DateMark
	for _, d := range f.Dates {
		if !d.Taken && len(out) < 10 {
			out = append(out, d)
		}
	}
	return out
}
