package rules

import "lanmu"

var _ = register(markRule(footMark{
	id:    "mark-party-gov",
	title: "缺少党政机关网站标识",
	name:  "党政机关网站标识",
	doc:   "党政机关网站标识（bszs.conac.cn 或 dcs.conac.cn 颁发的红色或蓝色标识）应显示在全站页面底部。",
	fix:   "请在页脚模板中加入编制部门颁发的党政机关网站标识代码。",
	has:   func(m lanmu.Marks) bool { return m.PartyGov },
}))
