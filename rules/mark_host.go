package rules

import (
	"strings"

	"lanmu"
)

var _ = register(markRule(footMark{
	id:     "mark-host",
	title:  "缺少主办单位",
	name:   "主办单位",
	doc:    "页面底部应写明网站主办单位。",
	fix:    "请在页脚写明“主办单位：…”，写单位全称或规范简称。",
	likely: true,
	has:    func(m lanmu.Marks) bool { return strings.TrimSpace(m.Host) != "" },
}))
