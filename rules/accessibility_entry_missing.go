package rules

import (
	"strings"

	"github.com/andybalholm/cascadia"

	"lanmu"
)

var _ = register(&Rule{
	ID:        "accessibility-entry-missing",
	Title:     "缺少无障碍或适老化入口",
	Doc:       "首页没有“无障碍浏览”“长者模式”“关怀版”“适老化”一类入口。入口可能只由脚本加载，请人工核实。",
	Fix:       "请在首页显著位置加上无障碍浏览和长者模式的入口，并确认可以使用。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page: func(p *PagePass) {
		if !p.Facts.Home || p.Doc == nil || p.Facts.NeedsScript || p.Facts.Kind == lanmu.PageRedirect || p.Facts.Kind == lanmu.PageShell {
			return
		}
		for _, n := range p.Doc.FindMatcher(entryLike).Nodes {
			all := nodeText(n)
			for _, a := range n.Attr {
				all += " " + a.Val
			}
			if easyAccess(all) {
				return
			}
		}
		p.Report(Report{Group: "home", Message: "首页没有找到无障碍浏览、长者模式或适老化入口，请人工核实。"})
	},
})

var entryLike = cascadia.MustCompile("a, button, img, script, div[onclick], span[onclick], input[type=button]")

func easyAccess(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"无障碍", "适老", "长者", "老年", "关怀", "大字版", "wza", "wuzhangai", "barrier", "accessib", "slh", "elder"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
