package extract_test

import "testing"

func TestPagerThatSends(t *testing.T) {
	list := `<ul class="list">` + items(20, `<li><a href="$U">$T</a><span>$D</span></li>`) + `</ul>`
	tests := []struct{ name, pager, want string }{
		{"asp.net pager", `<div><a disabled="true">第一页</a><a disabled="true">上一页</a><span>1</span><a href="javascript:__doPostBack(&#39;ctl00$pager&#39;,&#39;2&#39;)">2</a><a href="javascript:__doPostBack('ctl00$pager','2')">下一页</a></div>`, "__doPostBack"},
		{"grid view", `<table><tr><td><span>1</span></td><td><a href="javascript:__doPostBack('GridView1','Page$2')">2</a></td><td><a href="javascript:__doPostBack('GridView1','Page$3')">3</a></td></tr></table>`, "__doPostBack"},
		{"form of buttons", `<form method="post" action="list.do"><input type="hidden" name="page" value="1"><input type="submit" value="上一页"><input type="submit" name="next" value="下一页"></form>`, "form method=post"},
		{"script that submits", `<div class="page"><a href="javascript:document.forms[0].submit()">下一页</a></div>`, "submit"},
		{"click that posts", `<div class="page">共54条 <a href="#" onclick="doPost(2);return false">2</a> <a href="#" onclick="doPost(2);return false">下一页</a></div>`, "doPost"},
		{"a function of its own", `<div class="page">共54条 <a href="javascript:gotoPage(2)">下一页</a></div>`, "gotoPage"},
		{"links", `<div class="page">共54条 <a href="index_1.html">下一页</a></div>`, ""},
		{"last page", `<div class="page">共2页 <a href="javascript:__doPostBack('p','1')">首页</a> <a href="javascript:__doPostBack('p','1')">上一页</a> <a disabled="disabled">下一页</a></div>`, ""},
		{"one page", `<div class="page">共1页 <a href="javascript:__doPostBack('p','')">下一页</a></div>`, ""},
		{"a search form", `<form method="post"><input type="text"><input type="submit" value="搜索"></form>`, ""},
		{"no pager", `<p><a href="javascript:void(0)">2</a></p>`, ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			f := told(t, "http://swj.example.gov.cn/tzgg/", portal("通知公告", list+c.pager))
			if f.PagerSends != c.want {
				t.Errorf("sends %q, want %q", f.PagerSends, c.want)
			}
			if len(f.Items()) != 20 {
				t.Errorf("%d rows, want 20", len(f.Items()))
			}
			if c.want != "" && len(f.NextPages) != 0 {
				t.Errorf("followed: %q", f.NextPages)
			}
		})
	}
}
