package extract

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lanmu"
)

// FuzzPublication mangles pages: never a panic, never a date after the day of
// the audit, never a mark without its reason.
func FuzzPublication(f *testing.F) {
	f.Add([]byte(`<title>通知_局</title><h1>通知</h1><div>发布时间：2020-06-01 15:04 来源：办公室</div>` + longText))
	f.Add([]byte(`<div>发布时间：<script>var pubdata='2020年06月01日'</script></div><meta name=PubDate content=2022-01-01>`))
	f.Add([]byte(`<ul><li><a href=a>关于评审的通知</a><span>12-30</span><li><b>21</b><i>2020-12</i><a>周安排工作计划</a></ul>`))
	f.Add([]byte(`<p>二〇二〇年六月一日<!-- 发布日期 begin -->2020-06-01`))
	f.Fuzz(func(t *testing.T, body []byte) {
		root, err := html.Parse(bytes.NewReader(body))
		if err != nil {
			t.Skip()
		}
		const addr = "http://swj.example.gov.cn/202006/t20200601_1.html"
		pg := newPage(&lanmu.Page{URL: addr}, Options{At: day})
		pg.walk(root)
		facts := &lanmu.Facts{URL: addr, Tags: pg.readTags()}
		lines := pg.textLines()
		p := pg.publication(facts, lines)
		if p.Date.After(day) {
			t.Errorf("%v lies in the future", p.Date)
		}
		for _, m := range p.Marks {
			if m.Why == "" || m.Taken && m.Date.After(day) {
				t.Errorf("%+v", m)
			}
		}
		pg.marks(lines)
	})
}

// A page of very many dated rows is read in time that grows with its length.
func TestPublicationOfLongPages(t *testing.T) {
	row := `<li><a href="1.html">关于开展专项评审工作的通知</a><span>2020-12-04</span></li>`
	const rows = 20000
	src := `<h1>关于评审的通知</h1><p>发布时间：2020-06-01</p><div><ul>` + strings.Repeat(row, rows) + `</ul></div>`
	if p := readPublication(t, "http://a.gov.cn/1.html", src); p.Date.String() != "2020-06-01" {
		t.Errorf("%v", p.Date)
	}
}
