package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "link-suspected",
	Title:     "链接疑似打不开",
	Doc:       "链接失败过一次，但同一次检查内没能再次确认（检查提前结束，或第二遍又好了又坏）。只请人工点开看一看，不计入任何指标。",
	Fix:       "请人工点开核实；确实打不开的，修改或删除。",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Review,
	Site: func(p *SitePass) {
		alone := p.cutOff()
		for _, t := range p.Crawl.Targets {
			if alone && t.External {
				continue
			}
			if t.Verdict == lanmu.LinkSuspected && t.Kind != lanmu.LinkStyle && t.Kind != lanmu.LinkData {
				p.deadLink(t, "页面《%s》中链接“%s”疑似打不开（%s），请人工核实。")
			}
		}
	},
})

// cutOff tells an audit from a place that reaches no other host at all: that
// dozens of links fail then says nothing of the links.
func (p *SitePass) cutOff() bool {
	suspected := 0
	for _, t := range p.Crawl.Targets {
		switch {
		case t.External && t.Status > 0:
			return false
		case t.External && t.Verdict == lanmu.LinkSuspected:
			suspected++
		}
	}
	if suspected < 5 {
		return false
	}
	p.SkipURLf(p.Site.URL, "检查所在的机器访问不到任何外部网站，%d 个外部链接未能核实。", suspected)
	return true
}
