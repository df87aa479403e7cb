package rules

import (
	"fmt"

	"lanmu"
)

// backdateDays is how much earlier than first seen an item may be dated, in
// working days: the term for publishing itself (政府信息公开条例 art. 26).
const backdateDays = 20

var _ = register(&Rule{
	ID:    "article-backdated",
	Title: "疑似倒签发布日期",
	Doc: "信息标注的日期比本工具第一次在列表中见到它早 20 个工作日以上，而那段时间本工具一直在检查这个列表、并没有见到它，" +
		"像是后来补发却写了以前的日期。需要有以往的检查记录才能判断；第一次检查时就有的信息、上次没有读全的列表不算。",
	Fix:          "请按实际发布时间标注日期；补发的信息可以另行注明成文日期，不要改写发布日期。",
	Indicator:    "",
	Source:       "国办秘函〔2019〕19号",
	Certainty:    lanmu.Review,
	NeedsHistory: true,
	Site:         backdated,
})

func backdated(p *SitePass) {
	since := p.History.Since()
	if since.IsZero() || !since.Before(p.At) {
		p.Skipf("还没有以往的检查记录，未能判断。")
		return
	}
	for _, c := range p.Columns {
		if c.Pages > c.Walked {
			continue // an old item may have come up from a page that was not read
		}
		for _, row := range c.Rows {
			if row.URL == "" || row.Date.IsZero() || row.Pinned {
				continue
			}
			first := p.History.FirstSeen(row.URL)
			if first.IsZero() {
				first = p.At
			}
			// The item's own day must lie in the time that was watched.
			if !first.After(since) || !row.Date.After(since) || p.Calendar.WorkingDaysBetween(row.Date, first) <= backdateDays {
				continue
			}
			p.Report(Report{
				URL: row.URL, Anchor: clip(clean(row.Title), 60), Newest: row.Date, Pages: []lanmu.Use{{Page: c.URL, Text: clip(row.Title, 60)}},
				Message: fmt.Sprintf("“%s”栏目中《%s》标注 %s，本工具 %s 才第一次见到，请核实是否倒签日期。",
					columnName(c), clip(clean(row.Title), 60), row.Date, first),
				Evidence: lanmu.Evidence{Raw: clip(row.Raw, 60)},
			})
		}
	}
}
