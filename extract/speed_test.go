package extract_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
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

// plain is a page of long text and little markup, sixty links around it: what
// the synthetic portal of bench serves. Its parse is short, so reading has the
// least room there.
func plain(n int) *lanmu.Page {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>关于做好示范项目申报工作的通知-示例局</title><meta name="SiteName" content="示例局"></head><body><div class="nav"><ul>`)
	for i := range 30 {
		fmt.Fprintf(&b, `<li><a href="/list/%d.html">栏目%d</a></li>`, i, i)
	}
	b.WriteString(`</ul></div><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/list/0.html">通知公告</a></div><div class="con"><h1>关于做好示范项目申报工作的通知</h1><p>发布日期：2020-11-18</p>`)
	for range 75 {
		b.WriteString("<p>为贯彻落实有关部署，示例局组织召开专题会议，研究部署下一阶段重点工作，要求各处室明确责任、细化措施、抓好落实。</p>\n")
	}
	b.WriteString(`</div><div class="more"><ul>`)
	for i := range 30 {
		fmt.Fprintf(&b, `<li><a href="/art/t20201101_%d.html">相关事项%d</a></li>`, n*31+i, n*31+i)
	}
	b.WriteString(`</ul></div><div class="foot">主办：示例局 网站标识码：9900000001</div></body></html>`)
	addr := fmt.Sprintf("http://nyj.example.gov.cn/art/t20201118_%d.html", n)
	return &lanmu.Page{URL: addr, Asked: addr, Status: 200, Body: []byte(b.String()), Charset: "utf-8", MediaType: "text/html"}
}

// corpus are real pages by their kind, where a folder of them is at hand.
func corpus(b testing.TB) map[string][]*lanmu.Page {
	dir := os.Getenv("LANMU_CORPUS")
	if dir == "" {
		return nil
	}
	pages := map[string][]*lanmu.Page{}
	err := filepath.WalkDir(filepath.Join(dir, "pages"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".html" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text, name, _ := charset.Decode(raw, "")
		kind := filepath.Base(filepath.Dir(path))
		addr := "http://site.example.gov.cn/" + kind + "/" + filepath.Base(path)
		pages[kind] = append(pages[kind], &lanmu.Page{URL: addr, Asked: addr, Status: 200, Body: text, Charset: name, MediaType: "text/html"})
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return pages
}

// BenchmarkRead tells what reading costs beside the page's own goquery parse:
// ratio is (Read - parse) / parse, of each page's best of all rounds, and is to
// stay at 1.0 or less. Real pages come by kind.
func BenchmarkRead(b *testing.B) {
	sets := map[string][]*lanmu.Page{"made/list": {generated(1)}, "made/article": {article(1)}, "made/plain": {plain(1)}}
	for kind, pages := range corpus(b) {
		sets["real/"+kind] = pages
	}
	for _, name := range slices.Sorted(maps.Keys(sets)) {
		b.Run(name, func(b *testing.B) { benchmarkRead(b, sets[name]) })
	}
}

func benchmarkRead(b *testing.B, pages []*lanmu.Page) {
	type best struct{ parse, read time.Duration }
	least := make([]best, len(pages))
	for k := range least {
		least[k] = best{time.Hour, time.Hour}
	}
	for b.Loop() {
		for k, p := range pages {
			start := time.Now()
			if _, err := goquery.NewDocumentFromReader(bytes.NewReader(p.Body)); err != nil {
				continue
			}
			mid := time.Now()
			extract.Read(p, extract.Options{At: day, Site: site})
			least[k].parse = min(least[k].parse, mid.Sub(start))
			least[k].read = min(least[k].read, time.Since(mid))
		}
	}
	var parse, read time.Duration
	for _, l := range least {
		parse, read = parse+l.parse, read+l.read
	}
	b.ReportMetric(float64(read-parse)/float64(parse), "ratio")
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(parse.Microseconds())/float64(len(pages)), "µs-parse/page")
	b.ReportMetric(float64((read-parse).Microseconds())/float64(len(pages)), "µs-read/page")
}
