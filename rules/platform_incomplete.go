package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "platform-incomplete",
	Title: "信息公开平台不完整",
	Doc: "统一的政府信息公开平台应有四个部分：政府信息公开指南、政府信息公开制度、法定主动公开内容、政府信息公开年报。" +
		"全站的栏目、导航、标题和链接文字里找不到其中某一部分的，列出缺少的部分，请人工核实；" +
		"整个网站没有一处信息公开字样的，只提示一次，其余信息公开类规则不再逐条提示。" +
		"法定主动公开内容以公开目录、公开事项等名称设置的也算。统一格式的要求发布于 2019 年底，检查日早于 2020 年的只检查有没有信息公开栏目。",
	Fix:       "请设置政府信息公开平台，补齐缺少的部分；平台设在上级网站的，在首页提供清楚的入口。",
	Indicator: "publish-disclosure",
	Source:    "国办公开办函〔2019〕61号",
	Certainty: lanmu.Review,
	Page:      noteNames,
	Site:      platform,
})

// platformParts are the four parts of a platform.
var platformParts = []struct {
	duty duty
	name string
}{
	{dutyGuide, "政府信息公开指南"}, {dutySystem, "政府信息公开制度"}, {dutyContent, "法定主动公开内容"}, {dutyReport, "政府信息公开年报"},
}

func platform(p *SitePass) {
	if p.absent(dutyDisclosure, "信息公开栏目") {
		p.reportAbsent("整个网站没有找到信息公开栏目，也没有信息公开的字样，请人工核实。")
		return
	}
	if p.At.Before(lanmu.NewDate(2020, 1, 1)) || !p.governed() || p.silentSite() {
		return
	}
	var missing []string
	for _, part := range platformParts {
		if !p.duties().has(part.duty) {
			missing = append(missing, part.name)
		}
	}
	if len(missing) == 0 {
		return
	}
	if why := p.unseen(); why != "" {
		p.Skipf("没有找到%s，但%s，不能断定缺少。", joinNames(missing), why)
		return
	}
	if out := p.duties().outside; out != "" {
		p.Skipf("信息公开栏目在另一个网站上（%s），没有检查平台是否完整。", clip(out, 80))
		return
	}
	p.Report(Report{Key: "parts", Message: fmt.Sprintf("政府信息公开平台没有找到%s，请人工核实。", joinNames(missing))})
}
