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
		"列入未能判断，不在此列。多数栏目同时出 5xx 或连不上的，像是整站故障，请人工核实。",
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
			if ailing(p.Column) && p.outage() {
				r.Certainty = lanmu.Review
				r.Message = strings.TrimSuffix(r.Message, "。") + "（检查期间网站多数栏目都出错，像是整站故障或忙不过来，请在恢复后重新检查）。"
			}
			p.Report(r)
		}
	},
})

// outageFrom is how many columns fail before it is the server that fails.
const outageFrom = 3

// outage tells that most of the site failed while it was looked at: that says
// something of the hour, and little of a column.
func (p *ColumnPass) outage() bool {
	n := 0
	for _, c := range p.Columns {
		if ailing(c) {
			n++
		}
	}
	return n >= outageFrom && n*2 >= len(p.Columns)
}

// ailing tells a column that did not open by the server's fault: 5xx, no
// connection, no answer in time. 404 is the column's own.
func ailing(c *lanmu.Column) bool {
	return c.Status == lanmu.StatusUnreachable && (c.Evidence.Status == 0 || c.Evidence.Status >= 500) && !missing(c)
}
