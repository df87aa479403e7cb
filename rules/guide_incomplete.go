package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "guide-incomplete",
	Title: "信息公开指南内容不全",
	Doc: "政府信息公开指南应写明九项：信息的分类、编排体系、获取方式，以及工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式。" +
		"指南正文里一项的各种写法都没有出现的，列出缺少的项。指南在附件、图片、内嵌页面里，或由脚本加载的，不作判断。",
	Fix:       "请对照条例补齐指南中缺少的内容。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第十二条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Page:      noteGuide,
	Site: func(p *SitePass) {
		p.guides(func(n Note, g guideSeen) {
			var missing []string
			for i, e := range guideElements {
				if !p.shown(g.hits[i]) {
					missing = append(missing, e.name)
				}
			}
			if len(missing) == 0 {
				return
			}
			p.Report(Report{
				URL: n.URL, Key: "elements", Anchor: g.title, Pages: p.pageUse(n.URL),
				Message: fmt.Sprintf("%s没有写明%s。", titled(g.title), joinNames(missing)),
			})
		})
	},
})
