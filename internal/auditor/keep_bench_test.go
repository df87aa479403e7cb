package auditor

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// BenchmarkKeep is what keeping pages for this audit and for other nights costs:
// 2,000 articles with sixty links, half of them their menu's.
func BenchmarkKeep(b *testing.B) {
	const pages = 2000
	at := lanmu.NewDate(2026, 2, 20)
	for b.Loop() {
		b.StopTimer()
		v := &visitor{pages: extract.NewCollector(nil, at)}
		r, err := openReadings(filepath.Join(b.TempDir(), "readings"), "m", at, v.pages)
		if err != nil {
			b.Fatal(err)
		}
		v.readings = r
		var read [pages]extract.Reading
		var told [pages]*rules.Told
		for i := range pages {
			p := anArticle(i, pages)
			read[i] = *extract.Read(p, extract.Options{At: at})
			told[i] = &rules.Told{}
			for _, rule := range []string{"tag-site-missing", "tag-column-missing", "tag-article-missing"} {
				told[i].Reports = append(told[i].Reports, rules.ToldReport{Rule: rule, Report: rules.Report{
					Group: rule, Message: "页面《" + read[i].Facts.Title + "》的网页标签没有。", Pages: []lanmu.Use{{Page: p.URL, Text: read[i].Facts.Title}},
				}})
			}
		}
		b.StartTimer()
		for i := range pages {
			v.keep(keyOf(i), &read[i], told[i])
		}
		b.StopTimer()
		if err := r.close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/pages, "µs/page")
}

func anArticle(i, pages int) *lanmu.Page {
	var body strings.Builder
	fmt.Fprintf(&body, `<html><head><title>关于第%d号事项的通知-示例市商务局</title></head><body><div class="nav"><ul>`, i)
	for k := range 30 {
		fmt.Fprintf(&body, `<li><a href="/list/%d.html">栏目%d</a></li>`, k, k)
	}
	fmt.Fprintf(&body, `</ul></div><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/list/0.html">通知公告</a></div><div class="con"><h1>关于第%d号事项的通知</h1><p>发布日期：2026-01-%02d</p>`, i, i%28+1)
	body.WriteString(strings.Repeat("<p>为贯彻落实有关部署，市商务局组织召开专题会议，研究部署下一阶段重点工作，抓好落实。</p>\n", 40))
	body.WriteString(`</div><div class="more"><ul>`)
	for k := 1; k < 30; k++ {
		j := (i*7 + k*k*31) % pages
		fmt.Fprintf(&body, `<li><a href="/art/t20260101_%d.html">相关事项%d</a></li>`, j, j)
	}
	body.WriteString(`</ul></div><div class="foot">主办：示例市商务局 网站标识码：2201000018</div></body></html>`)
	url := fmt.Sprintf("http://www.example.gov.cn/art/t20260101_%d.html", i)
	return &lanmu.Page{Asked: url, URL: url, Status: 200, Body: []byte(body.String()), Charset: "utf-8", MediaType: "text/html"}
}
