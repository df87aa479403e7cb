package extract

import (
	"testing"

	"lanmu"
)

// An article that shows a date later than the day of the audit, be it forged or
// the audit be for an earlier day, is an article all the same; the fresh list
// beside it is not its own.
func TestArticleOfALaterDay(t *testing.T) {
	const body = `<!doctype html><meta charset="utf-8"><title>关于开展评审工作的通知-示例市教育局</title><body><div class="nav"><ul><li><a href="/jyxw/">教育新闻</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div>
<div class="main"><div class="crumbs"><span>所在位置：</span><a href="/">首页</a> &gt; <a href="/jyxw/">教育新闻</a> &gt; 正文</div>
<div id="Article"><h1>关于开展评审工作的通知</h1><center><span>2021-01-17 10:20:34 来源：示例市教育局 点击：</span></center>
<div class="content"><p>为做好本年度评审工作，现将有关事项通知如下，请各单位认真遵照执行，按时报送材料。评审由示例市教育局组织，各县区教育部门负责初审，逾期不再受理。</p></div>
<p><strong>上一篇：</strong><a href="2937.html">关于做好初审工作的通知</a></p></div>
<div class="show"><div class="notice"><h2>最近更新</h2><ul class="actile">
<li><a href="2944.html">关于做好第一批项目申报的通知</a><span>01-19</span></li><li><a href="2943.html">关于做好第二批项目申报的通知</a><span>01-19</span></li>
<li><a href="2942.html">关于做好第三批项目申报的通知</a><span>01-19</span></li><li><a href="2940.html">关于做好第四批项目申报的通知</a><span>01-18</span></li></ul></div></div></div></body>`
	addr := "http://jyj.example.gov.cn/jyxw/2938.html"
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	for _, at := range []lanmu.Date{lanmu.NewDate(2020, 12, 31), lanmu.NewDate(2021, 1, 17), lanmu.NewDate(2026, 11, 23)} {
		f := Read(p, Options{At: at}).Facts
		if f.Kind != lanmu.PageArticle {
			t.Errorf("at %s: %s", at, f.Kind)
		}
		if want := lanmu.NewDate(2021, 1, 17); !at.Before(want) && f.Published != want || at.Before(want) && !f.Published.IsZero() {
			t.Errorf("at %s: published %s", at, f.Published)
		}
	}
}
