package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "wording-serious",
	Title: "严重表述错误",
	Doc: "国名、党名、国家机构名称、领导人姓名和职务、重要表述写错。以词表逐字比对（自带一份小词表，可在配置 words 中补充），" +
		"说明错误写法的文字（“误写为”“应为”等）和恰好连成的字（如“学习进平台”）不算。国办秘函〔2019〕19号一处即否决，国办发〔2015〕15号三处起。附件中 PDF、DOCX、XLSX 的文字一并检查，把握降为“很可能”；旧格式（.doc、.xls、.wps）、压缩包、扫描件和图片里的内容没有检查。",
	Fix:       "请立即改正，并检查同一内容在其他页面、附件和新媒体上的表述，查明责任环节。",
	Indicator: "wording",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	File:      fileWording(true),
	Page:      func(p *PagePass) { p.wording(true) },
})
