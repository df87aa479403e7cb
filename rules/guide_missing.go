package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "guide-missing",
	Title: "缺少政府信息公开指南",
	Doc: "全站的栏目、导航、页面标题和链接文字里都没有政府信息公开指南（信息公开指南、公开指南、政务公开指南等写法都算）。" +
		"指南是公众了解怎样获取信息的入口，条例要求每个机关编制并及时更新。" +
		"网站没有抓取完整、首页由脚本加载、信息公开栏目在上级网站上的，不作判断；不是政府机关的网站不检查。" +
		"整个网站没有信息公开字样的，只在“信息公开平台不完整”里提示一次。",
	Fix:       "请编制政府信息公开指南，在信息公开栏目的显著位置发布。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第十二条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Site: func(p *SitePass) {
		if p.absent(dutyGuide, "政府信息公开指南") && !p.silentSite() {
			p.reportAbsent("网站上没有找到政府信息公开指南。")
		}
	},
})
