package extract

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

// filled sets every field that can be set, so that none can be forgotten.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("第%d个", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		v.SetInt(int64(-*n))
	case reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(*n) << 20)
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filled(key, n)
		filled(value, n)
		v.SetMapIndex(key, value)
	}
}

// whole is a page of which every field that an article may have is set.
func whole() *lanmu.Facts {
	f, n := &lanmu.Facts{}, 0
	f.Blocks, f.Nav, f.NextPages = []*lanmu.Block{}, []lanmu.Crumb{{}}, []string{""}
	v := reflect.ValueOf(f).Elem()
	for i := range v.NumField() {
		if name := v.Type().Field(i).Name; name != "Blocks" && name != "Nav" && name != "NextPages" {
			filled(v.Field(i), &n)
		}
	}
	f.Blocks, f.Nav, f.NextPages = nil, nil, nil
	return f
}

func TestPackedPageIsWhole(t *testing.T) {
	alone := whole()
	alike := whole()
	alike.Asked, alike.HeadTitle, alike.PubRaw = alike.URL, alike.Title+"_示例局", alike.Dates[1].Raw
	turned := whole()
	turned.Shingle = []uint32{9, 4, 1 << 31, 0}
	for name, f := range map[string]*lanmu.Facts{"full": alone, "alike": alike, "sketch out of order": turned, "bare": {URL: "http://a/", List: -1}, "none": {}} {
		s := &shelf{}
		in := string(s.pack(f))
		if diff := cmp.Diff(f, s.unpack(in)); diff != "" {
			t.Errorf("%s: (-put +got)\n%s", name, diff)
		}
		if got := packedURL(in); got != f.URL {
			t.Errorf("%s: address %q", name, got)
		}
	}
}

func TestShelf(t *testing.T) {
	article := func(url, asked string) *lanmu.Facts {
		return &lanmu.Facts{URL: url, Asked: asked, Kind: lanmu.PageArticle, Title: asked}
	}
	list := &lanmu.Facts{URL: "http://a/list/", Asked: "http://a/list/", Kind: lanmu.PageColumn}
	s := shelved([]*lanmu.Facts{
		article("http://a/z", "http://a/z"), list, article("http://a/b", "http://a/old"), article("http://a/c", "http://a/old"), article("http://a/old2", "http://a/b"),
	})
	var order []string
	for f := range s.All() {
		order = append(order, f.URL)
	}
	if diff := cmp.Diff([]string{"http://a/b", "http://a/c", "http://a/list/", "http://a/old2", "http://a/z"}, order); diff != "" {
		t.Error(diff)
	}
	for asked, want := range map[string]string{"http://a/b": "http://a/b", "http://a/old": "http://a/b", "http://a/list/": "http://a/list/", "http://a/none": "", "": ""} {
		got := ""
		if f := s.At(asked); f != nil {
			got = f.URL
		}
		if got != want {
			t.Errorf("at %q: %q, want %q", asked, got, want)
		}
	}
	if s.At("http://a/list/") != list {
		t.Error("a list is not kept as it is")
	}
	s.swap(func(url string) bool { return url == "http://a/z" }, func(old *lanmu.Facts) *lanmu.Facts { old.Unfilled = "没有浏览器"; return old })
	s.sort()
	if f := s.At("http://a/z"); f == nil || f.Unfilled != "没有浏览器" || s.Len() != 5 {
		t.Errorf("%+v", f)
	}
}

// What is kept of a site's articles decides how large a site can be audited: an
// article costs some 600 bytes, whatever stands around it, and holds on to
// nothing of its page.
func TestMemoryOfArticles(t *testing.T) {
	const pages = 4000
	c := NewCollector(&lanmu.Site{URL: "http://www.example.gov.cn/"}, lanmu.NewDate(2026, 1, 20))
	before := liveBytes()
	for i := range pages {
		c.Add(longArticle(i))
	}
	a := (liveBytes() - before) / pages
	runtime.KeepAlive(c)
	if a > 700 {
		t.Errorf("an article costs %d bytes, want less than 700", a)
	}
	t.Logf("%d bytes an article", a)
}

func liveBytes() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// longArticle is what reading an article of a large site comes to, its strings
// cut out of the page.
func longArticle(i int) *lanmu.Facts {
	page := fmt.Sprintf("%s关于做好第%d批项目申报工作的通知|发布日期：2026-01-%02d|http://www.example.gov.cn/zwgk/tzgg/202601/t20260101_%d.html|", strings.Repeat("正文", 4000), i, i%28+1, i)
	parts := strings.Split(page, "|")
	title, date, url := parts[0][len("正文")*4000:], parts[1], parts[2]
	f := &lanmu.Facts{
		URL: url, Asked: url, Status: 200, Kind: lanmu.PageArticle, Charset: "utf-8", Title: title, HeadTitle: title + "-示例市商务局",
		Published: lanmu.NewDate(2026, 1, i%28+1), PubRaw: date, ColumnName: "通知公告", List: 0, ItemCount: -1, TextLen: 900, Links: 62,
		Crumbs: []lanmu.Crumb{{Name: "首页", URL: "http://www.example.gov.cn/"}, {Name: "通知公告", URL: "http://www.example.gov.cn/zwgk/tzgg/"}},
		Tags:   map[string][]string{"SiteName": {"示例市商务局"}, "ArticleTitle": {title}, "PubDate": {"2026-01-01 10:00"}},
		Blocks: []*lanmu.Block{{Hash: uint64(i), Where: "div.more > ul", Rows: make([]lanmu.Row, 29)}},
		Dates: []lanmu.DateMark{
			{Raw: date, Date: lanmu.NewDate(2026, 1, i%28+1), Role: lanmu.DatePublished, Taken: true, Why: "发布日期"},
			{Raw: url[len(url)-20:], Date: lanmu.NewDate(2026, 1, 1), Role: lanmu.DateURL, Why: "地址中的日期"},
		},
	}
	for k := range sketchSize {
		f.Shingle = append(f.Shingle, uint32(k*3000000+i))
	}
	return f
}
