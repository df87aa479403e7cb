package rules

import (
	"fmt"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-carryover",
	Title: "信息公开年度报告结转数不衔接",
	Doc: "同一机关相邻两年的报告，上一年表中“结转下年度继续办理”的总计应等于下一年表中“上年结转”的总计。" +
		"两年的表都读到了才比较；机构改革换了名称的、单元格为空的，不作判断。",
	Fix:       "请核对两年的办件台账，更正有误的一年。",
	Indicator: "publish-disclosure",
	Source:    "国办公开办函〔2021〕30号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualCarryover,
})

func annualCarryover(p *SitePass) {
	reports := p.annualReports()
	last := len(yearly.Columns) - 1
	for _, a := range reports {
		if a.read == nil || a.read.Requests == nil || !p.governed() {
			continue
		}
		for _, b := range reports {
			if b.year != a.year-1 || b.body != a.body || b.read == nil || b.read.Requests == nil {
				continue
			}
			left, carried := b.read.Requests.Left.Cells[last], a.read.Requests.Carried.Cells[last]
			if !left.Known || !carried.Known || left.N == carried.N {
				continue
			}
			r := a.report("carried", fmt.Sprintf("%d 年度报告“上年结转”为 %d 件，%d 年度报告“结转下年度继续办理”为 %d 件，两年不衔接。", a.year, carried.N, b.year, left.N))
			r.Pages = append(r.Pages, b.use()...)
			r.Evidence = lanmu.Evidence{Excerpt: fmt.Sprintf("%s：%d；%s：%d", titled(a.title)+"上年结转总计", carried.N, titled(b.title)+"结转下年度继续办理总计", left.N)}
			p.Report(r)
		}
	}
}
