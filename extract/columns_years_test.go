package extract

import (
	"testing"

	"lanmu"
)

// A list that was seen in January and is judged as on a day before: order alone
// would make its first rows a year older than they are.
func TestYearsOfItems(t *testing.T) {
	at := lanmu.NewDate(2020, 12, 31)
	c := NewCollector(&lanmu.Site{URL: "http://swj.example.gov.cn/", Discover: true}, at)
	add := func(path string, kind lanmu.PageKind, published lanmu.Date, rows ...lanmu.Row) {
		f := &lanmu.Facts{URL: "http://swj.example.gov.cn" + path, Status: 200, Kind: kind, List: -1, ItemCount: -1, Published: published, ColumnName: "通知公告"}
		if len(rows) > 0 {
			inferYears(rows, at)
			f.Blocks, f.List = []*lanmu.Block{{Where: "ul.list", Rows: rows}}, 0
		}
		c.Add(f)
	}
	row := func(path, raw string, month, day int) lanmu.Row {
		return lanmu.Row{Title: "关于" + path, URL: "http://swj.example.gov.cn" + path, Raw: raw, Date: lanmu.Date{Month: int8(month), Day: int8(day)}}
	}
	add("/tzgg/", lanmu.PageColumn, lanmu.Date{}, row("/a1.html", "01-08", 1, 8), row("/a2.html", "12-20", 12, 20), row("/a3.html", "12-11", 12, 11), row("/a4.html", "11-02", 11, 2))
	add("/a1.html", lanmu.PageArticle, lanmu.NewDate(2021, 1, 8))
	add("/a2.html", lanmu.PageArticle, lanmu.NewDate(2020, 12, 20))
	add("/a4.html", lanmu.PageArticle, lanmu.NewDate(2019, 5, 5)) // another day: says nothing of the row
	cols := c.Columns(nil)
	if len(cols) != 1 {
		t.Fatalf("%d columns", len(cols))
	}
	var got []string
	for _, r := range cols[0].Rows {
		got = append(got, r.Date.String())
	}
	want := []string{"2021-01-08", "2020-12-20", "2020-12-11", "2020-11-02"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("rows %q, want %q", got, want)
		}
	}
	if n := cols[0].Newest.String(); n != "2020-12-20" {
		t.Errorf("newest %s: a row of after the day of judgement is none", n)
	}
}
