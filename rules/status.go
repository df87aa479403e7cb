package rules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"lanmu"
	"lanmu/rules/yearly"
)

// judge sets a column's state, newest, deadline and reason. The order is the
// order of honesty: what could not be seen is never called blank, what is blank
// is never called late.
func (std *Standard) judge(c *lanmu.Column, site *lanmu.Site, crawl *lanmu.Crawl, at lanmu.Date) {
	j := &judging{std: std, site: site, crawl: crawl, at: at, c: c}
	c.Newest = lanmu.Newest(c.Rows, at)
	c.Deadline, c.OverdueDays = lanmu.Date{}, 0
	if c.Items == 0 {
		c.Items = len(c.Rows)
	}
	if c.HTTP != 0 && c.Evidence.Status == 0 {
		c.Evidence.Status = c.HTTP
	}
	std.age(c)
	j.asked()
	for _, step := range []func() (lanmu.Status, string){
		j.exempt, j.unreachable, j.unseen, j.hub, j.explained, j.empty, j.timeless, j.undated, j.timed,
	} {
		if status, reason := step(); status != "" {
			c.Status, c.Reason = status, reason+j.firstPageOnly()
			return
		}
	}
}

// age sets the period that applies: the profile's, else the standard's.
func (std *Standard) age(c *lanmu.Column) {
	if c.AgeFrom == "profile" && !c.MaxAge.IsZero() {
		return
	}
	if p, ok := std.Periods[c.Kind]; ok && !p.Age.IsZero() {
		c.MaxAge, c.AgeFrom = p.Age, "standard"
	} else if c.AgeFrom != "profile" {
		c.MaxAge, c.AgeFrom = lanmu.Period{}, ""
	}
}

// judging is one column being judged: each step answers with a state and its
// reason, or with nothing and leaves it to the next.
type judging struct {
	std   *Standard
	site  *lanmu.Site
	crawl *lanmu.Crawl
	at    lanmu.Date
	c     *lanmu.Column
}

// asked fills in what became of a column's page that was never read from the
// verdict on links to it.
func (j *judging) asked() {
	c := j.c
	if c.Page != nil || c.Fail != nil || c.HTTP != 0 {
		return
	}
	for _, t := range j.crawl.Targets {
		if t.URL == c.URL && (t.Verdict == lanmu.LinkBroken || t.Verdict == lanmu.LinkBlocked) {
			c.HTTP, c.Fail = t.Status, t.Fail
			c.Evidence.Status = t.Status
			return
		}
	}
}

func (j *judging) exempt() (lanmu.Status, string) {
	if j.c.Exempt == "" {
		return "", ""
	}
	return lanmu.StatusExempt, "不作检查：" + strings.TrimSuffix(j.c.Exempt, "。") + "。"
}

func (j *judging) unreachable() (lanmu.Status, string) {
	c := j.c
	switch {
	case c.Fail != nil && notLooked(c.Fail.Kind):
		return lanmu.StatusUnverified, "没有查看这个栏目：" + failWords(c.Fail) + "。"
	case c.Fail != nil:
		return lanmu.StatusUnreachable, "栏目页打不开：" + failWords(c.Fail) + "。"
	case blockedStatus(c.HTTP):
		return lanmu.StatusUnverified, fmt.Sprintf("服务器拒绝程序访问（%d），请人工点开核实。", c.HTTP)
	case c.HTTP >= 400:
		return lanmu.StatusUnreachable, fmt.Sprintf("栏目页打不开：服务器返回 %d。", c.HTTP)
	case c.Page == nil:
		if why, ok := j.crawl.NotLooked[c.URL]; ok {
			return lanmu.StatusUnverified, "没有查看这个栏目：" + failWords(&lanmu.Fail{Kind: why}) + "。"
		}
		return lanmu.StatusUnverified, "没有取得栏目页，未能判断。"
	case c.Page.Kind == lanmu.PageError && c.Page.Soft == "":
		// A captcha, a notice that the site moves: nobody says that it is not there.
		return lanmu.StatusUnverified, "打开的页面不是栏目内容，未能判断，请人工点开核实：" + strings.Join(c.Page.Trouble, "；") + "。"
	case c.Page.Kind == lanmu.PageError:
		return lanmu.StatusUnreachable, "栏目页打不开：页面显示的是出错提示" + quoted(c.Page.Soft) + "。"
	}
	return "", ""
}

// unseen is what was fetched and yet not seen as a visitor sees it.
func (j *judging) unseen() (lanmu.Status, string) {
	c := j.c
	switch {
	case c.Page.Missed != "" && c.Before.Items > 0 && c.Empty != lanmu.EmptyPhrase && c.Empty != lanmu.EmptyRecords:
		return lanmu.StatusUnverified, "配置的条目选择器“" + c.Page.Missed + "”没有选中任何条目，" + c.Before.Words(j.at) + "，页面可能已经改版，未能判断。请核对站点配置。"
	case c.Page.Missed != "" && c.Empty == lanmu.NotEmpty:
		return lanmu.StatusUnverified, "配置的条目选择器“" + c.Page.Missed + "”没有选中任何条目，页面可能已经改版，未能判断。请核对站点配置。"
	case c.Page.Unread:
		why := "栏目页内容没有读准，未能判断"
		if len(c.Page.Trouble) > 0 {
			why += "：" + strings.Join(c.Page.Trouble, "；")
		}
		return lanmu.StatusUnverified, why + "。"
	case c.External:
		return lanmu.StatusUnverified, "栏目内容全部是指向其他系统的链接，无法自动判断，请人工核实。"
	case len(c.Rows) == 0 && c.Page.NeedsScript && !c.Rendered:
		if c.Page.Unfilled != "" {
			return lanmu.StatusUnverified, c.Page.Unfilled
		}
		return lanmu.StatusUnverified, "列表由脚本加载，未经浏览器渲染，未能判断。"
	case len(c.Rows) == 0 && c.Page.NeedsScript && c.Empty == lanmu.NotEmpty:
		return lanmu.StatusUnverified, "列表由脚本加载，浏览器运行页面脚本后仍没有看到内容，未能判断，请人工点开核实。"
	case len(c.Rows) == 0 && c.Page.Kind == lanmu.PageRedirect:
		return lanmu.StatusUnverified, "栏目页自动跳转到其他地址，未能判断。"
	}
	return "", ""
}

func (j *judging) hub() (lanmu.Status, string) {
	if j.c.Leaf {
		return "", ""
	}
	return lanmu.StatusOK, "只列下级栏目，按末级栏目逐一检查。"
}

func (j *judging) explained() (lanmu.Status, string) {
	if j.c.Empty != lanmu.EmptyExplanation || len(j.c.Rows) > 0 {
		return "", ""
	}
	return lanmu.StatusExplanationOnly, "栏目只有情况说明，没有实际内容" + quoted(j.c.EmptyWhy) + "。"
}

func (j *judging) empty() (lanmu.Status, string) {
	c := j.c
	if c.Empty == lanmu.NotEmpty || len(c.Rows) > 0 {
		return "", ""
	}
	why := map[lanmu.Emptiness]string{
		lanmu.EmptyNoRows:  "列表位置没有任何条目",
		lanmu.EmptyPhrase:  "列表位置只有无数据提示",
		lanmu.EmptyNothing: "页面没有列表、正文、表格、图片或嵌入内容",
		lanmu.EmptyRecords: "页面自带的数据里没有记录",
	}[c.Empty]
	if c.Empty == lanmu.EmptyPhrase || c.Empty == lanmu.EmptyRecords {
		why += quoted(c.EmptyWhy)
		c.Evidence.Excerpt = clip(c.EmptyWhy, 160) // the page's own words
	} else if c.Empty == lanmu.EmptyNoRows {
		c.Evidence.Selector = clip(c.EmptyWhy, 200) // the place of the list
	}
	return lanmu.StatusEmpty, why + "。"
}

// timeless are columns without a period, and pages that are no list.
func (j *judging) timeless() (lanmu.Status, string) {
	c := j.c
	switch {
	case c.Kind == lanmu.KindStatic && c.AgeFrom != "profile":
		return lanmu.StatusOK, "栏目有内容，内容相对固定，没有更新期限。"
	case len(c.Rows) == 0:
		return lanmu.StatusOK, "栏目是单页内容，不按列表的更新期限检查。"
	case c.MaxAge.IsZero():
		return lanmu.StatusOK, "栏目有内容，这类栏目没有规定更新期限。"
	}
	return "", ""
}

func (j *judging) undated() (lanmu.Status, string) {
	if !j.c.Newest.IsZero() {
		return "", ""
	}
	seen := lastSeen(j.site, j.crawl, j.at)
	for _, r := range j.c.Rows {
		if r.Date.After(j.at) && !r.Date.After(seen) {
			return lanmu.StatusUnverified, fmt.Sprintf("列表里都是检查日 %s 之后发布的信息，检查日当天的情况已无从判断。", j.at)
		}
	}
	for _, r := range j.c.Rows {
		if r.Date.After(j.at) {
			return lanmu.StatusUndated, fmt.Sprintf("列表 %d 条信息没有可用的日期（有晚于检查日的日期，不予采用），按未更新计。", len(j.c.Rows))
		}
	}
	if j.namedByYear() {
		return lanmu.StatusUnverified, fmt.Sprintf("列表 %d 条信息都没有标注日期，只在标题中写明年度，未能判断发布时间，请人工点开核实。", len(j.c.Rows))
	}
	return lanmu.StatusUndated, fmt.Sprintf("列表 %d 条信息都没有标注日期，按未更新计。", len(j.c.Rows))
}

// namedByYear tells a column of yearly reports or budgets whose rows are called
// by their year, 2025年度: the year stands where other columns put the date.
func (j *judging) namedByYear() bool {
	if j.c.Kind != lanmu.KindReport && j.c.Kind != lanmu.KindBudget {
		return false
	}
	for _, r := range j.c.Rows {
		if !yearInTitle.MatchString(r.Title) {
			return false
		}
	}
	return true
}

// yearInTitle is a year that a title names: 2025年度, 2025 年报告.
var yearInTitle = regexp.MustCompile(`(?:19|20)\d{2}\s*年`)

// timed compares newest and deadline.
func (j *judging) timed() (lanmu.Status, string) {
	c := j.c
	c.Deadline = c.Newest.Add(c.MaxAge).AddDays(j.std.grace())
	if due := j.reportDue(); due.After(c.Deadline) {
		c.Deadline = due
	}
	left := c.Deadline.DaysSince(j.at)
	term := j.std.term(c)
	switch {
	case left < 0:
		c.OverdueDays = -left
		return lanmu.StatusStale, fmt.Sprintf("最近更新 %s，%s，已超期 %d 天%s。", c.Newest, term, -left, j.doubt())
	case left <= j.std.warnDays(c.Newest, c.MaxAge):
		return lanmu.StatusDueSoon, fmt.Sprintf("最近更新 %s，%s，距到期还有 %d 天。", c.Newest, term, left)
	}
	return lanmu.StatusOK, fmt.Sprintf("最近更新 %s，%s，%s 前不会超期。", c.Newest, term, c.Deadline)
}

// reportDue is when the next annual report is due in the column of them, after
// the last was put up; zero: it is another column. A government's may come two
// months later in the year than its last one did.
func (j *judging) reportDue() lanmu.Date {
	c := j.c
	if c.Kind != lanmu.KindReport || c.AgeFrom == "profile" || !reportColumnName.MatchString(squeeze(c.Name)) {
		return lanmu.Date{}
	}
	body := j.site.Name
	for _, r := range c.Rows {
		if r.Date == c.Newest {
			if before, _, ok := strings.Cut(clean(r.Title), "20"); ok && before != "" {
				body = before
			}
		}
	}
	year := int(c.Newest.Year) // of which the next one tells
	month, day := yearly.Due(year, yearly.Government(body))
	return lanmu.NewDate(year+1, month, day)
}

// doubt is why newer rows may exist on list pages that were not read.
func (j *judging) doubt() string {
	if wholeList(j.c) {
		return ""
	}
	return "（" + readPages(j.c) + "且未按日期排列，未读部分可能有更新的信息）"
}

// firstPageOnly says that a list's further pages were not asked for because
// they have no address.
func (j *judging) firstPageOnly() string {
	if j.c.Page == nil || j.c.Page.PagerSends == "" || len(j.c.Rows) == 0 || j.c.Walked != 1 {
		return ""
	}
	return "列表的翻页要提交表单或运行脚本（" + j.c.Page.PagerSends + "），不跟随：只统计了第一页的 " + strconv.Itoa(len(j.c.Rows)) + " 条。"
}

// readPages says how much of a column's list was read.
func readPages(c *lanmu.Column) string {
	if c.Page != nil && c.Page.PagerSends != "" {
		return "列表靠提交表单或脚本翻页，只读了第一页"
	}
	return fmt.Sprintf("列表共 %d 页，只读了 %d 页", c.Pages, c.Walked)
}

// wholeList tells that no row newer than the newest seen can stand on a list
// page that was not read: all were, or those that were are in order.
func wholeList(c *lanmu.Column) bool {
	if c.Pages <= c.Walked {
		return true
	}
	var last lanmu.Date
	for _, r := range c.Rows {
		if r.Pinned || r.Date.IsZero() {
			continue
		}
		if !last.IsZero() && r.Date.After(last) {
			return false
		}
		last = r.Date
	}
	return true
}

// warnDays is how long before its deadline a column is due soon: a share of
// its period, within bounds.
func (std *Standard) warnDays(newest lanmu.Date, p lanmu.Period) int {
	days := newest.Add(p).DaysSince(newest)
	return min(max(days/std.DueSoon.Share, std.DueSoon.Min), std.DueSoon.Max)
}

func (std *Standard) grace() int { return std.Grace }

// term is the period in words, with where it comes from. Only what the
// document itself says is called the standard's.
func (std *Standard) term(c *lanmu.Column) string {
	if c.Kind == lanmu.KindReport && c.Deadline.After(c.Newest.Add(c.MaxAge).AddDays(std.grace())) {
		return fmt.Sprintf("下一年度的报告最晚应在 %s 公布", c.Deadline) // see reportDue
	}
	if c.AgeFrom == "profile" {
		return "配置的更新期限为" + c.MaxAge.Chinese()
	}
	switch std.Periods[c.Kind].Mark {
	case MarkVerified:
		return "更新期限为" + c.MaxAge.Chinese()
	case MarkPractice:
		return "本工具默认的更新期限为" + c.MaxAge.Chinese()
	}
	return "本工具默认在" + c.MaxAge.Chinese() + "未更新时提醒"
}
