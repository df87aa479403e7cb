package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "tag-column-missing",
	Title:     "缺少栏目标签",
	Doc:       "列表页和文章页的 <head> 中缺少栏目标签 ColumnName、ColumnDescription、ColumnKeywords 或 ColumnType，或标签是空的。同一模板的页面合并为一条。首页不查。",
	Fix:       "请在列表页和文章页模板的 <head> 中补上 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 四个标签。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if p.tagged() && !p.Facts.Home && p.Facts.Kind != lanmu.PageHome {
			p.missingTags(columnTags, "页面")
		}
	},
})
