package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "link-broken",
	Title: "站内链接打不开",
	Doc: "指向本网站页面的链接返回 404、410，或页面显示不存在（软 404），或在同一次检查的第二遍较慢的核实中仍然失败" +
		"（超时、5xx、证书错误）。下拉框、框架、脚本跳转中的链接同样检查。一个失效地址只列一条，写明有多少页面含有它；同一列表的翻页合并为一条。栏目页本身打不开的，由“栏目页打不开”一条说明。" +
		"被拒绝程序访问的（403、412 等）不算失效。",
	Fix:       "请修改或删除失效链接；目标页面已迁移的，改为新地址。模板中的链接只需修改模板一处。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		told := map[string]bool{}
		for _, c := range p.Columns {
			if c.Status == lanmu.StatusUnreachable {
				told[c.URL] = true // as a column, by column-unreachable or column-missing
			}
		}
		p.deadLinks(func(t *lanmu.Target) bool { return pageLink(t) && !t.External && !told[t.URL] }, "页面《%s》中链接“%s”无法访问（%s）。")
	},
})
