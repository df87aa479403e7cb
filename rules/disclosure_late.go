package rules

import (
	"fmt"
	"regexp"
	"strconv"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "disclosure-late",
	Title: "信息公开不及时",
	Doc: "属于主动公开的信息应自形成之日起 20 个工作日内公开。页面自己写明了成文日期（生成日期、印发日期）和发布日期，两者相隔超过 20 个工作日的，提示公开不及时。" +
		"相隔一年以上的多为改版补录，请人工核实；发布日期早于成文日期、没有写明成文日期、工作日历缺少该年度的，不作判断。",
	Fix:       "请在信息形成后 20 个工作日内发布；成文日期或发布日期填写有误的，予以更正。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第二十六条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Page:      disclosureLate,
	Site: func(p *SitePass) {
		if notes := p.Notes("disclosure-late"); len(notes) > 0 && p.governed() {
			for _, n := range notes {
				if r := n.Value.(Report); r.Message != "" {
					p.Report(r)
				} else {
					p.SkipURLf(n.URL, "工作日历缺少相关年度的节假日安排，没有判断公开是否及时。")
				}
			}
		}
	},
})

// disclosureDays is the term in working days.
const disclosureDays = 20

var madeLabel = regexp.MustCompile(`(成文日期|成文时间|生成日期|生成时间|印发日期|制发日期|发文日期|信息形成日期)[:：]?(.*)$`)

func disclosureLate(p *PagePass) {
	f := p.Facts
	if f.Kind != lanmu.PageArticle || f.Published.IsZero() || p.Doc == nil {
		return
	}
	made, raw := madeOn(p.texts())
	if made.IsZero() || made.Before(duty2008) || !made.Before(f.Published) {
		return
	}
	if p.Calendar.Missing(made, f.Published) != "" {
		p.Note("disclosure-late", Report{}) // cannot be told
		return
	}
	days := p.Calendar.WorkingDaysBetween(made, f.Published)
	if days <= disclosureDays {
		return
	}
	r := Report{
		URL: f.URL, Key: "late", Pages: []lanmu.Use{{Page: f.URL, Text: clip(clean(f.Title), 80)}}, Anchor: clip(clean(f.Title), 60), Newest: f.Published, Overdue: days - disclosureDays,
		Message:  fmt.Sprintf("%s成文日期为 %s，%s 才发布，相隔 %d 个工作日，超过 20 个工作日。", titled(clip(clean(f.Title), 60)), made, f.Published, days),
		Evidence: lanmu.Evidence{Excerpt: raw, Raw: f.PubRaw},
	}
	if f.Published.DaysSince(made) > 365 {
		r.Certainty = lanmu.Review
	}
	p.Note("disclosure-late", r)
}

// madeOn is the date a page says it was made on: behind the label, or in the
// cell after it.
func madeOn(texts []textRun) (lanmu.Date, string) {
	for i, t := range texts {
		if len(t.text) > 400 || t.kinds&inMadeOn == 0 || t.kinds&inDayLabel == 0 {
			continue
		}
		text := squeeze(t.text)
		if !madeWords.in(text) {
			continue
		}
		m := madeLabel.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		value := m[2]
		if value == "" && i+1 < len(texts) {
			value = squeeze(texts[i+1].text)
		}
		if d := dateIn(value); !d.IsZero() {
			return d, clip(m[1]+"："+value, 60)
		}
	}
	return lanmu.Date{}, ""
}

var madeWords = oneOf(`成文日期|成文时间|生成日期|生成时间|印发日期|制发日期|发文日期|信息形成日期`)

var plainDate = regexp.MustCompile(`^(20\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?`)

// dateIn is the date a text begins with.
func dateIn(s string) lanmu.Date {
	m := plainDate.FindStringSubmatch(s)
	if m == nil {
		return lanmu.Date{}
	}
	var n [3]int
	for i, part := range m[1:] {
		v, err := strconv.Atoi(part)
		if err != nil {
			return lanmu.Date{}
		}
		n[i] = v
	}
	return lanmu.NewDate(n[0], n[1], n[2])
}
