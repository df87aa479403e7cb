package crawler

import (
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

// handed takes down what the crawler hands to the reader of files.
type handed struct {
	mu    sync.Mutex
	files []string // path, bytes, why it is not whole
}

func (h *handed) file(p *lanmu.Page, kind lanmu.LinkKind) {
	h.mu.Lock()
	defer h.mu.Unlock()
	line := fmt.Sprintf("%s %s %d", kind, pathOf(p.Asked), len(p.Body))
	if p.Fail != nil {
		line += " " + string(p.Fail.Kind)
	}
	h.files = append(h.files, line)
}

func (h *handed) sorted() []string { slices.Sort(h.files); return h.files }

func pdfOf(n int) []byte { return append([]byte("%PDF-1.4"), make([]byte, n-8)...) }

func body(media string, b []byte, length bool) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", media)
		if length {
			w.Header().Set("Content-Length", fmt.Sprint(len(b)))
		}
		_, _ = w.Write(b)
	}
}

// withFiles is a bureau whose home page links files and a sheet.
func withFiles(t *testing.T) *bureau {
	p := newBureau(t)
	p.page("/", `<html><title>首页</title><link rel=stylesheet href="/s.css">`+anchors("/a.html", "/f/small.pdf", "/f/mid.pdf", "/f/big.pdf", "/f/long.pdf", "/f/slow.pdf", "/f/page.pdf", "/f/old.doc", "/f/zero.pdf")+`</html>`)
	p.page("/a.html", "<html><title>甲</title></html>")
	p.handle("/s.css", body("text/css", []byte(strings.Repeat(".a{display:none}\n", 1000)), true))
	p.handle("/f/small.pdf", body("application/pdf", pdfOf(1000), true))
	p.handle("/f/mid.pdf", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"1"`)
		http.ServeContent(w, r, "mid.pdf", time.Time{}, strings.NewReader(string(pdfOf(100<<10))))
	})
	p.handle("/f/big.pdf", body("application/pdf", pdfOf(300<<10), true))
	p.handle("/f/long.pdf", func(w http.ResponseWriter, _ *http.Request) {
		w.(http.Flusher).Flush() // no length is told
		_, _ = w.Write(pdfOf(300 << 10))
	})
	p.handle("/f/slow.pdf", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(pdfOf(64 << 10))
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	p.handle("/f/page.pdf", html("<html><title>没有</title></html>"))
	p.handle("/f/old.doc", body("application/msword", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 100<<10)...), true))
	p.handle("/f/zero.pdf", body("application/pdf", nil, true))
	return p
}

func TestFilesWhole(t *testing.T) {
	p := withFiles(t)
	site := siteOf(p.URL)
	site.Crawl.Attachments = lanmu.AttachmentSettings{Read: true, MaxSize: 200 << 10, MaxCount: 100, MaxTotal: 10 << 20}
	want := []string{
		"attachment /f/big.pdf 4096 too-large",
		"attachment /f/long.pdf 204800 too-large",
		"attachment /f/mid.pdf 102400",
		"attachment /f/slow.pdf 65536 truncated",
		"attachment /f/small.pdf 1000",
		"style /s.css 17000",
	}
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	live := &handed{}
	seen := crawlSite(t, site, Options{Links: true, Record: tape, File: live.file})
	if d := cmp.Diff(want, live.sorted()); d != "" {
		t.Errorf("live: %s", d)
	}
	// What does not come whole is well all the same.
	for _, path := range []string{"/f/big.pdf", "/f/long.pdf", "/f/slow.pdf", "/f/mid.pdf", "/f/old.doc"} {
		seen.verdict(t, path, lanmu.LinkOK)
		if n := p.times(path); n != 1 {
			t.Errorf("%s asked %d times", path, n)
		}
	}
	seen.verdict(t, "/f/zero.pdf", lanmu.LinkBroken)
	again := &handed{}
	crawlSite(t, site, Options{Links: true, Replay: tape, File: again.file})
	if d := cmp.Diff(want, again.sorted()); d != "" {
		t.Errorf("judged again: %s", d)
	}
	// The next night an unchanged file costs no bytes.
	next := &handed{}
	night := crawlSite(t, site, Options{Links: true, Previous: tape, Record: tape + ".2", File: next.file})
	if d := cmp.Diff(want, next.sorted()); d != "" {
		t.Errorf("next night: %s", d)
	}
	if night.Bytes > seen.Bytes-100<<10 {
		t.Errorf("%d bytes, %d the night before", night.Bytes, seen.Bytes)
	}
	after := &handed{}
	crawlSite(t, site, Options{Links: true, Replay: tape + ".2", File: after.file})
	if d := cmp.Diff(want, after.sorted()); d != "" {
		t.Errorf("next night judged again: %s", d)
	}
}

func TestFilesBounds(t *testing.T) {
	for _, c := range []struct {
		name  string
		set   lanmu.AttachmentSettings
		whole int
		limit bool
	}{
		{"off", lanmu.AttachmentSettings{MaxSize: 1 << 20, MaxCount: 100, MaxTotal: 1 << 20}, 0, false},
		{"count", lanmu.AttachmentSettings{Read: true, MaxSize: 1 << 20, MaxCount: 5, MaxTotal: 1 << 30}, 5, true},
		{"bytes", lanmu.AttachmentSettings{Read: true, MaxSize: 1 << 20, MaxTotal: 150 << 10}, 3, true},
		{"all", lanmu.AttachmentSettings{Read: true, MaxSize: 1 << 20, MaxTotal: 1 << 30}, 20, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := newBureau(t)
			var paths []string
			for i := range 20 {
				path := fmt.Sprintf("/f/%d.pdf", i)
				p.handle(path, body("application/pdf", pdfOf(50<<10), true))
				paths = append(paths, path)
			}
			p.page("/", "<html><title>首页</title>"+anchors(paths...)+anchors("/a.html")+"</html>")
			p.page("/a.html", "<html><title>甲</title></html>")
			site := siteOf(p.URL)
			site.Crawl.Concurrency = 1
			site.Crawl.Attachments = c.set
			h := &handed{}
			seen := crawlSite(t, site, Options{Links: true, File: h.file})
			whole := 0
			for _, f := range h.files {
				if strings.HasSuffix(f, fmt.Sprint(50<<10)) {
					whole++
				}
			}
			told := slices.ContainsFunc(seen.Limits, func(s string) bool { return strings.Contains(s, "个附件没有下载全文") })
			if whole != c.whole || told != c.limit {
				t.Errorf("%d whole, limits %q", whole, seen.Limits)
			}
		})
	}
}

// TestFilesUnnamed: a file that only its answer tells is read as one, once; what
// is no document or not in a form that is read is left.
func TestFilesUnnamed(t *testing.T) {
	p := newBureau(t)
	given := func(media, name string, b []byte) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", media)
			if name != "" {
				w.Header().Set("Content-Disposition", "attachment; "+name)
			}
			_, _ = w.Write(b)
		}
	}
	zip := append([]byte("PK\x03\x04"+strings.Repeat("\x00", 22)+"\x13\x00\x00\x00[Content_Types].xml"), make([]byte, 50<<10)...)
	other := append([]byte("PK\x03\x04"+strings.Repeat("\x00", 22)+"\x05\x00\x00\x00a.txt"), make([]byte, 50<<10)...)
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 50<<10)...)
	want := map[string]string{}
	var paths []string
	for i, c := range []struct {
		media, name string
		data        []byte
		want        string // bytes handed over; "" none
	}{
		{"application/pdf", "", pdfOf(50 << 10), "51200"},
		{"application/octet-stream", `filename="%E6%96%B9%E6%A1%88.pdf"`, pdfOf(50 << 10), "51200"},
		{"application/octet-stream", "filename*=UTF-8''%E6%96%B9%E6%A1%88.docx; size=1", zip, fmt.Sprint(len(zip))},
		{"application/x-download", `filename=" \xb7\xbd.xlsx"`, zip, fmt.Sprint(len(zip))},
		{"application/x-download", "", zip, fmt.Sprint(len(zip))},
		{"application/msword", "filename=a.doc", ole, "4096"},
		{"application/x-download", "filename=a.zip", other, ""},
		{"image/png", "", append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 9000)...), ""},
		{"text/html; charset=utf-8", "", []byte("<html><title>请登录</title><p>没有权限</p></html>"), ""},
	} {
		path := fmt.Sprintf("/download%d.jsp?id=%d", i, i)
		paths = append(paths, path)
		p.handle(fmt.Sprintf("/download%d.jsp", i), given(c.media, c.name, c.data))
		if c.want != "" {
			want[path] = c.want
		}
	}
	p.page("/", "<html><title>首页</title>"+anchors(paths...)+anchors("/a.html")+"</html>")
	p.page("/a.html", "<html><title>甲</title></html>")
	site := siteOf(p.URL)
	site.Crawl.Attachments = lanmu.AttachmentSettings{Read: true, MaxSize: 200 << 10, MaxCount: 100, MaxTotal: 10 << 20}
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	for _, opt := range []Options{{Links: true, Record: tape}, {Links: true, Replay: tape}, {Links: true, Previous: tape, Record: tape + ".2"}, {Links: true, Replay: tape + ".2"}} {
		got := map[string]string{}
		var mu sync.Mutex
		opt.File = func(f *lanmu.Page, kind lanmu.LinkKind) {
			mu.Lock()
			defer mu.Unlock()
			at := strings.TrimPrefix(f.Asked, p.URL)
			if kind != lanmu.LinkAttachment || f.Fail != nil || got[at] != "" {
				t.Errorf("%s %s %v", kind, at, f.Fail)
			}
			got[at] = fmt.Sprint(len(f.Body))
		}
		seen := crawlSite(t, site, opt)
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		files := 0
		for _, x := range seen.Targets {
			if x.Kind == lanmu.LinkAttachment && x.Verdict == lanmu.LinkOK && len(x.On) == 1 {
				files++
			}
		}
		if files != len(want) {
			t.Errorf("%d attachments among the targets, want %d", files, len(want))
		}
	}
	// Off, nothing is asked twice.
	site.Crawl.Attachments.Read = false
	before := p.times("/download0.jsp?id=0")
	crawlSite(t, site, Options{Links: true, File: func(f *lanmu.Page, _ lanmu.LinkKind) { t.Error(f.Asked) }})
	if n := p.times("/download0.jsp?id=0") - before; n != 1 {
		t.Errorf("asked %d times", n)
	}
}

// TestSheetsImported: what the site's sheets import is read, once, as far as the
// bounds go; other sites' sheets are not.
func TestSheetsImported(t *testing.T) {
	p := newBureau(t)
	css := func(text string) http.HandlerFunc { return body("text/css", []byte(text), true) }
	p.page("/", `<html><title>首页</title><link rel=stylesheet href="/css/s.css">`+anchors("/a.html")+`</html>`)
	p.page("/a.html", "<html><title>甲</title></html>")
	p.handle("/css/s.css", css(`/* @import "no.css"; */ @import url("1.css"); @import 'http://other.example/x.css'; @import url(/base.css) screen;`))
	p.handle("/css/1.css", css(`@import "2.css"; @import "s.css";`))
	p.handle("/css/2.css", css(`@import "3.css"; @import "/base.css";`))
	p.handle("/css/3.css", css(`@import "4.css";`))
	p.handle("/base.css", css(".a{display:none}"))
	site := siteOf(p.URL)
	tape := filepath.Join(t.TempDir(), "r.warc.gz")
	for _, opt := range []Options{{Links: true, Record: tape}, {Links: true, Replay: tape}} {
		h := &handed{}
		opt.File = h.file
		crawlSite(t, site, opt)
		var got []string
		for _, f := range h.sorted() {
			got = append(got, strings.Fields(f)[1])
		}
		if d := cmp.Diff([]string{"/base.css", "/css/1.css", "/css/2.css", "/css/3.css", "/css/s.css"}, slices.Compact(got)); d != "" {
			t.Error(d)
		}
	}
	for _, path := range []string{"/css/1.css", "/css/2.css", "/css/3.css", "/base.css"} {
		if n := p.times(path); n != 1 {
			t.Errorf("%s asked %d times", path, n)
		}
	}
	if n := p.times("/css/4.css") + p.times("/css/no.css"); n != 0 {
		t.Errorf("%d requests beyond the bounds", n)
	}
}
