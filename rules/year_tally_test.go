package rules

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// listOf is a column whose list has n rows, one every step days back from a day.
func listOf(name string, n, step int, from lanmu.Date) *lanmu.Column {
	c := &lanmu.Column{ID: name, Name: name, Leaf: true, Kind: lanmu.KindNotice, Status: lanmu.StatusOK, Walked: 1, Pages: 1, Page: &lanmu.Facts{ItemCount: -1}}
	for i := range n {
		c.Rows = append(c.Rows, lanmu.Row{Title: fmt.Sprint(name, i), URL: fmt.Sprintf("http://x/%s/%d", name, i), Date: from.AddDays(-i * step)})
	}
	return c
}

func TestTallyYear(t *testing.T) {
	newest := lanmu.NewDate(2026, 10, 1)
	change := func(c *lanmu.Column, f func(c *lanmu.Column)) *lanmu.Column { f(c); return c }
	for _, c := range []struct {
		name        string
		column      *lanmu.Column
		found, more int
		where       string
	}{
		{"read whole", listOf("tz", 40, 30, newest), 12, 0, ""},
		{"cut, in order, back beyond the year", change(listOf("tz", 40, 30, newest), func(c *lanmu.Column) { c.Pages = 20 }), 12, 0, ""},
		{"cut within the year", change(listOf("tz", 20, 15, newest), func(c *lanmu.Column) { c.Pages = 5 }), 1, 80, "“tz”栏目列表共 5 页，只读了 1 页，还有至多 80 条没有读到"},
		{"cut, the list says how many", change(listOf("tz", 20, 15, newest), func(c *lanmu.Column) { c.Pages, c.Page.ItemCount = 5, 93 }), 1, 73, "“tz”栏目列表写明共 93 条，读到 20 条，还有至多 73 条没有读到"},
		{"cut, out of order", change(listOf("tz", 40, 30, newest), func(c *lanmu.Column) { c.Pages = 2; c.Rows[3], c.Rows[30] = c.Rows[30], c.Rows[3] }), 12, 40, "“tz”栏目列表共 2 页，只读了 1 页，还有至多 40 条没有读到"},
		{"one on top is no disorder", change(listOf("tz", 40, 30, newest), func(c *lanmu.Column) { c.Pages = 2; c.Rows[0].Date, c.Rows[0].Pinned = lanmu.NewDate(2020, 1, 1), true }), 12, 0, ""},
		{"by script, without a total", change(listOf("tz", 20, 15, newest), func(c *lanmu.Column) { c.Page.PagerSends = "__doPostBack" }), 1, 0, "“tz”栏目列表靠提交表单或脚本翻页，只读了第一页"},
		{"by script, with a total", change(listOf("tz", 20, 15, newest), func(c *lanmu.Column) { c.Page.PagerSends, c.Page.ItemCount = "__doPostBack", 25 }), 1, 5, "“tz”栏目列表写明共 25 条，读到 20 条，还有至多 5 条没有读到"},
		{"without dates", change(listOf("tz", 40, 30, newest), func(c *lanmu.Column) { c.Rows[15].Date = lanmu.Date{} }), 11, 1, "“tz”栏目有 1 条没有日期"},
		{"not judged", &lanmu.Column{Name: "tz", Leaf: true, Status: lanmu.StatusUnverified, Reason: "列表由脚本填充，没有浏览器。请安装。"}, 0, 0, "“tz”栏目没有看全（列表由脚本填充，没有浏览器）"},
		{"of letters", &lanmu.Column{Name: "xx", Leaf: true, Kind: lanmu.KindInteraction, Status: lanmu.StatusUnverified}, 0, 0, ""},
	} {
		got := tallyYear([]*lanmu.Column{c.column}, 2025)
		if got.found != c.found || got.more != c.more || got.where() != c.where {
			t.Errorf("%s: %d found, %d more, %q", c.name, got.found, got.more, got.where())
		}
	}
	same := listOf("tz", 40, 30, newest)
	if got := tallyYear([]*lanmu.Column{same, same}, 2025); got.found != 12 || !got.before {
		t.Errorf("an item in two lists: %+v", got)
	}
	var many []*lanmu.Column
	for i := range 5 {
		many = append(many, &lanmu.Column{Name: fmt.Sprint("栏", i), Leaf: true, Status: lanmu.StatusUnverified})
	}
	shut := &lanmu.Column{Name: "tz", Leaf: true, Status: lanmu.StatusUnreachable}
	if got := tallyYear([]*lanmu.Column{shut}, 2025); got.where() != "" || got.atMost() != "，打不开的栏目“tz”没有计入" {
		t.Errorf("a column that cannot be opened: %q %q", got.where(), got.atMost())
	}
	if where := tallyYear(many, 2025).where(); !strings.HasSuffix(where, "；等 5 处") {
		t.Error(where)
	}
}
