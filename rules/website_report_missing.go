package rules

import (
	"fmt"
	"regexp"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "website-report-missing",
	Title: "缺少政府网站工作年度报表",
	Doc: "政府网站每年 1 月 31 日前应公布上一年度的政府网站工作年度报表。列表和页面标题里没有最近一个到期年度报表的，提示缺少。" +
		"2017 年度起才有这项要求。报表在附件里、标题写“网站年报”“年度工作报表”等的都算；有报表栏目但标题看不出年度的，不作判断；" +
		"报表由上级网站统一公布的，请在本站加上链接。",
	Fix:       "请填写政府网站工作年度报表，在首页或信息公开栏目发布。",
	Indicator: "publish-disclosure",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete"},
	Site:      websiteReport,
})

var websiteReportName = regexp.MustCompile(`(网站|站点).{0,14}(年报|报表|年度报告)|工作年度报表|年度工作报表`)

func websiteReport(p *SitePass) {
	last := int(p.At.Year) - 1
	if !p.At.After(lanmu.NewDate(int(p.At.Year), 1, 31)) {
		last--
	}
	if last < 2017 || !p.applies() {
		return
	}
	named, dated := false, false
	for _, t := range p.titles() {
		if !websiteReportName.MatchString(squeeze(t)) {
			continue
		}
		switch yearly.YearOf(t) {
		case last:
			return
		case 0:
			named = true
		default:
			dated = true
		}
	}
	if why := p.unseen(); why != "" {
		p.Skipf("没有找到 %d 年度政府网站工作年度报表，但%s，不能断定缺少。", last, why)
		return
	}
	if (named || p.duties().has(dutySiteReport)) && !dated {
		p.Skipf("有网站年度报表，但标题看不出年度，未能判断是否缺少 %d 年度的。", last)
		return
	}
	if p.silentSite() {
		return
	}
	r := Report{Key: fmt.Sprint(last), Message: fmt.Sprintf("没有找到 %d 年度政府网站工作年度报表，请人工核实。", last)}
	if dated {
		r.Certainty = lanmu.Likely
		r.Message = fmt.Sprintf("没有找到 %d 年度政府网站工作年度报表（网站上有其他年度的）。", last)
	}
	p.Report(r)
}

// titles are the titles of all pages and items.
func (p *SitePass) titles() []string {
	var out []string
	for _, b := range p.briefs() {
		out = append(out, b.title)
	}
	for _, c := range p.Columns {
		for _, r := range c.Rows {
			out = append(out, r.Title)
		}
	}
	return out
}
