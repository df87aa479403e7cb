package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "date-future",
	Title: "发布日期晚于检查日",
	Doc: "列表或文章页标注的发布日期在将来。将来的日期不会被当作更新依据，还会被怀疑伪造发布时间。" +
		"标题、正文里的活动日期和截止日期不算发布日期；检查日早于抓取日时，以抓取日为准。",
	Fix:       "请核对并改正发布日期；确需定时发布的，到期之前不要让信息出现在网站上。",
	Indicator: "wording",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site:      futureDates,
})

func futureDates(p *SitePass) {
	today := p.today()
	told := map[string]bool{}
	for _, c := range p.Columns {
		for _, r := range c.Rows {
			if r.Date.After(today) && r.URL != "" && !told[r.URL] && !fromAddress(r) {
				told[r.URL] = true
				p.Report(Report{
					URL: r.URL, Anchor: clip(clean(r.Title), 60), Newest: r.Date, Pages: []lanmu.Use{{Page: c.URL, Text: r.Title}},
					Message:  fmt.Sprintf("“%s”栏目中《%s》标注的日期 %s 晚于检查日 %s。", columnName(c), clip(clean(r.Title), 60), r.Date, today),
					Evidence: lanmu.Evidence{Excerpt: clip(clean(r.Title), 120), Raw: clip(r.Raw, 60)},
				})
			}
		}
	}
	for f := range p.Pages.All() {
		if f.Kind != lanmu.PageArticle || told[f.URL] || told[f.Asked] {
			continue
		}
		if d := futureDay(f, today); !d.Date.IsZero() {
			p.Report(Report{
				URL: f.URL, Anchor: clip(clean(f.Title), 60), Newest: d.Date,
				Message:  fmt.Sprintf("《%s》标注的发布日期 %s 晚于检查日 %s。", clip(clean(f.Title), 60), d.Date, today),
				Evidence: lanmu.Evidence{Raw: clip(clean(d.Raw), 60)},
			})
		}
	}
}

// futureDay is the day of publication that an article states and that has not
// come. Reading takes no day after the audit's for Published but refuses it, and
// may take a weaker one (the signature's, the address's) instead; where another
// day is labelled just as well, that one counts and nothing is said.
func futureDay(f *lanmu.Facts, today lanmu.Date) lanmu.DateMark {
	if f.Published.After(today) {
		return lanmu.DateMark{Date: f.Published, Raw: f.PubRaw}
	}
	if labelled(f.PubRaw) {
		return lanmu.DateMark{}
	}
	for _, d := range f.Dates {
		if d.Role == lanmu.DatePublished && !d.Taken && d.Date.After(today) &&
			(labelled(d.Raw) || f.Published.IsZero() && !inProse(d.Raw)) {
			return d
		}
	}
	return lanmu.DateMark{}
}
