package config

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

var update = flag.Bool("update", false, "write the goldens anew")

// TestBad reads one bad file per mistake and compares what is said of it.
func TestBad(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d bad profiles, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml"), func(t *testing.T) {
			site, err := Load(file, "census-2015", "check-2019")
			if err == nil {
				t.Fatalf("taken for a good profile: %+v", site)
			}
			var said interface{ In(string) string }
			if !errors.As(err, &said) {
				t.Fatalf("%v speaks one language", err)
			}
			golden(t, strings.TrimSuffix(file, ".yaml")+".txt", said.In("zh")+"\n\n"+said.In("en")+"\n")
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	got = filepath.ToSlash(got)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// TestFull reads every key there is.
func TestFull(t *testing.T) {
	got, err := Load("testdata/good/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	words, err := filepath.Abs("testdata/good/words.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := &lanmu.Site{
		ID: "swj", Name: "示例市商务局", URL: "http://swj.example.gov.cn/", SiteCode: "2201000018",
		Standard: "check-2019", Location: got.Location, Discover: true,
		Departments: []lanmu.Department{{ID: "office", Name: "办公室", Contact: "0431-00000000", Paths: []string{"/zwgk/"}}},
		Columns: []lanmu.ColumnSpec{
			{
				ID: "tzgg", Name: "通知公告", URL: "http://swj.example.gov.cn/zwgk/tzgg/", Kind: lanmu.KindNotice,
				Department: "office", MaxAge: lanmu.Period{Months: 6}, Required: true,
			},
			{ID: "zt2015", URL: "http://swj.example.gov.cn/zt/2015/", Exempt: "历史专题，已归档"},
			{ID: "xzxk", URL: "http://swj.example.gov.cn/xzxk/", Items: "ul.list > li", Date: "span"},
		},
		Crawl: lanmu.CrawlSettings{
			Rate: 2.5, Concurrency: 4, Timeout: 15 * time.Second, Render: lanmu.RenderAuto,
			Hosts: []string{"www.example.gov.cn"}, Exclude: []string{"/old/*"}, Headers: map[string]string{"X-Token": "abc"},
			Window: "22:00-06:00", Resolve: map[string]string{"swj.example.gov.cn": "127.0.0.1:8080"},
			Attachments: lanmu.AttachmentSettings{MaxSize: 10 << 20, MaxCount: 50, MaxTotal: 2 << 30},
		},
		Links: lanmu.LinkSettings{Allow: []string{"*.gov.cn"}},
		Words: []string{words}, Calendar: filepath.Join(filepath.Dir(words), "holidays.txt"),
		Waivers: []lanmu.Waiver{{
			Rule: "column-stale", Column: "rsrm", Reason: "本年度无人事任免", ApprovedBy: "办公室", Until: lanmu.NewDate(2026, 12, 31),
		}},
		File: "testdata/good/full.yaml",
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Error(diff)
	}
	if got.Location.String() != "Asia/Shanghai" {
		t.Errorf("zone %s", got.Location)
	}
}

// TestDefaults reads the shortest profile and a bare address alike.
func TestDefaults(t *testing.T) {
	file := filepath.Join(t.TempDir(), "site.yaml")
	if err := os.WriteFile(file, []byte("\ufeffurl: http://swj.example.gov.cn/\r\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	fromFile, err := Load(file)
	if err != nil {
		t.Fatal(err)
	}
	bare, err := FromURL("swj.example.gov.cn")
	if err != nil {
		t.Fatal(err)
	}
	want := lanmu.CrawlSettings{
		Rate: 5, Concurrency: 4, Timeout: 15 * time.Second, MaxPages: 20000, Render: lanmu.RenderAuto,
		Headers: map[string]string{}, Resolve: map[string]string{},
		Attachments: lanmu.AttachmentSettings{Read: true, MaxSize: 20 << 20, MaxCount: 1000, MaxTotal: 500 << 20},
	}
	for _, site := range []*lanmu.Site{fromFile, bare} {
		if diff := cmp.Diff(want, site.Crawl); diff != "" {
			t.Error(diff)
		}
		if site.ID != "swj.example.gov.cn" || !site.Discover || !site.Links.External || site.Location.String() != "Asia/Shanghai" {
			t.Errorf("%+v", site)
		}
	}
}

// TestUnreadable names files that are no text.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, body []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, body, 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for want, path := range map[string]string{
		"文件夹":      dir,
		"没有":       filepath.Join(dir, "none.yaml"),
		"是空的":      write("empty.yaml", []byte(" \n\n")),
		"不是 UTF-8": write("gbk.yaml", []byte("url: http://a.cn/\nname: \xc9\xcc\xce\xf1\xbe\xd6\n")),
		"二进制":      write("binary.yaml", []byte("url\x00\x01")),
		"超过 1 MiB": write("huge.yaml", []byte("url: http://a.cn/\n#"+strings.Repeat("x", maxFile))),
	} {
		_, err := Load(path)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, should speak of %q", path, err, want)
		}
	}
}

func TestFromURL(t *testing.T) {
	for addr, want := range map[string]string{
		"swj.example.gov.cn":                   "http://swj.example.gov.cn/",
		"  SWJ.Example.gov.cn  ":               "http://swj.example.gov.cn/",
		"HTTPS://swj.example.gov.cn:443/":      "https://swj.example.gov.cn/",
		"http://swj.example.gov.cn:8080/a/#x":  "http://swj.example.gov.cn:8080/a/",
		"127.0.0.1:8080":                       "http://127.0.0.1:8080/",
		"http://[::1]:80/":                     "http://[::1]/",
		"localhost:9":                          "http://localhost:9/",
		"http://user:secret@a.gov.cn/":         "http://a.gov.cn/",
		"http://商务局.中国/":                       "http://xn--zfr74de7i.xn--fiqs8s/",
		"https://swj.example.gov.cn/index.php": "https://swj.example.gov.cn/index.php",
	} {
		site, err := FromURL(addr)
		if err != nil {
			t.Errorf("%s: %v", addr, err)
			continue
		}
		if site.URL != want {
			t.Errorf("%s: %s, want %s", addr, site.URL, want)
		}
	}
	for _, addr := range []string{"", "   ", "ftp://a.cn", "http://", "http:///a", "file:///etc/passwd", "javascript:alert(1)", "mailto:office@a.cn", "a b.cn", "http://a..b/", "http://a:0/", "http://a:70000/", "http://%zz/", "no such site"} {
		if site, err := FromURL(addr); err == nil {
			t.Errorf("%q was taken as %s", addr, site.URL)
		}
	}
}
