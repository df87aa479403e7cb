package extract

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// What is quoted is the sentence that explains, not what stands before it.
func TestExplanationQuotesItsSentence(t *testing.T) {
	const body = `<!doctype html><meta charset="utf-8"><title>在线访谈-示例市商务局</title><body><div class="nav"><a href="/">首页</a> <a href="/hd/">互动交流</a></div>
<div class="main"><h2>在线访谈</h2><p>尊敬的网友：本栏目正在建设中，敬请期待。</p></div></body>`
	addr := "http://swj.example.gov.cn/hd/zxft/"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	f := Read(p, Options{At: lanmu.NewDate(2026, 11, 23)}).Facts
	if f.Empty != lanmu.EmptyExplanation || !strings.HasPrefix(f.EmptyWhy, "尊敬的网友：本栏目正在建设中") {
		t.Errorf("empty %q, quoted %q", f.Empty, f.EmptyWhy)
	}
}

// An article without a list is not the explanation of an empty column because
// it speaks of 建设中存在的困难; nor is it a column because a box around it
// holds a breadcrumb's link.
func TestArticleAroundABreadcrumb(t *testing.T) {
	const body = `<!doctype html><meta charset="utf-8"><title>示例学校</title><body><div class="nav"><ul><li><a href="/1.html">学校概况</a></li><li><a href="/2.html">校园动态</a></li></ul></div>
<div class="xq_con"><div class="ritle"><p>示例学校欢迎您！</p></div><div class="font_xq"><div class="tiel"><strong>详情信息</strong><p><a href="/index.html">首页</a> &gt; 详情信息</p></div>
<div class="font_size"><div class="info"><div class="tit">示例市教育局领导视察我校扩建工程</div><div class="pub_time">[发布时间2021年4月12日]</div>
<div class="con"><p>4月9日上午，局领导来我校视察扩建项目实施情况，详细询问了工程进展、质量保障等情况以及建设中存在的困难和问题，叮嘱施工单位要有高度的责任心，确保施工进度。</p><p><img src="/upload/1.jpg"></p></div></div></div></div></div><div class="footer">版权所有：示例学校</div></body>`
	addr := "http://xx.example.cn/page/464710.html"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	f := Read(p, Options{At: lanmu.NewDate(2021, 11, 23)}).Facts
	if f.Kind != lanmu.PageArticle || f.Empty != lanmu.NotEmpty || f.Published != lanmu.NewDate(2021, 4, 12) {
		t.Errorf("kind %s, empty %q (%s), published %s", f.Kind, f.Empty, f.EmptyWhy, f.Published)
	}
}

// A list whose only row leads nowhere and says that there is none is no list;
// one that leads somewhere is, whatever its title says.
func TestRowThatSaysNothing(t *testing.T) {
	tests := []struct {
		name, row string
		empty     lanmu.Emptiness
	}{
		{"dead link", `<li><a href="#" target="_blank">暂无此类信息！</a></li>`, lanmu.EmptyPhrase},
		{"an article of that title", `<li><a href="/xx/t20200306_12.html">暂无此类信息的说明</a><span>2020-03-06</span></li>`, lanmu.NotEmpty},
		{"two rows", `<li><a href="#">暂无此类信息！</a></li><li><a href="/xx/t20200306_12.html">关于开展评审的通知</a></li>`, lanmu.NotEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `<!doctype html><meta charset="utf-8"><title>示例学校</title><body><div class="nav"><ul><li><a href="/1.html">学校概况</a></li><li><a href="/2.html">校园动态</a></li></ul></div>
<div class="con"><div class="tiel"><strong>学生作品</strong><p><a href="/index.html">首页</a> &gt; <a href="/sy/">师生园地</a> &gt; <a href="">学生作品</a></p></div><ul class="newslist">` + tt.row + `</ul><div></div></div><div class="footer">版权所有：示例学校</div></body>`
			addr := "http://xx.example.cn/newslist/18391.html"
			p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
			if f := Read(p, Options{At: lanmu.NewDate(2021, 11, 23)}).Facts; f.Empty != tt.empty {
				t.Errorf("empty %q (%s), want %q", f.Empty, f.EmptyWhy, tt.empty)
			}
		})
	}
}

// Cards of firms under a pager that marks where one stands are no menu: a page
// full of them is never blank.
func TestCardsThatLeadHere(t *testing.T) {
	var cards strings.Builder
	for i := range 6 {
		fmt.Fprintf(&cards, `<ul><li class="company"><strong><a href="javascript:;">示例市第%d工艺礼品厂</a></strong><br>经营模式： <a href="javascript:;">制造商</a><br>主营产品：<a href="wenjiao.html">文教</a>、<a href="">工美</a>、<a href="javascript:;">体育和娱乐用品制造业</a></li>`, i)
		for range 3 {
			cards.WriteString(`<li class="photo"><a href="javascript:;"><img src="/p/1.jpg" alt="水粉颜料"><br>水粉颜料&hellip;</a> </li>`)
		}
		cards.WriteString("</ul>")
	}
	body := `<!doctype html><meta charset="utf-8"><title>工美企业-示例网</title><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/qy/">企业</a></li></ul></div>
<div id="main"><div class="location">你现在的位置： <a href="/">首页</a> &gt; <a href="/qy/">企业目录</a> &gt; <a href="">工美企业列表</a></div>
<div class="left"><div class="bar"><b>工美企业列表</b></div><div class="con list">` + cards.String() + `<div class="page"><a class="on">1</a><a href="javascript:;">[2]</a></div></div></div></div><div class="footer">版权所有：示例网</div></body>`
	addr := "http://qy.example.cn/qy/gongmei.html"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	if f := Read(p, Options{At: lanmu.NewDate(2021, 11, 23)}).Facts; f.Empty != lanmu.NotEmpty {
		t.Errorf("empty %q: %s", f.Empty, f.EmptyWhy)
	}
}

// Words that explain an empty column say something else among the papers of a
// guide, or in a notice of two sentences: such a page is not blank.
func TestExplainingWordsThatSayOther(t *testing.T) {
	tests := []struct {
		name, text string
		empty      lanmu.Emptiness
	}{
		{"papers to hand in", `<p>需要提交的材料</p><p>1.单位情况说明；</p><p>2.经主管部门盖章的人员花名册；</p><p>3.本人身份证件。</p>`, lanmu.NotEmpty},
		{"papers without numbers", `<p>申请人须提供书面情况说明，由社区审核后报街道。</p>`, lanmu.NotEmpty},
		{"a short account", `<p>2023年度机关运行经费情况说明：全年支出较上年下降百分之五，主要是压缩会议支出。</p>`, lanmu.NotEmpty},
		{"no secrets", `<p>本平台提供的查询结果不涉及国家秘密和个人隐私，仅供参考。</p>`, lanmu.NotEmpty},
		{"no accidents", `<p>国庆期间全市未发生较大以上安全事故，市场秩序平稳。</p>`, lanmu.NotEmpty},
		{"why there is none", `<p>情况说明：我局本年度没有行政处罚事项，因此本栏目暂无信息。</p>`, lanmu.EmptyExplanation},
		{"not our business", `<p>我局职能不涉及此项内容。</p>`, lanmu.EmptyExplanation},
		{"none this year", `<p>本单位2023年度未产生该类信息。</p>`, lanmu.EmptyExplanation},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `<!doctype html><meta charset="utf-8"><title>其他事项-示例市商务局</title><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 其他事项</div><div class="main">` + tt.text + `</div><div class="foot">版权所有：示例市商务局</div></body>`
			addr := "http://swj.example.gov.cn/zwgk/qtsx/"
			p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
			if f := Read(p, Options{At: lanmu.NewDate(2026, 11, 23)}).Facts; f.Empty != tt.empty {
				t.Errorf("empty %q (%s), want %q", f.Empty, f.EmptyWhy, tt.empty)
			}
		})
	}
}
