package rules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

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
			if t.run < 5 || t.kinds&(isDay|isNumber) == 0 {
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

// dayWord is what 日 is the beginning of rather than the end of a date.
var dayWord = regexp.MustCompile(`^(?:报|志|刊|程|历|常|本|语|元|均|产|用|游|期|间|子|夜)`)

// damaged finds dates and document numbers that lost characters: digits run
// together that begin with a year of the last century or this one.
func damaged(text string) []number {
	var days, numbers []number
	for end := 0; ; {
		start, stop := digitRun(text, end)
		if start == stop {
			return append(days, numbers...)
		}
		end = stop
		run := text[start:stop]
		if n := len(run); n < 5 || n > 8 || run[:2] != "19" && run[:2] != "20" {
			continue
		}
		switch rest := text[stop:]; {
		case strings.HasPrefix(rest, "日"):
			after := stop + len("日")
			if len(run) > 5 && !joinsNumber(text[:start]) && monthDay(run[4:]) && !dayWord.MatchString(text[after:]) {
				days = append(days, number{start, after, text[start:after]})
			}
		case strings.HasPrefix(rest, "号"):
			for _, open := range []string{"〔", "﹝", "[", "【"} {
				if strings.HasSuffix(text[:start], open) {
					from, to := start-len(open), stop+len("号")
					numbers = append(numbers, number{from, to, text[from:to]})
				}
			}
		}
	}
}

// joinsNumber tells a text that ends with what makes digits behind it part of a
// longer number, an address or a code.
func joinsNumber(before string) bool {
	if before == "" {
		return false
	}
	c := before[len(before)-1]
	return strings.IndexByte(".-/_", c) >= 0 || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
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
