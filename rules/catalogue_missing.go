package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "catalogue-missing",
	Title: "缺少政府信息公开目录",
	Doc: "全站的栏目、导航、页面标题和链接文字里都没有政府信息公开目录（公开目录、信息目录、主动公开内容、公开事项清单等写法都算）。" +
		"条例要求编制目录，列明索引、名称、内容概述、生成日期。" +
		"网站没有抓取完整、首页由脚本加载、信息公开栏目在上级网站上的，不作判断；不是政府机关的网站不检查。",
	Fix:       "请编制政府信息公开目录（索引、名称、内容概述、生成日期），在信息公开栏目发布。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第十二条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Site: func(p *SitePass) {
		if p.absent(dutyCatalogue, "政府信息公开目录") && !p.silentSite() {
			p.reportAbsent("网站上没有找到政府信息公开目录。")
		}
	},
})
