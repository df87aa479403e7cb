package crawler

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
)

// stamped answers 304 to who has seen it; odd pages come packed, in GB18030.
func stamped(i int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", fmt.Sprintf(`"%d"`, i))
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		if i%2 == 0 {
			html(body)(w, r)
			return
		}
		var packed bytes.Buffer
		z := gzip.NewWriter(&packed)
		fmt.Fprint(z, "<meta charset=gbk>\xc4\xfa\xba\xc3", body)
		z.Close()
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(packed.Bytes())
	}
}

// A page that is what it was is answered for by who knows it, and read whole by
// who does not; either way the crawl is the same, and so is the recording.
func TestSleepingPages(t *testing.T) {
	const pages = 20
	p := newBureau(t)
	var links []string
	for i := range pages {
		links = append(links, fmt.Sprintf("/p%d.html", i))
		p.handle(links[i], stamped(i, anchors("/", fmt.Sprintf("/gone%d.html", i))+strings.Repeat("<p>正文", i)))
	}
	p.page("/", anchors(links...))
	site := siteOf(p.URL + "/")
	site.Crawl.Reverify = 1 << 40 // no page is fetched whole by turn
	dir := t.TempDir()
	night := func(n int, known func(*lanmu.Page) (lanmu.Seen, bool)) (*looked, string) {
		t.Helper()
		opt := Options{Record: filepath.Join(dir, fmt.Sprint(n)), Known: known, Now: func() time.Time { return day }}
		if n > 1 {
			opt.Previous = filepath.Join(dir, fmt.Sprint(n-1))
		}
		return crawlSite(t, site, opt), opt.Record
	}
	first, _ := night(1, nil)
	if len(first.pages) != pages*2+1 {
		t.Fatalf("%d pages", len(first.pages))
	}
	same := cmp.Options{
		cmpopts.IgnoreFields(lanmu.Crawl{}, "Finished", "Requests", "Bytes", "Limits", "Revisited"), cmpopts.IgnoreFields(lanmu.Target{}, "Took"),
	}
	var mu sync.Mutex
	told := map[string]*lanmu.Page{}
	second, _ := night(2, func(x *lanmu.Page) (lanmu.Seen, bool) {
		mu.Lock()
		defer mu.Unlock()
		told[x.Asked] = x
		was := first.pages[x.Asked]
		if strings.HasSuffix(x.Asked, "3.html") {
			return lanmu.Seen{}, false
		}
		if strings.HasSuffix(x.Asked, "/p5.html") {
			panic("a reader that fails")
		}
		return lanmu.Seen{Links: linksOf(was)}, true
	})
	if len(told) != pages {
		t.Errorf("asked of %d pages, want %d", len(told), pages)
	}
	for addr, x := range told {
		was := first.pages[addr]
		if x.Digest != was.Digest || x.RawSize != was.RawSize || x.Declared != was.Declared || x.Status != was.Status || !x.Unchanged || len(x.Body) > 0 {
			t.Errorf("%s: asked of %+v, was %+v", addr, x, was)
		}
	}
	for addr, x := range second.pages {
		was := first.pages[addr]
		if d := cmp.Diff(was, x, cmpopts.IgnoreFields(lanmu.Page{}, "Took", "Fetched", "Unchanged", "Header")); d != "" {
			t.Errorf("%s woken (-first night +second)\n%s", addr, d)
		}
	}
	if n := len(second.pages); n != pages+1+3 { // the home page, those that are gone, p3, p13 and p5
		t.Errorf("%d pages read in the second night", n)
	}
	if d := cmp.Diff(first.Crawl, second.Crawl, same); d != "" {
		t.Errorf("(-first night +second)\n%s", d)
	}
	third, _ := night(3, func(x *lanmu.Page) (lanmu.Seen, bool) { return lanmu.Seen{Links: linksOf(first.pages[x.Asked])}, true })
	if d := cmp.Diff(first.Crawl, third.Crawl, same); d != "" || third.Revisited != pages+1 {
		t.Errorf("%d pages unchanged (-first night +third)\n%s", third.Revisited, d)
	}
	for n := 1; n < 3; n++ {
		if err := os.Remove(filepath.Join(dir, fmt.Sprint(n))); err != nil {
			t.Fatal(err)
		}
	}
	again := crawlSite(t, site, Options{Replay: filepath.Join(dir, "3"), Now: func() time.Time { return day }})
	if d := cmp.Diff(third.Crawl, again.Crawl, same); d != "" {
		t.Errorf("(-third night +judged from its recording)\n%s", d)
	}
	for addr, x := range again.pages {
		if d := cmp.Diff(string(first.pages[addr].Body), string(x.Body)); d != "" {
			t.Errorf("%s in the third recording, all others gone\n%s", addr, d)
		}
	}
}
