package crawler

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"lanmu"
)

// TestAsk: what is asked after the crawl is counted, recorded and replayed, and
// heeds robots.txt.
func TestAsk(t *testing.T) {
	p := newBureau(t)
	p.page("/", anchors("/a.html"))
	p.page("/a.html", anchors("/"))
	p.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /kept/\n"))
	})
	p.handle("/s", func(w http.ResponseWriter, r *http.Request) {
		html("<html><title>检索</title><p>"+r.URL.Query().Get("q")+"</p></html>")(w, r)
	})
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	ask := func(opt Options) (said []string, c *lanmu.Crawl) {
		opt.tune = quick
		s, err := Open(t.Context(), siteOf(p.URL), opt)
		if err != nil {
			t.Fatal(err)
		}
		l := &looked{pages: map[string]*lanmu.Page{}}
		c = s.Crawl(l.visit)
		for _, path := range []string{"/s?q=%E5%95%86%E5%8A%A1", "/s?q=b", "/kept/s", "/none"} {
			s.Ask(p.URL+path, func(got *lanmu.Page) {
				line := path + " " + http.StatusText(got.Status)
				if got.Fail != nil {
					line += string(got.Fail.Kind)
				}
				if strings.Contains(string(got.Body), "商务") {
					line += " 商务"
				}
				said = append(said, line)
			})
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		return said, c
	}
	live, c := ask(Options{Record: tape})
	want := "/s?q=%E5%95%86%E5%8A%A1 OK 商务|/s?q=b OK|/kept/s robots|/none Not Found"
	if got := strings.Join(live, "|"); got != want {
		t.Errorf("live %s", got)
	}
	again, r := ask(Options{Replay: tape})
	if got := strings.Join(again, "|"); got != want {
		t.Errorf("judged again %s", got)
	}
	if c.Requests != r.Requests || c.Bytes != r.Bytes || !r.Complete {
		t.Errorf("%d requests of %d bytes, judged again %d of %d", c.Requests, c.Bytes, r.Requests, r.Bytes)
	}
	if n := p.times("/s?q=b"); n != 1 || p.times("/kept/s") != 0 {
		t.Errorf("asked %d times, what is kept out %d", n, p.times("/kept/s"))
	}
}
