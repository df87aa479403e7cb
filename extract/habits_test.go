package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

func TestNoErrorPage(t *testing.T) {
	// What is said of a page that is not there stands on these pages too.
	item := `<p>您访问的页面不存在或已删除，即404错误，是上网时常见的提示。遇到时可以检查网址。</p>`
	for name, tc := range map[string]struct {
		own  string
		kind lanmu.PageKind
	}{
		"a short list with an item about it": {`<ul class="list"><li><span>2022-06-01</span><a href="a.html">网页出现404错误怎么办</a></li>
<li><span>2022-03-22</span><a href="b.html">2022年世界水日主题</a></li><li><span>2022-02-01</span><a href="c.html">节水小常识问答</a></li></ul>`, lanmu.PageColumn},
		"a short article about it": {`<h1>上网小常识</h1><div class="xx">日期：2022-06-01　信息来源：市水务局</div><div class="TRS_Editor">` + item + `</div>`, lanmu.PageArticle},
	} {
		if f := told(t, "http://swj.example.gov.cn/swkp/", portal("水务科普", tc.own)); f.Kind != tc.kind || f.Soft != "" {
			t.Errorf("%s: %s (%s), want %s", name, f.Kind, f.Soft, tc.kind)
		}
	}
	gone := `<div class="xx">发布日期：　来源：</div>` + item
	if f := told(t, "http://swj.example.gov.cn/swkp/", portal("提示", gone)); f.Kind != lanmu.PageError {
		t.Errorf("a template with nothing in it: %s, want %s", f.Kind, lanmu.PageError)
	}
}

func TestNotBlankOnItsOwn(t *testing.T) {
	// No list, little text, and yet something.
	for name, own := range map[string]string{
		"an album of backgrounds": `<div class="w">` + rowsOf(5, func(i int) string {
			return fmt.Sprintf(`<a class="pic" href="/f/%d.jpg" style="background-image:url(/f/%d.jpg)"></a>`, i, i)
		}) + `</div>`,
		"links to pictures without a word": `<div class="w"><a href="/f/1.jpg"><i></i></a><a href="/f/2.jpg"><i></i></a></div>`,
		"address and telephone":            `<div class="con"><p>地址：江滨路18号　邮编：317000　电话：0576-85110000　传真：0576-85110001</p></div>`,
		"links to other offices": `<div class="main"><ul class="links">` + rowsOf(4, func(i int) string {
			return fmt.Sprintf(`<li><a href="http://bm%d.example.gov.cn/" target="_blank">第%d部门</a></li>`, i, i)
		}) + `</ul></div>`,
	} {
		page := `<html><head><title>联系我们_示例市商务局</title></head><body><div class="menu"><ul>` + rowsOf(9, func(i int) string {
			return fmt.Sprintf(`<li><a href="/c%d/">第%d栏目</a></li>`, i, i)
		}) + `</ul></div><div class="pos">您所在的位置：<a href="/">首页</a> &gt; <a href="/bmwz/">联系我们</a></div>` + own +
			`<div class="footer"><p><a href="/wzdt/">网站地图</a> | <a href="/bmwz/">联系我们</a> | <a href="/wzsm/">网站声明</a></p><p>主办：示例市商务局　地址：江滨路18号</p></div></body></html>`
		if f := told(t, "http://swj.example.gov.cn/bmwz/", page); f.Empty != lanmu.NotEmpty {
			t.Errorf("%s: called blank (%s: %s)", name, f.Empty, f.EmptyWhy)
		}
	}
}

func TestListInFrameworkState(t *testing.T) {
	page := func(state string) *lanmu.Facts {
		return told(t, "http://swj.example.gov.cn/kx", portal("快讯", `<h2>快讯</h2><div class="list-wrap"></div><script>window.__NUXT__=`+state+`</script>`))
	}
	f := page(`{"data":[{"list":[{"id":1,"title":"第一条快讯的标题","url":"/detail/1","publishTime":"2020-05-03 09:00:00"},{"id":2,"title":"第二条快讯的标题","url":"/detail/2","publishTime":"2020-05-01 09:00:00"}]}]}`)
	if items := f.Items(); f.Empty != lanmu.NotEmpty || len(items) != 2 || items[0].Date.String() != "2020-05-03" {
		t.Errorf("state as JSON: %s, %v", f.Empty, items)
	}
	f = page(`(function(a,b){return {data:[{list:[{title:"第一条快讯的标题",url:a,publishTime:b}]}]}}("/detail/1","2020-05-03"))`)
	if f.Empty != lanmu.NotEmpty || !f.NeedsScript {
		t.Errorf("state as a call: %s, needs script: %v", f.Empty, f.NeedsScript)
	}
	if f = page(`{"layout":"default","data":[{}],"error":null}`); f.Empty == lanmu.NotEmpty {
		t.Error("state that holds no rows hides a blank column")
	}
}

func TestPagerOfTwoPages(t *testing.T) {
	list := `<h1>教育动态</h1>` + rowsOf(7, func(i int) string {
		return fmt.Sprintf(`<article class="post"><h2><a href="/archives/%d.html">第%d条教育动态的标题</a></h2><time>2020年5月%d日</time></article>`, i, i, 20-i)
	})
	for _, tc := range []struct{ pager, next string }{
		{`<div class="pagination"><span class="page-numbers current">1</span><a class="page-numbers" href="/news/page/2/">2</a></div>`, "/news/page/2/"},
		{`<div class="pagination"><a class="page-numbers" href="/news/">1</a><span class="page-numbers current">2</span></div>`, ""},
		{`<div class="pagination"><span>2020</span><a href="/2020/05/07/">7</a></div>`, ""},
	} {
		f := told(t, "http://swj.example.gov.cn/news/", portal("教育动态", list+tc.pager))
		if got := strings.TrimPrefix(strings.Join(f.NextPages, " "), "http://swj.example.gov.cn"); got != tc.next {
			t.Errorf("%s: next %q, want %q", tc.pager, got, tc.next)
		}
	}
}

func TestSpanInARow(t *testing.T) {
	list := `<ul class="list">` + rowsOf(3, func(i int) string {
		return fmt.Sprintf(`<li><a href="/d/%d">关于第%d项办法公开征求意见的公告</a><span>2020-04-%02d 至 2020-05-%02d</span></li>`, i, i, 20-i, 20-i)
	}) + `</ul>`
	f := told(t, "http://swj.example.gov.cn/yjzj/", portal("意见征集", list))
	if items := f.Items(); len(items) != 3 || items[0].Date.String() != "2020-04-20" {
		t.Errorf("a span of days: %v, want its first day", items)
	}
}

func TestTabsOfOneColumn(t *testing.T) {
	list := func(from, month int) string {
		return `<ul>` + rowsOf(4, func(i int) string {
			return fmt.Sprintf(`<li><a href="/detail/%d">关于印发第%d项实施方案的通知</a><span>2020-%02d-%02d</span></li>`, from+i, from+i, month, 20-i)
		}) + `</ul>`
	}
	for name, tc := range map[string]struct {
		own, newest string
		rows        int
	}{
		"the second tab is newer": {`<div class="tabs"><a class="on">县政府文件</a><a>政府办文件</a></div><div class="pane on">` + list(100, 1) +
			`</div><div class="pane" style="display:none">` + list(200, 4) + `</div>`, "2020-04-20", 8},
		"the first tab is blank": {`<div class="yr"><a class="on" href="javascript:;">2020</a><a href="javascript:;">2019</a></div><div class="pane"><p>暂无数据</p></div><div class="pane" style="display:none">` +
			list(100, 1) + `</div>`, "2020-01-20", 4},
		"a folded box of another kind": {`<div class="pane">` + list(100, 1) + `</div><div class="pop" style="display:none">` + list(200, 4) + `</div>`, "2020-01-20", 4},
	} {
		f := told(t, "http://swj.example.gov.cn/zcwj/", portal("政策文件", tc.own))
		if items := f.Items(); len(items) != tc.rows || lanmu.Newest(items, day).String() != tc.newest || f.Empty != lanmu.NotEmpty {
			t.Errorf("%s: %d rows, newest %s (%s), want %d and %s", name, len(items), lanmu.Newest(items, day), f.Empty, tc.rows, tc.newest)
		}
	}
}

func TestBlankInOtherWords(t *testing.T) {
	tree := `<div class="tv">` + rowsOf(5, func(i int) string { return fmt.Sprintf(`<a href="/xxgk/Dept.aspx?d=%d">第%d部门</a>`, i, i) }) + `</div>`
	for name, own := range map[string]string{
		"a heading row and a count":             tree + `<h2>区环保局</h2><table><tr><th>索引号</th><th>名称</th><th>公开日期</th></tr></table><p>总记录数：0</p>`,
		"WordPress found nothing":               `<section class="no-results not-found"><h1>未找到</h1><div><p>我们可能无法找到您需要的内容。或许搜索功能可以帮到您。</p><form role="search"><input type="search" name="s"></form></div></section>`,
		"a count with its figure in an element": `<ul class="newsli"></ul><div class="fy">共 <em>0</em> 条，每页 <em>20</em> 条</div>`,
		"a count without anything":              `<div class="pager">记录数:0</div>`,
	} {
		if f := told(t, "http://swj.example.gov.cn/xxgk/Dept.aspx?d=54", portal("区环保局", own)); f.Empty == lanmu.NotEmpty || f.Kind != lanmu.PageColumn {
			t.Errorf("%s: not called blank (%s)", name, f.Kind)
		}
	}
	own := tree + `<h2>区环保局</h2><table><tr><th>索引号</th><th>名称</th><th>公开日期</th></tr></table><p>记录数：05</p>`
	if f := told(t, "http://swj.example.gov.cn/xxgk/Dept.aspx?d=54", portal("区环保局", own)); f.Empty == lanmu.EmptyPhrase {
		t.Errorf("记录数：05: called blank (%s)", f.EmptyWhy)
	}
}

func TestFormToDownloadIsNoHub(t *testing.T) {
	own := `<ul id="tree">` + rowsOf(8, func(i int) string { return fmt.Sprintf(`<li><a href="/zwgk/c%c/">第%d栏目</a></li>`, 'a'+i, i) }) +
		`</ul><div class="con"><p>申请人应填写<a href="./P020.doc">《政府信息公开申请表》</a>，邮寄或当面提交。</p></div>`
	if f := told(t, "http://swj.example.gov.cn/zwgk/ysqgk/", portal("依申请公开", own)); f.Kind == lanmu.PageHub || f.Empty != lanmu.NotEmpty {
		t.Errorf("a short text and its file: %s, blank %q", f.Kind, f.Empty)
	}
}

func TestHeldOn(t *testing.T) {
	list := rowsOf(4, func(i int) string {
		return fmt.Sprintf(`<div class="ft"><img src="/skin/ft.jpg" alt=""/><h3><a href="/hd/ft/901%d.html">农村人居环境整治专题访谈第%d期</a></h3><p>访谈嘉宾：局长</p><p>访谈时间：2020年%d月9日 15:00</p></div>`, i, i, 5-i)
	})
	f := told(t, "http://swj.example.gov.cn/hd/ft/", portal("在线访谈", `<div class="main">`+list+`</div>`))
	if items := f.Items(); len(items) != 4 || items[0].Date.String() != "2020-05-09" {
		t.Errorf("interviews: %v, want the days on which they were held", items)
	}
}
