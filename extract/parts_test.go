package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// A list in pieces is one where nothing but the tree parts it: no words, no
// heading, other addresses or the same rows once more between.
func TestListInPieces(t *testing.T) {
	piece := func(from, n int, folder string) string {
		var b strings.Builder
		for i := from; i < from+n; i++ {
			d := lanmu.NewDate(2026, 10, 28-i)
			fmt.Fprintf(&b, `<li><a href="%s/t%d%02d%02d_%d.html">%s%d</a><span>%s</span></li>`, folder, d.Year, d.Month, d.Day, 4000+i, titles[i%len(titles)], i, d)
		}
		return b.String()
	}
	tests := []struct {
		name, own string
		rows      int
		newest    string
	}{
		{"two lists in boxes of their own", `<div><ul class="a">` + piece(0, 1, "202610") + `</ul></div><div><div><ul class="b">` + piece(1, 6, "202610") + `</ul></div></div>`, 7, "2026-10-28"},
		{"the newest behind", `<div><ul class="a">` + piece(1, 6, "202610") + `</ul></div><div><div><ul class="b">` + piece(0, 2, "202610") + `</ul></div></div>`, 8, "2026-10-28"},
		{"a heading between", `<div><ul class="a">` + piece(1, 6, "202610") + `</ul></div><h3>工作动态专栏</h3><div><div><ul class="b">` + piece(0, 1, "202610") + `</ul></div></div>`, 6, "2026-10-27"},
		{"other addresses", `<div><ul class="a">` + piece(1, 6, "202610") + `</ul></div><p></p><div class="side"><div><ul class="b">` + piece(0, 1, "/gzdt/x/202610") + `</ul></div></div>`, 6, "2026-10-27"},
		{"the same for small screens", `<div><ul class="a">` + piece(1, 6, "202610") + `</ul></div><div><div class="m"><ul class="b">` + piece(1, 6, "202610") + `</ul></div></div>`, 6, "2026-10-27"},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", `<h2>通知公告</h2>`+c.own))
			if n, d := len(f.Items()), lanmu.Newest(f.Items(), day).String(); n != c.rows || d != c.newest {
				t.Errorf("%d rows, newest %s; want %d, %s (%s)", n, d, c.rows, c.newest, f.Kind)
			}
		})
	}
}
