package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

var _ = register(markRule(footMark{
	id:    "mark-police",
	title: "缺少公安机关备案号或写错",
	name:  "公安机关备案号",
	doc:   "公安机关备案标识应显示在全站页面底部，形如“吉公网安备22010202000001号”。",
	fix:   "请在公安机关网站备案平台办理备案，并在页脚写明备案号。",
	has:   func(m lanmu.Marks) bool { return m.Police != "" },
	wrong: func(_ *lanmu.Site, m lanmu.Marks) string {
		if s := strings.ReplaceAll(clean(m.Police), " ", ""); !police.MatchString(s) {
			return fmt.Sprintf("“%s”格式不对，应形如“吉公网安备22010202000001号”", clip(s, 40))
		}
		return ""
	},
}))
