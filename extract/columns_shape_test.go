package extract

import (
	"fmt"
	"slices"
	"testing"

	"lanmu"
)

func TestNoColumns(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home, f.Nav = true, crumbs("工作动态@/List.aspx?ClassID=1", "工作动态@/LIST.aspx?classid=1", "失踪公告@/Show.aspx?id=99", "人事信息@/List.aspx?ClassID=7",
			"用地申请表.doc@/Get.ashx?f=33", "在线投诉@/ts/index.html")
	})
	s.page("/List.aspx?ClassID=1", lanmu.PageColumn, func(f *lanmu.Facts) {
		list("/Show.aspx?id=", 4, "2020-12-30")(f)
		for i := range f.Blocks[0].Rows {
			f.Blocks[0].Rows[i].URL = fmt.Sprintf("%s/Show.aspx?id=%d", host, i)
		}
	})
	for i := range 4 {
		s.page(fmt.Sprintf("/Show.aspx?id=%d", i), lanmu.PageArticle, nil)
	}
	s.page("/Show.aspx?id=99", lanmu.PageError, nil)
	s.page("/wrong/List.aspx?ClassID=1", lanmu.PageError, nil)
	s.page("/List.aspx?ClassID=1&page=2", lanmu.PageArticle, func(f *lanmu.Facts) { f.Crumbs = crumbs("工作动态@/wrong/List.aspx?ClassID=1", "正文") })
	s.page("/List.aspx?ClassID=7", lanmu.PageError, nil)
	s.page("/error.html", lanmu.PageError, func(f *lanmu.Facts) { f.Asked = host + "/ts/index.html" })
	crawl := &lanmu.Crawl{Targets: []*lanmu.Target{{URL: host + "/Get.ashx?f=33", Verdict: lanmu.LinkBroken, Status: 404}}}
	var got []string
	for _, c := range resolveColumns(&lanmu.Site{URL: host + "/", Discover: true}, day, shelved(s.pages), crawl) {
		got = append(got, c.Name)
	}
	// A dead item, a dead file, an error page that something led to, the same
	// page in another case, a breadcrumb's wrong address are no columns; a dead column is one.
	if want := []string{"工作动态", "人事信息"}; !slices.Equal(got, want) {
		t.Errorf("columns %v, want %v", got, want)
	}
}

// A column's rows of one year, under an address of their own, are no column:
// they are blank for years without rows.
func TestYearsAreNoColumns(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) { f.Home, f.Nav = true, crumbs("政策文件@/zcwj/") })
	named := func(edit func(*lanmu.Facts)) func(*lanmu.Facts) {
		return func(f *lanmu.Facts) {
			f.ColumnName, f.Crumbs = "政策文件", crumbs("政策文件@/zcwj/")
			edit(f)
		}
	}
	s.page("/zcwj/", lanmu.PageColumn, named(list("/zcwj/", 6, "2020-12-30")))
	s.page("/zcwj/y2020/", lanmu.PageColumn, named(list("/zcwj/", 6, "2020-12-30")))
	s.page("/zcwj/2012/", lanmu.PageColumn, named(func(f *lanmu.Facts) { f.Empty = lanmu.EmptyPhrase }))
	s.page("/e/ListInfo/?classid=3", lanmu.PageColumn, func(f *lanmu.Facts) { list("/c3/", 6, "2020-12-29")(f); f.ColumnName = "部门动态" })
	s.page("/e/ListInfo/?page=0&classid=3&totalnum=6", lanmu.PageColumn, func(f *lanmu.Facts) { list("/c3/", 6, "2020-12-29")(f); f.ColumnName = "部门动态" })
	var got []string
	for _, c := range resolveColumns(&lanmu.Site{URL: host + "/", Discover: true}, day, shelved(s.pages), &lanmu.Crawl{}) {
		got = append(got, c.URL)
	}
	if want := []string{host + "/e/ListInfo/?classid=3", host + "/zcwj/"}; !slices.Equal(got, want) {
		t.Errorf("columns %v, want %v", got, want)
	}
}
