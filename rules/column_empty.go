package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "column-empty",
	Title: "空白栏目",
	Doc: "栏目自开设以来没有任何内容：列表位置没有条目，或只有“暂无信息”“共0条”一类提示。" +
		"有正文、表格、图片、附件或嵌入文档的单页栏目不算空白；由脚本加载的列表未渲染之前不判空白；" +
		"打不开的栏目（如 503）另列，不算空白。",
	Fix:       "请尽快补充栏目内容；确实没有内容可发的，撤下栏目或并入相近栏目，并同步取消导航中的入口。",
	Indicator: "publish-update",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Column: func(p *ColumnPass) {
		if p.Column.Status == lanmu.StatusEmpty {
			p.Reportf("“%s”栏目为空白栏目：%s", columnName(p.Column), p.Column.Reason)
		}
	},
})
