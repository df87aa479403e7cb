package extract_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/extract"
)

func TestOffices(t *testing.T) {
	article := func(line string) string {
		return portal("通知公告", `<h1>关于开展年度检查的通知</h1><div>`+line+`</div><p>现将有关事项通知如下，请各单位结合实际抓好落实，并于月底前报送情况。</p><p>请遵照执行，联系人：张某某。</p>`)
	}
	tests := []struct {
		name, page string
		want       []string
	}{
		{"source", article("发布时间：2026-10-11 来源：市场科 浏览：3"), []string{"市场科"}},
		{"labelled body", article("发布日期：2026-10-11 责任单位：示例市商务局办公室"), []string{"示例市商务局办公室"}},
		{"the press", article("发布时间：2026-10-11 来源：示例日报"), nil},
		{"nobody", article("发布时间：2026-10-11 来源： 作者："), nil},
		{"said in the text only", article("发布时间：2026-10-11</div><div>由市场科负责"), nil},
		{"a table's column", portal("通知公告", `<table><tr><th>标题</th><th>责任单位</th><th>日期</th></tr>`+
			items(4, `<tr><td><a href="$U">$T</a></td><td>法规科</td><td>$D</td></tr>`)+`</table>`), []string{"法规科", "法规科", "法规科", "法规科"}},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			addr := "http://swj.example.gov.cn/tzgg/202610/t20261011_5.html"
			if len(c.want) > 1 {
				addr = "http://swj.example.gov.cn/tzgg/"
			}
			r := extract.Read(&lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(c.page)}, extract.Options{At: day})
			if diff := cmp.Diff(c.want, extract.Offices(r)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOfficeOf(t *testing.T) {
	for _, c := range [...]struct{ written, want string }{
		{"市场科", "市场科"},
		{"示例市商务局办公室", "办公室"},
		{"局办公室", "办公室"},
		{"商务局法规科", "法规科"},
		{"省商务厅办公室", ""},
		{"示例市政府办公室", ""},
		{"示例日报", ""},
		{"新华社", ""},
		{"", ""},
	} {
		if got := extract.OfficeOf(c.written, "示例市商务局"); got != c.want {
			t.Errorf("%s: %q, want %q", c.written, got, c.want)
		}
	}
}
