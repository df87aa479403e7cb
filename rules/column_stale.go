package rules

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "column-stale",
	Title: "栏目更新不及时",
	Doc: "栏目列表中最新一条信息距检查日超过更新期限：动态要闻类 2 周，通知公告和政策文件类 6 个月，" +
		"人事、规划、年报、预决算类本工具默认 1 年。最新日期取列表自身各条中最晚的一条，不看置顶次序，" +
		"也不看页面上的时钟、版权年份和侧栏。解读类、互动类的期限未经核实，只作提醒，不计入单项否决。",
	Fix:       "请在栏目内补发应公开的新信息；确实没有新信息的，说明情况并留存依据，或调整、归并栏目。",
	Indicator: "publish-update",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Column:    stale,
})

func stale(p *ColumnPass) {
	c := p.Column
	if c.Status != lanmu.StatusStale {
		return
	}
	r := Report{
		Message: fmt.Sprintf("“%s”栏目更新至 %s，已超过 %d 天未更新（%s，超期 %d 天）。",
			columnName(c), c.Newest, p.At.DaysSince(c.Newest), p.Standard.term(c), c.OverdueDays),
		Anchor: c.Name, Evidence: withRows(c, "最新一条："), Newest: c.Newest, Overdue: c.OverdueDays,
	}
	switch {
	case p.Standard.warnsOnly(c):
		r.Certainty, r.Weightless = lanmu.Review, true
		r.Message += "此项仅作提醒。"
	case !wholeList(c):
		r.Certainty = lanmu.Likely
		r.Message += readPages(c) + "，请核对未读部分。"
	case c.AgeFrom == "profile":
		p.byProfile(&r)
	case p.Standard.Periods[c.Kind].Mark != MarkVerified:
		r.Certainty = lanmu.Likely
	}
	p.Report(r)
}

// withRows is a column's evidence with the row that decides: the newest, else the
// first.
func withRows(c *lanmu.Column, lead string) lanmu.Evidence {
	e := c.Evidence
	i := slices.IndexFunc(c.Rows, func(r lanmu.Row) bool { return r.Date == c.Newest })
	if i < 0 || e.Excerpt != "" {
		return e
	}
	e.Excerpt = strings.TrimSpace(fmt.Sprintf("%s《%s》 %s", lead, clip(clean(c.Rows[i].Title), 60), clip(clean(c.Rows[i].Raw), 40)))
	return e
}

// byProfile: a term of one's own counts for the standard only where the
// standard's has passed as well.
func (p *ColumnPass) byProfile(r *Report) {
	term, ok := p.Standard.Periods[p.Column.Kind]
	if !ok || term.Mark == MarkUnverified || !p.Column.Newest.Add(term.Age).AddDays(p.Standard.Grace).Before(p.At) {
		r.Weightless = true
		r.Message += "检查指标规定的期限尚未超过，不计入检查指标。"
		return
	}
	if term.Mark != MarkVerified {
		r.Certainty = lanmu.Likely
	}
}
