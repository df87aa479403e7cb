package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

const host = "http://swj.example.gov.cn"

// site builds the facts of a bureau's site, page by page.
type site struct {
	pages []*lanmu.Facts
}

func (s *site) page(path string, kind lanmu.PageKind, edit func(*lanmu.Facts)) {
	f := &lanmu.Facts{URL: host + path, Asked: host + path, Status: 200, Kind: kind, List: -1, ItemCount: -1}
	if edit != nil {
		edit(f)
	}
	s.pages = append(s.pages, f)
}

// list gives a page rows below folder, newest first.
func list(folder string, n int, newest string) func(*lanmu.Facts) {
	return func(f *lanmu.Facts) {
		d, _ := lanmu.ParseDate(newest)
		b := &lanmu.Block{Where: "ul.list"}
		for i := range n {
			b.Rows = append(b.Rows, lanmu.Row{Title: fmt.Sprintf("信息%d", i), URL: fmt.Sprintf("%s%s%d.html", host, folder, i), Date: d.AddDays(-i)})
		}
		f.Blocks, f.List = append(f.Blocks, b), len(f.Blocks)
	}
}

func crumbs(steps ...string) []lanmu.Crumb {
	out := []lanmu.Crumb{{Name: "首页", URL: host + "/"}}
	for _, s := range steps {
		name, path, _ := strings.Cut(s, "@")
		c := lanmu.Crumb{Name: name}
		if path != "" {
			c.URL = host + path
		}
		out = append(out, c)
	}
	return out
}

// bureau is a small site with one of each case.
func bureau() *site {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home = true
		f.Nav = crumbs("政务公开@/zwgk/", "通知公告@/zwgk/tzgg/index.html", "工 作 动 态@/gzdt/", "机构职能@/zwgk/jgzn.html", "领导信箱@/ldxx/",
			"后台管理@/admin/login.jsp", "视频直播@/spzb/index.html", "招聘@http", "行政许可@/xzxk/", "政策解读@/zcjd/", "网站地图@/map/", "规划计划@/ghjh.html", "下载@/a.doc", "办事大厅@/go/")
		f.Nav[8].URL = "http://other.example.cn/zp/"
	})
	s.page("/zwgk/", lanmu.PageHub, func(f *lanmu.Facts) {
		f.Crumbs = crumbs("政务公开")
		f.Nav = crumbs("通知公告@/zwgk/tzgg/")
	})
	s.page("/zwgk/tzgg/", lanmu.PageColumn, func(f *lanmu.Facts) {
		f.Crumbs = crumbs("政务公开@/zwgk/", "通知公告@/zwgk/tzgg/")
		f.NextPages = []string{host + "/zwgk/tzgg/index_1.html"}
		f.PageCount = 3
		list("/zwgk/tzgg/a", 5, "2020-12-01")(f)
	})
	s.page("/zwgk/tzgg/index_1.html", lanmu.PageColumn, func(f *lanmu.Facts) {
		f.Crumbs = crumbs("政务公开@/zwgk/", "通知公告@/zwgk/tzgg/")
		f.NextPages = []string{host + "/zwgk/tzgg/index.html", host + "/zwgk/tzgg/index_2.html"}
		list("/zwgk/tzgg/b", 5, "2020-10-01")(f)
	})
	s.page("/gzdt/", lanmu.PageColumn, list("/gzdt/", 4, "2020-12-30"))
	s.page("/zwgk/jgzn.html", lanmu.PageArticle, func(f *lanmu.Facts) { f.TextLen = 900 })
	s.page("/spzb/", lanmu.PageArticle, func(f *lanmu.Facts) { f.Frames = 1 })
	s.page("/ldxx/", lanmu.PageForm, func(f *lanmu.Facts) { f.Forms = 1 })
	s.page("/xzxk/", lanmu.PageColumn, func(f *lanmu.Facts) {
		f.Blocks, f.List = []*lanmu.Block{{Rows: []lanmu.Row{{Title: "许可", URL: "http://zwfw.example.cn/1"}, {Title: "许可", URL: "http://zwfw.example.cn/2"}}}}, 0
	})
	s.page("/zcjd/", lanmu.PageRedirect, func(f *lanmu.Facts) { f.RedirectTo = host + "/zwgk/zcjd/" })
	s.page("/zwgk/zcjd/", lanmu.PageColumn, func(f *lanmu.Facts) { f.Empty, f.EmptyWhy = lanmu.EmptyNoRows, "列表位置没有条目" })
	s.page("/ghjh.html", lanmu.PageError, func(f *lanmu.Facts) { f.Status = 404 })
	s.page("/ghjh-index-page-2.html", lanmu.PageColumn, func(f *lanmu.Facts) { // nobody's column: the column's own page is gone
		f.Crumbs = crumbs("规划计划@/ghjh.html")
		list("/ghjh/", 4, "2013-07-03")(f)
	})
	s.page("/go/", lanmu.PageRedirect, func(f *lanmu.Facts) { f.RedirectTo = "http://zwfw.example.cn/" })
	s.page("/zwgk/tzgg/a0.html", lanmu.PageArticle, func(f *lanmu.Facts) {
		f.Crumbs = crumbs("政务公开@/zwgk/", "通知公告@/zwgk/tzgg/", "信息0@/zwgk/tzgg/a0.html")
	})
	s.page("/old/", lanmu.PageColumn, func(f *lanmu.Facts) {
		f.Tags = map[string][]string{"ColumnName": {"旧闻快讯"}}
		list("/gzdt/", 4, "2020-12-30")(f)
	})
	return s
}

// shelved puts pages on a shelf, as the collector does.
func shelved(pages []*lanmu.Facts) *shelf {
	s := &shelf{}
	for _, f := range pages {
		s.add(f)
	}
	s.sort()
	return s
}

func profile() *lanmu.Site {
	return &lanmu.Site{URL: host + "/", Discover: true, Departments: []lanmu.Department{{ID: "office", Paths: []string{"/zwgk/"}}, {ID: "law", Paths: []string{"/zwgk/zcjd/"}}}}
}

func TestColumns(t *testing.T) {
	cols := resolveColumns(profile(), day, shelved(bureau().pages), &lanmu.Crawl{NotLooked: map[string]lanmu.FailKind{host + "/admin/login.jsp": lanmu.FailRobots}})
	var got []string
	for _, c := range cols {
		got = append(got, fmt.Sprintf("%s %s %s rows=%d newest=%s leaf=%v dep=%s http=%d", c.ID, strings.Join(c.Path, "＞"), c.Kind, len(c.Rows), c.Newest, c.Leaf, c.Department, c.HTTP))
	}
	want := []string{
		"ghjh 规划计划 plan rows=0 newest= leaf=true dep= http=404",
		"gzdt 工作动态 news rows=4 newest=2020-12-30 leaf=true dep= http=200",
		"ldxx 领导信箱 interaction rows=0 newest= leaf=true dep= http=200",
		"old 旧闻快讯 news rows=4 newest=2020-12-30 leaf=true dep= http=200",
		"spzb 视频直播 other rows=0 newest= leaf=true dep= http=200",
		"xzxk 行政许可 other rows=2 newest= leaf=true dep= http=200",
		"jgzn 政务公开＞机构职能 static rows=0 newest= leaf=true dep=office http=200",
		"tzgg 政务公开＞通知公告 notice rows=10 newest=2020-12-01 leaf=true dep=office http=200",
		"zcjd 政务公开＞政策解读 interpretation rows=0 newest= leaf=true dep=law http=200",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	by := map[string]*lanmu.Column{}
	for _, c := range cols {
		by[c.ID] = c
	}
	if c := by["tzgg"]; c == nil || c.Walked != 2 || c.Pages != 3 || c.How != "navigation" {
		t.Errorf("pages of the list: %+v", c)
	}
	if c := by["xzxk"]; c == nil || !c.External {
		t.Error("a list of links to another system is told")
	}
	if c := by["old"]; c == nil || c.Duplicate != host+"/gzdt/" {
		t.Error("the same rows under another name are told")
	}
	if c := by["zcjd"]; c == nil || c.Empty != lanmu.EmptyNoRows {
		t.Error("the redirect's target is the column, and empty")
	}
}

func TestColumnsDoNotDependOnOrder(t *testing.T) {
	pages := bureau().pages
	want := resolveColumns(profile(), day, shelved(pages), nil)
	for shift := 1; shift < len(pages); shift++ {
		turned := append(append([]*lanmu.Facts(nil), pages[shift:]...), pages[:shift]...)
		if diff := cmp.Diff(want, resolveColumns(profile(), day, shelved(turned), nil)); diff != "" {
			t.Fatalf("pages from %d on first: %s", shift, diff)
		}
	}
}

func TestColumnsOfProfile(t *testing.T) {
	p := profile()
	p.Discover = false
	p.Columns = []lanmu.ColumnSpec{
		{ID: "notices", Name: "公告", URL: host + "/zwgk/tzgg/index.htm", Kind: lanmu.KindPolicy, Department: "law", MaxAge: lanmu.Period{Months: 3}, Required: true},
		{ID: "gone", Name: "年报", URL: host + "/nb/", Required: true},
		{ID: "old", URL: host + "/old/", Exempt: "已归档", Items: "ul.gone > li"},
	}
	cols := resolveColumns(p, day, shelved(bureau().pages), &lanmu.Crawl{NotLooked: map[string]lanmu.FailKind{host + "/nb/": lanmu.FailRobots}})
	if len(cols) != 3 {
		t.Fatalf("%d columns, want those of the profile alone", len(cols))
	}
	by := map[string]*lanmu.Column{}
	for _, c := range cols {
		by[c.ID] = c
	}
	c := by["notices"]
	if c == nil || c.Name != "公告" || c.Kind != lanmu.KindPolicy || c.Department != "law" || c.AgeFrom != "profile" || !c.Named || !c.Required || len(c.Rows) != 10 {
		t.Errorf("%+v", c)
	}
	if c := by["gone"]; c == nil || c.Fail == nil || c.Fail.Kind != lanmu.FailRobots || c.Page != nil {
		t.Errorf("%+v", c)
	}
	if c := by["old"]; c == nil || c.Exempt == "" || c.Name != "旧闻快讯" {
		t.Errorf("%+v", c)
	}
}

// A column in the navigation of which no page came is told with what became of it.
func TestColumnsThatFailed(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home, f.Nav = true, crumbs("通知公告@/tzgg/", "政策法规@/zcfg/", "工作动态@/gzdt/", "规划计划@/ghjh.html")
	})
	crawl := &lanmu.Crawl{
		NotLooked: map[string]lanmu.FailKind{host + "/gzdt/": lanmu.FailStopped},
		Targets: []*lanmu.Target{
			{URL: host + "/tzgg/index.html", Verdict: lanmu.LinkBroken, Status: 404},
			{URL: host + "/zcfg/", Verdict: lanmu.LinkBroken, Fail: &lanmu.Fail{Kind: lanmu.FailTimeout}},
			{URL: host + "/ghjh/", Verdict: lanmu.LinkOK, Status: 200},
		},
	}
	var got []string
	for _, c := range resolveColumns(profile(), day, shelved(s.pages), crawl) {
		fail := ""
		if c.Fail != nil {
			fail = string(c.Fail.Kind)
		}
		got = append(got, fmt.Sprint(c.ID, " ", c.HTTP, " ", fail, " ", c.Leaf))
	}
	want := []string{"gzdt 0 stopped true", "tzgg 404  true", "zcfg 0 timeout true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// A parent that shows what its sub-columns hold is not judged: the last level is.
func TestColumnsParentGathers(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) { f.Home, f.Nav = true, crumbs("新闻@/xw/", "要闻@/xw/yw/", "动态@/xw/dt/") })
	s.page("/xw/", lanmu.PageColumn, list("/xw/yw/", 5, "2019-01-01"))
	s.page("/xw/yw/", lanmu.PageColumn, list("/xw/yw/", 5, "2020-12-20"))
	s.page("/xw/dt/", lanmu.PageColumn, list("/xw/dt/", 5, "2020-12-22"))
	for _, c := range resolveColumns(profile(), day, shelved(s.pages), nil) {
		if want := c.URL != host+"/xw/"; c.Leaf != want {
			t.Errorf("%s: leaf %v", c.Path, c.Leaf)
		}
	}
}

// A page whose list only leads to columns is a hub, whatever its make.
func TestColumnsListOfColumns(t *testing.T) {
	s := &site{}
	s.page("/", lanmu.PageHome, func(f *lanmu.Facts) {
		f.Home, f.Nav = true, crumbs("政务信息@/list.asp?id=1", "通知公告@/list.asp?id=2", "政策法规@/list.asp?id=3")
	})
	s.page("/list.asp?id=1", lanmu.PageColumn, func(f *lanmu.Facts) {
		f.Blocks, f.List = []*lanmu.Block{{Rows: []lanmu.Row{{Title: "通知公告", URL: host + "/list.asp?id=2"}, {Title: "政策法规", URL: host + "/list.asp?id=3"}}}}, 0
	})
	s.page("/list.asp?id=2", lanmu.PageColumn, list("/a", 5, "2020-12-20"))
	s.page("/list.asp?id=3", lanmu.PageColumn, list("/b", 5, "2020-12-22"))
	for _, c := range resolveColumns(profile(), day, shelved(s.pages), nil) {
		if want := c.Name != "政务信息"; c.Leaf != want {
			t.Errorf("%s: leaf %v", c.Path, c.Leaf)
		}
	}
}

func TestColumnName(t *testing.T) {
	tests := map[string]string{
		"通知公告": "通知公告", " 通 知 公 告 ": "通知公告", "· 通知公告 >>": "通知公告", "通知公告 更多": "通知公告", "【要闻】": "要闻", "通知公告\u00a0": "通知公告",
		"首页": "", "更多>>": "", "RSS": "", "1": "", "2018": "", "": "", "网站地图": "", ">>": "", "Home": "",
		"关于印发某某市人民政府办公室工作规则等三个文件的通知全文": "",
	}
	for in, want := range tests {
		if got := columnName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestListBase(t *testing.T) {
	same := [][]string{
		{"a.cn/tzgg/", "a.cn/tzgg/index_1.html", "a.cn/tzgg/index_12.shtml", "a.cn/tzgg/index.htm"},
		{"a.cn/xwzx/tzgg.htm", "a.cn/xwzx/tzgg/3.htm"},
		{"a.cn/list.aspx?id=12", "a.cn/list.aspx?id=12&page=2", "a.cn/list.aspx?Page=3&id=12"},
		{"a.cn/c1/xwzx_list.shtml", "a.cn/c1/xwzx_list_2.shtml"},
		{"a.cn/dongtai.html", "a.cn/dongtai-index-page-26.html", "a.cn/dongtai_page_3.html", "a.cn/dongtai-p-4.html"},
	}
	for i, keys := range same {
		for _, k := range keys {
			if listBase(k) != listBase(keys[0]) {
				t.Errorf("%s and %s are one list", keys[0], k)
			}
			for j, others := range same {
				if i != j && listBase(k) == listBase(others[0]) {
					t.Errorf("%s and %s are two lists", k, others[0])
				}
			}
		}
	}
}

func TestColumnID(t *testing.T) {
	tests := map[string]string{
		"a.cn/zwgk/tzgg/": "tzgg", "a.cn/xwzx/tzgg.htm": "tzgg", "a.cn/col/col1599531/": "col1599531", "a.cn/list.aspx?id=12": "list-12",
		"a.cn/scedu/c100498/xwzx_list.shtml": "c100498", "a.cn/gzdt_62442/": "gzdt_62442",
	}
	for key, want := range tests {
		if got := idOfKey(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	keys := []string{"a.cn/bm/jy/tzgg/", "a.cn/bm/sb/tzgg/", "a.cn/tzgg/", "a.cn/x.aspx?id=1", "a.cn/%E9%80%9A/"}
	list := make([]*lanmu.Column, len(keys))
	for i := range list {
		list[i] = &lanmu.Column{}
	}
	nameIDs(keys, list)
	seen := map[string]bool{}
	for i, c := range list {
		if c.ID == "" || seen[c.ID] {
			t.Errorf("%s: id %q", keys[i], c.ID)
		}
		seen[c.ID] = true
	}
	if list[2].ID != "tzgg" || list[0].ID != "jy-tzgg" || list[1].ID != "sb-tzgg" {
		t.Errorf("%s %s %s", list[2].ID, list[0].ID, list[1].ID)
	}
}

func TestFunctionAddress(t *testing.T) {
	for addr, want := range map[string]bool{
		"/login-3fEvent.html": true, "/Login.aspx": true, "/bbs/thread-102-1-1.html": true, "/thread-9.html": true, "/forumdisplay.php?fid=2": true,
		"/search-0_E9.html": true, "/threads/": false, "/tzgg/": false, "/loginxx/": false, "/forum/": false, "/searching/": false,
	} {
		if got := functionAddress(host + addr); got != want {
			t.Errorf("%s: %v, want %v", addr, got, want)
		}
	}
}
