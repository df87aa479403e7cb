package rules

import (
	"fmt"

	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-structure",
	Title: "信息公开年度报告格式不符",
	Doc: "2021 年度起的报告应有六个部分（总体情况，主动公开政府信息情况，收到和处理政府信息公开申请情况，行政复议、行政诉讼情况，" +
		"存在的主要问题及改进情况，其他需要报告的事项）和三张表。正文里一个部分的各种写法都没有出现的，列出缺少的部分。" +
		"报告在附件里或含有图片的，表格可能就在其中，不作判断；2020 年度及以前的报告不检查。",
	Fix:       "请按统一格式补齐报告缺少的部分和表格。",
	Indicator: "publish-disclosure",
	Source:    "国办公开办函〔2021〕30号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualStructure,
})

// structureYear is the first year of the form with six sections.
const structureYear = 2021

func annualStructure(p *SitePass) {
	for _, a := range p.annualReports() {
		if a.year < structureYear || a.read == nil || !p.governed() {
			continue
		}
		switch r := a.read; {
		case a.file != "" && r.Runes < 200 || a.inFile():
			p.SkipURLf(a.url, "报告正文在附件“%s”里，没有检查格式，请人工核对是否有六个部分、三张表。", a.file)
			continue
		case r.Runes < 200 && r.Tables == 0:
			p.SkipURLf(a.url, "报告正文不在页面上（可能在附件或图片里），没有检查格式。")
			continue
		case r.Pictures > 0 || r.Files > 0:
			p.SkipURLf(a.url, "报告含有图片或附件，部分内容可能在其中，没有检查格式。")
			continue
		}
		var missing []string
		for i, there := range a.read.Sections {
			if !there {
				missing = append(missing, "“"+yearly.SectionNames[i]+"”部分")
			}
		}
		for i, there := range a.read.Form {
			if !there {
				missing = append(missing, "“"+yearly.TableNames[i]+"”表")
			}
		}
		if len(missing) > 0 {
			p.Report(a.report("sections", fmt.Sprintf("%s缺少%s。", titled(a.title), joinNames(missing))))
		}
	}
}
