package extract

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// section is one list of a home page with its heading and 更多.
func section(name, path string, dates ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<div class="sec"><h3><a href="%s">%s</a></h3><a class="more" href="%s">更多</a><ul>`, path, name, path)
	for i, d := range dates {
		fmt.Fprintf(&b, `<li><a href="%s2020/%d.html">%s工作有关情况的通报第%d号</a><span>%s</span></li>`, path, i, name, i, d)
	}
	b.WriteString(`</ul></div>`)
	return b.String()
}

// gate is a home page with a clock, three sections and a footer.
func gate() string {
	links := ""
	for i := range 40 {
		links += fmt.Sprintf(`<a href="http://bm%d.example.cn/">某某市某某局%d</a> `, i, i)
	}
	return `<html><head><title>示例市商务局</title></head><body>
<div class="top">今天是2021年01月04日 星期一</div>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/zcfg/">政策法规</a></li><li><a href="/login.jsp">登录</a></li></ul></div>` +
		section("工作动态", "/gzdt/", "12-28", "12-25", "12-20", "12-11") + section("通知公告", "/tzgg/", "12-30", "12-22", "12-02", "11-30") +
		section("政策法规", "/zcfg/", "10-28", "09-25", "08-20", "07-11") +
		`<div class="links">` + links + `</div><div class="footer">版权所有 © 2005-2021 网站标识码：2201000018</div></body></html>`
}

func readAt(addr, src string, opt Options) *lanmu.Facts {
	return Read(&lanmu.Page{Asked: addr, URL: addr, Status: 200, Body: []byte(src), MediaType: "text/html", Charset: "utf-8"}, opt).Facts
}

func TestHomePage(t *testing.T) {
	site := &lanmu.Site{URL: "http://swj.example.gov.cn/"}
	f := readAt("http://swj.example.gov.cn/", gate(), Options{At: day, Site: site})
	if !f.Home || f.Kind != lanmu.PageHome {
		t.Fatalf("home %v, kind %s", f.Home, f.Kind)
	}
	newest := lanmu.Date{}
	for _, b := range f.Blocks {
		if d := lanmu.Newest(b.Rows, day); d.After(newest) {
			newest = d
		}
	}
	if newest.String() != "2020-12-30" {
		t.Errorf("newest %s: the clock is no item", newest)
	}
	for _, want := range []string{"工作动态", "通知公告", "政策法规"} {
		found := false
		for _, c := range f.Nav {
			found = found || c.Name == want
		}
		if !found {
			t.Errorf("navigation lacks %s: %v", want, f.Nav)
		}
	}
}

// A saved home page has a file's address; its make tells what it is. A column
// of a known site is not taken for one.
func TestHomeByItsMake(t *testing.T) {
	const addr = "http://swj.example.gov.cn/saved/page7.html"
	if f := readAt(addr, gate(), Options{At: day, Alone: true}); f.Kind != lanmu.PageHome {
		t.Errorf("alone: %s", f.Kind)
	}
	if f := readAt(addr, gate(), Options{At: day, Site: &lanmu.Site{URL: "http://swj.example.gov.cn/"}}); f.Home {
		t.Error("a page of a known site is no home page by its make")
	}
	list := `<body><div>当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div>` + section("通知公告", "/tzgg/", "2020-12-30", "2020-12-22", "2020-12-02") + `</body>`
	if f := readAt(addr, list, Options{At: day, Alone: true}); f.Kind == lanmu.PageHome {
		t.Error("a column with a breadcrumb is no home page")
	}
}

// A small portal whose system writes tzgg.htm, tzgg/2.htm and info/1018/1.htm.
func TestColumnsOfPages(t *testing.T) {
	const base = "http://kjj.example.gov.cn"
	site := &lanmu.Site{URL: base + "/", Discover: true}
	nav := `<div class="menu"><ul><li><a href="/index.htm">首页</a></li><li><a href="/kjdt.htm">科技动态</a></li><li><a href="/tzgg.htm">通知公告</a></li><li><a href="/jgzn.htm">机构职能</a></li></ul></div>`
	foot := `<div class="footer">版权所有：示例市科技局 联系电话：0431-88904615</div>`
	list := func(name, file, pager string, from int) string {
		rows := ""
		for i := range 12 {
			d := lanmu.NewDate(2020, 12, 20).AddDays(-3 * (from + i))
			rows += fmt.Sprintf(`<li><a href="/info/%s/%d.htm">关于开展第%d批科技项目申报工作的通知</a><span>%s</span></li>`, file, from+i, from+i, d)
		}
		return `<title>` + name + `-示例市科技局</title>` + nav + `<div class="pos">当前位置：<a href="/index.htm">首页</a>&gt;&gt;<a href="/` + file + `.htm">` + name + `</a></div><div class="list"><ul>` + rows + `</ul></div>` + pager + foot
	}
	pages := map[string]string{
		"/":           `<title>示例市科技局</title>` + nav + section("科技动态", "/kjdt.htm", "12-28", "12-25", "12-20") + foot,
		"/kjdt.htm":   list("科技动态", "kjdt", "", 1),
		"/tzgg.htm":   list("通知公告", "tzgg", `<div class="pb"><span>共24条</span> <a href="tzgg/1.htm">下页</a> <a href="tzgg/1.htm">尾页</a></div>`, 0),
		"/tzgg/1.htm": list("通知公告", "tzgg", `<div class="pb"><a href="../tzgg.htm">首页</a> <a href="../tzgg.htm">上页</a></div>`, 12),
		"/jgzn.htm":   `<title>机构职能-示例市科技局</title>` + nav + `<div class="pos">当前位置：<a href="/index.htm">首页</a>&gt;&gt;机构职能</div><div class="content">` + longText + `</div>` + foot,
	}
	c := NewCollector(site, day)
	for path, src := range pages {
		c.Add(readAt(base+path, src, Options{At: day, Site: site}))
	}
	var got []string
	for _, col := range c.Columns(&lanmu.Crawl{}) {
		got = append(got, fmt.Sprintf("%s %s %s %d %s", col.ID, col.Name, col.Kind, len(col.Rows), col.Newest))
	}
	want := "jgzn 机构职能 static 0 ,kjdt 科技动态 news 12 2020-12-17,tzgg 通知公告 notice 24 2020-12-20"
	if s := strings.Join(got, ","); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}
