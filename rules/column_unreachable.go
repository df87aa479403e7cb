package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "column-unreachable",
	Title: "栏目页打不开",
	Doc: "栏目页在同一次检查中反复打开失败，或服务器返回 404、5xx，或页面显示的是出错提示。" +
		"打不开的栏目不判空白，也不判不更新。被 robots.txt 拦住、被防火墙拒绝程序访问（401、403、412、429 等）的，" +
		"列入未能判断，不在此列。",
	Fix:       "请检查栏目地址和服务器，恢复访问；栏目已撤销的，请取消所有指向它的入口。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Column: func(p *ColumnPass) {
		if p.Column.Status == lanmu.StatusUnreachable && !missing(p.Column) {
			p.Reportf("“%s”%s", columnName(p.Column), p.Column.Reason)
		}
	},
})
