package rules

import (
	"strings"

	"lanmu"
)

var _ = register(markRule(footMark{
	id:     "mark-contact",
	title:  "缺少联系方式",
	name:   "联系方式",
	doc:    "页面底部应写明网站的联系方式（电话、邮箱或“联系我们”）。",
	fix:    "请在页脚写明联系电话或“联系我们”入口，并保证有人接听、有人办理。",
	likely: true,
	has:    func(m lanmu.Marks) bool { return strings.TrimSpace(m.Contact) != "" },
}))
