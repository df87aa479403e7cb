package rules

import "lanmu"

var _ = register(markRule(footMark{
	id:    "mark-error-report",
	title: "缺少“我为政府网站找错”入口",
	name:  "“我为政府网站找错”入口",
	doc:   "页面底部应有“我为政府网站找错”监督举报平台的入口。",
	fix:   "请在页脚加上“我为政府网站找错”平台的入口代码。",
	has:   func(m lanmu.Marks) bool { return m.ErrorReport },
}))
