package extract_test

import (
	"fmt"
	"testing"

	"lanmu"
	"lanmu/extract"
)

// newest is the latest day of the rows of a page's own list.
func newest(f *lanmu.Facts) lanmu.Date {
	var d lanmu.Date
	for _, r := range f.Items() {
		if r.Date.After(d) {
			d = r.Date
		}
	}
	return d
}

func TestIndexPHPWithQueryIsNoHome(t *testing.T) {
	// PHPCMS: every page of the site stands under /index.php.
	site := &lanmu.Site{URL: "http://www.example.gov.cn/"}
	own := `<ul class="list lh24 f14">` + rowsOf(10, func(i int) string {
		return fmt.Sprintf(`<li><span class="rt">2026-10-%02d 11:22:33</span>·<a href="/index.php?m=content&amp;c=index&amp;a=show&amp;catid=6&amp;id=%d">第%d批工业项目集中开工</a></li>`, 28-i, 900+i, i+1)
	}) + `</ul>`
	for addr, home := range map[string]bool{
		"http://www.example.gov.cn/index.php?m=content&c=index&a=lists&catid=6": false,
		"http://www.example.gov.cn/index.php?s=/List/index/cid/12":              false,
		"http://www.example.gov.cn/index.php":                                   true,
		"http://www.example.gov.cn/index.php?":                                  true,
		"http://www.example.gov.cn/index.html?v=20261101":                       true,
	} {
		p := &lanmu.Page{Asked: addr, URL: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(portal("工作动态", own))}
		f := extract.Read(p, extract.Options{At: day, Site: site}).Facts
		if f.Home != home {
			t.Errorf("%s: home = %v, want %v", addr, f.Home, home)
		}
	}
}

func TestTableWithHits(t *testing.T) {
	// Joomla's category table: the head of the table names the hits, which
	// makes no ranking of it.
	f := told(t, "http://nyj.example.gov.cn/index.php/8-dongtai", portal("工作动态", `<table class="category table"><thead><tr><th>标题</th><th>发布日期</th><th>点击数</th></tr></thead><tbody>`+rowsOf(8, func(i int) string {
		return fmt.Sprintf(`<tr><td class="list-title"><a href="/index.php/8-dongtai/%d-a">第%d次农机安全检查在三个乡镇展开</a></td><td class="list-date small">2026年10月%02d日</td><td class="list-hits">点击数：%d</td></tr>`, 100+i, i+1, 28-i, 9*i)
	})+`</tbody></table>`))
	if f.List < 0 || newest(f) != lanmu.NewDate(2026, 10, 28) {
		t.Fatalf("list %d of kind %s, want the table with newest 2026-10-28", f.List, f.Kind)
	}
}

func TestDaysInForeignOrder(t *testing.T) {
	for text, want := range map[string]lanmu.Date{
		"24 二月 2026":               lanmu.NewDate(2026, 2, 24),
		"发布于 24 十二月 2025":          lanmu.NewDate(2025, 12, 24),
		"星期一, 五月 11, 2026 - 10:00": lanmu.NewDate(2026, 5, 11),
		"九月 1, 2019":               lanmu.NewDate(2019, 9, 1),
		"十二月 1, 2019":              lanmu.NewDate(2019, 12, 1),
		"11 五月, 2026":              lanmu.NewDate(2026, 5, 11),
		"5月 1, 2022":               lanmu.NewDate(2022, 5, 1),
		"7 天 1 小时 之前":              day.AddDays(-7),
		"3 天前":                     day.AddDays(-3),
		"2 周 3 天 前":                day.AddDays(-17),
		"35 分钟前":                   day,
		"3 月 5 件":                  {},
		"十二月 5 次":                  {},
		"活动前":                      {},
		"3 个前":                     {},
	} {
		f := told(t, "http://swj.example.gov.cn/gzdt/", portal("工作动态", `<ul class="list">`+rowsOf(6, func(i int) string {
			return fmt.Sprintf(`<li><a href="t/%d.htm">第%d次例会在市民中心会议室召开</a><span>%s</span></li>`, i, i+1, text)
		})+`</ul>`))
		if f.List < 0 {
			t.Errorf("%s: no list", text)
		} else if got := newest(f); got != want {
			t.Errorf("%s: newest %v, want %v", text, got, want)
		}
	}
}

func TestCalendarSheetOfOneFigure(t *testing.T) {
	for sheet, want := range map[string]lanmu.Date{
		`<span>Mar</span><span>1</span><span>2026</span>`: lanmu.NewDate(2026, 3, 1),
		`<span>1</span><span>三月</span><span>2026</span>`:  lanmu.NewDate(2026, 3, 1),
		`<span>5月</span><span>6</span>`:                   lanmu.NewDate(2026, 5, 6),
	} {
		f := told(t, "http://swj.example.gov.cn/gzdt/", portal("工作动态", rowsOf(6, func(i int) string {
			return fmt.Sprintf(`<div class="item"><div class="cal">%s</div><a href="t/%d.htm">第%d次例会在市民中心会议室召开</a></div>`, sheet, i, i+1)
		})))
		if f.List < 0 || newest(f) != want {
			t.Errorf("%s: want newest %v", sheet, want)
		}
	}
}

func TestStartBesideEnd(t *testing.T) {
	f := told(t, "http://swj.example.gov.cn/yjzj/", portal("意见征集", `<table><tr><th>主题</th><th>开始时间</th><th>结束时间</th><th>状态</th></tr>`+rowsOf(5, func(i int) string {
		return fmt.Sprintf(`<tr><td><a href="t/%d.htm">第%d号办法公开征求意见</a></td><td>2026-0%d-08</td><td>2026-0%d-28</td><td>已结束</td></tr>`, i, i+1, 8-i, 8-i)
	})+`</table>`))
	if f.List < 0 {
		t.Fatal("no list")
	}
	for _, r := range f.Blocks[f.List].Rows {
		if r.Date.Day != 8 {
			t.Errorf("row %q is dated %v, want the day on which it started", r.Title, r.Date)
		}
	}
}

func TestHostBeforeTelephone(t *testing.T) {
	f := told(t, "http://swj.example.gov.cn/", `<html><body><p>简介文字。</p><footer><address>示例市商务局办公室主办 电话0431-80000000</address><span>吉ICP备05000000号-1</span></footer></body></html>`)
	if f.Marks.Host != "示例市商务局办公室" {
		t.Errorf("host %q, want 示例市商务局办公室", f.Marks.Host)
	}
}

func TestShortListBesideBreadcrumb(t *testing.T) {
	// The rows stand in one box with the breadcrumb, in all fewer words than
	// some breadcrumbs have.
	for _, date := range []string{"2026-03-0%d", "03-0%d", "2026年3月%d日"} {
		f := told(t, "http://swj.example.gov.cn/gzdt/", `<html><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="./">工作动态</a></div>`+rowsOf(3, func(i int) string {
			return fmt.Sprintf(`<div class="item"><a href="t/%d.htm">第%d次例会在市民中心会议室召开</a><span>`+date+`</span></div>`, i, i+1, 9-i)
		})+`</body></html>`)
		if f.List < 0 || len(f.Items()) != 3 || f.Empty != lanmu.NotEmpty {
			t.Errorf("%s: list %d, empty %q, want three rows", date, f.List, f.Empty)
		}
	}
}

func TestDaysThatStandElsewhere(t *testing.T) {
	// Rows that were told as undated, though each shows its day.
	name := func(i int) string { return fmt.Sprintf("第%d批重点项目在开发区集中开工", i+1) }
	for what, own := range map[string]string{
		"two items and two dates to a table row": `<table>` + rowsOf(5, func(i int) string {
			return fmt.Sprintf(`<tr><td>·<a href="a%d.html">%s</a></td><td>2026-11-%02d</td><td>·<a href="b%d.html">%s</a></td><td>2026-10-%02d</td></tr>`, i, name(i), 20-i, i, name(i+5), 20-i)
		}) + `</table>`,
		"a count and a day in one line of the link": `<ul>` + rowsOf(9, func(i int) string {
			return fmt.Sprintf(`<li><a href="a%d.html"><h3>%s</h3><p>近日，项目开工活动在开发区举行。</p><p class="ft">阅读 %d · 11-%02d</p></a></li>`, i, name(i), i+5, 20-i)
		}) + `</ul>`,
		"an attribute of the row": rowsOf(9, func(i int) string {
			return fmt.Sprintf(`<div class="g" data-date="2026-11-%02d"><a href="a%d.html"><img src="p.png"><b>%s</b></a></div>`, 20-i, i, name(i))
		}),
		"the end of a title attribute": `<div class="v">` + rowsOf(9, func(i int) string {
			return fmt.Sprintf(`<div class="col"><a href="a%d.html" title="%s (2026-11-%02d)"><img src="p.png"><h5>%s</h5></a></div>`, i, name(i), 20-i, name(i))
		}) + `</div>`,
	} {
		f := told(t, "http://swj.example.gov.cn/gzdt/", portal("工作动态", own))
		if got, want := newest(f), lanmu.NewDate(2026, 11, 20); got != want {
			t.Errorf("%s: newest %v, want %v", what, got, want)
		}
	}
}

func TestFeaturedCardAboveList(t *testing.T) {
	// The card is one item, and the list below is no second one.
	f := told(t, "http://swj.example.gov.cn/gzdt/", portal("工作动态", `<div class="con"><div class="top"><a href="900.html"><img src="p.png"></a><h2><a href="900.html">全市商务工作会议召开</a></h2><p>会议总结了去年的工作，部署了今年的任务。</p><span>2026-11-20</span></div><ul class="l">`+rowsOf(6, func(i int) string {
		return fmt.Sprintf(`<li><a href="%d.html">第%d批重点项目在开发区集中开工</a><span>2026-10-%02d</span></li>`, 800+i, i+1, 20-i)
	})+`</ul></div>`))
	items := f.Items()
	if len(items) != 7 || newest(f) != lanmu.NewDate(2026, 11, 20) {
		t.Fatalf("%d items, newest %v, want the card and six rows", len(items), newest(f))
	}
	for i, r := range items[1:] {
		if want := lanmu.NewDate(2026, 10, 20-i); r.Date != want {
			t.Errorf("%s is dated %v, want %v", r.Title, r.Date, want)
		}
	}
}

func TestPictureOverNoData(t *testing.T) {
	f := told(t, "http://swj.example.gov.cn/czxx/", portal("财政信息", `<div class="nodata"><img src="/i/b.gif" alt="暂无数据"><p>暂无数据</p></div>`))
	if f.Empty != lanmu.EmptyPhrase {
		t.Errorf("empty %q (%s), want the phrase", f.Empty, f.EmptyWhy)
	}
	f = told(t, "http://swj.example.gov.cn/czxx/", portal("财政信息", `<div class="pic"><img src="/i/2026.jpg" alt="预算收支图"><p>图为全市预算收支情况</p></div>`))
	if f.Empty != lanmu.NotEmpty {
		t.Errorf("a chart was called blank: %s", f.EmptyWhy)
	}
}

func TestBlocksOfOneColumn(t *testing.T) {
	box := func(head, more string, month int) string {
		return `<div class="bk"><h3>` + head + more + `</h3><ul>` + rowsOf(4, func(i int) string {
			return fmt.Sprintf(`<li><a href="/t/%d.htm">第%d批乡村道路在%s完工</a><span>2026-%02d-%02d</span></li>`, month*100+i, i+1, head, month, 20-i)
		}) + `</ul></div>`
	}
	for what, tc := range map[string]struct {
		own  string
		want lanmu.Date
	}{
		"blocks by township":             {box("城关镇", "", 8) + box("石桥镇", "", 11) + box("双桥镇", "", 9), lanmu.NewDate(2026, 11, 20)},
		"the column's own, and another":  {box("乡镇传真", "", 8) + box("部门传真", "", 11), lanmu.NewDate(2026, 8, 20)},
		"one that leads to its own list": {box("城关镇", "", 8) + box("部门信息", `<a href="/bmxx/">更多</a>`, 11), lanmu.NewDate(2026, 8, 20)},
	} {
		f := told(t, "http://swj.example.gov.cn/xzcz/", portal("乡镇传真", `<div class="content">`+tc.own+`</div>`))
		if got := newest(f); got != tc.want {
			t.Errorf("%s: newest %v, want %v", what, got, tc.want)
		}
	}
}

func TestDottedDayInBrackets(t *testing.T) {
	f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", `<ul>`+rowsOf(6, func(i int) string {
		return fmt.Sprintf(`<li><a href="t/%d.htm">关于召开第%d次商务工作会议的通知</a>（%d.%d）</li>`, i, i+1, 9-i, 25-i)
	})+`</ul>`))
	if got, want := newest(f), lanmu.NewDate(2026, 9, 25); got != want {
		t.Errorf("newest %v, want %v", got, want)
	}
}
