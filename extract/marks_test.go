package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

func readMarks(t *testing.T, src string) lanmu.Marks {
	t.Helper()
	pg, _ := parsed(t, "http://swj.example.gov.cn/", src)
	return pg.marks(pg.textLines())
}

func TestMarks(t *testing.T) {
	tests := []struct {
		name, src string
		want      lanmu.Marks
	}{
		{
			"all of them", `<p>吉ICP备12345678号-9 是别人的</p><div class="footer"><a href="/wzdt/">网站地图</a> <a href="/lxwm/">联系我们</a>
主办单位：示例市商务局 承办：办公室 网站标识码：2201000018 <a>吉ICP备05005864号-1</a> <a><img>吉公网安备 22010402000504号</a> 联系电话：0431-88904615
<script src="//dcs.conac.cn/js/08/109/0000/60466574/CA081090000604665740003.js"></script><script id="_jiucuo_" sitecode="2201000018" src="/js/jc.js"></script></div>`,
			lanmu.Marks{
				SiteCode: "2201000018", ICP: "吉ICP备05005864号-1", Police: "吉公网安备 22010402000504号", Host: "示例市商务局", PartyGov: true,
				Sitemap: "http://swj.example.gov.cn/wzdt/", Contact: "联系电话：0431-88904615", ErrorReport: true,
			},
		},
		{"ministry's code", `<p>网站标识码 bm19000001</p>`, lanmu.Marks{SiteCode: "bm19000001"}},
		{"full-width colon and blanks", `<p>政府网站标识码 ： 2201000018</p>`, lanmu.Marks{SiteCode: "2201000018"}},
		{"placeholders", `<p>网站标识码：0000000000 主办单位：网站名称 ICP备案号：吉ICP备00000000号</p>`, lanmu.Marks{}},
		{"unfilled", `<p>网站标识码：${sitecode} ICP备案号： 公网安备号</p>`, lanmu.Marks{}},
		{"contact behind 联系我们", `<p>主办单位：示例市商务局 | 联系我们：0431-88904615 | 网站地图</p>`, lanmu.Marks{Host: "示例市商务局", Contact: "联系我们：0431-88904615"}},
		{"telephone without a colon", `<p>办公电话0431-88904615</p>`, lanmu.Marks{Contact: "电话0431-88904615"}},
		{"short code", `<p>网站标识码：220100001</p>`, lanmu.Marks{}},
		{"the host before its word", `<p>示例市人民政府主办、办公室承办</p>`, lanmu.Marks{Host: "示例市人民政府"}},
		{"an older record's form", `<p>京ICP备05032222-1号</p>`, lanmu.Marks{ICP: "京ICP备05032222-1号"}},
		{"mark as an image", `<a href="http://bszs.conac.cn/sitename?method=show"><img src="red.png"></a>`, lanmu.Marks{PartyGov: true}},
		{"mark written by script", `<script>document.write(unescape("%3Cspan id='_ideConac'%3E%3C/span%3E"))</script>`, lanmu.Marks{PartyGov: true}},
		{"error report by image", `<a href="http://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=2201000018"><img alt="我为政府网站找错"></a>`, lanmu.Marks{ErrorReport: true}},
		{"dead site map", `<a href="javascript:;">网站地图</a>`, lanmu.Marks{Sitemap: "javascript:;"}},
		{"the second link works", `<a href="#">站点地图</a><a href="map.html">站点地图</a>`, lanmu.Marks{Sitemap: "http://swj.example.gov.cn/map.html"}},
		{"in a comment", `<!-- 网站标识码：2201000018 <a href="map.html">网站地图</a> -->`, lanmu.Marks{}},
		{"school's map is none", `<a href="map.html">校区地图</a>`, lanmu.Marks{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, readMarks(t, tt.src)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestTags(t *testing.T) {
	pg, _ := parsed(t, "http://a.gov.cn/", `<head><META NAME="sitename" CONTENT=" 示例市&#10;商务局 "><meta name="ColumnName" content="要闻">
<meta name="PubDate" content=""><meta name="viewport" content="width=1"><meta content="x" name="SiteIDCode"></head><body><meta name="ColumnName" content="公共头"><meta name="SiteName"></body>`)
	want := map[string][]string{"SiteName": {"示例市 商务局", ""}, "ColumnName": {"要闻", "公共头"}, "PubDate": {""}, "SiteIDCode": {"x"}}
	got := pg.readTags()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if v := tagValue(got, "SiteName"); v != "示例市 商务局" {
		t.Errorf("%q", v)
	}
}

func TestPlaceholder(t *testing.T) {
	for _, s := range []string{"", " ", "null", "NULL", "网站名称", "${site.name}", "{{name}}", "<CMSPRO_DOC>", "政府网站标识码", "0000000000", "undefined"} {
		if !placeholder(s) {
			t.Errorf("%q is a placeholder", s)
		}
	}
	for _, s := range []string{"示例市商务局", "2201000018", "通知公告", "2020-03-06 10:00", "测试中心"} {
		if placeholder(s) {
			t.Errorf("%q is none", s)
		}
	}
}
