package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "external-link-broken",
	Title: "外部链接打不开",
	Doc: "指向其他网站的链接（包括友情链接下拉框）返回 404、410，域名已不存在，或两遍核实都连接失败。" +
		"对方拒绝程序访问（403、412、521 等）的不算失效，列入请人工核实。同一个已不存在的网站的多个地址合并为一条。",
	Fix:       "请删除失效的外部链接，或改为对方的新地址；友情链接请定期核对。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		p.deadLinks(func(t *lanmu.Target) bool { return pageLink(t) && t.External }, "页面《%s》中外部链接“%s”无法访问（%s）。")
	},
})
