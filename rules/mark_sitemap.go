package rules

import "lanmu"

var _ = register(markRule(footMark{
	id:    "mark-sitemap",
	title: "缺少网站地图",
	name:  "网站地图入口",
	doc:   "页面底部应有“网站地图”入口。",
	fix:   "请建立网站地图页面，并在页脚加上入口。",
	has:   func(m lanmu.Marks) bool { return m.Sitemap != "" },
}))
