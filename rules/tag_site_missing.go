package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "tag-site-missing",
	Title:     "缺少网站标签",
	Doc:       "首页、列表页、文章页的 <head> 中缺少网站标签 SiteName、SiteDomain 或 SiteIDCode，或标签是空的。同一模板的页面合并为一条。框架页、跳转页和出错页不查。",
	Fix:       "请在网站模板的 <head> 中补上 SiteName、SiteDomain、SiteIDCode 三个标签。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if p.tagged() {
			p.missingTags(siteTags, "页面")
		}
	},
})
