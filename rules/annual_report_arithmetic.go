package rules

import (
	"lanmu"
	"lanmu/rules/yearly"
)

var _ = register(&Rule{
	ID:    "annual-report-arithmetic",
	Title: "信息公开年度报告数据勾稽错误",
	Doc: "按报告格式自带的勾稽关系逐格核对：申请情况表每一列，本年新收＋上年结转＝办理结果总计＋结转下年，各项办理结果之和＝总计；" +
		"每一行，六类申请人之和＝总计；复议诉讼情况表三组，维持＋纠正＋其他＋尚未审结＝总计。" +
		"一格写错会使几个算式都不平：能看出是哪一格的只提示一条，写明这一格和应有的数；看不出的，把对不上的算式合并成一条。" +
		"只有文字的报告，一句话里“其中”各项与总数比较：各项说明列全了、或某一项比总数还大的才提示；没有说明列全而相差不多的，请人工核实。" +
		"报告在网页上的、是 DOCX 或 XLSX 附件的都核对；PDF 里表格的行列无法可靠还原，不核对。有空单元格、约数、表格是图片或读不懂的，列为未能判断。",
	Fix:       "请核对报告底稿，更正有误的数字后重新发布，并注明更正。",
	Indicator: "publish-disclosure",
	Source:    "国办公开办函〔2021〕30号",
	Certainty: lanmu.Certain,
	Asks:      []string{"platform-incomplete", "annual-report-missing"},
	Site:      annualArithmetic,
})

func annualArithmetic(p *SitePass) {
	for _, a := range p.annualReports() {
		if !p.governed() {
			continue
		}
		if a.year >= yearly.FirstTables && a.file != "" && (a.read == nil || a.read.Requests == nil && len(a.read.Trouble) == 0) {
			p.SkipURLf(a.url, "报告的附件“%s”%s，没有核对其中的数据，请人工核对。", a.file, a.why)
			continue
		}
		if a.read == nil {
			continue
		}
		for _, t := range a.read.Trouble {
			p.SkipURLf(a.url, "%s", t)
		}
		if a.year >= yearly.FirstTables && a.read.Requests == nil && len(a.read.Trouble) == 0 {
			p.SkipURLf(a.url, "页面上没有读到申请情况表（可能在附件或图片里），没有核对数据。")
		}
		wrong, doubts := a.read.Check()
		for _, d := range doubts {
			p.SkipURLf(a.url, "%s", d)
		}
		for _, w := range wrong {
			r := a.report(w.Key, a.named()+w.Message+"。")
			r.Fix, r.Evidence = w.Fix, lanmu.Evidence{Excerpt: clip(w.Place, 160)}
			if r.Certainty = arithmeticCertainty(w); a.inFile() && r.Certainty == lanmu.Certain {
				r.Certainty = lanmu.Likely // what a program reads of a file may differ from what a reader sees
			}
			p.Report(r)
		}
	}
}

// arithmeticCertainty: tables are exact; prose that says it names all parts is
// likely; other prose is for a person to settle.
func arithmeticCertainty(w yearly.Mismatch) lanmu.Certainty {
	switch {
	case w.Prose && w.Sure:
		return lanmu.Likely
	case w.Prose:
		return lanmu.Review
	}
	return lanmu.Certain
}
