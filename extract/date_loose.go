package extract

import (
	"strings"
	"time"

	"lanmu"
)

// rankLoose is the rank of forms that are a date only where a row leaves
// nothing else to be one.
const rankLoose = 22

// loose reads what is a date only because it stands alone beside a row's
// title: 3-6, 昨天, 2小时前.
func (r *rowReader) loose() {
	for _, p := range r.pieces {
		if p.inTitle && p.node.Parent == r.title || len(p.text) > 40 {
			continue
		}
		text := trimFrame(p.text)
		r.cell = cellIndex(p.cell)
		if h, ok := firstDate("[" + text + "]"); ok && h.form == formMonthDay && h.end == len(text)+1 {
			r.find(h, text, rankLoose, "标题旁单独的月和日")
		} else if h, ok := dottedDay(p.text); ok {
			r.find(h, p.text, rankLoose, "标题旁单独的月和日")
		} else if h, ok := joinSplit(strings.Fields(text)); ok && h.year != 0 {
			r.find(h, text, rankLoose, "标题旁单独的年、月、日")
		} else if d := stampDay(text); !d.IsZero() {
			r.find(dateHit{year: int(d.Year), month: int(d.Month), day: int(d.Day)}, text, rankLoose, "标题旁单独的时间戳")
		} else if d := relativeDay(text, r.ctx.At); !d.IsZero() {
			h := dateHit{year: int(d.Year), month: int(d.Month), day: int(d.Day)}
			r.find(h, text, rankLoose, "相对的日期，按检查日推算")
		}
	}
}

// dottedDay reads a month and a day with a dot between, by themselves in
// brackets: （2.25）.
func dottedDay(text string) (dateHit, bool) {
	text = strings.TrimSpace(text)
	inner := trimFrame(text)
	month, n, p := digits(inner, 0)
	if n == 0 || n > 2 || p+1 >= len(inner) || inner[p] != '.' || !bracketed(text, strings.Index(text, inner), strings.Index(text, inner)+len(inner)) {
		return dateHit{}, false
	}
	day, n, end := digits(inner, p+1)
	if n == 0 || n > 2 || end != len(inner) || lanmu.NewDate(2000, month, day).IsZero() {
		return dateHit{}, false
	}
	return dateHit{month: month, day: day, form: formMonthDay, end: len(text)}, true
}

// relativeDay reads 今天, 昨天, 3天前, 2小时前 as seen on the given day; unknown
// for all else.
func relativeDay(text string, at lanmu.Date) lanmu.Date {
	if at.IsZero() {
		return lanmu.Date{}
	}
	text, ago := agoText(text)
	switch {
	case strings.HasPrefix(text, "今天"), strings.HasPrefix(text, "今日"), text == "刚刚":
		return at
	case strings.HasPrefix(text, "昨天"), strings.HasPrefix(text, "昨日"):
		return at.AddDays(-1)
	case strings.HasPrefix(text, "前天"):
		return at.AddDays(-2)
	}
	if !ago {
		return lanmu.Date{}
	}
	return spanBefore(text, at)
}

// agoText is a text without blanks and without the 前 or 之前 that ends it, and
// whether one did: 7 天 1 小时 之前.
func agoText(text string) (string, bool) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, " ", ""), "\u00a0", "")
	text, ago := strings.CutSuffix(text, "前")
	if ago {
		text = strings.TrimSuffix(text, "之")
	}
	return text, ago
}

// spanBefore is the day that lies the span of the text, 2个月3周 or 35分钟, before
// the given one; unknown where the text is no span.
func spanBefore(text string, at lanmu.Date) lanmu.Date {
	for text != "" {
		n, figures, end := digits(text, 0)
		if figures == 0 || figures > 3 {
			return lanmu.Date{}
		}
		rest, unit := text[end:], ""
		for _, u := range [...]string{"小时", "分钟", "秒", "天", "日", "星期", "周", "个月", "月", "年"} {
			if strings.HasPrefix(rest, u) {
				unit = u
				break
			}
		}
		switch unit {
		case "":
			return lanmu.Date{}
		case "天", "日":
			at = at.AddDays(-n)
		case "周", "星期":
			at = at.AddDays(-7 * n)
		case "个月", "月":
			at = at.Add(lanmu.Period{Months: -n})
		case "年":
			at = at.Add(lanmu.Period{Months: -12 * n})
		}
		text = rest[len(unit):]
	}
	return at
}

// stampDay reads what programs print of a time, by itself: 1520265600000, Tue Mar
// 06 09:05:00 CST 2018. The zone's name is China's on such sites.
func stampDay(text string) lanmu.Date {
	if d := unixDay(text); !d.IsZero() {
		return d
	}
	words := strings.Fields(text)
	if len(words) < 5 || len(words) > 6 {
		return lanmu.Date{}
	}
	day, _, end := digits(words[2], 0)
	year, n, last := digits(words[len(words)-1], 0)
	if end != len(words[2]) || n != 4 || last != 4 || len(words[0]) != 3 {
		return lanmu.Date{}
	}
	return lanmu.NewDate(year, monthNamed(words[1]), day)
}

// unixDay reads a time stamp of seconds or milliseconds since 1970, as scripts
// keep it in attributes, as a day in China.
func unixDay(text string) lanmu.Date {
	v, n, end := digits(text, 0)
	if end != len(text) || n != 10 && n != 13 {
		return lanmu.Date{}
	}
	if n == 13 {
		v /= 1000
	}
	const from, to = 946684800, 4102444800 // 2000 to 2100
	if v < from || v > to {
		return lanmu.Date{}
	}
	return lanmu.DateOf(time.Unix(int64(v), 0).In(time.FixedZone("CST", 8*3600)))
}
