package extract

import (
	"testing"

	"lanmu"
)

// A page on which automatic reading would take the wrong block: the column's own
// rows are paragraphs in a corner, a dated list of another column fills the middle.
const awkward = `<!doctype html><meta charset="utf-8"><title>许可公示-示例市商务局</title><body>
<div class="con"><h3>热点要闻</h3><ul><li><a href="/yw/1.html">全市商务工作会议召开部署全年任务</a><span>2026-11-20</span></li>
<li><a href="/yw/2.html">市领导调研外贸企业并召开座谈会</a><span>2026-11-19</span></li><li><a href="/yw/3.html">消费促进月活动正式启动</a><span>2026-11-18</span></li></ul></div>
<div id="xk"><p class="one"><i>2018-03-06</i><b>发文 2017-01-01</b> <a href="p1.html" title="关于准予甲公司成品油零售经营许可的决定书">关于准予甲公司成品油零售…</a></p>
<p class="one"><i>2018-02-01</i><b>发文 2017-01-02</b> <a href="p2.html">关于准予乙公司典当经营许可的决定</a></p></div></body>`

func readWith(t *testing.T, addr, body string, spec lanmu.ColumnSpec) *lanmu.Facts {
	t.Helper()
	at, err := lanmu.ParseDate("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	site := &lanmu.Site{URL: "http://swj.example.gov.cn/", Columns: []lanmu.ColumnSpec{spec}}
	p := &lanmu.Page{URL: addr, Asked: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(body)}
	return Read(p, Options{At: at, Site: site}).Facts
}

func TestSelectorsOverruleAutomaticReading(t *testing.T) {
	spec := lanmu.ColumnSpec{Name: "许可公示", URL: "http://swj.example.gov.cn/xk/", Items: "#xk p.one", Date: "i"}
	for _, addr := range []string{"http://swj.example.gov.cn/xk/", "http://swj.example.gov.cn/xk/index.html", "http://swj.example.gov.cn/xk/index_2.html", "http://swj.example.gov.cn/xk/?page=3"} {
		f := readWith(t, addr, awkward, spec)
		rows := f.Items()
		if len(rows) != 2 || rows[0].Date.String() != "2018-03-06" || rows[0].URL != "http://swj.example.gov.cn/xk/p1.html" ||
			rows[0].Title != "关于准予甲公司成品油零售经营许可的决定书" || f.Kind != lanmu.PageColumn || f.Missed != "" {
			t.Errorf("%s: %s %+v", addr, f.Kind, rows)
		}
	}
	for _, addr := range []string{"http://swj.example.gov.cn/xk/p1.html", "http://swj.example.gov.cn/yw/", "http://swj.example.gov.cn/xk/t20180306_1.html"} {
		if f := readWith(t, addr, awkward, spec); f.Missed != "" || f.List >= 0 && f.Blocks[f.List].Where == spec.Items {
			t.Errorf("%s is read with another page's selectors", addr)
		}
	}
}

// A selector that matches nothing on a page that has something is the profile's
// trouble; on a blank page it says nothing new.
func TestSelectorThatMatchesNothing(t *testing.T) {
	spec := lanmu.ColumnSpec{Name: "许可公示", URL: "http://swj.example.gov.cn/xk/", Items: "#gone li"}
	f := readWith(t, spec.URL, awkward, spec)
	if f.Missed != spec.Items || f.Empty != lanmu.NotEmpty {
		t.Errorf("missed %q empty %q", f.Missed, f.Empty)
	}
}
