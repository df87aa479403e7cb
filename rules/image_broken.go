package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "image-broken",
	Title:     "图片无法显示",
	Doc:       "页面中的图片地址返回 404、410，或两遍核实都取不到。一张图片只列一条，写明有多少页面含有它；同一模板、同一目录的几张图片，或同一个已不存在的网站上的图片，合并为一条。拒绝程序访问（防盗链）的不算。",
	Fix:       "请重新上传图片或修改图片地址；不再需要的，从页面中删除。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		p.deadLinks(func(t *lanmu.Target) bool { return t.Kind == lanmu.LinkImage }, "页面《%s》中图片“%s”无法显示（%s）。")
	},
})
