package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

var _ = register(markRule(footMark{
	id:    "mark-icp",
	title: "缺少 ICP 备案号或写错",
	name:  "ICP 备案号",
	doc:   "ICP 备案编号应显示在全站页面底部，形如“吉ICP备05001234号-1”。",
	fix:   "请在页脚写明 ICP 备案编号并链接到备案管理系统。",
	has:   func(m lanmu.Marks) bool { return m.ICP != "" },
	wrong: func(_ *lanmu.Site, m lanmu.Marks) string {
		if s := strings.ReplaceAll(clean(m.ICP), " ", ""); !icp.MatchString(s) {
			return fmt.Sprintf("“%s”格式不对，应形如“吉ICP备05001234号-1”", clip(s, 40))
		}
		return ""
	},
}))
