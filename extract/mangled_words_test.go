package extract_test

import (
	"fmt"
	"strings"
	"testing"

	"lanmu"
)

// TestWordsThatMislead puts rows where class words, headings and the rows' own
// words say that they are something else: whatever is read, the page is not
// called blank while a row stands on it.
func TestWordsThatMislead(t *testing.T) {
	styles := map[string][3]string{ // before, row, behind
		"list":       {`<ul class="$C">`, `<li><a href="$U">$T</a><span>$D</span></li>`, `</ul>`},
		"undated":    {`<ul class="$C">`, `<li><a href="$U">$T</a></li>`, `</ul>`},
		"dead":       {`<ul class="$C">`, `<li><a href="javascript:;">$T</a></li>`, `</ul>`},
		"dead dated": {`<div class="$C">`, `<p><a href="javascript:;">$T</a><i>$D</i></p>`, `</div>`},
		"table":      {`<table class="$C">`, `<tr><td><a href="$U">$T</a></td><td>$D</td></tr>`, `</table>`},
		"outside":    {`<ul class="$C">`, `<li><a href="http://fw.other.example.org.cn/s?id=$N">$T</a></li>`, `</ul>`},
		"cards":      {`<div class="$C">`, `<div><a href="$U"><img src="/up/$N.jpg" width="200"></a><a href="$U">$T</a></div>`, `</div>`},
		"unlinked":   {`<ul class="$C">`, `<li>$T<span>$D</span></li>`, `</ul>`},
	}
	words := []string{
		"nav", "header", "top", "banner", "menu", "foot", "bottom", "copyright", "side", "left", "tree", "crumb", "position", "page", "pager",
		"share", "links", "hot", "related", "rank", "tab", "sub", "box", "list", "article",
	}
	headings := []string{"", "推荐", "相关链接", "校长简介 校长寄语 校长信箱 校长推荐", "通知公告", "热点", "最新信息", "友情链接"}
	beside := map[string]bool{"hot": true, "related": true, "rank": true, "side": true, "left": true, "tree": true}
	for style, m := range styles {
		for _, word := range words {
			for _, heading := range headings {
				if beside[word] && heading != "" && heading != "通知公告" {
					continue // heading and class agree that it is a list beside the column's
				}
				for _, n := range []int{1, 2, 7} {
					own := strings.ReplaceAll(m[0], "$C", word) + items(n, m[1]) + m[2]
					if heading != "" {
						own = "<h3>" + heading + "</h3>" + own
					}
					f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", own))
					if f.Empty != lanmu.NotEmpty {
						t.Errorf("%s in class %q under %q, %d rows: called blank: %s %s", style, word, heading, n, f.Empty, f.EmptyWhy)
					}
				}
			}
		}
	}
}

// TestNamesakeRows has rows that are called like their own column: two systems
// to go to are no menu.
func TestNamesakeRows(t *testing.T) {
	for _, href := range []string{"javascript:;", "#", "http://fw.other.example.org.cn/login", "/sys/login.do?id=3"} {
		own := fmt.Sprintf(`<div class="content"><ul id="sub"><li><a href="%s" title="企业管理系统">企业管理系统</a></li><li><a href="%s">报表子系统</a></li></ul></div>`, href, href)
		f := told(t, "http://swj.example.gov.cn/xxcx/xt/", portal("企业管理系统", own))
		if f.Empty != lanmu.NotEmpty {
			t.Errorf("%s: called blank: %s %s", href, f.Empty, f.EmptyWhy)
		}
	}
}
