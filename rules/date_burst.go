package rules

import (
	"fmt"
	"slices"

	"lanmu"
)

// What counts as filling up before an inspection: so many items within so few
// days, after nothing for so long, not longer ago than so.
const (
	burstItems  = 5
	burstDays   = 2
	burstGap    = 90
	burstWithin = 366
)

var _ = register(&Rule{
	ID:    "date-burst",
	Title: "疑似突击更新",
	Doc: "栏目在 90 天以上没有更新之后，两天内集中发布 5 条以上信息。检查人员会认为是为应付检查突击补发。" +
		"新开栏目的首批内容、按年度集中公开的预决算和年报、一年以前的旧事不算。是否属实请人工核实。",
	Fix:       "请按信息形成的时间及时发布，不要集中补发；确属集中公开的，说明情况并留存依据。",
	Indicator: "",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Review,
	Column: func(p *ColumnPass) {
		switch p.Column.Kind {
		case lanmu.KindReport, lanmu.KindBudget, lanmu.KindStatic:
			return
		}
		day, n, gap := burst(p.Column.Rows, p.At)
		if n == 0 {
			return
		}
		p.Report(Report{
			Key: day.String(), Anchor: p.Column.Name, Newest: p.Column.Newest, Evidence: p.Column.Evidence,
			Message: fmt.Sprintf("“%s”栏目 %d 天没有更新，%s 起两天内集中发布 %d 条信息，请核实是否突击补发。", columnName(p.Column), gap, day, n),
		})
	},
})

// burst is the latest day on which a list was filled up after a gap, how many
// items that were, and the gap in days; n = 0: none.
func burst(rows []lanmu.Row, at lanmu.Date) (day lanmu.Date, n, gap int) {
	var days []lanmu.Date
	for _, r := range rows {
		if !r.Date.IsZero() && !r.Date.After(at) {
			days = append(days, r.Date)
		}
	}
	slices.SortFunc(days, func(a, b lanmu.Date) int { return b.Compare(a) })
	for i := 0; i < len(days); {
		// The run that begins at the oldest day within burstDays of days[i].
		j := i
		for j+1 < len(days) && days[i].DaysSince(days[j+1]) < burstDays {
			j++
		}
		if j+1 == len(days) || at.DaysSince(days[i]) > burstWithin {
			return lanmu.Date{}, 0, 0 // the column's first items, or long ago
		}
		if quiet := days[j].DaysSince(days[j+1]); j-i+1 >= burstItems && quiet >= burstGap {
			return days[j], j - i + 1, quiet
		}
		i = j + 1
	}
	return lanmu.Date{}, 0, 0
}
