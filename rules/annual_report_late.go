package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "annual-report-late",
	Title: "信息公开年度报告发布逾期",
	Doc: "年度报告的发布日期晚于到期日：2018 年度及以前为次年 3 月 31 日，2019 年度起部门为次年 1 月 31 日、一级政府为 3 月 31 日；看不出是哪一级的按 3 月 31 日。" +
		"网站改版时几个年度的报告同一天补录的、落款日期在到期日以前的、没有日期的，不算逾期。",
	Fix:       "已发布的无法补救，请在下一年度到期日以前发布；日期有误的，更正发布日期。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第五十条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualLate,
})

func annualLate(p *SitePass) {
	reports := p.annualReports()
	if len(reports) == 0 || !p.governed() {
		return
	}
	sameDay := map[lanmu.Date]map[int]bool{}
	for _, a := range reports {
		if sameDay[a.date] == nil {
			sameDay[a.date] = map[int]bool{}
		}
		sameDay[a.date][a.year] = true
	}
	for _, a := range reports {
		due := p.dueDay(a)
		if a.date.IsZero() || !a.date.After(due) || a.date.After(p.At) {
			continue
		}
		switch {
		case len(sameDay[a.date]) > 1:
			p.SkipURLf(a.url, "几个年度的报告都标注同一天发布，可能是改版时补录的，没有判断是否逾期。")
			continue
		case a.date.Year > int16(a.year+2):
			p.SkipURLf(a.url, "%d 年度的报告标注 %s 发布，相隔太久，可能是改版时补录的，没有判断是否逾期。", a.year, a.date)
			continue
		case a.read != nil && a.read.Signed[0] > 0:
			if signed := lanmu.NewDate(a.read.Signed[0], a.read.Signed[1], a.read.Signed[2]); !signed.IsZero() && !signed.After(due) {
				p.SkipURLf(a.url, "报告落款为 %s，发布日期为 %s，可能是补录的，没有判断是否逾期。", signed, a.date)
				continue
			}
		}
		r := a.report("late", fmt.Sprintf("%s %s 发布，晚于到期日 %s %d 天。", titled(a.title), a.date, due, a.date.DaysSince(due)))
		r.Overdue = a.date.DaysSince(due)
		p.Report(r)
	}
}
