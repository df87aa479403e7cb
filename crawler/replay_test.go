package crawler

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"lanmu"
)

// gunzip is the text of the recording at path.
func gunzip(t *testing.T, path string) []byte {
	t.Helper()
	zip, err := gzip.NewReader(bytes.NewReader(readAll(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zip)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func readAll(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func writeFile(t *testing.T, name string, b []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// somePages are pages of which no two are alike.
func somePages(n int) []*Exchange {
	rnd := rand.New(rand.NewPCG(1, 2))
	xs := make([]*Exchange, n)
	for i := range xs {
		body := make([]byte, 100+rnd.IntN(3000))
		for j := range body {
			body[j] = byte('a' + rnd.IntN(26))
		}
		xs[i] = anExchange(fmt.Sprintf("http://h/%d.html", i), string(body))
		if i%7 == 3 {
			xs[i].Fail, xs[i].Status, xs[i].Body = &lanmu.Fail{Kind: lanmu.FailRefused, Detail: "x"}, 0, nil
			xs[i].Proto, xs[i].Header = "", nil
		}
	}
	return xs
}

// Wherever a recording is cut, what is whole in it is replayed, it is said that
// it is cut, and the audit that is resumed adds exactly what is missing.
func TestResumeAfterKill(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "old.warc.gz")
	yesterday := somePages(10)
	recordTo(t, old, Options{}, yesterday...)
	prev, err := openPrevious(old)
	if err != nil {
		t.Fatal(err)
	}
	defer prev.Close()

	xs := somePages(40)
	for i := range xs[:10] { // unchanged since yesterday: revisits
		if xs[i].Status == 200 {
			xs[i].Earlier, err = prev.Load(xs[i].URL, purposePage)
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	full := filepath.Join(dir, "full.warc.gz")
	recordTo(t, full, Options{}, xs...)
	whole := readAll(t, full)

	rnd := rand.New(rand.NewPCG(3, 4))
	offsets := []int{0, 1, 17, len(whole) - 1, len(whole)}
	for len(offsets) < 55 {
		offsets = append(offsets, rnd.IntN(len(whole)))
	}
	for _, cut := range offsets {
		path := writeFile(t, "r.warc.gz", whole[:cut])
		tape, err := openTape(testSite, Options{Record: path, Resume: true})
		if err != nil {
			t.Fatalf("cut at %d of %d: %v", cut, len(whole), err)
		}
		kept := 0
		for _, x := range xs {
			if _, ok := tape.Next(x.Method, x.URL, x.Purpose); ok {
				kept++
			} else if err := tape.Put(x); err != nil {
				t.Fatal(err)
			}
		}
		if err := tape.Close(); err != nil {
			t.Fatal(err)
		}
		// What is lost is at most the exchange that was being written.
		if least := wholeExchanges(whole[:cut]); kept < least {
			t.Errorf("cut at %d: %d exchanges kept, %d were whole", cut, kept, least)
		}
		back := replay(t, path)
		if n := back.Notices(); n != nil {
			t.Errorf("cut at %d: after resuming it is still cut: %v", cut, n)
		}
		for _, x := range xs {
			wantNext(t, back, x)
			if x, ok := back.Next(x.Method, x.URL, x.Purpose); ok {
				t.Errorf("cut at %d: %s is recorded twice", cut, x.URL)
			}
		}
	}
}

// wholeExchanges counts, without our reader, the requests that are whole in b:
// each is the last record of its exchange.
func wholeExchanges(b []byte) int {
	in, n := bytes.NewReader(b), 0
	for {
		zip, err := gzip.NewReader(in)
		if err != nil {
			return n
		}
		zip.Multistream(false)
		text, err := io.ReadAll(zip)
		if err != nil {
			return n
		}
		if bytes.Contains(text, []byte("WARC-Type: request\r\n")) {
			n++
		}
	}
}

func TestCutIsTold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	recordTo(t, path, Options{}, somePages(5)...)
	whole := readAll(t, path)
	tape := replay(t, writeFile(t, "cut.warc.gz", whole[:len(whole)*2/3]))
	if n := tape.Notices(); len(n) != 1 || !strings.Contains(n[0], "不完整") || !strings.Contains(n[0], "cut.warc.gz") {
		t.Errorf("notices of a cut recording: %q", n)
	}
	if !tape.Started().Equal(day) {
		t.Errorf("started %v, want the recording's %v", tape.Started(), day)
	}
	// A bit that flipped on the disk ends it too; garbage is never replayed.
	bad := bytes.Clone(whole)
	bad[len(bad)/2] ^= 0x10
	tape = replay(t, writeFile(t, "bad.warc.gz", bad))
	if len(tape.Notices()) != 1 {
		t.Error("a damaged recording passes for whole")
	}
}

func TestNoRecording(t *testing.T) {
	gz := func(s string) []byte {
		var b bytes.Buffer
		zip := gzip.NewWriter(&b)
		zip.Write([]byte(s))
		zip.Close()
		return b.Bytes()
	}
	for name, c := range map[string]struct {
		content []byte
		want    string
	}{
		"empty":     {nil, "文件是空的"},
		"a page":    {[]byte("<!DOCTYPE html>"), "不能作为录制文件读取"},
		"a zip":     {[]byte("PK\x03\x04........"), "不能作为录制文件读取"},
		"zstd":      {[]byte{0x28, 0xb5, 0x2f, 0xfd, 0, 0}, "zstd"},
		"gzip":      {gz("<!DOCTYPE html>\n"), "没有一条完整的记录"},
		"gzip bomb": {gz(strings.Repeat("x", 64<<20)), "没有一条完整的记录"},
		"no length": {[]byte("WARC/1.1\r\nWARC-Type: response\r\n\r\n"), "没有一条完整的记录"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := openTape(testSite, Options{Replay: writeFile(t, "x", c.content)})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %s", err, c.want)
			}
		})
	}
	if _, err := openTape(testSite, Options{Replay: filepath.Join(t.TempDir(), "none")}); !errors.Is(err, os.ErrNotExist) || !strings.Contains(err.Error(), "打不开") {
		t.Errorf("a recording that is not there: %v", err)
	}
}

func TestResumeOnlyOurOwn(t *testing.T) {
	foreignWARC := strings.Join(foreignRecords(), "")
	path := writeFile(t, "x.warc", []byte(foreignWARC))
	_, err := openTape(testSite, Options{Record: path, Resume: true})
	if err == nil || !strings.Contains(err.Error(), "不能接着录制") {
		t.Errorf("resuming another tool's recording: %v", err)
	}
	if !bytes.Equal(readAll(t, path), []byte(foreignWARC)) {
		t.Error("the file was changed")
	}
}

// foreignRecords are as other tools write: version 1.0, no fractions of seconds,
// addresses in angle brackets, the request first, chunks kept, a DNS record.
func foreignRecords() []string {
	record := func(head, block string) string {
		text := fmt.Sprintf("WARC/1.0\n%s\nContent-Length: %d\n\n", head, len(strings.ReplaceAll(block, "\n", "\r\n")))
		return strings.ReplaceAll(text+block+"\n\n", "\n", "\r\n")
	}
	return []string{
		record("WARC-Type: warcinfo\nWARC-Date: 2020-02-03T04:05:06Z\nWARC-Record-ID: <urn:uuid:1>", "software: Wget\n"),
		record("WARC-Type: response\nWARC-Target-URI: dns:h\nWARC-Record-ID: <urn:uuid:2>\nContent-Type: text/dns", "127.0.0.1"),
		record("WARC-Type: request\nWARC-Target-URI: <http://h/chunked>\nWARC-Record-ID: <urn:uuid:3>", "GET /chunked HTTP/1.1\n\n"),
		record("WARC-Type: response\nWARC-Concurrent-To: <urn:uuid:3>\nWARC-Target-URI: <http://h/chunked>\nWARC-Record-ID: <urn:uuid:4>\n"+
			"WARC-Date: 2020-02-03T04:05:07Z\nContent-Type: application/http;\n  msgtype=response",
			"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n6\n world\n0\n\n"),
		record("WARC-Type: revisit\nWARC-Target-URI: http://h/again\nWARC-Record-ID: <urn:uuid:5>\nWARC-Refers-To-Target-URI: http://h/chunked\n"+
			"WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest", "HTTP/1.1 200 OK\n\n"),
		record("WARC-Type: revisit\nWARC-Target-URI: http://h/elsewhere\nWARC-Record-ID: <urn:uuid:6>\nWARC-Refers-To-Target-URI: http://h/lastyear\n"+
			"WARC-Profile: http://netpreserve.org/warc/1.0/revisit/identical-payload-digest", "HTTP/1.1 200 OK\n\n"),
		record("WARC-Type: response\nWARC-Target-URI: http://h/cut\nWARC-Record-ID: <urn:uuid:7>\nWARC-Truncated: length", "HTTP/1.1 200 OK\n\nhalf"),
		record("WARC-Type: response\nWARC-Target-URI: http://h/head\nWARC-Record-ID: <urn:uuid:8>", "HTTP/1.1 200 OK\nContent-Length: 9\n\n"),
		record("WARC-Type: request\nWARC-Target-URI: http://h/head\nWARC-Concurrent-To: <urn:uuid:8>", "HEAD /head HTTP/1.1\n\n"),
		record("WARC-Type: resource\nWARC-Target-URI: http://h/bare\nWARC-Record-ID: <urn:uuid:9>\nContent-Type: text/plain", "bare"),
	}
}

func TestForeignWARC(t *testing.T) {
	foreignWARC := strings.Join(foreignRecords(), "")
	var oneMember, each bytes.Buffer
	zip := gzip.NewWriter(&oneMember)
	zip.Write([]byte(foreignWARC))
	zip.Close()
	for _, rec := range foreignRecords() {
		zip.Reset(&each)
		zip.Write([]byte(rec))
		zip.Close()
	}
	for name, content := range map[string][]byte{
		"plain.warc": []byte(foreignWARC), "one.warc.gz": oneMember.Bytes(), "each.warc.gz": each.Bytes(),
	} {
		t.Run(name, func(t *testing.T) {
			tape := replay(t, writeFile(t, name, content))
			if n := tape.Notices(); n != nil {
				t.Errorf("notices: %v", n)
			}
			for range 2 { // no purposes are known: an answer serves all that ask
				for _, purpose := range []string{purposePage, purposeCheck} {
					x, ok := tape.Next("GET", "http://h/chunked", purpose)
					if !ok || string(x.Body) != "hello world" || x.Status != 200 || x.Purpose != purpose || x.Fail != nil {
						t.Errorf("chunked page for %s: %+v", purpose, x)
					}
				}
			}
			if x, ok := tape.Next("GET", "http://h/again", purposePage); !ok || string(x.Body) != "hello world" || x.Earlier == nil {
				t.Errorf("revisit: %+v", x)
			}
			if x, ok := tape.Next("GET", "http://h/cut", purposePage); !ok || x.Fail == nil || x.Fail.Kind != lanmu.FailTruncated {
				t.Errorf("a page that the other tool cut passes for whole: %+v", x)
			}
			if _, ok := tape.Next("GET", "http://h/none", purposePage); ok {
				t.Error("an answer for what is not recorded")
			}
			if x, ok := tape.Next("GET", "http://h/elsewhere", purposePage); !ok || x.Fail == nil || x.Fail.Kind != lanmu.FailNotRecorded {
				t.Errorf("a revisit of another file's record: %+v", x)
			}
			if x, ok := tape.Next("GET", "http://h/bare", purposePage); !ok || string(x.Body) != "bare" || x.Header.Get("Content-Type") != "text/plain" {
				t.Errorf("resource record: %+v", x)
			}
			for method, want := range map[string]bool{"HEAD": true, "GET": false} {
				if _, ok := tape.Next(method, "http://h/head", purposePage); ok != want {
					t.Errorf("an answer to HEAD serves %s: %t", method, ok)
				}
			}
		})
	}
}

// A recording of 100,000 pages is indexed in some tens of MiB, whatever they weigh.
func TestIndexIsSmall(t *testing.T) {
	if testing.Short() {
		t.Skip("records 100,000 pages")
	}
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	tape, err := openTape(testSite, Options{Record: path})
	if err != nil {
		t.Fatal(err)
	}
	const n = 100_000
	for i := range n {
		if err := tape.Put(anExchange(fmt.Sprintf("http://h/zwgk/tzgg/202611/t%d.html", i), "x")); err != nil {
			t.Fatal(err)
		}
	}
	if err := tape.Close(); err != nil {
		t.Fatal(err)
	}
	before := heap()
	rec, err := openRecording(path)
	if err != nil {
		t.Fatal(err)
	}
	if grown := heap() - before; grown > 20<<20 {
		t.Errorf("the index of %d exchanges takes %d MiB", n, grown>>20)
	}
	if rec.count != n {
		t.Errorf("%d of %d exchanges indexed", rec.count, n)
	}
	rec.Close()
}

func heap() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func FuzzReplay(f *testing.F) {
	path := filepath.Join(f.TempDir(), "r.warc.gz")
	tape, err := openTape(testSite, Options{Record: path})
	if err != nil {
		f.Fatal(err)
	}
	for _, x := range somePages(3) {
		tape.Put(x)
	}
	tape.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(whole)
	f.Add([]byte(strings.Join(foreignRecords(), "")))
	f.Fuzz(func(t *testing.T, b []byte) {
		rec, err := openIndexed(writeFile(t, "r", b), true)
		if err != nil {
			return
		}
		defer rec.Close()
		for i, e := range rec.entries {
			if x, err := rec.load(e); err == nil && x.URL == "" {
				t.Errorf("entry %d has no address", i)
			}
		}
	})
}
