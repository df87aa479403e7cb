package rules

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-missing",
	Title: "缺少信息公开年度报告",
	Doc: "每个机关每年都要公布上一年度的政府信息公开工作年度报告。从网站上最早的一份起，到检查日已经到期的年度止，" +
		"列表、页面标题里哪一年的都没有的，提示缺少该年度的报告；全站没有年度报告栏目和文章的，提示一次。" +
		"到期日：2018 年度及以前为次年 3 月 31 日，2019 年度起部门为次年 1 月 31 日、一级政府为 3 月 31 日。" +
		"学年度报告、政府网站工作年度报表不是这种报告。列表没有读全、标题看不出年度、栏目在上级网站上的，不作判断。",
	Fix:       "请补发该年度的报告；已发布在别处的，在年报栏目加上链接。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第四十九条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Page:      noteAnnual,
	File:      noteAnnualFile,
	Site:      annualMissing,
})

// yearsBack bounds how far back a gap is told: older reports were often lost
// when a site was rebuilt.
const yearsBack = 10

func annualMissing(p *SitePass) {
	if p.absent(dutyReport, "政府信息公开年度报告") {
		if !p.silentSite() {
			p.Report(Report{
				Key: "missing", Message: "网站上没有找到政府信息公开年度报告。",
				Fix: "请设置政府信息公开年报栏目，发布历年的报告；已发布在别处的，加上链接。",
			})
		}
		return
	}
	if !p.governed() || p.silentSite() {
		return
	}
	reports := p.annualReports()
	if len(reports) == 0 {
		if p.duties().has(dutyReport) && p.applies() {
			p.Skipf("有信息公开年报栏目，但没有读到写明年度的报告，未能判断是否缺少。")
		}
		return
	}
	there := map[int]bool{}
	first := reports[0].year
	for _, a := range reports {
		there[a.year] = true
		first = min(first, a.year)
	}
	last := p.lastDue()
	var gaps []int
	for y := max(first, last-yearsBack+1); y <= last; y++ {
		if !there[y] {
			gaps = append(gaps, y)
		}
	}
	if len(gaps) == 0 {
		return
	}
	if why := p.reportsUnseen(); why != "" {
		p.Skipf("没有找到 %s年度的信息公开年度报告，但%s，不能断定缺少。", years(gaps), why)
		return
	}
	for _, y := range gaps {
		r := Report{
			Key: fmt.Sprint(y), Message: fmt.Sprintf("没有找到 %d 年度政府信息公开工作年度报告。", y),
			Evidence: lanmu.Evidence{Excerpt: "已找到 " + years(slices.Sorted(maps.Keys(there))) + "年度的报告。"},
		}
		if c := p.reportColumn(); c != nil {
			r.URL, r.Column, r.Anchor = c.URL, c.ID, c.Name
		}
		p.Report(r)
	}
}

// maybeReport is a title that may be a report's though it was not read as one.
var maybeReport = regexp.MustCompile(`公开.{0,14}(报告|年报)|年度报告|年报`)

// reportsUnseen is why a report may be there unseen.
func (p *SitePass) reportsUnseen() string {
	if why := p.unseen(); why != "" {
		return why
	}
	if out := p.duties().outside; out != "" {
		return "信息公开栏目在另一个网站上"
	}
	c := p.reportColumn()
	if c == nil {
		return ""
	}
	if c.Fail != nil || c.Page == nil || c.Pages > c.Walked && c.Walked > 0 || c.Page.NeedsScript && !c.Page.Rendered {
		return "年报栏目没有读全"
	}
	for _, r := range c.Rows {
		if maybeReport.MatchString(r.Title) && !strings.Contains(r.Title, "网站") && yearly.YearOf(r.Title) == 0 {
			return fmt.Sprintf("“%s”看不出是哪一年度的", clip(clean(r.Title), 40))
		}
	}
	return ""
}

// years names years, with a space before the word that follows.
func years(ys []int) string {
	names := make([]string, len(ys))
	for i, y := range ys {
		names[i] = fmt.Sprint(y)
	}
	return joinNames(names) + " "
}
