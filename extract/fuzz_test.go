package extract_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/net/html"

	"lanmu"
	"lanmu/extract"
)

// mangle damages a page as networks and editors do: cut, bits flipped, tags
// dropped, parts doubled.
func mangle(body []byte, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, seed^0x9e3779b9))
	out := bytes.Clone(body)
	for range 1 + r.IntN(6) {
		if len(out) == 0 {
			break
		}
		i := r.IntN(len(out))
		switch r.IntN(5) {
		case 0:
			out = out[:i]
		case 1:
			out[i] ^= byte(1 << r.IntN(8))
		case 2:
			if j := bytes.IndexByte(out[i:], '<'); j >= 0 {
				if k := bytes.IndexByte(out[i+j:], '>'); k >= 0 {
					out = append(out[:i+j], out[i+j+k+1:]...)
				}
			}
		case 3:
			j := min(len(out), i+r.IntN(2000))
			out = append(out[:j:j], out[i:]...)
		case 4:
			out = append(out[:i], out[min(len(out), i+r.IntN(200)):]...)
		}
	}
	return out
}

// parseTime is what parsing a page alone takes here and now.
func parseTime(body []byte) time.Duration {
	start := time.Now()
	_, _ = html.Parse(bytes.NewReader(body))
	return time.Since(start)
}

func readTimed(p *lanmu.Page) (*extract.Reading, time.Duration) {
	start := time.Now()
	r := extract.Read(p, extract.Options{At: day, Site: site})
	return r, time.Since(start)
}

// sane holds what must be true of any reading.
func sane(t *testing.T, p *lanmu.Page) {
	t.Helper()
	r, took := readTimed(p)
	// A second is what a page may take; on a busy machine parsing alone takes
	// that long, so that it is the measure there, and one slow reading of three
	// tells of the machine, not of the page.
	for try := 0; try < 2 && took > time.Second; try++ {
		_, again := readTimed(p)
		took = min(took, again)
	}
	if took > time.Second && took > 40*parseTime(p.Body) {
		t.Errorf("reading %d bytes took %v", len(p.Body), took)
	}
	f := r.Facts
	if f.Unread && r.Doc != nil && len(f.Trouble) > 0 {
		t.Fatalf("reading panicked: %v", f.Trouble)
	}
	if n := lanmu.Newest(f.Items(), day); n.After(day) {
		t.Errorf("a future date was taken for the newest: %v", n)
	}
	if f.Published.After(day) {
		t.Errorf("a future date was taken for the publication: %v", f.Published)
	}
	for _, d := range f.Dates {
		if d.Taken && d.Date.After(day) {
			t.Errorf("a future date was taken: %+v", d)
		}
	}
	if f.Empty != lanmu.NotEmpty && (f.NeedsScript || len(f.Items()) > 0) {
		t.Errorf("empty (%s) and yet a list or a script", f.Empty)
	}
	for i := range r.Links {
		if r.Links[i].Kind.String() == "unknown" {
			t.Errorf("link of no kind: %+v", r.Links[i])
		}
	}
}

func TestMangledPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		p := fixture(t, file)
		whole := p.Body
		for seed := range uint64(40) {
			p.Body = mangle(whole, seed)
			sane(t, p)
		}
	}
}

func TestMangledCorpus(t *testing.T) {
	pages := corpus(t)
	if pages == nil {
		t.Skip("LANMU_CORPUS names no folder")
	}
	for _, kind := range pages {
		for _, p := range kind {
			whole := p.Body
			for seed := range uint64(8) {
				p.Body = mangle(whole, seed)
				sane(t, p)
			}
		}
	}
}

func TestHostilePages(t *testing.T) {
	repeat := func(s string, n int) []byte { return bytes.Repeat([]byte(s), n) }
	for name, body := range map[string][]byte{
		"nothing":           nil,
		"nul":               make([]byte, 4096),
		"one long line":     repeat("通知公告2020-01-01", 60000),
		"links":             repeat("<a href=/x>通知</a>", 30000),
		"rows":              repeat("<li><a href=/x>关于开展工作的通知</a>2020-01-01</li>", 8000),
		"deep":              repeat("<div><a href=/x>通知</a>", 400),
		"tables in tables":  repeat("<table><tr><td><a href=x>通知公告</a>2020-01-01", 100),
		"open lists":        repeat("<ul><li><a href=x>通知公告", 240),
		"unclosed comment":  append([]byte("<p>通知</p><!--"), repeat("x", 1<<20)...),
		"script of braces":  append([]byte("<ul id=a></ul><script>function f(){"), repeat("{\"", 100000)...),
		"attributes":        append([]byte("<div "), repeat("class=\"nav list foot\" ", 5000)...),
		"records cut":       []byte("<script type=text/xml><datastore><recordset><record><![CDATA[<li><a href=x>通知"),
		"digits":            repeat("2020-01-0", 100000),
		"one class a word":  append(append([]byte("<div class='"), repeat("nav-left_", 20000)...), []byte("'><a href=x>通知</a></div>")...),
		"selects":           repeat("<select onchange=x><option value=/a>通知", 300),
		"frames":            repeat("<iframe src=/a></iframe>", 2000),
		"pager of a script": []byte("<script>createPageHTML(999999999, -5, \"a\", \"b\");createPageHTML(900000,1,'x','y')</script>"),
	} {
		t.Run(name, func(t *testing.T) {
			sane(t, &lanmu.Page{URL: "http://nyj.example.gov.cn/zwgk/tzgg/", Status: 200, Body: body, Charset: "utf-8", MediaType: "text/html"})
		})
	}
}

func TestTooDeepForTheParser(t *testing.T) {
	body := append(bytes.Repeat([]byte("<div>"), 600), []byte("<title>深</title><a href=/zwgk/tzgg/>通知公告</a>")...)
	r := extract.Read(&lanmu.Page{URL: "http://nyj.example.gov.cn/", Status: 200, Body: body, MediaType: "text/html"}, extract.Options{At: day})
	if r.Doc != nil || !r.Facts.Unread || len(r.Facts.Trouble) == 0 {
		t.Fatalf("trouble is not told: %+v", r.Facts)
	}
	if len(r.Links) != 1 || r.Links[0].URL != "http://nyj.example.gov.cn/zwgk/tzgg/" || r.Links[0].Text != "通知公告" {
		t.Errorf("links %+v", r.Links)
	}
	if r.Facts.HeadTitle != "深" {
		t.Errorf("title %q", r.Facts.HeadTitle)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		sane(t, &lanmu.Page{URL: "http://nyj.example.gov.cn/zwgk/tzgg/index.html", Status: 200, Body: body, Charset: "utf-8", MediaType: "text/html"})
	})
}
