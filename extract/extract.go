// Package extract reads a page: what it is, which rows are its own, what every
// date on it means. It asks no network and no clock.
package extract

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"lanmu"
)

// Options are what reading may know beside the page.
type Options struct {
	At   lanmu.Date  // the day on which the site is judged; later dates are refused
	Site *lanmu.Site // profile; nil: none

	Alone bool // the page is all there is of its site: its make tells a home page too
}

// Reading is one page, parsed once. Doc lives only while the page is read.
type Reading struct {
	Facts *lanmu.Facts
	Doc   *goquery.Document // nil where the page is no HTML or could not be parsed
	Links []lanmu.Link
}

// Read reads one page. It never panics; what could not be read is told in
// Facts.Trouble.
func Read(p *lanmu.Page, opt Options) (r *Reading) {
	f := &lanmu.Facts{
		URL: p.URL, Asked: p.Asked, Status: p.Status, Charset: p.Charset, Rendered: p.Rendered, Soft: p.Soft,
		Kind: lanmu.PageOther, List: -1, ItemCount: -1,
	}
	r = &Reading{Facts: f}
	defer func() {
		if e := recover(); e != nil {
			f.Unread = true
			f.Trouble = append(f.Trouble, fmt.Sprintf("读取页面时出错：%v", e))
		}
	}()
	if p.Fail != nil || !isHTML(p) {
		if p.Status >= 400 {
			f.Kind = lanmu.PageError
		}
		if p.Fail == nil {
			if links, ok := readData(p, opt, f); ok {
				r.Links = links
			} else {
				r.Links = readJSON(p, opt, f)
			}
		}
		return r
	}
	if links, ok := readDataPage(p, opt, f); ok {
		r.Links = links
		return r
	}
	root, err := html.Parse(bytes.NewReader(p.Body))
	if err != nil {
		r.Links = readTokens(p, opt, f)
		f.Links = len(r.Links)
		return r
	}
	r.Doc = goquery.NewDocumentFromNode(root)
	r.Links = readTree(p, opt, f, root)
	return r
}

// isHTML tells that a page is one: by what it was declared as, else by how it
// begins.
func isHTML(p *lanmu.Page) bool {
	switch p.MediaType {
	case "text/html", "application/xhtml+xml":
		return true
	case "", "text/plain", "application/octet-stream", "text/xml", "application/xml":
		head := bytes.ToLower(bytes.TrimLeft(p.Body[:min(len(p.Body), 1024)], " \t\r\n\ufeff"))
		return bytes.HasPrefix(head, []byte("<!doctype html")) || bytes.HasPrefix(head, []byte("<html")) ||
			p.MediaType == "" && bytes.HasPrefix(head, []byte("<"))
	}
	return false
}

// readTree reads a parsed page into f and answers with its links.
func readTree(p *lanmu.Page, opt Options, f *lanmu.Facts, root *html.Node) []lanmu.Link {
	pg := newPage(p, opt)
	pg.walk(root)
	pg.settleRegions()

	if pg.title != nil {
		f.HeadTitle = clip(cleanText(pg.title.FirstChild.Data), 300)
	}
	f.Title = f.HeadTitle
	f.Tags = pg.readTags()
	f.Crumbs = pg.crumbs()
	f.ColumnName = pg.columnName(f)
	f.Home = isHome(p, opt)
	pg.countParts(f)

	lines := pg.textLines()
	f.Marks = pg.marks(lines)
	runs := pg.readBlocks(f)
	pg.readPager(f)
	f.Home = f.Home || (opt.Alone || opt.Site == nil) && pg.looksHome(f)
	pg.judge(f, runs, lines)
	if spec := specFor(opt.Site, p); spec != nil {
		pg.choose(f, root, spec)
	}
	f.Nav = pg.navigation(f)
	links := pg.finishLinks(f)
	pg.release()
	return links
}

// isHome tells the site's home page by its address.
func isHome(p *lanmu.Page, opt Options) bool {
	if opt.Site != nil && opt.Site.URL != "" {
		home := pageAddress(opt.Site.URL)
		return pageAddress(p.URL) == home || p.Asked != "" && pageAddress(p.Asked) == home
	}
	return rootAddress(p.URL)
}

// rootAddress tells http://host/ and http://host/index.html.
func rootAddress(s string) bool {
	s = pageAddress(s)
	i := strings.Index(s, "://")
	if i < 0 {
		return false
	}
	slash := strings.IndexByte(s[i+3:], '/')
	return slash < 0 || i+3+slash == len(s)-1
}

// finishLinks gives every link its path and adds what leads on without a link.
func (pg *page) finishLinks(f *lanmu.Facts) []lanmu.Link {
	for k := range pg.links {
		l := &pg.links[k]
		l.Where = pg.where(pg.linkEls[k])
		if l.Hidden == "" && pg.els[pg.linkEls[k]].region&inHidden != 0 {
			l.Hidden = "display:none"
		}
	}
	if f.RedirectTo != "" {
		pg.links = append(pg.links, lanmu.Link{URL: f.RedirectTo, Raw: f.RedirectTo, Kind: lanmu.LinkRefresh})
	}
	pg.recordLinks(f)
	have := pg.pagerLinks(f)
	for _, u := range f.NextPages {
		if slices.Contains(f.DataURLs, u) {
			continue
		}
		if pg.hasRecords {
			pg.links = append(pg.links, lanmu.Link{URL: u, Raw: u, Kind: lanmu.LinkData})
			continue
		}
		if !have[u] {
			pg.links = append(pg.links, lanmu.Link{URL: u, Raw: u, Kind: lanmu.LinkPager, Text: "翻页"})
		}
	}
	for _, u := range f.DataURLs {
		pg.links = append(pg.links, lanmu.Link{URL: u, Raw: u, Kind: lanmu.LinkData})
	}
	f.Links = len(pg.links)
	return append([]lanmu.Link(nil), pg.links...)
}

// pagerLinks are the addresses of the pager's links, where further pages are
// known at all.
func (pg *page) pagerLinks(f *lanmu.Facts) map[string]bool {
	if len(f.NextPages) == 0 {
		return nil
	}
	have := make(map[string]bool, len(f.NextPages))
	for k := range pg.links {
		if pg.links[k].Kind == lanmu.LinkPager {
			have[pg.links[k].URL] = true
		}
	}
	return have
}

// countParts counts what the page holds beside text.
func (pg *page) countParts(f *lanmu.Facts) {
	const off = inNav | inFoot | inCrumb | inPager | inLinks | inHidden
	for k := range pg.links {
		l := &pg.links[k]
		if l.Kind == lanmu.LinkAttachment && pg.els[pg.linkEls[k]].region&off == 0 {
			f.Files++
		}
	}
}
