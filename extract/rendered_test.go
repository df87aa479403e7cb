package extract_test

import (
	"testing"

	"lanmu"
	"lanmu/extract"
)

// A page whose scripts ran shows what a visitor sees: a script that only might
// fill the list's place did not. One that says that it fills it raises doubt.
func TestAfterScripts(t *testing.T) {
	const addr = "http://swj.example.gov.cn/xzcf/"
	for _, tt := range []struct {
		name, own   string
		raw, after  bool // needs a script
		blank, rows bool // afterwards
	}{
		{"a script of the page's own might", `<div class="list" id="results"></div><script src="/static/js/chunk-77.js"></script>`, true, false, true, false},
		{"a script says so", `<ul class="list" id="results"></ul><script>getRows(function(d){document.getElementById("results").innerHTML=d})</script>`, true, true, false, false},
		{"data was asked for and nothing came of it", `<div id="app"></div><script>$.ajax({url:"/api/news/list",success:function(d){render(d)}})</script>`, true, true, false, false},
		{"data was asked for and there is none", `<div id="app"><div class="none">暂无数据</div></div><script>$.ajax({url:"/api/news/list",success:function(d){render(d)}})</script>`, false, false, true, false},
		{"a text of its own beside a place that stays empty", `<p>` + items(3, `$T。`) + `</p><div id="guests"></div><script>load(function(d){$("#guests").html(d)})</script>`, true, false, false, false},
		{"rows came", `<ul class="list" id="results">` + items(5, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul><script src="/static/js/chunk-77.js"></script>`, false, false, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := &lanmu.Page{Asked: addr, URL: addr, Status: 200, MediaType: "text/html", Charset: "utf-8", Body: []byte(portal("行政处罚", tt.own))}
			if f := extract.Read(p, extract.Options{At: day}).Facts; f.NeedsScript != tt.raw {
				t.Errorf("before: needs a script %v (%s)", f.NeedsScript, f.ScriptWhy)
			}
			p.Rendered = true
			f := extract.Read(p, extract.Options{At: day}).Facts
			if f.NeedsScript != tt.after || (f.Empty != lanmu.NotEmpty) != tt.blank || (len(f.Items()) > 0) != tt.rows {
				t.Errorf("afterwards: needs a script %v (%s), blank %q, %d rows", f.NeedsScript, f.ScriptWhy, f.Empty, len(f.Items()))
			}
		})
	}
}
