package extract_test

import "testing"

// How many pages a list has is told by 1/7 and 共7页, not by how many rows
// stand on each.
func TestPagesCounted(t *testing.T) {
	list := `<ul class="list">` + items(7, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul>`
	webplus := func(total, last, links string) string {
		return `<div id="wp_paging_w6"><ul class="wp_paging clearfix"><li class="pages_count"><span class="per_page">每页&nbsp;<em class="per_count">14</em>&nbsp;记录&nbsp;</span><span class="all_count">总共&nbsp;<em class="all_count">` + total +
			`</em>&nbsp;记录&nbsp;</span></li><li class="page_nav"><a class="first" href="javascript:void(0);"><span>第一页</span></a><a class="prev" href="javascript:void(0);"><span>&lt;&lt;上一页</span></a>` + links +
			`</li><li class="page_jump"><span class="pages">页码&nbsp;<em class="curr_page">1</em>/<em class="all_pages">` + last + `</em></span></li></ul></div>`
	}
	tests := []struct {
		name, pager  string
		pages, items int
		next         int
	}{
		{"one page of fourteen", webplus("7", "1", `<a class="next" href="javascript:void(0);"><span>下一页&gt;&gt;</span></a>`), 1, 7, 0},
		{"three pages of fourteen", webplus("41", "3", `<a class="next" href="/tzgg/list2.htm"><span>下一页&gt;&gt;</span></a><a class="last" href="/tzgg/list3.htm"><span>尾页</span></a>`), 3, 41, 1},
		{"第1页/共7页", `<div class="page">每页20条 第1页/共7页 <a href="list2.htm">下一页</a></div>`, 7, -1, 1},
		{"numbers alone", `<div class="page"><span>1</span><a href="list2.htm">2</a><a href="list3.htm">3</a><a href="list2.htm">下一页</a></div>`, 3, -1, 2},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", list+c.pager))
			if f.PageCount != c.pages || f.ItemCount != c.items || len(f.NextPages) != c.next {
				t.Errorf("%d pages, %d items, next %q; want %d, %d and %d", f.PageCount, f.ItemCount, f.NextPages, c.pages, c.items, c.next)
			}
		})
	}
}

// A list in a frame is a further page of the column that shows the frame.
func TestListInFrame(t *testing.T) {
	for own, want := range map[string]int{
		`<iframe src="list_frame.asp?cid=26" width="760" height="400"></iframe>`:                                              1,
		`<img src="/images/dot.gif" width="4"><iframe src="list_frame.asp?cid=27"></iframe>`:                                  1,
		`<iframe src="http://v.example.com/player.html"></iframe>`:                                                            0,
		`<iframe src="a.html"></iframe><iframe src="b.html"></iframe>`:                                                        0,
		`<p>` + items(3, `$T。`) + `</p><iframe src="list_frame.asp?cid=26"></iframe>`:                                         0,
		`<ul class="list">` + items(5, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul><iframe src="a.html"></iframe>`: 0,
	} {
		f := told(t, "http://swj.example.gov.cn/yjzj/", portal("意见征集", own))
		if len(f.NextPages) != want {
			t.Errorf("%.60s: %q", own, f.NextPages)
		}
	}
}
