package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "wording-typo",
	Title: "错别字",
	Doc: "常见错别字和误用的成语。以词表逐字比对（自带一份小词表，可在配置 words 中补充、替换或关闭）。" +
		"词表中写明的例外（如“干部暑期”里的“部暑”）、说明错误写法的文字不算。附件中 PDF、DOCX、XLSX 的文字一并检查，PDF 里的只请人工核实；旧格式（.doc、.xls、.wps）、压缩包、扫描件和图片里的内容没有检查。",
	Fix:       "请改正错别字；标题中的错误，列表和首页会随文章一并更新。",
	Indicator: "wording",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	File:      fileWording(false),
	Page:      func(p *PagePass) { p.wording(false) },
})
