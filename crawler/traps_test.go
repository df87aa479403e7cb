package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"lanmu"
)

func TestEndlessCalendar(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/cal?y=2026&m=11", "/a"))
	p.page("/a", anchors("/"))
	weekdays := "<tr><td>日</td><td>一</td><td>二</td></tr>"
	p.handle("/cal", func(w http.ResponseWriter, r *http.Request) {
		var y, m int
		fmt.Sscan(r.FormValue("y"), &y)
		fmt.Sscan(r.FormValue("m"), &m)
		at := time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
		next, prev := at.AddDate(0, 1, 0), at.AddDate(0, -1, 0)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html><body><h1>%d年%d月工作日历</h1><table>%s<tr><td>%d</td></tr></table><a href="/cal?y=%d&m=%d">上月</a><a href="/cal?y=%d&m=%d">下月</a></body></html>`,
			at.Year(), at.Month(), weekdays, at.Day(), prev.Year(), prev.Month(), next.Year(), next.Month())
	})
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Pages > 30 || l.Pages < 5 || !l.Complete {
		t.Errorf("%d pages, complete %t", l.Pages, l.Complete)
	}
	if !strings.Contains(strings.Join(l.Limits, ""), "没有尽头") {
		t.Errorf("limits %v", l.Limits)
	}
}

// A list that answers every page number with its last page has no end either.
func TestEndlessPager(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/list?p=1"))
	p.handle("/list", func(w http.ResponseWriter, r *http.Request) {
		n := 0
		fmt.Sscan(r.FormValue("p"), &n)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<html><body>通知公告列表<a href="/t%d">关于第%d次会议的通知</a><a href="/list?p=%d" class="pager">下一页</a></body></html>`, min(n, 7), min(n, 7), n+1)
	})
	for i := range 8 {
		p.page(fmt.Sprintf("/t%d", i), anchors("/"))
	}
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Pages > 40 || p.times("/list?p=7") != 1 {
		t.Errorf("%d pages; page 7 asked %d times", l.Pages, p.times("/list?p=7"))
	}
}

// A long list is walked to its end.
func TestLongPager(t *testing.T) {
	p := newBureau(t)
	const pages = 120
	p.page("/", anchors("/list_1.html"))
	words := []string{"招标", "任免", "规划", "督查", "培训", "表彰", "检查"}
	for i := 1; i <= pages; i++ {
		next := ""
		if i < pages {
			next = fmt.Sprintf(`<a href="/list_%d.html" class="pager">下一页</a>`, i+1)
		}
		p.page(fmt.Sprintf("/list_%d.html", i), fmt.Sprintf(`<html><body><a href="/x%d.html">关于%s的通知</a><a href="/y%d.html">另一个</a>%s</body></html>`, i, words[i%7], i, next))
		p.page(fmt.Sprintf("/x%d.html", i), anchors("/"))
		p.page(fmt.Sprintf("/y%d.html", i), anchors("/"))
	}
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Pages != 1+3*pages || len(l.Limits) != 0 {
		t.Errorf("%d pages, want %d; limits %v", l.Pages, 1+3*pages, l.Limits)
	}
}

func TestFacetedSearch(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/search?area=0&type=0&year=0"))
	p.handle("/search", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		q := r.URL.Query()
		for _, key := range []string{"area", "type", "year"} {
			for v := range 12 {
				c := r.URL.Query()
				c.Set(key, fmt.Sprint(v))
				fmt.Fprintf(w, `<a href="/search?area=%s&type=%s&year=%s">筛选</a>`, c.Get("area"), c.Get("type"), c.Get("year"))
			}
		}
		fmt.Fprintf(w, "<p>%s 的结果</p>", strings.Repeat("甲", len(q.Get("area")))) // 12³ = 1728 of them
	})
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Pages > maxFacets+20 || l.Pages < 200 || !strings.Contains(strings.Join(l.Limits, ""), "查询条件") {
		t.Errorf("%d pages, limits %v", l.Pages, l.Limits)
	}
}

// Articles whose address is a number among constant parameters are no facets.
func TestArticlesByNumber(t *testing.T) {
	tr := newTraps()
	from := &node{url: "http://h/list.jsp?wbtreeid=1001"}
	for i := range 5000 {
		n := &node{url: fmt.Sprintf("http://h/content.jsp?urltype=news.NewsContentUrl&wbtreeid=%d&wbnewsid=%d", 1000+i%30, i)}
		if !tr.admit(n, from) {
			t.Fatalf("article %d was left out", i)
		}
	}
}

func TestPathTraps(t *testing.T) {
	for addr, want := range map[string]trapKind{
		"http://h/a/b/c/d.html":                           "",
		"http://h/2018/03/06/2018/x.html":                 "",
		"http://h/zwgk/zwgk/tzgg/":                        "",
		"http://h/js/js/js/js/a.html":                     trapPath,
		"http://h/a/b/a/b/a/b/a/b/":                       trapPath,
		"http://h/" + strings.Repeat("x/", 30):            trapPath,
		"http://h/?q=" + strings.Repeat("x", maxAddress):  trapPath,
		"http://h/1/1/1/1/1/1/1.html":                     "",
		"http://h/col/col1/art/2018/art_1_2.html?a=/b/b/": "",
	} {
		if got := pathTrap(addr); got != want {
			t.Errorf("%.60s: %q, want %q", addr, got, want)
		}
	}
}

func TestSessionIDs(t *testing.T) {
	p := newBureau(t)
	n := 0
	p.page("/", anchors("/a.do;jsessionid=1", "/a.do;jsessionid=2?x=1", "/c.php?PHPSESSID=abc"))
	page := func(w http.ResponseWriter, r *http.Request) {
		n++
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, anchors(fmt.Sprintf("/a.do;jsessionid=%d", n+10), fmt.Sprintf("/c.php?PHPSESSID=%d", n)))
	}
	p.handle("/a.do", page)
	p.handle("/c.php", page)
	site := siteOf(p.URL + "/")
	site.Crawl.Concurrency = 1
	l := crawlSite(t, site, Options{})
	if l.Pages != 4 {
		t.Errorf("%d pages, want 4: %v", l.Pages, l.order)
	}
}

// A server that moves every address into its session is no circle.
func TestSessionRedirect(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a.do"))
	p.handle("/a.do", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "JSESSIONID", Value: "77"})
		w.Header().Set("Location", "/a.do;jsessionid=77")
		w.WriteHeader(302)
	})
	p.page("/a.do;jsessionid=77", anchors("/"))
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	l.verdict(t, "/a.do", lanmu.LinkOK)
	if pg := l.pages[p.URL+"/a.do"]; pg == nil || pg.URL != p.URL+"/a.do" || !pg.OK() {
		t.Errorf("%+v", pg)
	}
}

func TestTenThousandLinks(t *testing.T) {
	p := newBureau(t)
	paths := make([]string, 10000)
	for i := range paths {
		paths[i] = fmt.Sprintf("/x/%d.html", i)
	}
	p.page("/", anchors(paths...))
	p.mux.HandleFunc("/x/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<html><title>一篇</title>正文"+r.URL.Path)
	})
	l := crawlSite(t, siteOf(p.URL+"/"), Options{})
	if l.Pages != 10001 || !l.Complete {
		t.Errorf("%d pages", l.Pages)
	}
}
