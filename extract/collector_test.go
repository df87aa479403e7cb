package extract_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"lanmu"
	"lanmu/extract"
)

// column is a page of a column: its own part, and a side list that the site's
// template shows everywhere under a name that says nothing.
func column(id, name, own string) *lanmu.Page {
	var side strings.Builder
	for i := range 6 {
		fmt.Fprintf(&side, "<li><a href=\"/xwzx/yw/t%d.html\">县委书记调研第%d片区春耕备耕工作</a><span>2026-11-%02d</span></li>", i, i, 10+i)
	}
	body := "<html><head><meta charset=utf-8><title>" + name + "_示例局</title></head><body><div class=crumb>当前位置：<a href=/>首页</a> &gt; " + name + "</div>" +
		"<div class=c1>" + own + "</div><div class=c2><ul>" + side.String() + "</ul></div></body></html>"
	addr := "http://nyj.example.gov.cn/zwgk/" + id + "/"
	return &lanmu.Page{URL: addr, Asked: addr, Status: 200, Body: []byte(body), Charset: "utf-8", MediaType: "text/html"}
}

func rows(id string, n int) string {
	var b strings.Builder
	b.WriteString("<ul>")
	for i := range n {
		fmt.Fprintf(&b, "<li><a href=\"/zwgk/%s/2020/%d.html\">关于做好第%d批项目申报工作的通知</a><span>2020-0%d-01</span></li>", id, i, i, i+1)
	}
	return b.String() + "</ul>"
}

func collect(pages ...*lanmu.Page) map[string]*lanmu.Facts {
	c := extract.NewCollector(site, day)
	var wg sync.WaitGroup
	for _, p := range pages {
		wg.Go(func() { c.Add(extract.Read(p, extract.Options{At: day, Site: site}).Facts) })
	}
	wg.Wait()
	out := map[string]*lanmu.Facts{}
	for f := range c.Facts().All() {
		out[f.URL] = f
	}
	return out
}

func TestSharedListIsNobodysOwn(t *testing.T) {
	pages := []*lanmu.Page{
		column("empty", "行政处罚", "<ul></ul>"),
		column("doubt", "财政资金", "<div><b></b></div>"),
		column("small", "人事任免", rows("small", 1)),
	}
	for i := range 5 {
		pages = append(pages, column(fmt.Sprintf("c%d", i), fmt.Sprintf("第%d栏目", i), rows(fmt.Sprintf("c%d", i), 7)))
	}
	facts := collect(pages...)
	at := func(id string) *lanmu.Facts { return facts["http://nyj.example.gov.cn/zwgk/"+id+"/"] }
	if f := at("empty"); f.Empty != lanmu.EmptyNoRows || len(f.Items()) != 0 {
		t.Errorf("an empty list beside a shared one: empty %q, %d rows", f.Empty, len(f.Items()))
	}
	if f := at("doubt"); f.Empty != lanmu.NotEmpty || len(f.Items()) != 0 || !f.Unread {
		t.Errorf("only a shared list: empty %q, %d rows, unread %t; want: could not tell", f.Empty, len(f.Items()), f.Unread)
	}
	if f := at("small"); len(f.Items()) != 1 {
		t.Errorf("one row beside a shared list: %d rows, empty %q, %v", len(f.Items()), f.Empty, f.Trouble)
	}
	if f := at("c3"); len(f.Items()) != 7 {
		t.Errorf("a full column: %d rows", len(f.Items()))
	}
}

func TestTwoColumnsMayShowTheSameRows(t *testing.T) {
	same := rows("tzgg", 6)
	facts := collect(column("a", "通知公告", same), column("b", "公示公告", same), column("c", "政策文件", rows("c", 5)))
	for _, id := range []string{"a", "b"} {
		if f := facts["http://nyj.example.gov.cn/zwgk/"+id+"/"]; len(f.Items()) != 6 {
			t.Errorf("%s lost its rows: %d", id, len(f.Items()))
		}
	}
}

func TestArticlesAreSlim(t *testing.T) {
	p := article(1)
	c := extract.NewCollector(site, day)
	c.Add(extract.Read(p, extract.Options{At: day, Site: site}).Facts)
	f := c.Facts().At(p.URL)
	if f.Kind != lanmu.PageArticle {
		t.Fatalf("kind %s", f.Kind)
	}
	if len(f.Blocks) != 0 {
		t.Errorf("%d blocks are kept of an article", len(f.Blocks))
	}
}

func TestGlance(t *testing.T) {
	page := func(title, body string) *lanmu.Page {
		return &lanmu.Page{
			URL: "http://outside.example/", Status: 200, MediaType: "text/html",
			Body: []byte("<html><head><title>" + title + "</title></head><body>" + body + "</body></html>"),
		}
	}
	long := strings.Repeat("<p>公安机关持续打击网络赌博违法犯罪，查处博彩、投注、棋牌等案件，提醒群众远离。</p>", 5)
	tests := []struct {
		name        string
		page        *lanmu.Page
		soft, taint bool
	}{
		{"plain", page("示例县人民政府", "<p>欢迎</p>"), false, false},
		{"not found", page("404 Not Found", "<h1>Not Found</h1>"), true, false},
		{"not found in Chinese", page("提示信息", "<p>抱歉，您访问的页面不存在</p>"), true, false},
		{"article about 404", page("404页面的来历", strings.Repeat("<p>常见“404 页面不存在”的提示，来历说法不一，其实只是状态码的排列。</p>", 8)), false, false},
		{"gambling", page("澳门新葡京娱乐城官网", "<p>注册送彩金</p>"), false, true},
		{"news about gambling", page("公安机关开展打击网络赌博专项行动", long), false, false},
		{"parked", page("example.com", "<p>This domain is for sale</p>"), false, true},
		{"captcha is no missing page", page("安全验证", "<p>访问过于频繁，请输入验证码</p>"), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g := extract.Glance(tt.page)
			if (g.Soft != "") != tt.soft || (g.Taint != "") != tt.taint {
				t.Errorf("soft %q, taint %q", g.Soft, g.Taint)
			}
		})
	}
}

// Pages of an old system have neither breadcrumb nor tag: their titles tell the
// columns apart.
func TestSharedListWithoutNames(t *testing.T) {
	bare := func(id, name, own string) *lanmu.Page {
		p := column(id, name, own)
		p.Body = []byte(strings.Replace(string(p.Body), "<div class=crumb>当前位置：<a href=/>首页</a> &gt; "+name+"</div>", "", 1))
		return p
	}
	pages := []*lanmu.Page{bare("schq", "市场行情", "<p>对不起，本栏目暂时没有信息！</p><div>共 0 条 第 1/1 页 下一页</div>")}
	for i := range 4 {
		pages = append(pages, bare(fmt.Sprintf("c%d", i), fmt.Sprintf("第%d栏目", i), rows(fmt.Sprintf("c%d", i), 7)))
	}
	if f := collect(pages...)["http://nyj.example.gov.cn/zwgk/schq/"]; len(f.Items()) != 0 || f.Empty == lanmu.NotEmpty {
		t.Errorf("a side list is taken for the column's: %d rows, blank %q", len(f.Items()), f.Empty)
	}
}

// A menu of the site's raises doubt on a page alone; where other columns show
// it too, the page's own words count.
func TestBlankBesideTheSitesMenu(t *testing.T) {
	menu := func(own string) string {
		return "<ul class=gk><li><a href=/xxgk/zn.html>政府信息公开指南</a><li><a href=/xxgk/zd/>政府信息公开制度</a><li><a href=/xxgk/nb/>政府信息公开年报</a><li><a href=/xxgk/ysq.html>依申请公开</a><li><a href=/xxgk/jc/>基层政务公开</a></ul><div class=con>" + own + "</div>"
	}
	bare := func(id, name, own string) *lanmu.Page {
		p := column(id, name, menu(own))
		p.Body = p.Body[:strings.Index(string(p.Body), "<div class=c2>")]
		return p
	}
	blank := "<ul class=newsli></ul><div class=fy>共 <em>0</em> 条，每页 <em>20</em> 条</div>"
	pages := []*lanmu.Page{bare("xzsp", "行政许可", blank)}
	if f := collect(pages...)["http://nyj.example.gov.cn/zwgk/xzsp/"]; f.Empty != lanmu.NotEmpty {
		t.Errorf("alone: blank %q", f.Empty)
	}
	for i := range 4 {
		pages = append(pages, bare(fmt.Sprintf("c%d", i), fmt.Sprintf("第%d栏目", i), rows(fmt.Sprintf("c%d", i), 7)))
	}
	if f := collect(pages...)["http://nyj.example.gov.cn/zwgk/xzsp/"]; f.Empty == lanmu.NotEmpty || f.Kind != lanmu.PageColumn {
		t.Errorf("among others: blank %q, %s", f.Empty, f.Kind)
	}
}
