package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "column-undated",
	Title: "栏目信息未标注日期",
	Doc: "有更新期限的栏目，列表各条都没有可用的发布日期。检查时未标注日期的信息按未更新计。" +
		"日期写在信息地址里、能够读出的，不算未标注；只在文章页标日期、列表上不标的，仍算未标注。没有更新期限的栏目不查。",
	Fix:       "请在列表和文章页显示每条信息的发布日期（年-月-日），已发布的信息一并补上。",
	Indicator: "publish-update",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Column: func(p *ColumnPass) {
		if p.Column.Status != lanmu.StatusUndated {
			return
		}
		r := Report{
			Message: fmt.Sprintf("“%s”栏目：%s", columnName(p.Column), p.Column.Reason),
			Anchor:  p.Column.Name, Evidence: withRows(p.Column, "第一条："),
		}
		if p.Standard.warnsOnly(p.Column) {
			r.Certainty, r.Weightless = lanmu.Review, true
		} else if p.Column.AgeFrom == "profile" || p.Standard.Periods[p.Column.Kind].Mark != MarkVerified {
			r.Certainty = lanmu.Likely
		}
		p.Report(r)
	},
})
