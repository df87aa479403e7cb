package crawler

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
)

// portalPage is a page of about 20 KB as portals send them: 60 links in a list
// between a head and a foot that hardly change.
func portalPage(i int) []byte {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset=utf-8><title>通知公告</title>" + strings.Repeat("<script src=/js/jquery.min.js></script>", 20))
	for j := range 60 {
		n := i*60 + j
		fmt.Fprintf(&b, `<li class="list-item"><span class="date">2026-%02d-%02d</span><a href="/zwgk/tzgg/2026%02d/t2026%02d%02d_%d.html" title="关于做好第%d号有关工作的通知" target="_blank">关于做好第%d号有关工作的通知</a></li>`+"\n",
			n%12+1, n%28+1, n%12+1, n%12+1, n%28+1, 1_000_000+n*7919%999_983, n*31%9973, n*31%9973)
	}
	b.WriteString(strings.Repeat("<div class=foot>主办：示例市商务局　地址：示例市人民大街1号</div>", 60))
	return []byte(b.String())
}

// BenchmarkRecord is what recording costs a page, with all that is around it.
func BenchmarkRecord(b *testing.B) {
	tape, err := openTape(testSite, Options{Record: filepath.Join(b.TempDir(), "r.warc.gz")})
	if err != nil {
		b.Fatal(err)
	}
	x := anExchange("http://h/zwgk/tzgg/", string(portalPage(1)))
	b.SetBytes(int64(len(x.Body)))
	for b.Loop() {
		if err := tape.Put(x); err != nil {
			b.Fatal(err)
		}
	}
	if err := tape.Close(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkLevel is why the level is what it is (docs/adr/0002): time and size.
func BenchmarkLevel(b *testing.B) {
	for _, l := range []int{gzip.StatelessCompression, gzip.HuffmanOnly, 1, 2, 3, 5, 6, 9} {
		b.Run(fmt.Sprint(l), func(b *testing.B) {
			out := &counter{}
			zip, err := gzip.NewWriterLevel(countWriter{out}, l)
			if err != nil {
				b.Fatal(err)
			}
			body := portalPage(1)
			b.SetBytes(int64(len(body)))
			n := 0
			for b.Loop() {
				zip.Reset(countWriter{out})
				zip.Write(body)
				zip.Close()
				n++
			}
			b.ReportMetric(100*float64(out.n)/float64(n*len(body)), "%size")
		})
	}
}

type countWriter struct{ *counter }

func (c countWriter) Write(p []byte) (int, error) { c.n += int64(len(p)); return len(p), nil }

var _ io.Writer = countWriter{}

// BenchmarkIndex is what opening a recording costs a page.
func BenchmarkIndex(b *testing.B) {
	path := filepath.Join(b.TempDir(), "r.warc.gz")
	tape, err := openTape(testSite, Options{Record: path})
	if err != nil {
		b.Fatal(err)
	}
	const pages = 1000
	for i := range pages {
		tape.Put(anExchange(fmt.Sprintf("http://h/%d", i), string(portalPage(i))))
	}
	if err := tape.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		rec, err := openRecording(path)
		if err != nil {
			b.Fatal(err)
		}
		rec.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*pages), "µs/page")
}

// BenchmarkReplay is what reading a page out of a recording costs.
func BenchmarkReplay(b *testing.B) {
	path := filepath.Join(b.TempDir(), "r.warc.gz")
	tape, err := openTape(testSite, Options{Record: path})
	if err != nil {
		b.Fatal(err)
	}
	tape.Put(anExchange("http://h/", string(portalPage(1))))
	if err := tape.Close(); err != nil {
		b.Fatal(err)
	}
	rec, err := openRecording(path)
	if err != nil {
		b.Fatal(err)
	}
	defer rec.Close()
	for b.Loop() {
		if _, err := rec.load(rec.entries[0]); err != nil {
			b.Fatal(err)
		}
	}
}
