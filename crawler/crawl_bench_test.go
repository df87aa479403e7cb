//go:build unix

package crawler

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/internal/address"
)

// synthetic is a portal of n pages of 20 KB with 60 links each, made as it is
// asked for.
func synthetic(n int) http.Handler {
	filler := strings.Repeat("<p>为贯彻落实有关文件精神，现将有关事项公告如下，请遵照执行。</p>\n", 150)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/p/"), ".html"))
		if r.URL.Path == "/" {
			id, err = 0, nil
		}
		if err != nil || id >= n {
			http.NotFound(w, r)
			return
		}
		var b bytes.Buffer
		b.WriteString("<!DOCTYPE html><html><head><title>页面</title></head><body><ul>\n")
		for k := range 60 {
			fmt.Fprintf(&b, "<li><a href=\"/p/%d.html\" title=\"标题\">关于第%d项的通知</a><span>2026-01-02</span></li>\n", (id*61+k*k+1)%n, k)
		}
		b.WriteString("</ul>")
		b.WriteString(filler)
		b.WriteString("</body></html>")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(b.Bytes())
	})
}

// listen serves a portal of n pages; LANMU_BENCH_SERVER names one in a process of
// its own, so that its cost does not count.
func listen(b testing.TB, n int) string {
	if addr := os.Getenv("LANMU_BENCH_SERVER"); addr != "" {
		return addr
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	s := &http.Server{Handler: synthetic(n)}
	go func() { _ = s.Serve(l) }()
	b.Cleanup(func() { s.Close() })
	return "http://" + l.Addr().String() + "/"
}

// parse is what any reader of pages costs: one parse, and the links.
func parse(base string, body []byte) []lanmu.Link {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	var links []lanmu.Link
	doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) {
		raw, _ := s.Attr("href")
		links = append(links, lanmu.Link{Raw: raw, Text: s.Text(), Kind: lanmu.LinkPage})
	})
	return links
}

func resolved(p *lanmu.Page) lanmu.Seen {
	links := parse(p.URL, p.Body)
	base, err := http.NewRequest(http.MethodGet, p.URL, nil)
	if err != nil {
		return lanmu.Seen{}
	}
	for i := range links {
		links[i].URL, links[i].Bad = address.Resolve(base.URL, links[i].Raw, "")
	}
	return lanmu.Seen{Links: links}
}

// cpuTime is what the process has used; wall time says little on a busy machine.
func cpuTime(b testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

const benchPages = 2000

// BenchmarkCrawl is the crawler with a reader that costs one parse. Compare it
// with BenchmarkFloor: net/http and the same parse, without anything else.
func BenchmarkCrawl(b *testing.B) {
	addr := listen(b, benchPages)
	before := cpuTime(b)
	for b.Loop() {
		site := siteOf(addr)
		site.Crawl.Concurrency = 16
		c, err := Crawl(context.Background(), site, Options{}, resolved)
		if err != nil || c.Pages != benchPages+1 {
			b.Fatal(c.Pages, err, c.Limits)
		}
	}
	b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(b.N)/benchPages, "cpu-µs/page")
}

func BenchmarkFloor(b *testing.B) {
	addr := listen(b, benchPages)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	defer client.CloseIdleConnections()
	before := cpuTime(b)
	for b.Loop() {
		work := make(chan int)
		done := make(chan struct{})
		for range 16 {
			go func() {
				for id := range work {
					resp, err := client.Get(fmt.Sprintf("%sp/%d.html", addr, id))
					if err != nil {
						b.Error(err)
						continue
					}
					body, err := io.ReadAll(resp.Body)
					resp.Body.Close()
					if err == nil {
						parse("", body)
					}
				}
				done <- struct{}{}
			}()
		}
		for id := range benchPages {
			work <- id
		}
		close(work)
		for range 16 {
			<-done
		}
	}
	b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(b.N)/benchPages, "cpu-µs/page")
}

// TestServe is the portal as a process of its own, for the benchmarks.
func TestServe(t *testing.T) {
	addr := os.Getenv("LANMU_SERVE")
	if addr == "" {
		t.Skip("LANMU_SERVE says where to listen")
	}
	pages, err := strconv.Atoi(os.Getenv("LANMU_MEMORY_PAGES"))
	if err != nil {
		pages = benchPages
	}
	t.Fatal(http.ListenAndServe(addr, synthetic(pages)))
}

// 100,000 pages of 60 links stay small: what is kept is an address, not a page.
// The test takes a minute, so it runs on request only.
func TestMemory(t *testing.T) {
	pages, err := strconv.Atoi(os.Getenv("LANMU_MEMORY_PAGES"))
	if err != nil {
		t.Skip("LANMU_MEMORY_PAGES says how many pages")
	}
	addr := listen(t, pages)
	site := siteOf(addr)
	site.Crawl.Concurrency = 16
	stop, peak := make(chan struct{}), make(chan uint64)
	go func() {
		var most uint64
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(100 * time.Millisecond):
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				most = max(most, m.Sys-m.HeapReleased)
			}
		}
	}()
	start := time.Now()
	c, err := Crawl(t.Context(), site, Options{}, resolved)
	close(stop)
	most := <-peak
	if err != nil || c.Pages != pages+1 {
		t.Fatalf("%d pages, %v", c.Pages, err)
	}
	t.Logf("%d pages in %s, %d MiB at most, server in the same process", pages, time.Since(start), most>>20)
	if limit := uint64(200 << 20); pages <= 100000 && most > limit {
		t.Errorf("%d MiB, want 200 at most", most>>20)
	}
}
