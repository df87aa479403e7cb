package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "message-unanswered",
	Title: "留言超过三个月未答复",
	Doc: "最近一年内公众的咨询、留言，页面自己标明未答复（未回复、办理中、答复内容为空等），到检查日已超过三个月的，提示未答复。" +
		"访谈、征集、调查、信访、举报不在此列；页面没有标明办理状态、没有来信时间的，不作判断。留言是否有效（重复、辱骂、与职责无关）请人工确认。",
	Fix:       "请尽快答复并公开答复内容；无效留言请移出公开列表。",
	Indicator: "interaction",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Page:      noteMessages,
	Site:      unanswered,
})

func unanswered(p *SitePass) {
	messages := p.messages()
	if len(messages) == 0 || !p.governed() {
		return
	}
	for _, m := range messages {
		limit := m.asked.Add(lanmu.Period{Months: 3})
		if m.open == "" || !m.answered.IsZero() || !limit.Before(p.At) || m.asked.Before(p.At.Add(lanmu.Period{Years: -1})) {
			continue
		}
		p.Report(Report{
			URL: m.url, Key: messageKey(m), Anchor: m.title, Newest: m.asked, Overdue: p.At.DaysSince(limit), Pages: p.pageUse(m.url),
			Message:  fmt.Sprintf("%s 的留言%s到检查日 %d 天仍未答复。", m.asked, titled(m.title), p.At.DaysSince(m.asked)),
			Evidence: lanmu.Evidence{Excerpt: clip(m.open, 80)},
		})
	}
}

// messageKey tells letters apart that stand on one page.
func messageKey(m message) string { return m.asked.String() + " " + clip(m.title, 30) }
