package reports

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"lanmu"
)

const sampleHost = "http://swj.example.gov.cn"

var sampleDay = lanmu.NewDate(2026, 11, 23)

// sampleAudit is a bureau's night as it might be: thirty columns in all states,
// sixty findings of many rules, three departments, skips, limits, a waiver.
func sampleAudit() *lanmu.Audit {
	a := &lanmu.Audit{
		Site: lanmu.SiteRef{ID: "swj", Name: "示例市商务局", URL: sampleHost + "/", SiteCode: "2201000018"},
		Meta: lanmu.Meta{
			ID: "01JD9Z", At: sampleDay, Standard: "check-2019", Complete: false, Coverage: 0.987, Pages: 1305, Requests: 4210, Bytes: 81 << 20,
			Started: time.Date(2026, 11, 22, 18, 2, 11, 0, time.UTC), Finished: time.Date(2026, 11, 22, 18, 21, 40, 0, time.UTC),
			Links:  lanmu.LinkCounts{OK: 5120, Broken: 31, Suspected: 4, Blocked: 12, Skipped: 9},
			Limits: []string{"日历类地址超过 200 个，其余 1,204 个没有打开；其中不含栏目页。"},
		},
		Departments: []lanmu.Department{
			{ID: "office", Name: "办公室", Contact: "0431-00000001"},
			{ID: "trade", Name: "对外贸易处", Contact: "0431-00000002"},
			{ID: "market", Name: "市场运行处", Contact: "0431-00000003"},
		},
		Standard: lanmu.StandardRef{ID: "check-2019", Name: "政府网站与政务新媒体检查指标", Document: "国办秘函〔2019〕19号"},
		Warnings: []string{"配置中栏目 xzxk 的选择器 “ul.list > li” 这次没有匹配到内容，已改用自动识别，请核对。"},
		Skipped:  sampleSkips(),
	}
	a.Columns = sampleColumns()
	a.Findings = sampleFindings(a.Columns)
	a.RulesRun = sampleRules(a.Findings)
	a.Verdict = sampleVerdict(a)
	return a
}

// sampleColumns are thirty, three or four in every state.
func sampleColumns() []*lanmu.Column {
	tops := []string{"政务公开", "新闻中心", "办事服务", "互动交流", "专题专栏"}
	leaves := []string{
		"通知公告", "工作动态", "政策文件", "政策解读", "人事信息", "规划计划", "财政预决算", "行政许可", "行政处罚", "双随机监管",
		"建议提案", "政府采购", "机构职能", "领导信息", "年度报告", "图片新闻", "县区动态", "媒体关注", "办事指南", "表格下载",
		"局长信箱", "在线访谈", "意见征集", "消费促进", "电子商务", "对外贸易", "利用外资", "市场监测", "历史专题", "招聘公告",
	}
	kinds := []lanmu.Kind{lanmu.KindNotice, lanmu.KindNews, lanmu.KindPolicy, lanmu.KindInterpretation, lanmu.KindOther}
	owners := []string{"office", "trade", "market", "office", ""}
	var columns []*lanmu.Column
	for i, name := range leaves {
		c := &lanmu.Column{
			ID: fmt.Sprintf("c%02d", i), Name: name, Path: []string{tops[i/6], name}, URL: fmt.Sprintf("%s/zwgk/c%02d/", sampleHost, i),
			Kind: kinds[i%len(kinds)], Department: owners[i%len(owners)], Status: lanmu.Statuses[i%len(lanmu.Statuses)], Items: 25 + i,
		}
		stateColumn(c, i)
		columns = append(columns, c)
	}
	return columns
}

func stateColumn(c *lanmu.Column, i int) {
	switch c.Status {
	case lanmu.StatusOK:
		c.Newest, c.Deadline = sampleDay.AddDays(-3-i), sampleDay.AddDays(40+i)
		c.Reason = "在更新期限内。"
	case lanmu.StatusDueSoon:
		c.Newest, c.Deadline = sampleDay.AddDays(-12), sampleDay.AddDays(i%4)
		c.Reason = "更新期限 14 天，即将到期，请尽快发布新内容。"
	case lanmu.StatusStale:
		c.Newest, c.OverdueDays = sampleDay.AddDays(-200-7*i), 20+7*i
		c.Deadline = sampleDay.AddDays(-c.OverdueDays)
		c.Reason = fmt.Sprintf("更新期限 6 个月，最近一条是 %s，已超过 %d 天。", c.Newest, c.OverdueDays)
		c.Evidence = lanmu.Evidence{
			Excerpt: "关于开展消费促进月活动的通知 " + c.Newest.String(), Selector: "div.list > ul > li:nth-child(3)", Raw: c.Newest.String(),
			Refused: []lanmu.DateMark{{Raw: "2026年11月23日 星期一", Role: lanmu.DateClock, Why: "页面时钟"}, {Raw: "Copyright 2026", Role: lanmu.DateCopyright, Why: "版权年份"}},
		}
	case lanmu.StatusEmpty:
		c.Items, c.Reason = 0, "栏目开设以来没有内容，列表位置写着“暂无信息”。"
		c.Evidence = lanmu.Evidence{Excerpt: "暂无信息", Selector: "div.list > p", Status: 200}
	case lanmu.StatusExplanationOnly:
		c.Items, c.Reason = 1, "只有一条“栏目建设中”的说明。"
	case lanmu.StatusUndated:
		c.Reason = "25 条内容都没有日期，按规定视为未更新。"
	case lanmu.StatusUnreachable:
		c.Items, c.Reason = 0, "两次都没有在 15 秒内打开，未判断是否空白。"
	case lanmu.StatusUnverified:
		c.Items, c.Reason = 0, "列表由脚本加载，这次没有可用的浏览器。"
	case lanmu.StatusExempt:
		c.Reason = "历史专题，已归档。"
	}
}

// sampleRule is how the sample's rules speak.
type sampleRule struct {
	id, title, message, fix, indicator string
	certainty                          lanmu.Certainty
	times                              int
	kind                               string // column, link, page
}

var sampleRuleList = []sampleRule{
	{"column-stale", "栏目更新不及时", "“%s”栏目更新至 2018-03-06，已超过 %d 天未更新", "请发布应公开的新内容；确无内容的，按规定申请调整或关闭栏目，不要补发旧日期。", "publish-update", lanmu.Certain, 6, "column"},
	{"column-empty", "空白栏目", "“%s”栏目为空白栏目（%d 处列表均无内容）", "请补充内容，或把没有内容的栏目合并、关闭。", "publish-update", lanmu.Certain, 6, "column"},
	{"column-undated", "栏目内容没有日期", "“%s”栏目 %d 条内容都没有发布日期", "请在列表中显示发布日期。", "publish-update", lanmu.Likely, 4, "column"},
	{"link-broken", "站内链接失效", "页面《%s》中链接“附件%d”无法访问（404）", "请改正链接地址，或删除该链接。", "links-own", lanmu.Certain, 12, "link"},
	{"external-link-broken", "站外链接失效", "页面《%s》中链接“友情链接%d”无法访问（域名不存在）", "请更新或删除该链接。", "links-other", lanmu.Certain, 7, "link"},
	{"attachment-broken", "附件无法下载", "页面《%s》中附件“申请表%d.doc”为 0 字节", "请重新上传附件并打开核对。", "links-own", lanmu.Certain, 3, "link"},
	{"link-suspected", "疑似失效链接", "页面《%s》中链接“%d号文”打开超时一次", "请人工点开核实。", "", lanmu.Review, 4, "link"},
	{"wording-typo", "错别字", "《%s》中第 %d 段“截止目前”应为“截至目前”", "请按正确写法修改。", "wording", lanmu.Likely, 6, "page"},
	{"privacy-phone", "疑似泄露个人手机号", "《%s》中出现个人手机号码 138****00%02d", "请核实后隐去号码中间几位。", "wording", lanmu.Review, 3, "page"},
	{"date-future", "日期晚于检查日", "《%s》的发布日期为 2027-01-%02d，晚于检查日", "请改正发布日期。", "", lanmu.Likely, 4, "page"},
	{"tag-article-missing", "文章页缺少规范标签", "《%s》缺少 %d 个必备页面标签", "请在模板中补齐标签，改一处即可。", "tags", lanmu.Certain, 5, "page"},
}

func sampleFindings(columns []*lanmu.Column) []*lanmu.Finding {
	var list []*lanmu.Finding
	for _, r := range sampleRuleList {
		for i := range r.times {
			list = append(list, sampleFinding(r, i, columns))
		}
	}
	template := list[16] // the first broken link stands in the template
	template.OnCount, template.Message = 1043, "页脚链接“网站地图”无法访问（404）"
	for i := range 20 {
		template.On = append(template.On, fmt.Sprintf("%s/art/2026/3/%d/art_%d.html", sampleHost, i+1, i))
	}
	list[0].State, list[0].Waiver = lanmu.StateWaived, &lanmu.Waiver{Reason: "本年度无人事任免", ApprovedBy: "办公室", Until: lanmu.NewDate(2026, 12, 31)}
	list[1].State, list[2].State = lanmu.StateNew, lanmu.StateReopened
	list[50].State, list[51].Review = lanmu.StateFixed, lanmu.ReviewFalseAlarm
	return list
}

func sampleFinding(r sampleRule, i int, columns []*lanmu.Column) *lanmu.Finding {
	articles := []string{"关于促进消费的若干措施", "2026年商务工作要点", "对外贸易运行情况通报", "电子商务示范企业名单公示"}
	c := columns[(i*7+len(r.id))%len(columns)]
	name, url := articles[i%len(articles)], fmt.Sprintf("%s/art/2026/%d/%d/art_%d_%d.html", sampleHost, i%12+1, i%27+1, len(r.id), i)
	f := &lanmu.Finding{
		Rule: r.id, Title: r.title, Fix: r.fix, Indicator: r.indicator, Certainty: r.certainty, State: lanmu.StateOpen,
		Column: c.ID, Department: c.Department, FirstSeen: sampleDay.AddDays(-30 - i), LastSeen: sampleDay, Due: sampleDay.AddDays(14),
		Evidence: lanmu.Evidence{Excerpt: "……截止目前，全市社会消费品零售总额同比增长 5.2%……", Selector: "div.article > p:nth-child(4)", Status: 200},
	}
	switch r.kind {
	case "column":
		name, f.URL, f.Evidence, f.Overdue, f.Newest = c.Name, c.URL, c.Evidence, c.OverdueDays, c.Newest
	case "link":
		f.URL = fmt.Sprintf("%s/file/%d/%s_%d.doc", sampleHost, i, r.id, i)
		if strings.HasPrefix(r.id, "external") {
			f.URL = fmt.Sprintf("http://www.old-%d.example.cn/index.php?id=%d", i%3, i)
		}
		f.On, f.OnCount = []string{url}, 1
		if i%3 == 1 {
			f.On = []string{sampleHost + "/xwzx/c15/", sampleHost + "/xwzx/c16/"}
			f.OnCount = 2
		}
		f.Evidence = lanmu.Evidence{Excerpt: fmt.Sprintf("<a href=\"/file/%d/a.doc\">附件%d</a>", i, i), Selector: "div.article a", Status: 404}
	case "page":
		f.URL, f.On, f.OnCount = url, []string{url}, 1
	}
	f.Message = fmt.Sprintf(r.message, name, i+3)
	f.ID = lanmu.FindingID("swj", f.Rule, f.Column, f.URL, fmt.Sprint(i))
	return f
}

func sampleRules(findings []*lanmu.Finding) []lanmu.RuleRef {
	var refs []lanmu.RuleRef
	for _, r := range sampleRuleList {
		refs = append(refs, lanmu.RuleRef{
			ID: r.id, Title: r.title, Fix: r.fix, Indicator: r.indicator, Certainty: r.certainty,
			Doc: "按国办秘函〔2019〕19号检查" + r.title + "。只看页面自己的内容，不采信导航、侧栏和页脚；打不开的页面不作判断。",
		})
	}
	return append(refs, lanmu.RuleRef{ID: "ipv6-missing", Title: "不支持 IPv6", Doc: "域名没有 AAAA 记录。", Fix: "请为域名增加 AAAA 记录。", Certainty: lanmu.Certain})
}

func sampleVerdict(a *lanmu.Audit) lanmu.Verdict {
	by := map[string][]string{}
	for _, f := range a.Findings {
		by[f.Indicator] = append(by[f.Indicator], f.ID)
	}
	veto := func(id, name string, threshold int, rules ...string) lanmu.Veto {
		v := lanmu.Veto{ID: id, Name: name, Threshold: threshold}
		for _, f := range a.Findings {
			if slices.Contains(rules, f.Rule) {
				v.Columns, v.Findings = append(v.Columns, f.Column), append(v.Findings, f.ID)
			}
		}
		v.Count = len(v.Findings)
		v.Hit = v.Count >= threshold
		return v
	}
	v := lanmu.Verdict{Result: lanmu.Failed, Vetoes: []lanmu.Veto{
		{ID: "security", Name: "安全、泄密等严重问题", Threshold: 1, Undecided: true, Note: "3 条疑似个人信息需人工核实，核实前不计入。"},
		{ID: "unreachable", Name: "站点无法访问", Threshold: 5, Undecided: true, Note: "需连续一周每天访问 20 次以上，本次只访问一次。"},
		veto("home-stale", "首页不更新", 1), veto("columns-stale-timed", "栏目不更新（一）", 8, "column-stale"), veto("columns-stale-should", "栏目不更新（二）", 10, "column-undated"),
		veto("columns-empty", "空白栏目", 5, "column-empty"), veto("interaction", "互动回应差", 1), veto("service", "服务不实用", 1),
	}}
	for _, i := range []struct {
		id, name string
		weight   float64
		lost     float64
	}{{"publish-update", "发布解读·栏目更新", 15, 6}, {"links-own", "站内链接不可用", 5, 5}, {"links-other", "站外链接不可用", 3, 0.7}, {"wording", "表述错误", 10, 3}, {"tags", "页面标签", 4, 0.5}, {"search", "站内搜索", 2, 0}, {"ipv6", "IPv6 支持", 1, 0}} {
		v.Indicators = append(v.Indicators, lanmu.IndicatorScore{ID: i.id, Name: i.name, Weight: i.weight, Lost: i.lost, Count: len(by[i.id]), Verified: i.id == "links-own", Findings: by[i.id]})
	}
	return v
}

func sampleSkips() []lanmu.Skip {
	skips := []lanmu.Skip{
		{Rule: "search-broken", Reason: "站内搜索需要登录，没有试。"},
		{Rule: "wording-typo", URL: sampleHost + "/file/2.pdf", Reason: "PDF 文件超过 50 MB，没有读取文字。"},
	}
	for i := range 12 {
		skips = append(skips, lanmu.Skip{Rule: "column-empty", Column: fmt.Sprintf("c%02d", i), URL: fmt.Sprintf("%s/zwgk/c%02d/", sampleHost, i), Reason: "列表由脚本加载，这次没有可用的浏览器；安装 Chromium 后可以判断。"})
	}
	for i := range 9 {
		skips = append(skips, lanmu.Skip{Rule: "link-broken", URL: fmt.Sprintf("http://waf.example.gov.cn/a%d.html", i), Reason: "对方拒绝程序访问（412），请人工点开核实。"})
	}
	return skips
}
