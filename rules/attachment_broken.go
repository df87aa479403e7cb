package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "attachment-broken",
	Title: "附件无法下载",
	Doc: "附件（文档、表格、压缩包等）返回 404、410，两遍核实都取不到，或能下载但内容不对：" +
		"零字节，扩展名是文档而内容是网页，或文件头与扩展名不符。拒绝程序访问的不算。",
	Fix:       "请重新上传附件并点开核对；附件已不需要的，删除链接。",
	Indicator: "links",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		p.targets(func(t *lanmu.Target) bool { return t.Kind == lanmu.LinkAttachment && t.Content == "" },
			func(t *lanmu.Target) { p.deadLink(t, "页面《%s》中附件“%s”无法下载（%s）。") })
		for _, t := range p.Crawl.Targets {
			if t.Kind == lanmu.LinkAttachment && t.Content != "" {
				p.deadLink(t, fmt.Sprintf("页面《%%s》中附件“%%s”内容不对：%s（%%s）。", contentWords(t.Content)))
			}
		}
	},
})

// contentWords is what is wrong with a file that came.
func contentWords(content string) string {
	switch content {
	case "zero":
		return "文件是空的，零字节"
	case "html":
		return "扩展名是文档，内容却是网页"
	case "magic":
		return "文件内容与扩展名不符"
	}
	return "文件无法使用"
}
