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
		"列表没有全部读到的，按日期排列、已经读到该年度以前的算读全了；否则按列表写的总条数（共N条）或页数，把没有读到的、没有日期的都算进去，仍明显少的才提示。" +
		"有栏目打不开或不知道有多少条、网站上该年度以前没有信息（可能改版过）、报告早于最近三个年度的，不作判断。",
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
		p.compareCount(a, said)
	}
}

// compareCount holds what a report says was published on the site against what
// its lists hold, and what they may hold at most.
func (p *SitePass) compareCount(a *annualReport, said yearly.Figure) {
	t := tallyYear(p.Columns, a.year)
	fewer := func(n int) bool { return said.N-n > 20 && (said.N-n)*10 > said.N*3 }
	if !fewer(t.found) {
		return
	}
	numbers := fmt.Sprintf("报告写网站公开 %d 条，网站各栏目中日期在 %d 年的找到 %d 条", said.N, a.year, t.found)
	const byHand = "请在网站后台查这些栏目该年度的发布条数，加上后再比较（lanmu report-year 可列出各栏目已读到的条数）。"
	switch {
	case !p.Crawl.Complete:
		p.SkipURLf(a.url, "%s，但本次没有把网站看完，不能断定不符。请放宽页数、时间限制后重新检查。", numbers)
	case len(t.unknown) > 0, !fewer(t.found + t.more):
		p.SkipURLf(a.url, "%s，但%s，不能断定不符。%s", numbers, t.where(), byHand)
	case !t.before:
		p.SkipURLf(a.url, "%s，但网站上没有更早年度的信息（可能改版时没有迁移），不能断定不符。请核对改版前的发布记录。", numbers)
	default:
		r := a.report("count", fmt.Sprintf("%s写“%s”，网站各栏目中日期在 %d 年的信息只找到 %d 条%s，请核实统计口径。", titled(a.title), said.Place, a.year, t.found, t.atMost()))
		r.Evidence = lanmu.Evidence{Excerpt: said.Place}
		p.Report(r)
	}
}

// atMost says how many there may be besides, and what was not counted; "" nothing.
func (t *yearTally) atMost() string {
	s := ""
	if t.more > 0 {
		s = fmt.Sprintf("（加上没有读到的列表页和没有日期的信息，至多 %d 条）", t.found+t.more)
	}
	if len(t.shut) > 0 {
		s += fmt.Sprintf("，打不开的栏目%s没有计入", joinNames(t.shut))
	}
	return s
}
