package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "link-hijacked",
	Title: "外部链接疑似被劫持",
	Doc: "外部链接打得开，但打开后是赌博、色情网页，或域名已过期被停放、出售。多见于合作单位的域名到期后被他人抢注。" +
		"以网页自身的标题和文字判断，请人工点开核实后处置。",
	Fix:       "请立即删除这个链接（包括下拉框和旧文章中的），并核对同一单位的其他链接。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Site: func(p *SitePass) {
		for _, t := range p.Crawl.Targets {
			if !t.External || t.Taint == "" || government(hostOf(t.URL)) {
				continue
			}
			use := lanmu.Use{}
			if len(t.On) > 0 {
				use = t.On[0]
			}
			anchor := clip(clean(use.Text), 40)
			msg := fmt.Sprintf("页面《%s》中外部链接“%s”打开后疑似违规或已停放的网页（%s）", clean(p.TitleOf(use.Page)), anchor, clip(clean(t.Taint), 60))
			if t.Final != "" && hostOf(t.Final) != hostOf(t.URL) {
				msg += "，已跳转到 " + hostOf(t.Final)
			}
			if t.OnCount > 1 {
				msg += fmt.Sprintf("，共 %d 个页面含有这个链接", t.OnCount)
			}
			p.Report(Report{
				URL: t.URL, Anchor: anchor, Pages: t.On, OnCount: t.OnCount, Message: strings.TrimSuffix(msg, "。") + "。",
				Evidence: lanmu.Evidence{Status: t.Status, Excerpt: clip(clean(t.Title), 120), Raw: clip(clean(t.Taint), 120), Selector: use.Where},
			})
		}
	},
})
