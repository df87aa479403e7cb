package rules

import (
	"strings"
	"testing"

	"lanmu"
)

func row(day string, pinned bool) lanmu.Row {
	d, _ := lanmu.ParseDate(day)
	return lanmu.Row{Title: "甲", Date: d, Pinned: pinned}
}

func TestStatus(t *testing.T) {
	page := &lanmu.Facts{Kind: lanmu.PageColumn}
	for _, tt := range []struct {
		name     string
		c        lanmu.Column
		status   lanmu.Status
		deadline string
		over     int
		reason   string
	}{
		{"exempt beats all", lanmu.Column{Kind: lanmu.KindNews, Exempt: "已归档", HTTP: 404}, lanmu.StatusExempt, "", 0, "已归档"},
		{"503 is no blank", lanmu.Column{Kind: lanmu.KindNews, HTTP: 503, Page: page, Empty: lanmu.EmptyNoRows}, lanmu.StatusUnreachable, "", 0, "503"},
		{"firewall", lanmu.Column{Kind: lanmu.KindNews, HTTP: 412, Page: page, Empty: lanmu.EmptyNothing}, lanmu.StatusUnverified, "", 0, "请人工点开"},
		{"robots", lanmu.Column{Kind: lanmu.KindNews, Fail: &lanmu.Fail{Kind: lanmu.FailRobots}}, lanmu.StatusUnverified, "", 0, "robots"},
		{"too large", lanmu.Column{Kind: lanmu.KindNews, Fail: &lanmu.Fail{Kind: lanmu.FailTooLarge}}, lanmu.StatusUnverified, "", 0, "大小上限"},
		{"script not run", lanmu.Column{Kind: lanmu.KindNews, Empty: lanmu.EmptyNoRows, Page: &lanmu.Facts{NeedsScript: true}}, lanmu.StatusUnverified, "", 0, "脚本"},
		{"script run", lanmu.Column{Kind: lanmu.KindNews, Rendered: true, Empty: lanmu.EmptyNoRows, Page: &lanmu.Facts{NeedsScript: true}}, lanmu.StatusEmpty, "", 0, "没有任何条目"},
		{"script run in vain", lanmu.Column{Kind: lanmu.KindNews, Rendered: true, Page: &lanmu.Facts{NeedsScript: true, Rendered: true}}, lanmu.StatusUnverified, "", 0, "人工点开"},
		{"unread", lanmu.Column{Kind: lanmu.KindNews, Page: &lanmu.Facts{Unread: true}, Empty: lanmu.EmptyNothing}, lanmu.StatusUnverified, "", 0, "没有读准，未能判断。"},
		{
			"selector that matched before",
			lanmu.Column{Kind: lanmu.KindNews, Page: &lanmu.Facts{Missed: "#a li"}, Empty: lanmu.EmptyNoRows, Before: lanmu.Earlier{At: testDay.AddDays(-1), Items: 20}},
			lanmu.StatusUnverified, "", 0, "还能取到 20 条",
		},
		{
			"it matched before, and the page says that there is nothing",
			lanmu.Column{Kind: lanmu.KindNews, Page: &lanmu.Facts{Missed: "#a li"}, Empty: lanmu.EmptyPhrase, Before: lanmu.Earlier{At: testDay.AddDays(-1), Items: 20}},
			lanmu.StatusEmpty, "", 0, "",
		},
		{"selector that matches nothing", lanmu.Column{Kind: lanmu.KindNews, Page: &lanmu.Facts{Missed: "#a li"}, Rows: []lanmu.Row{row("2026-11-08", false)}}, lanmu.StatusUnverified, "", 0, "#a li"},
		{
			"pager that sends a form",
			lanmu.Column{Kind: lanmu.KindNews, Page: &lanmu.Facts{PagerSends: "__doPostBack"}, Walked: 1, Pages: 2, Rows: []lanmu.Row{row("2026-11-20", false)}},
			lanmu.StatusOK, "2026-12-04", 0, "只统计了第一页的 1 条。",
		},
		{"static never stale", lanmu.Column{Kind: lanmu.KindStatic, Page: page, Rows: []lanmu.Row{row("2010-01-01", false)}}, lanmu.StatusOK, "", 0, "没有更新期限"},
		{"static may be blank", lanmu.Column{Kind: lanmu.KindStatic, Page: page, Empty: lanmu.EmptyNothing}, lanmu.StatusEmpty, "", 0, "没有列表"},
		{"reports by year", lanmu.Column{Kind: lanmu.KindReport, Page: page, Rows: []lanmu.Row{{Title: "2025年度"}, {Title: "2024年度"}}}, lanmu.StatusUnverified, "", 0, "标题中写明年度"},
		{"reports without years", lanmu.Column{Kind: lanmu.KindReport, Page: page, Rows: []lanmu.Row{{Title: "2025年度"}, {Title: "工作报告"}}}, lanmu.StatusUndated, "", 0, "没有标注日期"},
		{"one page", lanmu.Column{Kind: lanmu.KindNotice, Page: page}, lanmu.StatusOK, "", 0, "单页"},
		{"last day", lanmu.Column{Kind: lanmu.KindNews, Page: page, Rows: []lanmu.Row{row("2026-11-09", false)}}, lanmu.StatusDueSoon, "2026-11-23", 0, "还有 0 天"},
		{"a day over", lanmu.Column{Kind: lanmu.KindNews, Page: page, Rows: []lanmu.Row{row("2026-11-08", false)}}, lanmu.StatusStale, "2026-11-22", 1, "超期 1 天"},
		{"three days before", lanmu.Column{Kind: lanmu.KindNews, Page: page, Rows: []lanmu.Row{row("2026-11-12", false)}}, lanmu.StatusDueSoon, "2026-11-26", 0, ""},
		{"four days before", lanmu.Column{Kind: lanmu.KindNews, Page: page, Rows: []lanmu.Row{row("2026-11-13", false)}}, lanmu.StatusOK, "2026-11-27", 0, ""},
		{"six calendar months", lanmu.Column{Kind: lanmu.KindNotice, Page: page, Rows: []lanmu.Row{row("2026-08-31", false)}}, lanmu.StatusOK, "2027-02-28", 0, ""},
		{"thirty days before", lanmu.Column{Kind: lanmu.KindNotice, Page: page, Rows: []lanmu.Row{row("2026-06-23", false)}}, lanmu.StatusDueSoon, "2026-12-23", 0, ""},
		{"practice is no standard", lanmu.Column{Kind: lanmu.KindPlan, Page: page, Rows: []lanmu.Row{row("2024-06-23", false)}}, lanmu.StatusStale, "2025-06-23", 518, "本工具默认"},
		{
			"a government's report is due in March",
			lanmu.Column{Name: "政府信息公开年报", Kind: lanmu.KindReport, Page: page, Rows: []lanmu.Row{{Title: "示例县2024年政府信息公开工作年度报告", Date: lanmu.NewDate(2025, 1, 20)}}},
			lanmu.StatusStale, "2026-03-31", 237, "下一年度的报告最晚应在 2026-03-31 公布，已超期 237 天",
		},
		{
			"a bureau's in January",
			lanmu.Column{Name: "政府信息公开年报", Kind: lanmu.KindReport, Page: page, Rows: []lanmu.Row{{Title: "示例市商务局2024年政府信息公开工作年度报告", Date: lanmu.NewDate(2025, 1, 20)}}},
			lanmu.StatusStale, "2026-01-31", 296, "最晚应在 2026-01-31 公布",
		},
		{
			"other reports by their year",
			lanmu.Column{Name: "统计年报", Kind: lanmu.KindReport, Page: page, Rows: []lanmu.Row{{Title: "示例县2024年统计年报", Date: lanmu.NewDate(2025, 1, 20)}}},
			lanmu.StatusStale, "2026-01-20", 307, "本工具默认的更新期限为1年",
		},
		{"future is no update", lanmu.Column{Kind: lanmu.KindNews, Page: page, Rows: []lanmu.Row{row("2027-06-23", false)}}, lanmu.StatusUndated, "", 0, "晚于检查日"},
		{"pages in order", lanmu.Column{Kind: lanmu.KindNews, Page: page, Walked: 1, Pages: 9, Rows: []lanmu.Row{row("2020-01-01", true), row("2026-01-02", false), row("2026-01-01", false)}}, lanmu.StatusStale, "2026-01-16", 311, "超期 311 天。"},
		{"pages out of order", lanmu.Column{Kind: lanmu.KindNews, Page: page, Walked: 1, Pages: 9, Rows: []lanmu.Row{row("2026-01-01", false), row("2026-01-02", false)}}, lanmu.StatusStale, "2026-01-16", 311, "只读了 1 页"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			std, err := LoadStandard("check-2019", testDay)
			if err != nil {
				t.Fatal(err)
			}
			c := tt.c
			c.Leaf = true
			std.judge(&c, testSite(), &lanmu.Crawl{}, testDay)
			if c.Status != tt.status || c.Deadline.String() != tt.deadline || c.OverdueDays != tt.over || !strings.Contains(c.Reason, tt.reason) {
				t.Errorf("%s, deadline %q, over %d: %s", c.Status, c.Deadline, c.OverdueDays, c.Reason)
			}
			if !strings.HasSuffix(c.Reason, "。") {
				t.Errorf("no sentence: %s", c.Reason)
			}
		})
	}
}
