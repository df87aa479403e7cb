package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lanmu"
)

// readPublication reads one page as far as publication needs it.
func readPublication(t *testing.T, addr, src string) publication {
	t.Helper()
	pg, _ := parsed(t, addr, src)
	f := &lanmu.Facts{URL: addr, Tags: pg.readTags()}
	if pg.title != nil {
		f.HeadTitle = cleanText(pg.title.FirstChild.Data)
	}
	return pg.publication(f, pg.textLines())
}

func parsed(t *testing.T, addr, src string) (*page, *html.Node) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	pg := newPage(&lanmu.Page{URL: addr}, Options{At: day})
	pg.walk(root)
	return pg, root
}

// longText stands for an article's text.
const longText = `<p>为贯彻落实上级决策部署，进一步优化营商环境，2020年5月20日下午，我局召开专题会议，研究部署下一阶段重点工作，局领导班子全体成员参加会议并讲话，会议由局办公室主任主持，对各项任务作出了安排。</p>
<p>会议强调，要提高认识，压实责任，截至2020年6月30日前完成整改，2019年1月1日起施行的办法同时废止，各处室要抓好落实，务求实效，确保各项工作任务圆满完成。</p>`

func TestPublication(t *testing.T) {
	const head = `<html><head><title>关于优化营商环境的通知_示例市商务局</title>`
	page := func(meta, between, after string) string {
		return head + meta + `</head><body><div class="nav"><a href="/">首页</a> 今天是2020年12月31日 星期四</div>
<h1>关于优化营商环境的通知</h1>` + between + `<div class="text">` + longText + after + `</div>
<div class="footer">版权所有 © 2005-2020 更新日期：2020-12-30</div></body></html>`
	}
	const addr = "http://swj.example.gov.cn/zwgk/tzgg/1.html"
	tests := []struct{ name, addr, page, date, clock string }{
		{"发布时间", addr, page("", `<div>发布时间：2020-06-01 15:04 来源：办公室</div>`, ""), "2020-06-01", "15:04"},
		{"label and value in two elements", addr, page("", `<div>发布日期: <span>2020-06-01</span></div>`, ""), "2020-06-01", ""},
		{"label and value in two cells", addr, page("", `<table><tr><td>发布日期</td><td>2020-06-01</td></tr></table>`, ""), "2020-06-01", ""},
		{"blanks in the label", addr, page("", `<div>发 布 时 间：2020年6月1日</div>`, ""), "2020-06-01", ""},
		{"alone under the title", addr, page("", `<p><span>2020-06-01 06:29</span></p>`, ""), "2020-06-01", "06:29"},
		{"in the source line", addr, page("", `<div>2020年06月01日00:00 来源：商务局 点击：12</div>`, ""), "2020-06-01", "00:00"},
		{"时间 in brackets", addr, page("", `<div>【时间：2020年06月01日 15:36】</div>`, ""), "2020-06-01", "15:36"},
		{"发布 beats 成文 and 更新", addr, page("", `<div>成文日期：2020-05-25 发布日期：2020-06-01 更新时间：2020-06-09</div>`, ""), "2020-06-01", ""},
		{"shown beats meta", addr, page(`<meta name="PubDate" content="2020-09-26 03:45">`, `<p>发布时间：2020-06-01</p>`, ""), "2020-06-01", ""},
		{"meta in any case", addr, page(`<META NAME="pubdate" CONTENT="2020-06-01 03:45">`, "", ""), "2020-06-01", "03:45"},
		{"meta beats generated", addr, page(`<meta name="firstpublishedtime" content="2020-06-01-23:59:59"><meta name="others" content="页面生成时间 2020-10-10 11:23:36">`, "", ""), "2020-06-01", "23:59:59"},
		{"an event before there were sites", addr, page("", `<p>时间：1919年5月4日</p>`, ""), "", ""},
		{"an old law, and when it was put up", addr, page("", `<p>发布日期：1986-04-12</p><p>录入时间：2020-06-01 来源：办公室</p>`, ""), "2020-06-01", ""},
		{"empty label, script fills it", addr, page("", `<div>发布时间：<script>var pubdata='2020年06月01日';document.write(pubdata)</script></div>`, ""), "2020-06-01", ""},
		{"script variable", addr, page("", `<script>var publishTime = "2020-06-01 10:00"; var other = "2020-12-12";</script>`, ""), "2020-06-01", "10:00"},
		{"CMS comment", addr, page("", `<p><!-- 发布日期 begin -->2020-06-01<!-- 发布日期 end --></p>`, ""), "2020-06-01", ""},
		{"publishtime element", addr, page("", `<div>商务局 <publishtime>2020-06-01</publishtime></div>`, ""), "2020-06-01", ""},
		{"hidden field", addr, page("", `<input type="hidden" id="pubDate" value="2020-06-01">`, ""), "2020-06-01", ""},
		{"at the end", addr, page("", "", `<p>发布日期：2020-06-01</p>`), "2020-06-01", ""},
		{"signature", addr, page("", "", `<p style="text-align:right">示例市商务局</p><p>2020年6月1日</p>`), "2020-06-01", ""},
		{"signature cut into spans", addr, page("", "", `<p><span>2020</span>年<span>6</span>月<span>1</span>日</p>`), "2020-06-01", ""},
		{"signature in numerals", addr, page("", "", `<p>二〇二〇年六月一日</p>`), "2020-06-01", ""},
		{"signed, then put up", "http://swj.example.gov.cn/t20200608_1.html", page("", "", `<p>2020年6月1日</p>`), "2020-06-08", ""},
		{"signed long before the move", "http://swj.example.gov.cn/t20200608_1.html", page("", "", `<p>2018年6月1日</p>`), "2018-06-01", ""},
		{"address alone", "http://swj.example.gov.cn/202006/t20200601_1.html", page("", "", ""), "2020-06-01", ""},
		{"none", addr, page("", "", ""), "", ""},
		{"future refused", addr, page(`<meta name="PubDate" content="2020-06-01">`, `<p>发布时间：2022-06-01</p>`, ""), "2020-06-01", ""},
		{"future alone refused", addr, page("", `<p>发布时间：2022-06-01</p>`, ""), "", ""},
		{"side list refused", addr, page("", `<p>发布时间：2020-06-01</p>`, `<div class="hot"><ul><li><a href="2.html">关于评审结果的公示</a><span>2020-12-04</span></li><li><a href="3.html">关于培训工作的通知</a><span>2020-12-03</span></li></ul></div>`), "2020-06-01", ""},
		{"placeholder meta", addr, page(`<meta name="PubDate" content="${pubdate}">`, `<p>日期：2020-06-01 浏览量：30</p>`, ""), "2020-06-01", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := readPublication(t, tt.addr, tt.page)
			if p.Date.String() != tt.date || p.Clock != tt.clock {
				t.Errorf("%s %s (%s), want %s %s\n%+v", p.Date, p.Clock, p.Raw, tt.date, tt.clock, p.Marks)
			}
			if p.Title != "关于优化营商环境的通知" {
				t.Errorf("title %q", p.Title)
			}
			checkMarks(t, p)
		})
	}
}

// checkMarks checks that every date is told with its reason and that the
// clock and the footer's are refused as what they are.
func checkMarks(t *testing.T, p publication) {
	t.Helper()
	clock, taken := false, 0
	for _, m := range p.Marks {
		if m.Why == "" || m.Raw == "" {
			t.Errorf("no reason or no words: %+v", m)
		}
		if m.Taken {
			taken++
			if m.Date != p.Date {
				t.Errorf("took %+v beside %s", m, p.Date)
			}
		}
		clock = clock || m.Role == lanmu.DateClock && m.Date == lanmu.NewDate(2020, 12, 31)
	}
	if !clock {
		t.Errorf("the page's clock is not told: %+v", p.Marks)
	}
	if want := 1; !p.Date.IsZero() && taken != want || p.Date.IsZero() && taken != 0 {
		t.Errorf("%d dates taken", taken)
	}
}

func TestTitle(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"heading under another <title>", `<title>示例市商务局-通知公告</title><h1>通知公告</h1><h1>关于评审结果的公示</h1><p>2020-03-06</p>`, "关于评审结果的公示"},
		{"tag where nothing heads the text", `<title>示例市商务局</title><meta name="ArticleTitle" content="关于评审结果的公示"><meta name="SiteName" content="示例市商务局"><p>时间：2020-03-06</p>`, "关于评审结果的公示"},
		{"tag is the site's name", `<title>关于评审结果的公示 - 示例市商务局</title><meta name="ArticleTitle" content="示例市商务局"><meta name="SiteName" content="示例市商务局">`, "关于评审结果的公示"},
		{"over a line break", `<title>关于批准发行国债及调整余额限额的决议__公报</title><h2>关于批准发行国债<br>及调整余额限额的决议</h2>`, "关于批准发行国债及调整余额限额的决议"},
		{"class", `<title>工作要点_要闻_商务局</title><div class="actitle">工作要点</div><div>日期：2020-03-06</div>`, "工作要点"},
		{"the line of the date in a heading", `<title>学院新闻-示例学院</title><h3>我院召开工作会议</h3><h3>发布时间：2020-03-06 文章来源：办公室 浏览次数：12</h3>`, "我院召开工作会议"},
		{"related list's heading", `<title>关于评审结果的公示</title><h2>相关信息</h2><div class="tit">关于评审结果的公示</div>`, "关于评审结果的公示"},
		{"date inside the heading, tag shows its end", `<title>关于评审结果的公示__示例市商务局</title><meta name="ArticleTitle" content="关于评审结果的公示"><h2>关于评审结果的公示 <small>( 2024-05-11)</small></h2>`, "关于评审结果的公示"},
		{"date and source inside the heading", `<title>第十届出版论坛 在示例市召开</title><h2>第十届出版论坛 在示例市召开 <small>2023-08-19 <span>来源：示例日报</span></small></h2>`, "第十届出版论坛 在示例市召开"},
		{"date that belongs to the title", `<title>例行新闻发布会 2023年8月19日答记者问__示例市商务局</title><h2>例行新闻发布会 2023年8月19日答记者问</h2>`, "例行新闻发布会 2023年8月19日答记者问"},
		{"markup in it", `<title>a</title><h1>关于<b>评审</b>&lt;script&gt;结果的公示</h1><p>发布时间：2020-03-06</p>`, "关于评审<script>结果的公示"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := readPublication(t, "http://swj.example.gov.cn/a/1.html", tt.src).Title; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

// A breadcrumb that ends with the article's title names no column: the heading
// below is the title, and the day under it is the publication.
func TestBreadcrumbEndsWithTheTitle(t *testing.T) {
	body := `<!doctype html><meta charset="utf-8"><title>示例市示例管理条例</title><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/fg/">法律法规</a></li></ul></div>
<p id="weizhi"><a href="/index.html">首页</a> &gt; <a href="/fg/">法律法规</a> &gt; 示例市示例管理条例</p>
<div class="article"><h1>示例市示例管理条例</h1><div class="page_data">2018-05-24 23:00</div><div class="text"><p>目录</p><p>第一章 总则</p><p>第二章 附则</p>` +
		longText + `<p>第八十三条 本条例自2004年7月1日起施行。</p></div></div><div class="foot">版权所有：示例协会</div></body>`
	addr := "http://xh.example.cn/fg/flfg1.html"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	f := Read(p, Options{At: lanmu.NewDate(2026, 11, 23)}).Facts
	if f.Kind != lanmu.PageArticle || f.Title != "示例市示例管理条例" || f.Published != lanmu.NewDate(2018, 5, 24) {
		t.Errorf("kind %s, title %q, published %s", f.Kind, f.Title, f.Published)
	}
}
