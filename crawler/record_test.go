package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lanmu"
)

// day is when everything in these tests happens.
var day = time.Date(2026, 11, 23, 2, 30, 0, 123456789, time.UTC)

var testSite = &lanmu.Site{ID: "swj", URL: "http://swj.example.gov.cn/"}

// sameExchange compares what a recording promises to give back.
var sameExchange = cmp.Options{
	cmpopts.IgnoreFields(Exchange{}, "ReqHeader", "at", "sum"),
	cmpopts.EquateEmpty(),
	cmp.FilterValues(func(a, b []byte) bool { return len(a)+len(b) > 0 },
		cmp.Comparer(bytes.Equal)), // element by element takes minutes
}

// anExchange is an ordinary exchange; edit changes it.
func anExchange(url, body string, edit ...func(*Exchange)) *Exchange {
	x := &Exchange{
		Method: "GET", URL: url, Purpose: purposePage,
		ReqHeader: http.Header{"User-Agent": {"lanmu/test"}, "Cookie": {"JSESSIONID=secret"}},
		Proto:     "HTTP/1.1", Status: 200,
		Header: http.Header{"Content-Type": {"text/html; charset=gbk"}, "Etag": {`"a1"`}},
		Body:   []byte(body), At: day, Took: 12345 * time.Microsecond, RemoteAddr: "127.0.0.1:8080",
	}
	for _, f := range edit {
		f(x)
	}
	return x
}

func recordTo(t *testing.T, path string, opt Options, xs ...*Exchange) {
	t.Helper()
	opt.Record, opt.Now = path, func() time.Time { return day }
	tape, err := openTape(testSite, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range xs {
		if err := tape.Put(x); err != nil {
			t.Fatal(err)
		}
	}
	if err := tape.Close(); err != nil {
		t.Fatal(err)
	}
}

func replay(t *testing.T, path string) *reel {
	t.Helper()
	tape, err := openTape(testSite, Options{Replay: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return tape
}

func wantNext(t *testing.T, tape tape, want *Exchange) {
	t.Helper()
	got, ok := tape.Next(want.Method, want.URL, want.Purpose)
	if !ok {
		t.Errorf("no exchange of %s %s (%s)", want.Method, want.URL, want.Purpose)
		return
	}
	if d := cmp.Diff(want, got, sameExchange); d != "" {
		t.Errorf("%s %s (%s): put (-) and replayed (+) differ:\n%s", want.Method, want.URL, want.Purpose, d)
	}
}

// What is put is what is replayed, whatever it is.
func TestRoundTrip(t *testing.T) {
	fail := func(kind lanmu.FailKind, status int) func(*Exchange) {
		return func(x *Exchange) {
			x.Fail = &lanmu.Fail{Kind: kind, Detail: "line one\nline two: 连接被拒绝"}
			if x.Status = status; status == 0 {
				x.Proto, x.Header, x.Body = "", nil, nil
			}
		}
	}
	for name, x := range map[string]*Exchange{
		"page":            anExchange("http://h/", "<p>你好"),
		"empty body":      anExchange("http://h/", ""),
		"binary body":     anExchange("http://h/a.doc", "\x00\xff\r\n\r\nWARC/1.1\r\n\x1f\x8b"),
		"content coding":  anExchange("http://h/", "\x1f\x8b\x08\x00", func(x *Exchange) { x.Header.Set("Content-Encoding", "gzip") }),
		"two cookies":     anExchange("http://h/", "x", func(x *Exchange) { x.Header["Set-Cookie"] = []string{"a=1", "b=2"} }),
		"raw GBK header":  anExchange("http://h/", "x", func(x *Exchange) { x.Header.Set("Content-Disposition", "filename=\xcd\xa8\xd6\xaa.doc") }),
		"redirect":        anExchange("http://h/a", "", func(x *Exchange) { x.Status = 302; x.Header.Set("Location", "/b") }),
		"unheard-of code": anExchange("http://h/a", "", func(x *Exchange) { x.Status = 521 }),
		"HEAD":            anExchange("http://h/a", "", func(x *Exchange) { x.Method, x.Purpose = "HEAD", purposeCheck }),
		"cut on purpose":  anExchange("http://h/a", "%PDF", func(x *Exchange) { x.Cut, x.Purpose = true, purposeAttachment }),
		"HTTP/1.0":        anExchange("http://h/a", "x", func(x *Exchange) { x.Proto = "HTTP/1.0" }),
		"HTTP/2":          anExchange("https://h/a", "x", func(x *Exchange) { x.Proto = "HTTP/2.0" }),
		"IPv6":            anExchange("http://h/a", "x", func(x *Exchange) { x.RemoteAddr = "[::1]:80" }),
		"by proxy":        anExchange("http://h/a", "x", func(x *Exchange) { x.RemoteAddr = "proxy:3128" }),
		"host unknown":    anExchange("http://nosuch/", "", fail(lanmu.FailDNS, 0)),
		"broken midway":   anExchange("http://h/a", "half", fail(lanmu.FailReset, 200)),
		"too slow":        anExchange("http://h/a", "half", fail(lanmu.FailTimeout, 200)),
		"too large":       anExchange("http://h/a", "much", fail(lanmu.FailTooLarge, 200)),
		"TLS seen":        anExchange("https://h/", `{"offered":true}`, func(x *Exchange) { x.Purpose, x.Status, x.Proto = purposeTLS, 0, "" }),
		"hostile address": anExchange("http://h/a\r\nWARC-Type: warcinfo\x00", "x"),
		"odd address":     anExchange("http://h/a b?<x>\u00a0>", "x"),
		"rendered":        anExchange("http://h/", "<ul><li>一", func(x *Exchange) { x.Purpose, x.Proto = purposeRender, "" }),
		"not rendered":    anExchange("http://h/", "", fail(lanmu.FailTimeout, 0), func(x *Exchange) { x.Purpose = purposeRender }),
		"no time known":   anExchange("http://h/", "x", func(x *Exchange) { x.At, x.Took = time.Time{}, 0 }),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "r.warc.gz")
			recordTo(t, path, Options{}, x)
			tape := replay(t, path)
			wantNext(t, tape, x)
			if _, ok := tape.Next(x.Method, x.URL, x.Purpose); ok {
				t.Error("given out twice")
			}
		})
	}
}

func TestRoundTripAny(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	rapid.Check(t, func(rt *rapid.T) {
		x := &Exchange{
			Method:  rapid.SampledFrom([]string{"GET", "HEAD", "POST"}).Draw(rt, "method"),
			URL:     "http://h/" + rapid.String().Draw(rt, "url"),
			Purpose: rapid.SampledFrom([]string{purposePage, purposeCheck, purposeRandom}).Draw(rt, "purpose"),
			Proto:   "HTTP/1.1",
			Status:  rapid.IntRange(100, 999).Draw(rt, "status"),
			Header:  http.Header{"X-Any": {rapid.StringMatching(`[!-~]{0,20}`).Draw(rt, "header")}},
			Body:    rapid.SliceOf(rapid.Byte()).Draw(rt, "body"),
			Cut:     rapid.Bool().Draw(rt, "cut"),
			At:      time.Unix(0, rapid.Int64Range(0, 1<<62).Draw(rt, "at")).UTC(),
			Took:    time.Duration(rapid.Int64Range(0, 1<<50).Draw(rt, "took")),
		}
		recordTo(t, path, Options{}, x)
		tape, err := openTape(testSite, Options{Replay: path})
		if err != nil {
			rt.Fatal(err)
		}
		defer tape.Close()
		got, ok := tape.Next(x.Method, x.URL, x.Purpose)
		if !ok {
			rt.Fatal("not there")
		}
		if d := cmp.Diff(x, got, sameExchange); d != "" {
			rt.Fatal(d)
		}
	})
}

// The exchanges of one address come back in the order in which they were put,
// each purpose in its own; askers from several goroutines get each once.
func TestReplayInOrder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	var xs []*Exchange
	for i := range 20 {
		xs = append(xs, anExchange("http://h/", fmt.Sprintf("page %d", i)),
			anExchange("http://h/", fmt.Sprintf("check %d", i), func(x *Exchange) { x.Purpose = purposeCheck }))
	}
	recordTo(t, path, Options{}, xs...)
	tape := replay(t, path)
	for _, x := range xs {
		wantNext(t, tape, x)
	}

	tape = replay(t, path)
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for x, ok := tape.Next("GET", "http://h/", purposePage); ok; x, ok = tape.Next("GET", "http://h/", purposePage) {
				mu.Lock()
				seen[string(x.Body)]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 20 {
		t.Errorf("%d of 20 exchanges came back", len(seen))
	}
	for body, n := range seen {
		if n != 1 {
			t.Errorf("%q was given out %d times", body, n)
		}
	}
}

// Many workers put at once: nothing is lost or mixed.
func TestPutFromManyWorkers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	tape, err := openTape(testSite, Options{Record: path})
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	const workers, each = 8, 50
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				if err := tape.Put(anExchange(fmt.Sprintf("http://h/%d/%d", w, i), strings.Repeat("文", 1000*i))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := tape.Close(); err != nil {
		t.Fatal(err)
	}
	back := replay(t, path)
	for w := range workers {
		for i := range each {
			wantNext(t, back, anExchange(fmt.Sprintf("http://h/%d/%d", w, i), strings.Repeat("文", 1000*i)))
		}
	}
}

// A recording is evidence that is handed about: what lets people in stays out.
func TestSecretsAreNotRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	recordTo(t, path, Options{}, anExchange("http://h/", "x"))
	text := gunzip(t, path)
	if bytes.Contains(text, []byte("JSESSIONID=secret")) {
		t.Error("the request's cookie stands in the recording")
	}
	if !bytes.Contains(text, []byte("Cookie: ***")) {
		t.Error("the recording does not say that a cookie was sent")
	}
}

// fullDisk takes so many bytes and then no more.
type fullDisk struct {
	*os.File
	room int
}

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) <= d.room {
		d.room -= len(p)
		return d.File.Write(p)
	}
	n, _ := d.File.Write(p[:d.room])
	d.room = 0
	return n, syscall.ENOSPC
}

// A full disk is told by the next Put and by Close, and what was written before
// can be read.
func TestDiskFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	rec := newRecorder(path, &fullDisk{f, 20_000}, 0)
	if err := rec.add(func(e *encoder) error { return e.info(day, infoFields(testSite, Options{})) }); err != nil {
		t.Fatal(err)
	}
	body := make([]byte, 300)
	var put int
	for put = 0; err == nil && put < 1_000_000; put++ {
		for i := range body {
			body[i] = byte(put*31 + i*i)
		}
		err = rec.Put(anExchange(fmt.Sprintf("http://h/%d", put), string(body)))
	}
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "磁盘空间") {
		t.Errorf("Put on a full disk: %v", err)
	}
	if err := rec.Close(); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("Close after a full disk: %v", err)
	}
	tape := replay(t, path)
	if n := tape.Notices(); n != nil {
		t.Errorf("the file is not whole: %v", n)
	}
	if tape.from.count == 0 || tape.from.count >= put {
		t.Errorf("%d of %d exchanges in the file", tape.from.count, put)
	}
}

func TestPutAfterClose(t *testing.T) {
	tape, err := openTape(testSite, Options{Record: filepath.Join(t.TempDir(), "r.warc.gz")})
	if err != nil {
		t.Fatal(err)
	}
	if err := tape.Close(); err != nil {
		t.Fatal(err)
	}
	if err := tape.Put(anExchange("http://h/", "x")); !errors.Is(err, errRecorderClosed) {
		t.Errorf("Put after Close: %v", err)
	}
}

func TestCannotRecord(t *testing.T) {
	_, err := openTape(testSite, Options{Record: filepath.Join(t.TempDir(), "no", "such", "folder.warc.gz")})
	if !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "不能写入录制文件") {
		t.Errorf("recording into a folder that is not there: %v", err)
	}
}
