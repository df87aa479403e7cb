package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"hash/crc32"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// The synthetic portal: N article pages of about 20 KB with 60 links each,
// reachable through list pages; every hundredth article links one dead target.
const (
	linksAPage = 60
	pageBytes  = 20 << 10
	listLength = 50
	deadEvery  = 100
)

// portal answers as a bureau's site of n article pages would.
type portal struct {
	n        int
	filler   string
	requests atomic.Int64
	sent     atomic.Int64 // bytes of pages
	under    atomic.Int64
	most     atomic.Int64
	mu       sync.Mutex
	asked    map[string]int
	tallies  bool
}

func servePortal(args []string) error {
	fs := flag.NewFlagSet("portal", flag.ExitOnError)
	addr := fs.String("addr", "127.0.0.1:0", "address to listen on (loopback)")
	n := fs.Int("pages", 1000, "article pages")
	if err := fs.Parse(args); err != nil {
		return err
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	fmt.Println(l.Addr())
	return http.Serve(l, newPortal(*n))
}

func newPortal(n int) *portal {
	p := &portal{n: n, asked: map[string]int{}, tallies: n <= 20000}
	sentence := "为贯彻落实有关部署，市商务局组织召开专题会议，研究部署下一阶段重点工作，要求各处室明确责任、细化措施、抓好落实。"
	p.filler = strings.Repeat("<p>"+sentence+"</p>\n", (pageBytes-linksAPage*130)/(len(sentence)+8))
	return p
}

// lists is how many list pages there are.
func (p *portal) lists() int { return (p.n + listLength - 1) / listLength }

func (p *portal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.requests.Add(1)
	w.Header().Set("LinkChecker", "welcome") // lets linkchecker ask more than ten times a second
	under := p.under.Add(1)
	defer p.under.Add(-1)
	for most := p.most.Load(); under > most && !p.most.CompareAndSwap(most, under); most = p.most.Load() {
	}
	if p.tallies {
		p.mu.Lock()
		p.asked[r.URL.Path]++
		p.mu.Unlock()
	}
	switch path := r.URL.Path; {
	case path == "/-/stats":
		p.stats(w)
	case path == "/-/reset":
		p.reset()
	case unchanged(w, r):
	case path == "/":
		p.page(w, 0, "示例市商务局", p.home())
	case strings.HasPrefix(path, "/list/"):
		if i, ok := number(path, "/list/", ".html"); ok && i < p.lists() {
			p.page(w, i, "通知公告", p.list(i))
			return
		}
		http.NotFound(w, r)
	case strings.HasPrefix(path, "/art/"):
		if i, ok := number(path, "/art/t20260101_", ".html"); ok && i < p.n {
			p.page(w, i, "关于第"+strconv.Itoa(i)+"号事项的通知", p.filler+p.dead(i))
			return
		}
		http.NotFound(w, r)
	default:
		http.NotFound(w, r)
	}
}

// reset forgets what was asked so far.
func (p *portal) reset() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked = map[string]int{}
	p.requests.Store(0)
	p.most.Store(0)
	p.sent.Store(0)
}

// unchanged answers who has a page already, as servers of static pages do.
// What is not there has no tag.
func unchanged(w http.ResponseWriter, r *http.Request) bool {
	if path := r.URL.Path; path != "/" && !strings.HasPrefix(path, "/list/") && !strings.HasPrefix(path, "/art/") {
		return false
	}
	tag := fmt.Sprintf("%q", fmt.Sprintf("%08x", crc32.ChecksumIEEE([]byte(r.URL.Path))))
	w.Header().Set("ETag", tag)
	if r.Header.Get("If-None-Match") != tag {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

func number(path, before, after string) (int, bool) {
	s, ok := strings.CutPrefix(path, before)
	s, ok2 := strings.CutSuffix(s, after)
	i, err := strconv.Atoi(s)
	return i, ok && ok2 && err == nil && i >= 0
}

// page writes one page: head, navigation of sixty links, content, footer.
func (p *portal) page(w http.ResponseWriter, i int, title, body string) {
	b := bytes.NewBuffer(make([]byte, 0, pageBytes+4096))
	fmt.Fprintf(b, `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>%s-示例市商务局</title><meta name="SiteName" content="示例市商务局"><meta name="SiteIDCode" content="2201000018"></head><body>
<div class="nav"><ul>`, title)
	for k := range linksAPage / 2 {
		fmt.Fprintf(b, `<li><a href="/list/%d.html">栏目%d</a></li>`, k%p.lists(), k)
	}
	fmt.Fprintf(b, "</ul></div>\n<div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/list/0.html\">通知公告</a></div>\n<div class=\"con\"><h1>%s</h1>\n<p>发布日期：2026-01-%02d</p>\n", title, i%28+1)
	b.WriteString(body)
	b.WriteString("</div>\n<div class=\"more\"><ul>")
	for k := 1; k < linksAPage/2; k++ {
		j := (i*7 + k*k*31) % p.n
		fmt.Fprintf(b, `<li><a href="/art/t20260101_%d.html">相关事项%d</a></li>`, j, j)
	}
	b.WriteString("</ul></div>\n<div class=\"foot\">主办：示例市商务局 网站标识码：2201000018</div></body></html>")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(b.Len()))
	p.sent.Add(int64(b.Len()))
	_, _ = w.Write(b.Bytes())
}

func (p *portal) home() string {
	var b strings.Builder
	for i := range p.lists() {
		fmt.Fprintf(&b, `<a href="/list/%d.html">第%d页</a> `, i, i)
	}
	return b.String()
}

func (p *portal) list(i int) string {
	var b strings.Builder
	b.WriteString(`<ul class="list">`)
	for j := i * listLength; j < min((i+1)*listLength, p.n); j++ {
		fmt.Fprintf(&b, `<li><a href="/art/t20260101_%d.html">关于第%d号事项的通知</a><span>2026-01-%02d</span></li>`, j, j, j%28+1)
	}
	b.WriteString("</ul>")
	return b.String()
}

// dead is a link to nothing, on every hundredth page one of its own.
func (p *portal) dead(i int) string {
	if i%deadEvery != 0 {
		return ""
	}
	return fmt.Sprintf(`<p><a href="/dead/%d.html">附件下载</a></p>`, i)
}

// planted is how many dead targets there are.
func planted(n int) int { return (n + deadEvery - 1) / deadEvery }

// stats tells what was asked of the portal.
type stats struct {
	Requests, Most, Distinct, Twice, Sent int64
}

func (p *portal) stats(w http.ResponseWriter) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := stats{Requests: p.requests.Load() - 1, Most: p.most.Load(), Sent: p.sent.Load()}
	for path, n := range p.asked {
		if strings.HasPrefix(path, "/-/") {
			continue
		}
		s.Distinct++
		if n > 1 {
			s.Twice++
		}
	}
	_ = json.NewEncoder(w).Encode(s)
}
