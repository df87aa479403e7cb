package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "column-explanation-only",
	Title: "栏目只有情况说明",
	Doc: "栏目里只有“建设中”“维护中”或一段情况说明，没有实际内容。这类栏目不直接算空白栏目，" +
		"但检查人员会要求补充内容或撤下栏目。",
	Fix:       "请补充实际内容；短期内没有内容的，撤下栏目，待内容齐备后再开设。",
	Indicator: "publish-update",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Column: func(p *ColumnPass) {
		if p.Column.Status == lanmu.StatusExplanationOnly {
			p.Reportf("“%s”%s", columnName(p.Column), p.Column.Reason)
		}
	},
})
