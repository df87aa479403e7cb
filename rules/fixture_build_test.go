package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/rules"
)

func (f *factsFile) site() *lanmu.Site {
	site := testSite()
	if f.Site.URL != "" {
		site.URL = f.Site.URL
	}
	site.Links.Allow = f.Site.Allow
	site.SiteCode, site.Crawl.Hosts = f.Site.SiteCode, f.Site.Hosts
	for _, c := range f.Site.Columns {
		site.Columns = append(site.Columns, lanmu.ColumnSpec{ID: c.ID, Name: c.Name, URL: c.URL, Required: c.Required})
	}
	return site
}

func (f *factsFile) crawl(t *testing.T) *lanmu.Crawl {
	c := &lanmu.Crawl{Complete: !f.Crawl.Incomplete, Pages: len(f.Pages) + len(f.Columns), SoftHosts: f.Crawl.Soft, HomeStatus: f.Crawl.Status, IPv6: lanmu.IPv6State(f.Crawl.IPv6)}
	if f.Crawl.Started != "" {
		c.Started = day(t, f.Crawl.Started).Time(shanghai).Add(12 * time.Hour)
	}
	if f.Crawl.Home != "" {
		c.Home = &lanmu.Fail{Kind: lanmu.FailKind(f.Crawl.Home)}
	}
	if tls := f.Crawl.TLS; tls != nil {
		c.TLS = &lanmu.TLSState{Offered: tls.Offered, Problem: tls.Problem}
		if tls.NotAfter != "" {
			c.TLS.NotAfter = day(t, tls.NotAfter).Time(shanghai)
		}
	}
	for url, why := range f.Crawl.NotLooked {
		if c.NotLooked == nil {
			c.NotLooked = map[string]lanmu.FailKind{}
		}
		c.NotLooked[url] = lanmu.FailKind(why)
	}
	for _, x := range f.Crawl.Targets {
		c.Targets = append(c.Targets, x.target(t))
	}
	return c
}

func (x *targetFile) target(t *testing.T) *lanmu.Target {
	out := &lanmu.Target{
		URL: x.URL, External: x.External, Status: x.Status, Verdict: lanmu.LinkVerdict(x.Verdict), Soft: x.Soft,
		Content: x.Content, Title: x.Title, Taint: x.Taint, Final: x.Final, OnHome: x.Home, OnCount: max(x.Count, len(x.On)),
	}
	if x.Fail != "" {
		out.Fail = &lanmu.Fail{Kind: lanmu.FailKind(x.Fail)}
	}
	for k := lanmu.LinkPage; k <= lanmu.LinkData; k++ {
		if k.String() == x.Kind {
			out.Kind = k
		}
	}
	if x.Kind != "" && out.Kind.String() != x.Kind {
		t.Fatalf("%q is no kind of link", x.Kind)
	}
	for _, u := range x.On {
		out.On = append(out.On, lanmu.Use{Page: u.Page, Text: u.Text, Raw: u.Raw, Kind: out.Kind})
	}
	return out
}

func (f *factsFile) columns(t *testing.T) []*lanmu.Column {
	var out []*lanmu.Column
	for _, x := range f.Columns {
		c := &lanmu.Column{
			ID: x.ID, Name: x.Name, Path: []string{x.Name}, URL: x.URL, Kind: lanmu.Kind(x.Kind), Exempt: x.Exempt,
			Empty: lanmu.Emptiness(x.Empty), EmptyWhy: x.Why, Duplicate: x.Duplicate, HTTP: x.HTTP, Leaf: !x.Hub,
			External: x.External, Rendered: x.Rendered, Required: x.Required, Walked: x.Walked, Pages: x.Pages, Rows: rows(t, x.Rows),
		}
		if x.MaxAge != "" {
			p, err := lanmu.ParsePeriod(x.MaxAge)
			if err != nil {
				t.Fatal(err)
			}
			c.MaxAge, c.AgeFrom = p, "profile"
		}
		if x.Fail != "" {
			c.Fail = &lanmu.Fail{Kind: lanmu.FailKind(x.Fail)}
		} else if !x.Unfetched {
			kind := lanmu.PageKind(x.Page)
			if kind == "" {
				kind = lanmu.PageColumn
			}
			c.Page = &lanmu.Facts{URL: x.URL, Kind: kind, Title: x.Name, Soft: x.Soft, NeedsScript: x.Script, Unread: x.Unread, List: -1}
		}
		out = append(out, c)
	}
	return out
}

func rows(t *testing.T, in []rowFile) []lanmu.Row {
	var out []lanmu.Row
	for _, r := range in {
		out = append(out, lanmu.Row{Title: r.Title, URL: r.URL, Date: day(t, r.Date), Raw: r.Raw, Pinned: r.Pinned})
	}
	return out
}

func (f *factsFile) pages(t *testing.T) []*lanmu.Facts {
	var out []*lanmu.Facts
	for _, x := range f.Pages {
		p := &lanmu.Facts{
			URL: x.URL, Asked: x.URL, Status: max(x.Status, 200), Kind: lanmu.PageKind(x.Kind), Title: x.Title, Published: day(t, x.Published),
			RedirectTo: x.Redirect, Home: x.Home, NeedsScript: x.Script, List: -1, Text: x.Text, Shingle: x.Shingle, TextLen: x.Len, HeadTitle: x.Head, Links: x.links(), Forms: x.Forms,
			Marks: lanmu.Marks{
				SiteCode: x.Marks["site_code"], ICP: x.Marks["icp"], Police: x.Marks["police"], Host: x.Marks["host"],
				Contact: x.Marks["contact"], Sitemap: x.Marks["sitemap"], PartyGov: x.Marks["party_gov"] != "", ErrorReport: x.Marks["error_report"] != "",
			},
		}
		p.PubRaw = x.Raw
		for _, d := range x.Dates {
			p.Dates = append(p.Dates, lanmu.DateMark{Raw: d.Raw, Date: day(t, d.Date), Role: lanmu.DateRole(d.Role), Why: d.Why})
		}
		if x.Address != "" {
			p.Dates = append(p.Dates, lanmu.DateMark{Raw: x.Address, Date: day(t, x.Address), Role: lanmu.DateURL})
		}
		for _, b := range x.Blocks {
			block := &lanmu.Block{Rows: rows(t, b.Rows), Refused: b.Refused}
			for _, r := range block.Rows {
				if !r.Date.IsZero() {
					block.Dated++
				}
			}
			p.Blocks = append(p.Blocks, block)
		}
		for _, n := range x.Nav {
			p.Nav = append(p.Nav, lanmu.Crumb{Name: n.Name, URL: n.URL})
		}
		out = append(out, p)
	}
	return out
}

// visit shows the pages that tell how long they took to the page rules.
func (f *factsFile) visit(t *testing.T, s *rules.Session, pages []*lanmu.Facts) {
	for i, x := range f.Pages {
		if x.Took == "" {
			continue
		}
		took, err := time.ParseDuration(x.Took)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader("<html></html>"))
		if err != nil {
			t.Fatal(err)
		}
		s.Page(&lanmu.Page{URL: x.URL, Status: 200, Took: took}, doc, pages[i])
	}
}

// pastDays is a history of first sightings.
type pastDays struct {
	first map[string]lanmu.Date
	since lanmu.Date
}

func (p pastDays) FirstSeen(url string) lanmu.Date { return p.first[url] }
func (p pastDays) Since() lanmu.Date               { return p.since }

func (f *factsFile) history(t *testing.T) pastDays {
	h := pastDays{first: map[string]lanmu.Date{}, since: day(t, f.Since)}
	for url, d := range f.History {
		h.first[url] = day(t, d)
	}
	return h
}
