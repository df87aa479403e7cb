package extract

import (
	"testing"

	"lanmu"
)

// One list under several addresses is one column.
func TestOneListManyAddresses(t *testing.T) {
	s := &site{}
	named := func(path string, kind lanmu.PageKind, edit func(*lanmu.Facts)) {
		s.page(path, kind, func(f *lanmu.Facts) {
			f.ColumnName = "通知公告"
			edit(f)
		})
	}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home = true
		f.Nav = crumbs("通知公告@/ShowClass.asp?ClassID=7", "便民服务@/bmfw/", "联系方式@/lxfs.html", "意见征集@/ShowFrames.aspx?ClassID=26", "我要写信@/LetterAdd.asp")
	})
	first := func(f *lanmu.Facts) {
		list("/a", 5, "2020-12-20")(f)
		f.NextPages = []string{host + "/ShowClass.asp?ClassID=7&page=2"}
	}
	named("/ShowClass.asp?ClassID=7", lanmu.PageColumn, first)
	named("/ShowClass.asp?ClassID=7&page=1", lanmu.PageColumn, list("/a", 5, "2020-12-20")) // its second page leads back so
	named("/showclass.asp?ClassID=7", lanmu.PageColumn, first)
	named("/ShowClass.asp?ClassID=7&page=2", lanmu.PageColumn, list("/b", 3, "2020-10-20"))
	s.page("/bmfw/", lanmu.PageOther, nil) // it shows its sub-columns alone
	s.page("/bmfw/bgxz/", lanmu.PageColumn, list("/bmfw/bgxz/", 4, "2020-12-20"))
	s.page("/ShowFrames.aspx?ClassID=26", lanmu.PageArticle, func(f *lanmu.Facts) { // its rows are in a frame
		f.Frames, f.NextPages = 1, []string{host + "/list_frame.asp?cid=26"}
	})
	s.page("/list_frame.asp?cid=26", lanmu.PageColumn, list("/yjzj/", 4, "2020-12-20"))
	s.page("/syqt/lxfs/", lanmu.PageColumn, func(f *lanmu.Facts) { // the footer's
		f.ColumnName, f.Empty, f.Crumbs = "联系方式", lanmu.EmptyNothing, crumbs("首页其他", "联系方式")
	})
	s.page("/lxfs.html", lanmu.PageOther, func(f *lanmu.Facts) { f.TextLen = 50 })
	s.page("/LetterAdd.asp", lanmu.PageForm, func(f *lanmu.Facts) { f.Forms = 3 })

	want := map[string]int{"通知公告": 8, "bgxz": 4, "联系方式": 0, "意见征集": 4}
	for _, c := range resolveColumns(profile(), day, shelved(s.pages), nil) {
		if rows, ok := want[c.Name]; !ok && c.Leaf {
			t.Errorf("%s (%s) is no column, found by %s", c.Name, c.URL, c.How)
		} else if ok && len(c.Rows) != rows {
			t.Errorf("%s: %d rows, want %d", c.Name, len(c.Rows), rows)
		}
		if c.URL == host+"/syqt/lxfs/" {
			t.Errorf("%s of the footer is told as a column", c.Name)
		}
		delete(want, c.Name)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}

// PHPCMS ends the breadcrumb of a list with 列表, which names no column.
func TestBreadcrumbThatEndsInList(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home = true
		f.Nav = crumbs("工作动态@/index.php?m=content&c=index&a=lists&catid=6", "通知公告@/index.php?m=content&c=index&a=lists&catid=9")
	})
	for path, name := range map[string]string{"/index.php?m=content&c=index&a=lists&catid=6": "工作动态", "/index.php?m=content&c=index&a=lists&catid=9": "通知公告"} {
		s.page(path, lanmu.PageColumn, func(f *lanmu.Facts) {
			list("/index.php?m=content&c=index&a=show&id="+name, 4, "2020-12-20")(f)
			f.ColumnName, f.Crumbs = name, crumbs("首页@/", name, "列表")
		})
	}
	s.page("/index.php?m=content&c=index&a=lists&catid=18", lanmu.PageArticle, func(f *lanmu.Facts) { // one page, linked from the home page alone
		f.ColumnName, f.Crumbs, f.TextLen = "领导分工", crumbs("首页@/", "领导分工", "列表"), 80
	})
	s.page("/index.php?m=content&c=index&a=show&catid=18&id=7", lanmu.PageArticle, func(f *lanmu.Facts) { // an article whose template says 列表 too
		f.ColumnName, f.Crumbs, f.TextLen, f.Published = "人物", crumbs("首页@/", "人物", "列表"), 800, lanmu.NewDate(2020, 12, 1)
	})
	want := map[string]bool{"工作动态": true, "通知公告": true, "领导分工": true}
	for _, c := range resolveColumns(profile(), day, shelved(s.pages), nil) {
		if !want[c.Name] {
			t.Errorf("column %q at %s, want it named by the step before 列表", c.Name, c.URL)
		}
		delete(want, c.Name)
	}
	if len(want) > 0 {
		t.Errorf("not found: %v", want)
	}
}
