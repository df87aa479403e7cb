package rules

import (
	"fmt"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-count-mismatch",
	Title: "年度报告公开条数与网站实际不符",
	Doc: "报告正文写的“通过网站公开信息多少条”，与网站各栏目列表中日期在该年度的信息条数比较，报告的数明显多于网站上能找到的" +
		"（多出 20 条以上并超过三成），请人工核实。同一条信息在几个栏目出现只计一次。" +
		"栏目列表没有全部读到、信息没有日期的较多、网站上该年度以前没有信息（可能改版过）、报告早于最近三个年度的，不作判断。",
	Fix:       "请核对统计口径（是否含已撤下的信息、其他平台发布的信息），口径不同的在报告中说明，数字有误的更正。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第五十条",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualCount,
})

// countYears is how many years back the lists of a site are taken to be whole.
const countYears = 3

func annualCount(p *SitePass) {
	for _, a := range p.annualReports() {
		if a.read == nil || a.year < int(p.At.Year)-countYears || !p.governed() {
			continue
		}
		said, ok := a.read.Claim(yearly.OnSite)
		if !ok || said.N == 0 {
			continue
		}
		if why := p.countUnsure(a.year); why != "" {
			p.SkipURLf(a.url, "报告写网站公开 %d 条，但%s，没有比较。", said.N, why)
			continue
		}
		got := p.datedIn(a.year)
		if more := said.N - got; more <= 20 || more*10 <= said.N*3 {
			continue
		}
		r := a.report("count", fmt.Sprintf("%s写“%s”，网站各栏目中日期在 %d 年的信息只找到 %d 条，请核实统计口径。", titled(a.title), said.Place, a.year, got))
		r.Evidence = lanmu.Evidence{Excerpt: said.Place}
		p.Report(r)
	}
}

// datedIn counts the items of all lists dated in a year, each once.
func (p *SitePass) datedIn(year int) int {
	seen := map[string]bool{}
	for _, c := range p.Columns {
		for _, r := range c.Rows {
			id := r.URL
			if id == "" {
				id = c.ID + "\x00" + r.Title
			}
			if int(r.Date.Year) == year {
				seen[id] = true
			}
		}
	}
	return len(seen)
}

// countUnsure is why the count may be too small.
func (p *SitePass) countUnsure(year int) string {
	if !p.Crawl.Complete {
		return "网站没有抓取完整"
	}
	rows, undated, before := 0, 0, false
	for _, c := range p.Columns {
		switch {
		case c.Exempt != "" || !c.Leaf:
		case c.Status == lanmu.StatusUnverified && !c.External:
			return fmt.Sprintf("“%s”栏目没有看全", columnName(c))
		case c.Pages > c.Walked && c.Walked > 0:
			return fmt.Sprintf("“%s”栏目的列表没有读全", columnName(c))
		}
		for _, r := range c.Rows {
			rows++
			if r.Date.IsZero() {
				undated++
			} else if int(r.Date.Year) < year {
				before = true
			}
		}
	}
	switch {
	case undated*5 > rows:
		return "许多信息没有日期"
	case !before:
		return "网站上没有更早年度的信息（可能改版过）"
	}
	return ""
}
