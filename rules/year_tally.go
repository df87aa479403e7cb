package rules

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// yearTally is how many items of a year a site's lists hold, as far as they were
// read.
type yearTally struct {
	found   int // items dated in the year, each once
	more    int // how many of the year there may be besides, at most
	gaps    []yearGap
	unknown []string // Chinese: columns of which nobody knows how many they hold
	shut    []string // columns that visitors cannot open: what they held is not to be seen
	before  bool     // some list goes back beyond the year
}

// yearGap is where items of the year may be that were not found.
type yearGap struct {
	at   string // Chinese
	most int
}

// tallyYear counts the items of a year over all columns. A list that was not read
// to its end counts as read where it is in order and what was read goes back
// beyond the year; else its total (共N条) or its pages bound what is missing.
func tallyYear(columns []*lanmu.Column, year int) *yearTally {
	t := &yearTally{}
	seen := map[string]bool{}
	for _, c := range columns {
		undated := 0
		for _, r := range c.Rows {
			switch id := r.URL; {
			case r.Date.IsZero():
				undated++
			case int(r.Date.Year) < year:
				t.before = true
			case int(r.Date.Year) == year:
				if id == "" {
					id = c.ID + "\x00" + r.Title
				}
				seen[id] = true
			}
		}
		if c.Exempt == "" && c.Leaf && !c.External && holdsItems(c) {
			t.missing(c, year, undated)
		}
	}
	t.found = len(seen)
	return t
}

// holdsItems tells a column whose items a report counts.
func holdsItems(c *lanmu.Column) bool {
	return c.Kind != lanmu.KindStatic && c.Kind != lanmu.KindInteraction && c.Kind != lanmu.KindService
}

// missing takes in what of a column was not read, or has no date.
func (t *yearTally) missing(c *lanmu.Column, year, undated int) {
	name := "“" + columnName(c) + "”栏目"
	switch rest := unreadRows(c); {
	case c.Status == lanmu.StatusUnreachable:
		t.shut = append(t.shut, "“"+columnName(c)+"”")
	case len(c.Rows) == 0 && c.Status == lanmu.StatusUnverified:
		t.unknown = append(t.unknown, name+reasonOf(c))
	case goesBackBeyond(c, year):
	case rest > 0:
		t.more += rest
		t.gaps = append(t.gaps, yearGap{fmt.Sprintf("%s%s，还有至多 %d 条没有读到", name, readOf(c), rest), rest})
	case rest < 0 || c.Status == lanmu.StatusUnverified:
		t.unknown = append(t.unknown, name+reasonOf(c))
	}
	if undated > 0 {
		t.more += undated
		t.gaps = append(t.gaps, yearGap{fmt.Sprintf("%s有 %d 条没有日期", name, undated), undated})
	}
}

// readOf says how much of a list was read.
func readOf(c *lanmu.Column) string {
	if n := c.Page.ItemCount; n > len(c.Rows) {
		return fmt.Sprintf("列表写明共 %d 条，读到 %d 条", n, len(c.Rows))
	}
	return readPages(c)
}

// reasonOf says in a few words why a column was not read.
func reasonOf(c *lanmu.Column) string {
	if c.Walked > 0 && c.Pages > c.Walked || c.Page != nil && c.Page.PagerSends != "" {
		return readPages(c)
	}
	if why, _, _ := strings.Cut(clean(c.Reason), "。"); why != "" {
		return "没有看全（" + clip(why, 60) + "）"
	}
	return "没有看全"
}

// unreadRows is how many rows of a list were not read, at most: by its total, else
// by its pages; -1 unknown.
func unreadRows(c *lanmu.Column) int {
	switch {
	case c.Page == nil || len(c.Rows) == 0:
		return 0
	case c.Page.ItemCount >= len(c.Rows):
		return c.Page.ItemCount - len(c.Rows)
	case c.Page.PagerSends != "":
		return -1
	case c.Walked > 0 && c.Pages > c.Walked:
		return (c.Pages - c.Walked) * ((len(c.Rows) + c.Walked - 1) / c.Walked)
	}
	return 0
}

// goesBackBeyond tells a list in order whose last rows read are older than the
// year: what follows is older still.
func goesBackBeyond(c *lanmu.Column, year int) bool {
	const last = 3 // rows that must agree
	rows := slices.DeleteFunc(slices.Clone(c.Rows), func(r lanmu.Row) bool { return r.Pinned || r.Date.IsZero() })
	inOrder := slices.IsSortedFunc(rows, func(a, b lanmu.Row) int { return b.Date.DaysSince(a.Date) })
	return len(rows) >= 2*last && inOrder && int(rows[len(rows)-last].Date.Year) < year
}

// where names a few of the places where more may be, the largest first.
func (t *yearTally) where() string {
	all := slices.Clone(t.unknown)
	for _, g := range slices.SortedStableFunc(slices.Values(t.gaps), func(a, b yearGap) int { return b.most - a.most }) {
		all = append(all, g.at)
	}
	if len(all) <= 3 {
		return strings.Join(all, "；")
	}
	return fmt.Sprintf("%s；等 %d 处", strings.Join(all[:3], "；"), len(all))
}
