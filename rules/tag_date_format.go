package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "tag-date-format",
	Title: "发布日期标签格式不对",
	Doc: "文章页的 PubDate 应写作“YYYY-MM-DD HH:MM”，带秒也可以。只有日期、用斜杠或“年月日”、12 小时制（如 3:05 PM）、" +
		"时间戳或不存在的日期都算格式不对。标签空着或是占位文字的，由其他规则提示。",
	Fix:       "请在模板中把 PubDate 的输出格式改为 yyyy-MM-dd HH:mm（注意是大写的 HH，24 小时制）。",
	Indicator: "tags",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page: func(p *PagePass) {
		if !p.tagged() {
			return
		}
		v := p.tag("PubDate")
		if v == "" || placeholder("PubDate", v) || pubDate(v) {
			return
		}
		p.Report(Report{
			Group:    digits.ReplaceAllString(v, "9"), // one for each way of writing it
			Message:  fmt.Sprintf("《%s》的网页标签 PubDate 写作“%s”，应为“2026-01-31 09:30”的格式。", p.title(), clip(v, 40)),
			Evidence: lanmu.Evidence{Raw: "PubDate=" + clip(v, 60)},
		})
	},
})

var (
	digits    = regexp.MustCompile(`\d`)
	pubDateRE = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?$`)
)

func pubDate(v string) bool {
	m := pubDateRE.FindStringSubmatch(v)
	if m == nil {
		return false
	}
	_, err := lanmu.ParseDate(m[1])
	return err == nil
}
