package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "interpretation-late",
	Title: "政策解读发布不及时",
	Doc: "解读应与文件同步组织；不少地方要求文件公布后 3 个工作日内发布，全国性的依据未经核实，这里只作提示。文件与解读都在本网站、名称对得上、都有发布日期，最早的一篇解读晚于文件 3 个工作日以上的，请人工核实。" +
		"相隔半年以上的多为另行解读，不算；只看近两年的文件。",
	Fix:       "请在文件公布时同步发布解读。",
	Indicator: "publish-interpretation",
	Source:    "国办发〔2016〕80号",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete", "policy-uninterpreted"},
	Site:      interpretationLate,
})

// interpretationDays is the term in working days.
const interpretationDays = 3

func interpretationLate(p *SitePass) {
	_, _, pairs := p.policies()
	if len(pairs) == 0 || !p.governed() {
		return
	}
	earliest := map[*policy]*policy{}
	for _, x := range pairs {
		if x.note.Published.IsZero() || !p.recentPolicy(x.doc) {
			continue
		}
		if e := earliest[x.doc]; e == nil || x.note.Published.Before(e.Published) {
			earliest[x.doc] = x.note
		}
	}
	for _, x := range pairs {
		if earliest[x.doc] != x.note || x.note.Published.DaysSince(x.doc.Published) > 183 {
			continue
		}
		if p.Calendar.Missing(x.doc.Published, x.note.Published) != "" {
			p.SkipURLf(x.note.URL, "工作日历缺少相关年度的节假日安排，没有判断解读是否及时。")
			continue
		}
		days := p.Calendar.WorkingDaysBetween(x.doc.Published, x.note.Published)
		if days <= interpretationDays {
			continue
		}
		note := clip(clean(x.note.Title), 60)
		p.Report(Report{
			URL: x.note.URL, Key: "late", Anchor: note, Newest: x.note.Published, Overdue: days - interpretationDays, Pages: p.pageUse(x.note.URL),
			Message: fmt.Sprintf("%s %s 发布，文件 %s 公布，相隔 %d 个工作日，请核实当地的时限要求。", titled(note), x.note.Published, x.doc.Published, days),
		})
	}
}
