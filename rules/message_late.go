package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "message-late",
	Title: "留言答复不及时",
	Doc: "页面写明了来信时间和答复时间，两者相隔超过 15 个工作日的，提示答复不及时。不少地方要求简单问题 5 个工作日、" +
		"复杂问题 15 个工作日答复，这是各地的做法，以当地规定为准；程序分不清繁简，所以只提示超过 15 个工作日的。只看最近一年内的来信；访谈、征集、调查、信访、举报不在此列；工作日历缺少该年度的不作判断。",
	Fix:       "请按时限答复公众留言，不能按时办结的先告知办理进度。",
	Indicator: "interaction",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete", "message-unanswered"},
	Site:      messagesLate,
})

// messageDays is the longer of the terms in use, in working days.
const messageDays = 15

func messagesLate(p *SitePass) {
	messages := p.messages()
	if len(messages) == 0 || !p.governed() {
		return
	}
	for _, m := range messages {
		if m.answered.IsZero() || m.answered.After(p.At) || m.asked.Before(p.At.Add(lanmu.Period{Years: -1})) {
			continue
		}
		if p.Calendar.Missing(m.asked, m.answered) != "" {
			p.SkipURLf(m.url, "工作日历缺少相关年度的节假日安排，没有判断答复是否及时。")
			continue
		}
		days := p.Calendar.WorkingDaysBetween(m.asked, m.answered)
		if days <= messageDays {
			continue
		}
		p.Report(Report{
			URL: m.url, Key: messageKey(m), Anchor: m.title, Newest: m.answered, Overdue: days - messageDays, Pages: p.pageUse(m.url),
			Message: fmt.Sprintf("留言%s %s 提出，%s 答复，用了 %d 个工作日（超过 %d 个工作日即作提示，请对照当地的时限）。", titled(m.title), m.asked, m.answered, days, messageDays),
		})
	}
}
