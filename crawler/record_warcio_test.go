package crawler

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

// warcioVersion is the release of webrecorder's warcio (npm) that must be able
// to read what we write.
const warcioVersion = "2.4.11"

// foreignRecord is a record as warcio tells it.
type foreignRecord struct {
	Type, URL, Method, Text            string
	Status                             int
	BlockDigest, PayloadDigest, Length bool
}

// A program that we did not write reads every record, finds its digests right,
// and says the same of it.
func TestReadByWarcio(t *testing.T) {
	dir := warcio(t)
	gz := func(s string) string {
		var b bytes.Buffer
		zip := gzip.NewWriter(&b)
		zip.Write([]byte(s))
		zip.Close()
		return b.String()
	}
	unchanged := notModified("http://h/unchanged")
	unchanged.Earlier = anExchange("http://h/unchanged", "<p>昨天")
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	recordTo(t, path, Options{},
		anExchange("http://h/", "<p>你好"),
		anExchange("http://h/gzip?q=%E4%BD%A0", gz("<p>压缩"), func(x *Exchange) { x.Header.Set("Content-Encoding", "gzip") }),
		anExchange("http://h/moved", "", func(x *Exchange) { x.Status = 302; x.Header.Set("Location", "/") }),
		anExchange("https://h/h2", "two", func(x *Exchange) { x.Proto = "HTTP/2.0" }),
		anExchange("http://h/a.pdf", "%PDF", func(x *Exchange) { x.Method, x.Cut, x.Purpose = "GET", true, purposeAttachment }),
		anExchange("http://h/head", "", func(x *Exchange) { x.Method = "HEAD" }),
		unchanged,
		anExchange("http://nosuch/", "", func(x *Exchange) {
			x.Status, x.Proto, x.Header, x.RemoteAddr = 0, "", nil, ""
			x.Fail = &lanmu.Fail{Kind: lanmu.FailDNS, Detail: "no such host"}
		}),
		anExchange("http://h/list", "<ul><li>一条</ul>", func(x *Exchange) { x.Purpose, x.Proto = purposeRender, "" }),
	)

	out := run(t, dir, "node", "read-warc.mjs", path)
	var got []foreignRecord
	for line := range strings.Lines(out) {
		var r foreignRecord
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		if !r.BlockDigest || !r.PayloadDigest || !r.Length {
			t.Errorf("%s %s: block digest %t, payload digest %t, length %t", r.Type, r.URL, r.BlockDigest, r.PayloadDigest, r.Length)
		}
		if r.Type == typeMetadata {
			r.Text = strings.TrimSpace(r.Text)
		}
		got = append(got, foreignRecord{Type: r.Type, URL: r.URL, Method: r.Method, Text: r.Text, Status: r.Status})
	}
	ask := func(url, method string) foreignRecord {
		return foreignRecord{Type: typeRequest, URL: url, Method: method}
	}
	want := []foreignRecord{
		{Type: typeInfo},
		{Type: typeResponse, URL: "http://h/", Status: 200, Text: "<p>你好"},
		ask("http://h/", "GET"),
		{Type: typeResponse, URL: "http://h/gzip?q=%E4%BD%A0", Status: 200, Text: "<p>压缩"},
		ask("http://h/gzip?q=%E4%BD%A0", "GET"),
		{Type: typeResponse, URL: "http://h/moved", Status: 302},
		ask("http://h/moved", "GET"),
		{Type: typeResponse, URL: "https://h/h2", Status: 200, Text: "two"},
		ask("https://h/h2", "GET"),
		{Type: typeResponse, URL: "http://h/a.pdf", Status: 200, Text: "%PDF"},
		ask("http://h/a.pdf", "GET"),
		{Type: typeResponse, URL: "http://h/head", Status: 200},
		ask("http://h/head", "HEAD"),
		{Type: typeRevisit, URL: "http://h/unchanged", Status: 304},
		{Type: typeResponse, URL: "http://h/unchanged", Status: 200, Text: "<p>昨天"},
		ask("http://h/unchanged", "GET"),
		{Type: typeMetadata, URL: "http://nosuch/", Text: `fail: {"kind":"dns","detail":"no such host"}`},
		ask("http://nosuch/", "GET"),
		{Type: typeConversion, URL: "http://h/list", Text: "<ul><li>一条</ul>"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("we wrote (-), warcio read (+):\n%s", d)
	}

	// Its own index finds a gzip member for each record.
	index := run(t, dir, "npx", "--no-install", "warcio", "index", path)
	if n := strings.Count(index, `"offset"`); n != len(want) {
		t.Errorf("warcio index lists %d records, want %d:\n%s", n, len(want), index)
	}
}

// warcio is a folder in which it is installed, and our script beside it.
func warcio(t *testing.T) string {
	t.Helper()
	if os.Getenv("LANMU_SKIP_NPM") != "" {
		missing(t, "LANMU_SKIP_NPM is set")
	}
	if _, err := exec.LookPath("npm"); err != nil {
		missing(t, "npm is not installed")
	}
	dir := t.TempDir()
	script := readAll(t, filepath.Join("testdata", "read-warc.mjs"))
	if err := os.WriteFile(filepath.Join(dir, "read-warc.mjs"), script, 0o644); err != nil {
		t.Fatal(err)
	}
	run(t, dir, "npm", "install", "--prefix", dir, "--no-audit", "--no-fund", "--ignore-scripts", "warcio@"+warcioVersion)
	return dir
}

// missing skips a test whose other program is not there; in CI it fails.
func missing(t *testing.T, why string) {
	t.Helper()
	if os.Getenv("LANMU_CI") != "" {
		t.Fatalf("%s, and LANMU_CI asks for this test", why)
	}
	t.Skip(why)
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, stderr.String())
	}
	return string(out)
}
