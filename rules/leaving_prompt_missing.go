package rules

import (
	"fmt"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "leaving-prompt-missing",
	Title: "打开外部网站没有提示",
	Doc: "点击指向非政府网站的链接时，应有“您将离开本网站”一类的提示。链接上没有脚本动作、页面脚本里也看不到提示的，提示人工核实；" +
		"提示可能由外部脚本统一实现，程序不能断定。全站合并为一条。",
	Fix:       "请由建站单位在全站统一加上离开提示，凡打开非政府网站的链接先弹出提示。",
	Indicator: "",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page:      leavingPrompt,
})

func leavingPrompt(p *PagePass) {
	if p.Doc == nil || p.beforeGuide() {
		return
	}
	var first *goquery.Selection
	where := ""
	for _, link := range p.outside() {
		n, host := link.node, link.host
		if acts(n) {
			continue
		}
		if p.hideSheet().hidden(n) != "" {
			continue // nobody can click it: that is told as a hidden link
		}
		first, where = one(n), host
		break
	}
	if first == nil || p.prompts() {
		return
	}
	p.Report(Report{
		Group: "leaving", Anchor: clip(clean(first.Text()), 60), Evidence: evidenceOf(first),
		Message: fmt.Sprintf("《%s》中指向外部网站 %s 的链接没有看到离开提示，请人工核实。", p.title(), where),
	})
}

// prompts tells a page that speaks of leaving, in a script or a hidden box.
func (p *PagePass) prompts() bool {
	for _, n := range p.elements().scripts {
		s := nodeText(n) + attr(n, "src")
		for _, w := range []string{"离开", "即将访问", "外部链接", "leave", "outlink", "outLink", "tiaozhuan", "openUrl", "isGov"} {
			if strings.Contains(s, w) {
				return true
			}
		}
	}
	return strings.Contains(p.Doc.Find("body").Text(), "即将离开")
}
