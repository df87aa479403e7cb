package auditor

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"lanmu"
	"lanmu/internal/config"
)

// bureau is a site of n articles in columns on loopback. Every 97th article
// links a page that is not there. It counts what it is asked.
type bureau struct {
	*httptest.Server
	n     int
	stamp bool // pages carry validators
	fat   bool // articles of 20 KB with 60 links

	mu    sync.Mutex
	asked map[string]int
	total int
	bytes int64
	at    int // request at which reached is closed; 0: none
	hit   chan struct{}
	edit  map[string]string // text put into a page by its path
	lies  bool              // answers 304 whatever changed
}

const perList = 40

func newBureau(t testing.TB, n int) *bureau {
	b := &bureau{n: n, asked: map[string]int{}, edit: map[string]string{}}
	b.Server = httptest.NewServer(b)
	t.Cleanup(b.Close)
	return b
}

// signal gives a channel that is closed when the site was asked k times more.
func (b *bureau) signal(k int) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at, b.hit = b.total+k, make(chan struct{})
	return b.hit
}

// reset forgets what was asked.
func (b *bureau) reset() (asked map[string]int, bytes int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	asked, bytes = b.asked, b.bytes
	b.asked, b.bytes = map[string]int{}, 0
	return asked, bytes
}

func (b *bureau) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.mu.Lock()
	b.asked[r.URL.Path]++
	if b.total++; b.total == b.at {
		close(b.hit)
	}
	b.mu.Unlock()
	body, ok := b.body(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	body += b.edit[r.URL.Path] + "</body></html>"
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if b.stamp {
		tag := fmt.Sprintf(`"%d"`, len(body))
		w.Header().Set("ETag", tag)
		if had := r.Header.Get("If-None-Match"); had == tag || b.lies && had != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	n, _ := fmt.Fprint(w, body)
	b.mu.Lock()
	b.bytes += int64(n)
	b.mu.Unlock()
}

func (b *bureau) lists() int { return (b.n + perList - 1) / perList }

func (b *bureau) body(path string) (string, bool) {
	var s strings.Builder
	head := func(title string) {
		fmt.Fprintf(&s, `<!DOCTYPE html><html><head><meta charset="utf-8"><title>%s-示例市商务局</title><meta name="SiteName" content="示例市商务局"></head><body><div class="nav"><ul><li><a href="/">首页</a></li>`, title)
		for i := range min(b.lists(), 20) {
			fmt.Fprintf(&s, `<li><a href="/l%d/">栏目%d</a></li>`, i, i)
		}
		s.WriteString("</ul></div>")
	}
	var i int
	switch {
	case path == "/":
		head("首页")
		s.WriteString("<ul>")
		for i := range b.lists() {
			fmt.Fprintf(&s, `<li><a href="/l%d/">栏目第%d</a></li>`, i, i)
		}
		s.WriteString("</ul>")
	case scan(path, "/l%d/", &i) && i < b.lists():
		head(fmt.Sprintf("栏目第%d", i))
		s.WriteString(`<ul class="list">`)
		for k := i * perList; k < min((i+1)*perList, b.n); k++ {
			fmt.Fprintf(&s, `<li><a href="/a%d.html">关于第%d号事项的通知</a><span>2026-0%d-1%d</span></li>`, k, k, k%8+1, k%9)
		}
		s.WriteString("</ul>")
	case scan(path, "/a%d.html", &i) && i < b.n:
		head(fmt.Sprintf("关于第%d号事项的通知", i))
		fmt.Fprintf(&s, `<h1>关于第%d号事项的通知</h1><p>发布日期：2026-0%d-1%d</p>`, i, i%8+1, i%9)
		s.WriteString(strings.Repeat("<p>为贯彻落实有关部署，各处室要明确责任、细化措施、抓好落实。</p>", 8))
		if b.fat {
			s.WriteString(strings.Repeat("<p>各县（市、区）人民政府，市政府各部门：为贯彻落实有关部署，现将有关事项通知如下，请遵照执行。</p>", 110))
			s.WriteString(`<div class="more"><ul>`)
			for k := range 40 {
				fmt.Fprintf(&s, `<li><a href="/a%d.html">相关事项第%d号</a></li>`, (i*7+k*31)%b.n, (i*7+k*31)%b.n)
			}
			s.WriteString("</ul></div>")
		}
		if i%97 == 0 {
			fmt.Fprintf(&s, `<p><a href="/gone%d.html">附表</a></p>`, i)
		}
	default:
		return "", false
	}
	return s.String(), true
}

// scan is Sscanf for a whole string.
func scan(s, format string, i *int) bool {
	n, err := fmt.Sscanf(s, format, i)
	return n == 1 && err == nil && fmt.Sprintf(format, *i) == s
}

func (b *bureau) site(t testing.TB) *lanmu.Site {
	t.Helper()
	return siteAt(t, b.URL+"/")
}

func siteAt(t testing.TB, url string) *lanmu.Site {
	t.Helper()
	site, err := config.FromURL(url)
	if err != nil {
		t.Fatal(err)
	}
	site.Crawl.Rate, site.Crawl.MaxPages, site.Crawl.Render = 0, 0, lanmu.RenderNever
	return site
}
