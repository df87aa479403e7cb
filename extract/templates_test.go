package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// template is a column page in a style of its own, with what it holds.
type template struct {
	name  string
	own   string // the page's own part; "" see page
	page  string // a whole page
	addr  string // "" is a folder
	rows  int
	new   string // newest
	empty bool
	not   bool // only that it is not called blank, whatever else it is
	kind  lanmu.PageKind
}

// items are rows of markup f with a title, an address and a date, newest first.
func items(n int, f string) string {
	return rowsOf(n, func(i int) string {
		d := lanmu.NewDate(2026, 10, 28-i)
		return strings.NewReplacer("$T", titles[i%len(titles)], "$U", fmt.Sprintf("/tzgg/202610/t202610%02d_%d.html", d.Day, 3000+i),
			"$N", fmt.Sprint(3000+i), "$D", d.String(), "$d", fmt.Sprintf("%02d", d.Day), "$M", fmt.Sprintf("%02d-%02d", d.Month, d.Day)).Replace(f)
	})
}

var titles = []string{
	"关于开展2026年度商务领域安全生产检查的通知", "示例市关于做好节日期间市场供应工作的公告", "关于公布外贸转型升级基地名单的通知",
	"关于征集老字号企业参加展会的函告", "市商务局召开稳外资工作座谈会", "关于成品油零售经营企业年度检查结果的公示", "示例市汽车以旧换新补贴申领办法解答",
}

const sideList = `<div class="sidebox"><h3>热门信息</h3><ul>` + "%s" + `</ul></div>`

func sideRows() string {
	return fmt.Sprintf(sideList, rowsOf(20, func(i int) string {
		return fmt.Sprintf(`<li><a href="/gzdt/202611/t20261120_%d.html">热门工作动态信息第%d条内容</a><span>2026-11-20</span></li>`, 7000+i, i)
	}))
}

var templates = []template{
	{name: "definition list", own: `<dl class="infos">` + items(8, `<dt><a href="$U">$T</a></dt><dd>$D</dd>`) + `</dl>`, rows: 8, new: "2026-10-28"},
	{name: "table with index numbers and hover cards", own: `<table class="xxgk"><thead><tr><th>索引号</th><th>标题</th><th>文号</th><th>发文日期</th></tr></thead><tbody>` +
		items(10, `<tr><td>00001$N/2026-$N</td><td><a href="$U">$T</a><div class="card" style="display:none"><p>索引号：00001$N</p><p>成文日期：2026-01-05</p><p>发布日期：$D</p></div></td><td>示商发〔2026〕$d号</td><td>$D</td></tr>`) + `</tbody></table>`, rows: 10, new: "2026-10-28"},
	{name: "card grid", own: `<div class="grid">` + items(9, `<div class="card"><a href="$U"><img src="/up/$N.jpg" alt=""></a><h4><a href="$U">$T</a></h4><p class="time">$D</p></div>`) + `</div>`, rows: 9, new: "2026-10-28"},
	{name: "cards of messages", own: `<div class="feed">` + items(6, `<a class="item" href="$U"><div class="cover"><img src="/up/$N.jpg"></div><div class="txt"><h3>$T</h3><p>摘要：为进一步做好有关工作，现将有关事项通知如下。</p><em>$D</em></div></a>`) + `</div>`, rows: 6, new: "2026-10-28"},
	{name: "day over month", own: `<ul class="news">` + items(7, `<li><div class="date"><b>$d</b><span>2026-10</span></div><a href="$U">$T</a></li>`) + `</ul>`, rows: 7, new: "2026-10-28"},
	{name: "tabs of which one is the column's", own: `<div class="tabs"><span class="on">通知公告</span><span>工作动态</span></div><div class="tab"><ul>` + items(8, `<li><a href="./t202610$d_$N.html">$T</a><span>$D</span></li>`) +
		`</ul></div><div class="tab" style="display:none"><ul>` + items(8, `<li><a href="/gzdt/t20261120_$N.html">动态：$T</a><span>2026-11-20</span></li>`) + `</ul></div>`, rows: 8, new: "2026-10-28"},
	{name: "two columns of rows", own: `<div class="two"><ul class="half">` + items(6, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul><ul class="half">` +
		items(6, `<li><a href="/tzgg/202609/t202609$d_$N.html">$T</a><span>2026-09-$d</span></li>`) + `</ul></div>`, rows: 12, new: "2026-10-28"},
	{name: "date in the title attribute only", own: `<ul class="list">` + items(8, `<li><a href="/show.aspx?id=$N" title="$T 发布日期：$D">$T</a></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "date in the address only", own: `<ul class="list">` + items(8, `<li><a href="./202610/t202610$d_$N.html">$T</a></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "pinned above", own: `<ul class="list"><li class="top"><i>[置顶]</i><a href="./202401/t20240105_1.html">关于网站改版有关事项的说明</a><span>2024-01-05</span></li>` + items(9, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul>`, rows: 10, new: "2026-10-28"},
	{name: "years in folds", own: `<div class="fold"><h3>2026年</h3><ul>` + items(4, `<li><a href="$U">$T</a><span>$M</span></li>`) + `</ul></div><div class="fold"><h3>2025年</h3><ul>` +
		items(5, `<li><a href="/tzgg/a$N.html">$T</a><span>$M</span></li>`) + `</ul></div>`, rows: 9, new: "2026-10-28"},
	{name: "rows are paragraphs", own: `<div class="txt">` + items(8, `<p><a href="$U">$T</a> （$D）</p>`) + `</div>`, rows: 8, new: "2026-10-28"},
	{name: "rows by line breaks", own: `<div class="txt">` + items(8, `· <a href="$U">$T</a> [$D]<br>`) + `</div>`, rows: 8, new: "2026-10-28"},
	{name: "addresses that only a script tells apart", own: `<ul class="list">` + items(8, `<li><a href="##"><span>$T</span><span>$D</span></a></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "anchors that a script made clickable", own: `<ul class="list">` + items(8, `<li><a title="$T">$T</a><span>$D</span></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "anchors around title and date, no address", own: `<div class="list">` + items(8, `<div class="row"><a target="_blank"><p>$T</p><i>$D</i></a></div>`) + `</div>`, rows: 8, new: "2026-10-28"},
	{name: "names of places in a text", addr: "http://swj.example.gov.cn/tzgg/202610/t20261011_6.html", own: `<h1>关于调整办事时间的说明</h1><p>发布时间：2026-10-11</p><div class="text">` +
		items(4, `<p><a name="p$N">$T，自$D起施行，请有关单位遵照执行，并做好宣传解释工作。</a></p>`) + `</div>`, not: true, kind: lanmu.PageArticle},
	{name: "addresses of a script's own pages", own: `<ul class="list">` + items(8, `<li><a href="#/detail/$N">$T</a><span>$D</span></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "an introduction beside the template of a search box", own: `<div class="cont"><p>` + strings.Repeat("本局负责全市商务运行的监测分析和协调服务。", 3) +
		`</p></div><div id="s13"></div><script type="text/html" id="t13"><div v-if="!isError"><input v-model="q.word" placeholder="全文搜索"></div><div v-if="isError">应用维护中！</div></script><script>$("#s13").html($("#t13").text());</script><script src="/js/pub1.js"></script>`, not: true, kind: lanmu.PageArticle},
	{name: "empty below a search box that a template fills", own: `<div id="s13"></div><script type="text/html" id="t13"><div v-if="!isError"><input v-model="q.word" placeholder="全文搜索"></div></script>` +
		`<script>$("#s13").html($("#t13").text());</script><script src="/js/pub1.js"></script><ul class="list"></ul><div class="page">共0条</div>`, empty: true},
	{name: "a template of rows as boxes", own: `<div id="rows"></div><script type="text/html" id="row"><div class="row"><div>{{title}}</div><div>{{day}}</div></div></script><script src="/js/list.js"></script>`, not: true, kind: lanmu.PageShell},
	{name: "tables in capitals", own: `<TABLE WIDTH="100%" BORDER=0>` + items(8, `<TR><TD WIDTH=15><IMG SRC="/images/dot.gif"></TD><TD><A HREF="$U" TARGET=_blank>$T</A></TD><TD ALIGN=right>[$D]</TD></TR><TR><TD COLSPAN=3 BACKGROUND="/images/line.gif" HEIGHT=1></TD></TR>`) + `</TABLE>`, rows: 8, new: "2026-10-28"},
	{name: "the same list for small screens", own: `<ul class="pc">` + items(8, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul><div class="mobile">` + items(8, `<a href="$U"><p>$T</p><i>$D</i></a>`) + `</div>`, rows: 8, new: "2026-10-28"},
	{name: "a menu longer than the list", own: `<div class="leftmenu"><ul>` + rowsOf(24, func(i int) string {
		return fmt.Sprintf(`<li><a href="/zwgk/l%c/">栏目名称之%c</a></li>`, 'a'+i, 'a'+i)
	}) + `</ul></div><ul class="right">` + items(3, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul>`, rows: 3, new: "2026-10-28"},
	{name: "one row beside twenty hot ones", own: `<div class="right"><ul class="list">` + items(1, `<li><a href="./202610/t20261028_3000.html">$T</a><span>$D</span></li>`) + `</ul></div>` + sideRows(), rows: 1, new: "2026-10-28"},
	{name: "empty beside twenty hot ones", own: `<div class="right"><ul class="list"></ul></div>` + sideRows(), empty: true},
	{name: "empty with heading and pager", own: `<div class="right"><h2>通知公告</h2><div class="list"></div><div class="page">共0条 第1/1页 <a href="#">首页</a> <a href="#">上一页</a> <a href="#">下一页</a> <a href="#">尾页</a></div></div>`, empty: true},
	{name: "empty says so", own: `<div class="right"><div class="list"><p>暂无相关信息</p></div></div>`, empty: true},
	{name: "empty says so twice, beside what a script fills", own: `<table><tr><td><span>尚无资料</span></td></tr><tr><td>共0条&nbsp;&nbsp;0/0</td></tr></table><table><tr>` +
		rowsOf(6, func(i int) string {
			return fmt.Sprintf(`<td><a href="javascript:;">单位%c</a></td><td>|</td>`, 'a'+i)
		}) + `</tr></table>`, empty: true},
	{name: "says so twice, beside a dated list", own: `<p>暂无附件</p><p>共0条</p><ul>` + items(4, `<li><a href="javascript:;">$T</a> $D</li>`) + `</ul>`, rows: 4, new: "2026-10-28"},
	{name: "empty in a frame of pictures", own: `<table><tr><td><table width="724"><tr><td width="36"><img src="/images/r09.gif" width="16" height="15"></td><td>通知公告</td></tr></table><table width="692"><tr><td height="15"></td></tr></table>` +
		`<table><tr><td>共1页&nbsp;<span>1</span></td></tr></table></td><td width="15" background="/images/r02.gif"><img src="/images/r01.jpg"></td></tr></table>`, empty: true},
	{name: "paged by script, and none", own: `<ul id="sub"></ul><script>var ul = "#sub"; var n = $(ul).children().length; if ($(ul).children().length == 0){ $(".page").hide(); } $(ul).children().eq(8).nextAll("li").css("display","none"); $("#nums").append("<li>1</li>");</script>`, empty: true},
	{name: "the same, and filled", own: `<ul id="sub"></ul><script>var ul = "#sub"; var n = $(ul).children().length; $.get("/list", function(d){ $(ul).html(d) });</script>`, not: true, kind: lanmu.PageShell},
	{name: "the same, handed on", own: `<ul id="sub"></ul><script>var ul = "#sub"; if ($(ul).children().length == 0) { fill(ul, 1) }</script>`, not: true, kind: lanmu.PageShell},
	{name: "kept in a variable", own: `<ul id="sub"></ul><script>var box = $("#sub"); load(box);</script>`, not: true, kind: lanmu.PageShell},
	{name: "loading", own: `<div class="right"><ul id="list"><li>数据加载中...</li></ul></div><script>$.getJSON("/api/list.do",function(d){$("#list").html(d.html)})</script>`, not: true, kind: lanmu.PageShell},
	{name: "list in a frame", own: `<div class="right"><iframe src="/list/tzgg.html" width="700" height="600"></iframe></div>`, not: true},
	{name: "pictures only", own: `<div class="right">` + rowsOf(6, func(i int) string {
		return fmt.Sprintf(`<a href="./p%d.html"><img src="/up/p%d.jpg" width="220" height="160"></a>`, 900+i, 900+i)
	}) + `</div>`, not: true},
	{name: "a document embedded", own: `<div class="right"><embed src="/up/2026.pdf" width="700" height="900"></div>`, not: true},
	{name: "one link to download", own: `<div class="right"><p><a href="/up/biaoge.doc">点击下载</a></p></div>`, not: true},
	{name: "an image that is the text", own: `<div class="right"><img src="/up/jigou.jpg" width="700"></div>`, not: true},
	{name: "no-data words in a text", addr: "http://swj.example.gov.cn/tzgg/202610/t20261011_5.html", own: `<h1>关于网站数据接口调整的说明</h1><p>发布时间：2026-10-11</p><div class="TRS_Editor"><p>` +
		strings.Repeat("近期有群众反映在查询时页面提示“暂无数据”，经核实系接口升级所致，现已恢复。", 6) + `</p></div>`, not: true, kind: lanmu.PageArticle},
	{name: "dates in English", own: `<ul class="list">` + items(6, `<li><a href="/en/$N.html">Notice of the annual inspection number $N</a><span>Oct $d, 2026</span></li>`) + `</ul>`, rows: 6, new: "2026-10-28"},
	{name: "folders beside dates", own: `<div class="zfxxgk"><table><tbody>` + items(12, `<tr><td>$d</td><td><a href="$U">$T</a></td><td>示商发〔2026〕$d号</td><td>2026年10月$d日</td></tr>`) + `</tbody></table></div>`, rows: 12, new: "2026-10-28"},
	{name: "two items without addresses", own: `<div class="left1">` + items(2, `<ul class="list"><li class="t"><a href="javascript:;"><b>$T</b></a></li><li class="s">（2007年10月28日通过）自2008年1月1日起施行…… <a href="javascript:;">[查看全文]</a></li><li class="d">发布时间：$D 09:43:38</li></ul>`) +
		`<ul class="yeshu"><li>共 1页2条记录</li></ul></div>`, rows: 2, new: "2026-10-28"},
	{name: "two cards with a button", own: `<div class="news-box"><ul>` + items(2, `<li><img src="/up/$N.jpg"><a href="javascript:;">$T</a><p>最新进展：2016年3月份举办活动。<a href="javascript:;">[ <font color=red>详情</font> ]</a></p><span>$D</span></li>`) +
		`</ul></div><div class="fy"><b>页次2/2</b> <a href="javascript:;">首页</a> <a href="javascript:;">上一页</a></div>`, rows: 2, new: "2026-10-28"},
	{name: "under tabs of which the last is 推荐", own: `<ul class="tabs"><li><a href="../jj/">单位简介</a></li><li><a href="../jy/">领导寄语</a></li><li><a href="../xx/">领导信箱</a></li><li><a href="../tj/">好书推荐</a></li></ul><ul class="news01">` +
		items(3, `<li><span>$D</span><a href="$U">$T</a></li>`) + `</ul>`, rows: 3, new: "2026-10-28"},
	{name: "an article whose source is a link", addr: "http://swj.example.gov.cn/tzgg/2026-10-12/5276.html", own: `<div class="news"><p>申报项目注意事项</p><div>时间：2026-10-12 11:53:36  来源：<a href="http://www.other.example.org.cn/">省财政厅</a></div><p>` +
		strings.Repeat("为做好项目申报工作，现将有关事项说明如下。", 8) + `</p></div>`, not: true, kind: lanmu.PageArticle},
	{name: "an article of attachments", addr: "http://swj.example.gov.cn/info/1056/1217.htm", own: `<div class="title">招生专业目录</div><div class="time">2026-09-11 作者： 浏览次数：</div><div class="v"><ul><li><a href="/dl.jsp?id=1">全日制专业目录</a></li><li><a href="/dl.jsp?id=2">非全日制专业目录</a></li><li><a href="/dl.jsp?id=3">参考书目</a></li></ul>` +
		`<dl class="page"><dd>上一条：<a href="1197.htm">考试大纲公共课条目</a></dd><dd>下一条：<a href="1226.htm">关于报名的通知</a></dd></dl></div>`, not: true, kind: lanmu.PageArticle},
	{name: "rows in the page's own state", own: `<div id="list"></div><script>window.__INITIAL_STATE__={"user":null,"list":{"total":4,"records":[` +
		strings.TrimSuffix(items(4, `{"id":$N,"title":"$T","url":"$U","publishDate":"$D 08:00:00"},`), ",") + `]},"nav":[{"title":"首页","url":"/"},{"title":"通知公告","url":"/tzgg/"}]};</script>`, rows: 4, new: "2026-10-28", kind: lanmu.PageColumn},
	{name: "rows in a script of JSON, times as numbers", own: `<div id="app2"></div><div class="list" id="rows"></div><script id="__NEXT_DATA__" type="application/json">{"props":{"items":[` +
		`{"docTitle":"关于甲的通知","docPubUrl":"./t1.html","pubDate":1792368000000},{"docTitle":"关于乙的通知","docPubUrl":"./t2.html","pubDate":1791504000000}]}}</script><script src="/static/main-es.js"></script><script src="/static/zz.js"></script>`, rows: 2, new: "2026-10-19", kind: lanmu.PageColumn},
	{name: "two lists in the page's own state", own: `<div id="list"></div><script>var a=document.getElementById("list");a.innerHTML=draw(s);var s={"hot":[{"title":"热点甲","time":"2026-11-20"}],"rows":[{"title":"通知乙","time":"2026-01-02"}]};</script>`, not: true, kind: lanmu.PageShell},
	{name: "a box for a search that finds nothing, folded away", addr: "http://swj.example.gov.cn/utils/search-1.html", page: `<html><head><title>全文检索平台--示例市商务局</title></head><body><div class="hot">热搜词：<a href="/a/1.html">营商环境</a></div>` +
		`<div class="no" style="display:none"><h2>操作失败</h2><p>很抱歉，没有为您找到，可能此信息不存在！</p></div></body></html>`, not: true, kind: lanmu.PageOther},
	{name: "a search that found nothing", addr: "http://swj.example.gov.cn/utils/search-2.html", page: `<html><head><title>全文检索平台--示例市商务局</title></head><body><div class="no"><p>很抱歉，您搜索的内容暂未为您找到，可能此信息不存在！</p></div></body></html>`, not: true, kind: lanmu.PageOther},
	{name: "a page that is not there", addr: "http://swj.example.gov.cn/a/2.html", page: `<html><head><title>示例市商务局</title></head><body><div class="no"><p>很抱歉，您要查看的信息不存在！</p></div></body></html>`, not: true, kind: lanmu.PageError},
	{name: "a folder's files", addr: "http://swj.example.gov.cn/images/2019/", page: `<html><head><title>Index of /images/2019</title></head><body><h1>Index of /images/2019</h1><ul><li><a href="/images/"> Parent Directory</a></li>` +
		items(6, `<li><a href="t$N.html"> t$N.html</a> $D 10:00 1.2K</li>`) + `</ul></body></html>`, not: true, kind: lanmu.PageOther},
	{name: "a drawing of nothing over its words", own: `<div class="list"><div class="el-empty"><div class="el-empty__image"><img src="/static/img/empty.svg" alt=""></div><div class="el-empty__description"><p>暂无数据</p></div></div></div>`, empty: true},
	{name: "a question that was not asked", own: `<div class="list"><div class="tip">抱歉，没有查询到相关信息~</div></div>`, empty: true},
	{name: "to be added", own: `<div class="list"><p>　　内容待添加</p></div>`, empty: true},
	{name: "nothing in English", own: `<div class="list"><p>No Data</p></div>`, empty: true},
	{name: "pictures, and the same as lines", own: `<ul class="lines" style="display:none">` + items(8, `<li><span>$D</span><a href="$U">• $T</a></li>`) + `</ul><ul class="cards">` +
		items(8, `<li><a href="$U"><img src="/up/$N.jpg">$T</a></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "a map of the site", own: `<table><tr><td>` + rowsOf(6, func(i int) string {
		return fmt.Sprintf(`<table><tr><td>栏目之%c</td></tr></table><table><tr><td><a href="/z%c/a/">简介一</a></td><td><a href="/z%c/b/">领导二</a></td><td><a href="/z%c/c/">机构三</a></td></tr></table>`, 'a'+i, 'a'+i, 'a'+i, 'a'+i)
	}) + `</td></tr></table><table><tbody></tbody></table>`, not: true},
	{name: "companies that deal in what the column is called", own: `<div class="list">` + rowsOf(10, func(i int) string {
		return fmt.Sprintf(`<ul><li><a href="javascript:;">甲乙经营部%c</a> 经营模式：<a href="javascript:;">制造商</a> 主营产品：<a href="">通知公告</a></li><li><a href="javascript:;"><img src="/up/%d.jpg"></a></li></ul>`, 'a'+i, i)
	}) + `</div>`, not: true},
	{name: "two views, and a script shows one", own: `<h2>通知公告</h2><ul class="lines" style="display:none">` + items(8, `<li><span>$D</span><a href="$U">• $T</a></li>`) + `</ul><ul class="cards" style="display:none">` +
		items(8, `<li><a href="$U"><img src="/up/$N.jpg">$T</a></li>`) + `</ul>`, rows: 8, new: "2026-10-28"},
	{name: "a column called 最新动态", page: `<html><head><title>[站内信息]最新动态</title></head><body><div class="top"><a href="/a/">政务公开</a><a href="/b/">办事服务</a><a href="/c/">互动交流</a></div><div><a href="/">[某某中心]</a> <a href="">&gt;&gt;最新动态</a></div><div class="b"><div>` +
		items(9, `<div class="it"><div><div style="float:right">$D</div><a href="$U">$T</a></div></div>`) + `</div></div></body></html>`, rows: 9, new: "2026-10-28"},
	{
		name: "an article with one picture, in a box with its breadcrumb", page: `<html><body><div class="w"><div><p>欢迎您！</p></div><div class="f"><div><strong>详情信息</strong><p><a href="/">首页</a> &gt; 详情信息</p></div><div><div class="tit">第二学期第6周菜单</div><div class="t">[发布时间2026年4月8日]</div><div><p><img src="/up/6.jpg"></p></div></div></div></div><div class="footer">版权所有</div></body></html>`,
		addr: "http://swj.example.gov.cn/page/464632.html", not: true, kind: lanmu.PageArticle,
	},
	{name: "an article that is one file", own: `<div class="f"><div class="tit">教学工作安排表</div><div class="t">[发布时间2026年3月22日]</div><div><a href="javascript:;">第5周教学工作安排表.docx</a></div></div>`, addr: "http://swj.example.gov.cn/page/464082.html", not: true, kind: lanmu.PageArticle},
	{
		name: "an article of a link and its picture", own: `<h3>简报第二期</h3><div><h4>来源： 发布时间： <span>2026-09-06</span> 作者： 办公室</h4>附件:<a href="/up/2.pdf">简报第二期</a><br><a href="/up/2.pdf"><img src="/up/2.jpg"></a></div>`,
		addr: "http://swj.example.gov.cn/jb/Detail-0F13.html", not: true, kind: lanmu.PageArticle,
	},
	{name: "summaries under titles", own: `<div class="left1">` + items(8, `<ul class="list"><li class="t"><a href="$U">$T</a></li><li class="s">2026年1月3日，市商务局召开会议，研究部署有关工作。</li><li class="d">发布时间：$D 10:20:30</li></ul>`) + `</div>`, rows: 8, new: "2026-10-28"},
}

func TestTemplates(t *testing.T) {
	for _, c := range templates {
		t.Run(c.name, func(t *testing.T) {
			page, addr := c.page, c.addr
			if page == "" {
				page = portal("通知公告", c.own)
			}
			if addr == "" {
				addr = "http://swj.example.gov.cn/tzgg/"
			}
			f := told(t, addr, page)
			if blank := f.Empty != lanmu.NotEmpty; blank != c.empty {
				t.Fatalf("blank %v (%s), want %v; kind %s", blank, f.EmptyWhy, c.empty, f.Kind)
			}
			if c.kind != "" && f.Kind != c.kind {
				t.Errorf("kind %s, want %s", f.Kind, c.kind)
			}
			if c.not || c.empty {
				return
			}
			if n := len(f.Items()); n != c.rows {
				t.Errorf("%d rows, want %d (%s)", n, c.rows, f.Kind)
			}
			if d := lanmu.Newest(f.Items(), day).String(); d != c.new {
				t.Errorf("newest %q, want %q", d, c.new)
			}
		})
	}
}

// TestMangled takes the rows out of each style: all of them gone the page is
// blank or cannot be told; one left it is never called blank.
func TestMangled(t *testing.T) {
	styles := map[string][3]string{ // before, row, behind
		"list":       {`<ul class="list">`, `<li><a href="$U">$T</a><span>$D</span></li>`, `</ul>`},
		"definition": {`<dl>`, `<dt><a href="$U">$T</a></dt><dd>$D</dd>`, `</dl>`},
		"table":      {`<table><thead><tr><th>标题</th><th>日期</th></tr></thead><tbody>`, `<tr><td><a href="$U">$T</a></td><td>$D</td></tr>`, `</tbody></table>`},
		"divs":       {`<div class="newslist">`, `<div class="row"><a href="$U">$T</a><i>$D</i></div>`, `</div>`},
		"paragraphs": {`<div class="list">`, `<p><a href="$U">$T</a> $D</p>`, `</div>`},
		"breaks":     {`<div class="list">`, `<a href="$U">$T</a> $D<br>`, `</div>`},
		"cards":      {`<div class="list">`, `<div class="c"><a href="$U"><img src="/up/$N.jpg" width="200"></a><a href="$U">$T</a></div>`, `</div>`},
		"undated":    {`<ul class="list">`, `<li><a href="/show.asp?id=$N">$T</a></li>`, `</ul>`},
		"dead links": {`<ul class="list">`, `<li><a href="javascript:;">$T</a><span>$D</span></li>`, `</ul>`},
	}
	around := map[string]string{
		"alone":                    `%s`,
		"with pager":               `%s<div class="page"><a href="index_1.html">下一页</a></div>`,
		"beside hot":               `<div class="right">%s</div>` + strings.ReplaceAll(sideRows(), "%", "%%"),
		"below name":               `<div class="right"><h2>通知公告</h2>%s</div>`,
		"in a class that misleads": `<div class="page_hot left">%s</div>`,
		"in a footer's class":      `<div class="bottom-box">%s</div>`,
	}
	for style, m := range styles {
		for place, frame := range around {
			for _, n := range []int{0, 1, 2, 12} {
				t.Run(fmt.Sprintf("%s/%s/%d", style, place, n), func(t *testing.T) {
					own := strings.Replace(frame, "%s", m[0]+items(n, m[1])+m[2], 1)
					f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", own))
					blank := f.Empty != lanmu.NotEmpty
					if n > 0 && blank {
						t.Errorf("%d rows, and called blank: %s %s", n, f.Empty, f.EmptyWhy)
					}
					if n == 0 && !blank && len(f.Items()) > 0 && place != "beside hot" {
						t.Errorf("no rows, and read as a list of %d", len(f.Items()))
					}
				})
			}
		}
	}
}
