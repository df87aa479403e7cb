package rules

import (
	"fmt"
	"net/http"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "column-missing",
	Title: "必设栏目缺失",
	Doc: "配置里写明必须有（required: true）的栏目，在网站上已经没有了：地址返回 404 或 410，" +
		"或显示页面不存在。只是一时打不开的，另列为栏目页打不开；配置的地址没有访问过的，不作判断。",
	Fix:       "请恢复该栏目；栏目已迁移的，把配置中的地址改为新地址。",
	Indicator: "publish-update",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Site:      missingColumns,
})

// missing tells a required column that is gone for good.
func missing(c *lanmu.Column) bool {
	return c.Required && (c.HTTP == http.StatusNotFound || c.HTTP == http.StatusGone ||
		c.Page != nil && c.Page.Kind == lanmu.PageError && c.Page.Soft != "")
}

func missingColumns(p *SitePass) {
	there := map[string]*lanmu.Column{}
	for _, c := range p.Columns {
		there[c.ID], there[c.URL] = c, c
	}
	for _, spec := range p.Site.Columns {
		if !spec.Required {
			continue
		}
		c := there[spec.ID]
		if c == nil {
			c = there[spec.URL]
		}
		if c == nil || !missing(c) {
			if unasked(c) {
				p.SkipURLf(spec.URL, "没有取得“%s”栏目的页面，不能断定它是否缺失。", spec.Name)
			}
			continue
		}
		name := columnName(c)
		p.Report(Report{
			URL: spec.URL, Column: spec.ID, Anchor: name, Evidence: c.Evidence,
			Message: fmt.Sprintf("必设的“%s”栏目在网站上已找不到。", name),
		})
	}
}

// unasked tells a column whose address nobody asked: that no page links to it
// says little, since menus are often made by scripts.
func unasked(c *lanmu.Column) bool {
	return c == nil || c.Page == nil && c.Fail == nil && c.HTTP == 0 && c.Exempt == ""
}
