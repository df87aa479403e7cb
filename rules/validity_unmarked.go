package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "validity-unmarked",
	Title: "规范性文件没有标注有效性",
	Doc: "规范性文件应标注有效性（有效、失效、废止），或在文中写明有效期。规范性文件栏目里的文件页面既没有有效性、时效性一类标注，" +
		"正文里也没有有效期、废止、试行期的，请人工核实。整个栏目都没有标注的，只按栏目提示一次。",
	Fix:       "请在文件页面标注“有效”“失效”或“废止”，并定期清理。",
	Indicator: "publish-disclosure",
	Source:    "国办发〔2018〕37号",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete", "policy-uninterpreted"},
	Site:      validity,
})

func validity(p *SitePass) {
	docs, _, _ := p.policies()
	if len(docs) == 0 || !p.governed() {
		return
	}
	var lacking []*policy
	for _, d := range docs {
		if !d.seen.validity {
			lacking = append(lacking, d)
		}
	}
	if len(lacking) > 2 && len(lacking)*2 > len(docs) {
		p.columnUnmarked(lacking, len(docs))
		return
	}
	for _, d := range lacking {
		title := clip(clean(d.Title), 60)
		p.Report(Report{
			URL: d.URL, Key: "unmarked", Anchor: title, Pages: p.pageUse(d.URL),
			Message: fmt.Sprintf("规范性文件%s没有标注有效性，请人工核实。", titled(title)),
		})
	}
}

// columnUnmarked tells once what a template lacks.
func (p *SitePass) columnUnmarked(lacking []*policy, all int) {
	r := Report{Group: "template", Fix: "请在文件页面的模板里加上有效性一栏，逐件标注“有效”“失效”或“废止”，并定期清理。", OnCount: len(lacking)}
	for _, d := range lacking[:min(len(lacking), maxOn)] {
		r.Pages = append(r.Pages, lanmu.Use{Page: d.URL, Text: clip(clean(d.Title), 60)})
	}
	r.URL = lacking[0].URL
	if c := p.ColumnOf(lacking[0].URL); c != nil {
		r.URL, r.Anchor = c.URL, c.Name
	}
	r.Message = fmt.Sprintf("规范性文件 %d 篇中 %d 篇没有标注有效性，请人工核实。", all, len(lacking))
	p.Report(r)
}
