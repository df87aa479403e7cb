package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

var _ = register(markRule(footMark{
	id:    "mark-site-code",
	title: "缺少网站标识码或写错",
	name:  "网站标识码",
	doc:   "网站标识码应显示在全站页面底部：10 位数字，或 bm 加 8 位数字，并与全国政府网站基本数据库一致。",
	fix:   "请在页脚写明网站标识码，并与全国政府网站基本数据库核对。",
	has:   func(m lanmu.Marks) bool { return m.SiteCode != "" },
	wrong: func(s *lanmu.Site, m lanmu.Marks) string {
		code := strings.TrimSpace(m.SiteCode)
		switch {
		case !siteCode.MatchString(code):
			return fmt.Sprintf("“%s”格式不对，应为 10 位数字或 bm 加 8 位数字", clip(clean(code), 30))
		case s.SiteCode != "" && !strings.EqualFold(code, s.SiteCode):
			return fmt.Sprintf("“%s”与配置的 %s 不同", clip(code, 30), s.SiteCode)
		}
		return ""
	},
}))
