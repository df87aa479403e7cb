package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:        "tag-placeholder",
	Title:     "网页标签未填实际内容",
	Doc:       "网页标签里留着模板的占位文字：“网站名称”“null”“undefined”“${…}”“<CMSPRO…”之类。标签有了，内容没有填，检查时按缺少计。",
	Fix:       "请在系统的站点、栏目设置中填写实际内容，并检查模板中的变量是否写对。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if !p.tagged() {
			return
		}
		for _, tag := range p.allTags() {
			name := tag.name
			for _, v := range tag.values {
				if v = clean(v); placeholder(name, v) {
					p.Report(Report{
						Group:    name + "\x00" + v,
						Message:  fmt.Sprintf("《%s》的网页标签 %s 内容是模板占位文字“%s”。", p.title(), name, clip(v, 60)),
						Evidence: lanmu.Evidence{Raw: fmt.Sprintf("%s=%s", name, clip(v, 120))},
					})
				}
			}
		}
	},
})

var variable = regexp.MustCompile(`(?i)^(?:\$!?\{.*|\{\{.*|\{\$.*|\{[a-z]+:.*|<%.*|</?(?:CMSPRO|TRS_|PUBLISH_|META_)[^>]*.*|\[!--.*|#\{.*|\[\$.*|@[A-Za-z]+\(.*|%[A-Za-z_]+%)$`)

// placeholder tells a value that a template left: a variable, or the name of
// the thing itself.
func placeholder(name, value string) bool {
	switch strings.ToLower(value) {
	case "null", "undefined", "none", "nan", "xxx", "xx", "test", "测试", "待定", "请填写", "无标题",
		"网站名称", "网站域名", "网站标识码", "栏目名称", "栏目描述", "栏目关键词", "栏目关键字", "栏目类型", "栏目类别",
		"文章标题", "内容标题", "发布日期", "发布时间", "来源", "内容来源", "关键字", "关键词", "站点名称", "www.xxx.gov.cn":
		// ColumnName may rightly be 来源? No column is called so, but 关键词 may be one.
		return !strings.EqualFold(name, "ColumnName") || !strings.HasPrefix(value, "关键")
	}
	return value != "" && strings.IndexByte("$<{[#@%", value[0]) >= 0 && variable.MatchString(value) || strings.EqualFold(name, value)
}
