package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
	"lanmu/extract"
)

// told reads a page of markup as explain does: alone.
func told(t testing.TB, addr, markup string) *lanmu.Facts {
	t.Helper()
	p := &lanmu.Page{Asked: addr, URL: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(markup)}
	return extract.Read(p, extract.Options{At: day, Alone: true}).Facts
}

// portal dresses the own part of a page in a plain template.
func portal(name, own string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>` + name + `-示例市商务局</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li><li><a href="/zcwj/">政策文件</a></li></ul></div>
<div class="wrap"><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="./">` + name + `</a></div>` + own + `</div>
<div class="footer"><p>主办单位：示例市商务局　网站标识码：2201000018　吉ICP备05000000号</p></div></body></html>`
}

// rowsOf makes n rows, newest first; each holds what f makes of its number.
func rowsOf(n int, f func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(f(i))
	}
	return b.String()
}

func TestNotBlank(t *testing.T) {
	// Each of these pages was called blank once, though something stands on it.
	for name, own := range map[string]string{
		"pictures in a table of tables": `<table><tr>` + rowsOf(4, func(i int) string {
			return fmt.Sprintf(`<td><table><tr><td><a href="picinfo-%d.html"><img src="/up/%d.jpg" width="180" height="240"></a></td></tr><tr><td><a href="picinfo-%d.html" title="2020年第%d季度居民消费价格预期调查报告">2020年第%d季度居民消…</a></td></tr></table></td>`, 500+i, i, 500+i, i+1, i+1)
		}) + `</tr></table><div class="page5">搜索到约19项结果</div>`,
		"one text inside a dead link":               `<div class="page__bd"><ul><li><a href="javascript:;"><h2>关于我们</h2><div>市政务公开办公室负责推进、指导、协调和监督全市政务公开工作，承担政府信息公开日常工作。</div></a></li></ul></div><div class="page-list"></div>`,
		"a line of text beside a table for spacing": `<table width="700"><tbody><tr><td></td></tr></tbody></table><table><tr><td>城南校区设立意见箱，城北校区设立意见箱</td></tr></table><table><tbody></tbody></table>`,
		"a telephone number alone":                  `<table><tbody></tbody></table><div>热线电话：0431-80000000</div><div class="list"></div>`,
		"two short rows that lead nowhere":          `<ul class="list"></ul><div>1.<a href="javascript:;">财务制度</a></div><div>2.<a href="javascript:;">资产管理制度</a></div>`,
		"a line of text and a place without rows":   `<p>　　如何检索信息、下载表格。</p><ul class="list"></ul>`,
		"a directory of friend links": `<div class="third"><div>友情链接</div><ul class="flink">` + rowsOf(12, func(i int) string {
			return fmt.Sprintf(`<li><a href="http://a%d.example.com/">中国施工企业信息网%d</a></li>`, i, i)
		}) + `</ul></div><ul class="ul1"><li><a href="#"></a></li><li><a href="#"></a></li></ul>`,
	} {
		t.Run(name, func(t *testing.T) {
			f := told(t, "http://swj.example.gov.cn/wqck/", portal("往期查看", own))
			if f.Empty != lanmu.NotEmpty {
				t.Errorf("called blank (%s: %s), though it shows %s", f.Empty, f.EmptyWhy, name)
			}
		})
	}
}

func TestBlankPlace(t *testing.T) {
	// The breadcrumb's box holds the place for the list and nothing else.
	page := `<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告-示例市商务局</title></head><body><div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/gzdt/">工作动态</a></li><li><a href="/tzgg/">通知公告</a></li></ul></div><div class="main"><div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/tzgg/">通知公告</a></div><ul class="list"></ul></div><div class="footer">主办：示例市商务局</div></body></html>`
	f := told(t, "http://swj.example.gov.cn/tzgg/", page)
	if f.Kind != lanmu.PageColumn || f.Empty != lanmu.EmptyNoRows {
		t.Errorf("kind %s, empty %q; want a column without rows", f.Kind, f.Empty)
	}
}
