package rules

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lanmu"
	"lanmu/rules/yearly"
)

// annualReport is one report on disclosure found on the site.
type annualReport struct {
	year  int
	body  string
	title string
	url   string
	date  lanmu.Date     // when it was published: its own page's word, else the list's
	read  *yearly.Report // nil: neither page nor file was read as a report
	file  string         // what the file is called that it is, or that its page holds; "" none
	why   string         // why that file's figures were not read, as “是 PDF”; "" they were
}

// noteAnnual reads a page that is a report.
func noteAnnual(p *PagePass) {
	f := p.Facts
	if !yearly.IsTitle(f.Title) || f.Home || f.Kind == lanmu.PageHub || len(f.Items()) >= 5 && f.Kind == lanmu.PageColumn {
		return
	}
	if p.Doc == nil {
		p.Note("annual", yearly.ReadText(f.Title, f.Text))
		return
	}
	p.Note("annual", yearly.Read(f.Title, p.ownRoot()))
}

// annualReports are all reports found, by body, year and address.
func (p *SitePass) annualReports() []*annualReport {
	by := map[string]*annualReport{}
	take := func(title, url string) *annualReport {
		if url == "" || !yearly.IsTitle(title) {
			return nil
		}
		if f := p.PageAt(url); f != nil {
			url = f.URL
		}
		if by[url] == nil {
			by[url] = &annualReport{year: yearly.YearOf(title), body: yearly.BodyOf(title), title: clip(clean(title), 80), url: url}
		}
		return by[url]
	}
	for _, n := range p.Notes("annual") {
		if f := p.PageAt(n.URL); f != nil {
			if a := take(f.Title, n.URL); a != nil {
				a.read, a.date = n.Value.(*yearly.Report), f.Published
			}
		}
	}
	for _, b := range p.briefs() {
		if a := take(b.title, b.url); a != nil && a.date.IsZero() {
			if f := p.PageAt(b.url); f.Kind == lanmu.PageArticle {
				a.date = f.Published
			}
		}
	}
	for _, c := range p.Columns {
		for _, r := range c.Rows {
			if a := take(r.Title, r.URL); a != nil && a.date.IsZero() {
				a.date = r.Date
			}
		}
	}
	// A report may be nothing but a file on some page.
	known := map[string]bool{}
	for _, a := range by {
		known[fmt.Sprint(a.year, a.body)] = true
	}
	files := p.annualFiles(by)
	for _, t := range p.Crawl.Targets {
		if title, ok := isAnnual(t); ok && !known[fmt.Sprint(yearly.YearOf(title), yearly.BodyOf(title))] {
			if a := take(title, t.URL); a != nil && a.read == nil {
				a.fromFile(&annualFile{t, files.read[t.URL], p.unreadWhy(t)})
			}
		}
	}
	for _, a := range by {
		if f := files.of(a); f != nil {
			a.fromFile(f)
		}
	}
	out := make([]*annualReport, 0, len(by))
	for _, a := range by {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b *annualReport) int {
		return cmp.Or(cmp.Compare(a.body, b.body), a.year-b.year, cmp.Compare(a.url, b.url))
	})
	return out
}

// whose is the body of a report, by its title, else the site's name.
func (p *SitePass) whose(a *annualReport) string {
	if a.body != "" {
		return a.body
	}
	if p.Site.Name != "" {
		return p.Site.Name
	}
	if home := p.home(); home != nil {
		return clean(home.Title)
	}
	return ""
}

// dueDay is the last day on which a report is in time.
func (p *SitePass) dueDay(a *annualReport) lanmu.Date {
	month, day := yearly.Due(a.year, yearly.Government(p.whose(a)))
	return lanmu.NewDate(a.year+1, month, day)
}

// lastDue is the latest year whose report is due on the audit's day.
func (p *SitePass) lastDue() int {
	last := int(p.At.Year) - 1
	if !p.At.After(p.dueDay(&annualReport{year: last})) {
		last--
	}
	return last
}

var reportColumnName = regexp.MustCompile(`公开.{0,10}(年报|年度报告|工作报告)|^(年报|年度报告|工作年报)$`)

// reportColumn is the column of annual reports; nil: there is none.
func (p *SitePass) reportColumn() *lanmu.Column {
	for _, c := range p.Columns {
		if reportColumnName.MatchString(squeeze(c.Name)) {
			return c
		}
	}
	return nil
}

// inFile tells that its figures are a file's.
func (a *annualReport) inFile() bool { return a.file != "" && a.why == "" }

// named begins a message about a report's figures.
func (a *annualReport) named() string {
	switch {
	case !a.inFile():
		return titled(a.title)
	case strings.HasPrefix(a.file, a.title):
		return "附件“" + a.file + "”中，"
	}
	return titled(a.title) + "的附件“" + a.file + "”中，"
}

// use is a report's page as a place of findings.
func (a *annualReport) use() []lanmu.Use { return []lanmu.Use{{Page: a.url, Text: a.title}} }

// use is where a report's fault is told.
func (a *annualReport) report(key, message string) Report {
	return Report{URL: a.url, Key: key, Anchor: a.title, Message: message, Pages: a.use(), Newest: a.date}
}
