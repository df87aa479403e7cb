package rules

import (
	"fmt"
	"regexp"
	"strconv"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "date-damaged",
	Title: "日期或文号残缺",
	Doc: "正文里的日期或文号掉了字，如“201711日”（应为 2017年1月1日）、“20171231日”、“〔20168号”（应为〔2016〕8号）。" +
		"多半是从 Word 粘贴或换系统时丢失字符。“日报”“日志”前的数字、编号里的数字不算。",
	Fix:       "请对照原文把日期、文号补全，并检查同批迁移、同样粘贴的其他文章。",
	Indicator: "wording",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Page: func(p *PagePass) {
		for _, t := range p.texts() {
			if t.run < 5 {
				continue // no date and no number runs together
			}
			for _, n := range damaged(t.text) {
				ev := evidenceOf(t.selection())
				ev.Excerpt, ev.Raw = around(t.text, n.start, n.end, 20), n.digits
				r := Report{
					Group: n.digits + "\x00" + letters(before(t.text, n.start, 8)), Anchor: n.digits, Evidence: ev,
					Message: fmt.Sprintf("《%s》中“%s”残缺，请对照原文补全。", p.title(), n.digits),
				}
				if p.Facts.Kind != lanmu.PageArticle {
					r.rank = 1
				}
				p.Report(r)
			}
		}
	},
})

var (
	brokenDay    = regexp.MustCompile(`(?:^|[^0-9.\-/_A-Za-z])((?:19|20)\d{2}(\d{2,4})日)`)
	brokenNumber = regexp.MustCompile(`((?:〔|﹝|\[|【)(?:19|20)\d{2}(\d{1,4})号)`)
	dayWord      = regexp.MustCompile(`^(?:报|志|刊|程|历|常|本|语|元|均|产|用|游|期|间|子|夜)`)
)

// damaged finds dates and document numbers that lost characters.
func damaged(text string) []number {
	var out []number
	for _, n := range numbers(brokenDay, text) {
		rest := n.digits[4 : len(n.digits)-len("日")]
		if !dayWord.MatchString(text[n.end:]) && monthDay(rest) {
			out = append(out, n)
		}
	}
	return append(out, numbers(brokenNumber, text)...)
}

// monthDay tells digits that are a month and a day run together.
func monthDay(s string) bool {
	for cut := 1; cut < len(s); cut++ {
		m, err1 := strconv.Atoi(s[:cut])
		d, err2 := strconv.Atoi(s[cut:])
		if err1 == nil && err2 == nil && m >= 1 && m <= 12 && d >= 1 && d <= 31 && cut <= 2 && len(s)-cut <= 2 {
			return true
		}
	}
	return false
}
