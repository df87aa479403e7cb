package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "column-duplicate",
	Title: "栏目内容重复",
	Doc: "两个栏目列出的信息完全相同，多半是同一栏目挂了两个入口，或以别的栏目充数。" +
		"同一地址的两个入口不算；内容只是部分相同的不算。",
	Fix:       "请确认两个栏目是否应合并；确为不同栏目的，各自发布对应的内容。",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Column: func(p *ColumnPass) {
		c := p.Column
		if c.Duplicate == "" || c.Duplicate == c.URL {
			return
		}
		other := c.Duplicate
		for _, o := range p.Columns {
			if o.URL == c.Duplicate {
				other = "“" + columnName(o) + "”栏目"
			}
		}
		p.Reportf("“%s”栏目的列表与%s完全相同。", columnName(c), other)
	},
})
