package rules

import (
	"testing"

	"pgregory.net/rapid"
)

// TestServesSite: the quick look and the pattern say the same.
func TestServesSite(t *testing.T) {
	for title, want := range map[string]bool{
		"网站地图": true, "站点导航": true, "本站声明": true, "版权声明": true, "免责声明": true, "隐私政策": true, "法律声明": true, "无障碍浏览": true,
		"使用帮助": true, "网站帮助": true, "站内搜索": true, "高级检索": true, "全文检索": true, "搜索": true, "检索结果": true, "搜索-示例市商务局": true,
		"网站建设要求": false, "搜索引擎": false, "全市商务工作": false, "a": false, "": false, "\xe7\xbd": false,
	} {
		if got := servesSite(title); got != want || functionTitle.MatchString(title) != want {
			t.Errorf("%s: %t, pattern %t, want %t", title, got, functionTitle.MatchString(title), want)
		}
	}
	part := rapid.SampledFrom([]string{"网站", "站点", "本站", "版权", "免责", "隐私", "法律", "无障碍", "使用", "站内", "高级", "全文", "地图", "声明", "帮助", "搜索", "检索", "结果", "-", "通知", " "})
	rapid.Check(t, func(t *rapid.T) {
		title := part.Draw(t, "a") + part.Draw(t, "b") + part.Draw(t, "c")
		if servesSite(title) != functionTitle.MatchString(title) {
			t.Fatal(title)
		}
	})
}
