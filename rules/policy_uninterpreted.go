package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "policy-uninterpreted",
	Title: "政策文件没有解读",
	Doc: "规范性文件应与解读同步发布。近两年发布在规范性文件栏目里的文件，页面上没有解读链接，网站上也没有标题引用它的解读，请人工核实。" +
		"废止、清理、延期、任免一类文件，发布不足 10 个工作日的，相关链接由脚本加载的，网站上没有解读栏目而解读可能发在上级网站的，不逐件提示。",
	Fix:       "请为该文件编写解读，并与文件相互链接。",
	Indicator: "publish-interpretation",
	Source:    "国办发〔2016〕80号",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete"},
	Page:      notePolicy,
	Site:      uninterpreted,
})

// freshDays is how many working days a document has before it is asked for.
const freshDays = 10

func uninterpreted(p *SitePass) {
	docs, notes, pairs := p.policies()
	if len(docs) == 0 || !p.governed() {
		return
	}
	if len(notes) == 0 {
		if p.applies() {
			p.Skipf("网站上没有读到政策解读文章，未能逐件判断规范性文件有没有解读。")
		}
		return
	}
	explained := map[*policy]bool{}
	for _, x := range pairs {
		explained[x.doc] = true
	}
	for _, d := range docs {
		for _, n := range notes {
			if d.linksTo(n) || n.linksTo(d) {
				explained[d] = true
			}
		}
	}
	for _, d := range docs {
		switch {
		case explained[d] || d.seen.related || !p.recentPolicy(d) || noNeed.MatchString(d.Title):
			continue
		case p.Calendar.WorkingDaysBetween(d.Published, p.At) <= freshDays:
			continue
		case d.seen.scripted:
			p.SkipURLf(d.URL, "文件的相关链接由脚本加载，没有判断有没有解读。")
			continue
		case !p.Crawl.Complete:
			p.SkipURLf(d.URL, "网站没有抓取完整，没有判断文件有没有解读。")
			continue
		}
		title := clip(clean(d.Title), 60)
		p.Report(Report{
			URL: d.URL, Key: "none", Anchor: title, Newest: d.Published, Pages: p.pageUse(d.URL),
			Message: fmt.Sprintf("%s（%s 发布）没有找到解读，请人工核实。", titled(title), d.Published),
		})
	}
}
