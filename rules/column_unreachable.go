package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

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
			r := Report{Message: fmt.Sprintf("“%s”%s", columnName(p.Column), p.Column.Reason), Evidence: p.Column.Evidence, Anchor: p.Column.Name}
			for _, t := range p.Crawl.Targets {
				if t.URL == p.Column.URL && len(t.On) > 0 {
					r.Pages, r.OnCount = t.On, t.OnCount
					r.Message = strings.TrimSuffix(r.Message, "。") + fmt.Sprintf("；共 %d 个页面链接到这里。", t.OnCount)
				}
			}
			p.Report(r)
		}
	},
})
