package rules

import (
	"fmt"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-text-mismatch",
	Title: "信息公开年度报告文表不一致",
	Doc: "正文写的全年收到政府信息公开申请的件数，与申请情况表“本年新收”总计不一致。" +
		"正文的数等于新收加上年结转的、正文几处写法不同的、写约数的、只说网上或信函等一部分的，不作判断。",
	Fix:       "请核对收件登记，更正正文或表格中有误的一处。",
	Indicator: "publish-disclosure",
	Source:    "国办公开办函〔2021〕30号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualText,
})

func annualText(p *SitePass) {
	for _, a := range p.annualReports() {
		if a.read == nil || a.read.Requests == nil || !p.governed() {
			continue
		}
		said, ok := a.read.Claim(yearly.Received)
		last := len(yearly.Columns) - 1
		fresh, carried := a.read.Requests.New.Cells[last], a.read.Requests.Carried.Cells[last]
		if !ok || !fresh.Known || said.N == fresh.N || said.N == fresh.N+carried.N {
			continue
		}
		r := a.report("received", fmt.Sprintf("%s正文写“%s”，申请情况表本年新收总计为 %d 件，两处不一致。", a.named(), said.Place, fresh.N))
		r.Evidence = lanmu.Evidence{Excerpt: said.Place}
		p.Report(r)
	}
}
