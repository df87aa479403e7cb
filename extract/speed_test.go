package extract_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/extract"
	"lanmu/internal/charset"
)

// generated is a page of a portal's usual size: navigation with 60 columns, 25
// rows, a side list, a footer.
func generated(n int) *lanmu.Page {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8><title>通知公告_示例局</title></head><body><div class=nav><ul>")
	for i := range 60 {
		fmt.Fprintf(&b, "<li><a href=\"/zwgk/c%d/\">栏目名称%d</a></li>\n", i, i)
	}
	b.WriteString("</ul></div><div class=crumb>当前位置：<a href=/>首页</a> &gt; <a href=/zwgk/>政务公开</a> &gt; 通知公告</div><div class=main><ul class=list>")
	for i := range 25 {
		fmt.Fprintf(&b, "<li><a href=\"./2020%02d/t2020%02d%02d_%d.html\" title=\"关于做好第%d批示范项目申报工作的通知\">关于做好第%d批示范项目申报工作的通知</a><span>2020-%02d-%02d</span></li>\n", 1+i%12, 1+i%12, 1+i, n*100+i, i, i, 1+i%12, 1+i)
	}
	b.WriteString("</ul><script>createPageHTML(9, 0, \"index\", \"html\");</script></div><div class=side><h3>最新信息</h3><ul>")
	for i := range 10 {
		fmt.Fprintf(&b, "<li><a href=\"/xwzx/%d.html\">示例局召开第%d次工作会议</a><i>2020-11-%02d</i></li>\n", i, i, 1+i)
	}
	b.WriteString("</ul></div><div class=footer><p>主办单位：示例局　版权所有　网站标识码：9900000001</p></div></body></html>")
	addr := fmt.Sprintf("http://nyj.example.gov.cn/zwgk/c%d/index.html", n)
	return &lanmu.Page{URL: addr, Asked: addr, Status: 200, Body: []byte(b.String()), Charset: "utf-8", MediaType: "text/html"}
}

// article is a page with a long text, in many small pieces as Word makes them.
func article(n int) *lanmu.Page {
	p := generated(n)
	body := string(p.Body)
	i, j := strings.Index(body, "<div class=main>"), strings.Index(body, "<div class=side>")
	var b strings.Builder
	b.WriteString("<div class=art><h1>关于做好示范项目申报工作的通知</h1><p>发布时间：2020-11-18　来源：办公室</p>")
	for range 60 {
		b.WriteString("<p style=\"text-indent:2em\"><span>各有关单位：</span><span style=\"font-family:仿宋\">为贯彻落实年度工作部署，现就有关事项通知如下，</span><span>2020</span><span>年</span>请认真组织实施。</p>\n")
	}
	p.Body = []byte(body[:i] + b.String() + "</div>" + body[j:])
	p.URL = fmt.Sprintf("http://nyj.example.gov.cn/zwgk/tzgg/202011/t20201118_%d.html", n)
	return p
}

// corpus are real pages, where a folder of them is at hand.
func corpus(b testing.TB) []*lanmu.Page {
	dir := os.Getenv("LANMU_CORPUS")
	if dir == "" {
		return nil
	}
	var pages []*lanmu.Page
	err := filepath.WalkDir(filepath.Join(dir, "pages"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, name, _ := charset.Decode(raw, "")
		addr := "http://site.example.gov.cn/" + filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path)
		pages = append(pages, &lanmu.Page{URL: addr, Asked: addr, Status: 200, Body: text, Charset: name, MediaType: "text/html"})
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return pages
}

// BenchmarkRead tells what reading costs beside the page's own goquery parse:
// ratio is (Read - parse) / parse and is to stay at 1.0 or less.
func BenchmarkRead(b *testing.B) {
	sets := map[string][]*lanmu.Page{"list": {generated(1)}, "article": {article(1)}}
	if pages := corpus(b); pages != nil {
		sets["corpus"] = pages
	}
	for _, name := range []string{"list", "article", "corpus"} {
		pages := sets[name]
		if pages == nil {
			continue
		}
		b.Run(name, func(b *testing.B) {
			var read, parse time.Duration
			for b.Loop() {
				for _, p := range pages {
					start := time.Now()
					if _, err := goquery.NewDocumentFromReader(bytes.NewReader(p.Body)); err != nil {
						continue
					}
					mid := time.Now()
					extract.Read(p, extract.Options{At: day, Site: site})
					parse += mid.Sub(start)
					read += time.Since(mid)
				}
			}
			b.ReportMetric(float64(read-parse)/float64(parse), "ratio")
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(parse.Microseconds())/float64(b.N*len(pages)), "µs-parse/page")
			b.ReportMetric(float64((read-parse).Microseconds())/float64(b.N*len(pages)), "µs-read/page")
		})
	}
}
