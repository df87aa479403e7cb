package rules

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// message is one letter of the public with what became of it.
type message struct {
	title    string
	url      string
	asked    lanmu.Date
	answered lanmu.Date
	open     string // the page's own words that nobody answered; "" none
	item     bool   // one of several on its page
}

var (
	messageColumn  = oneOf(`信箱|留言|咨询|来信|写信|问政|互动|答复|回复|我要问|信件`)
	notMessages    = oneOf(`访谈|征集|调查|信访|举报|投票|须知|办理统计|常见问题|指南|征求意见|提案|议案|人大|政协|申请公开|信息公开`)
	askedLabel     = regexp.MustCompile(`^(来信|留言|提问|咨询|提交|写信|发布|反映|来件|投诉|问政|受理|诉求)(时间|日期)$`)
	answeredLabel  = regexp.MustCompile(`^(答复|回复|办结|办理|反馈|处理|解答|回信)(时间|日期)$`)
	stateLabel     = regexp.MustCompile(`^(办理|处理|回复|答复|当前|信件|留言)?(状态|情况|进度)$`)
	answerLabel    = regexp.MustCompile(`^(答复|回复|处理|反馈|办理|解答|回信)(内容|结果|意见|详情|情况)?$`)
	openState      = regexp.MustCompile(`^(未|尚未|暂未|待|等待)(答复|回复|办理|处理|受理|解答|办结|审核|反馈)|^(受理中|办理中|处理中|正在(办理|处理)|转办中|暂无(回复|答复))`)
	openLine       = regexp.MustCompile(`^(暂未|尚未|还未|未)(答复|回复)[。！!]?$`) // in the place of the answer
	messageTitle   = regexp.MustCompile(`^(来信|留言|信件|咨询|问题)?(标题|主题|题目)$`)
	labelledInline = regexp.MustCompile(`(来信|留言|提问|咨询|提交|写信|反映|来件|答复|回复|办结|反馈|解答)(时间|日期)[:：](20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2})`)
	stateInline    = regexp.MustCompile(`(办理|处理|回复|答复|信件|留言)?状态[:：]([^\s|，。]{2,10})`)
)

// noteMessages reads the letters of a page: one on a page of its own, or a
// table that lists them with their state.
func noteMessages(p *PagePass) {
	f := p.Facts
	if p.Doc == nil || f.Home || !within(f, messageColumn) && !messageColumn.MatchString(f.Title) || within(f, notMessages) || notMessages.MatchString(f.Title) {
		return
	}
	told := 0
	p.Doc.Find("table").Each(func(_ int, t *goquery.Selection) {
		for _, m := range p.messageRows(t) {
			if told++; told <= 500 {
				p.Note("message", m)
			}
		}
	})
	for _, m := range p.messageItems() {
		if told++; told <= 500 {
			p.Note("message", m)
		}
	}
	if told == 0 && f.Kind != lanmu.PageColumn && f.Kind != lanmu.PageHub {
		if m := p.letter(); !m.asked.IsZero() {
			p.Note("message", m)
		}
	}
}

// letter reads a page that is one letter: labels with their values in the next
// cell, or behind a colon.
func (p *PagePass) letter() message {
	m := message{url: p.Facts.URL, title: clip(clean(p.Facts.Title), 60)}
	take := func(label, value string, cell bool) {
		label = strings.TrimRight(label, ":：")
		switch {
		case askedLabel.MatchString(label) && m.asked.IsZero():
			m.asked = dateIn(value)
		case answeredLabel.MatchString(label) && m.answered.IsZero():
			m.answered = dateIn(value)
		case stateLabel.MatchString(label) && openState.MatchString(value):
			m.open = label + "：" + value
		case answerLabel.MatchString(label) && (openState.MatchString(value) || cell && value == ""):
			m.open = cmp.Or(m.open, label+"："+cmp.Or(value, "（空）"))
		case messageTitle.MatchString(label) && value != "":
			m.title = clip(value, 60)
		}
	}
	p.Doc.Find("td,th,dt").Each(func(_ int, td *goquery.Selection) {
		label := squeeze(td.Text())
		if label == "" || utf8.RuneCountInString(label) > 8 {
			return
		}
		next := td.Next()
		if len(next.Nodes) == 0 || next.Find("img,a,input,textarea,select,iframe,script").Length() > 0 && squeeze(next.Text()) == "" {
			return
		}
		take(label, squeeze(next.Text()), true)
	})
	for _, t := range p.texts() {
		if len(t.text) > 600 {
			continue
		}
		line := squeeze(t.text)
		for _, x := range labelledInline.FindAllStringSubmatch(line, -1) {
			take(x[1]+x[2], x[3], false)
		}
		if x := stateInline.FindStringSubmatch(line); x != nil {
			take(x[1]+"状态", x[2], false)
		}
		if openLine.MatchString(line) {
			m.open = cmp.Or(m.open, line)
		}
	}
	if !m.answered.IsZero() {
		m.open = ""
	}
	return m
}

// messageRows reads a table that heads a column with a state or a day of answer.
func (p *PagePass) messageRows(table *goquery.Selection) []message {
	if table.Find("table").Length() > 0 {
		return nil
	}
	asked, answered, state := -1, -1, -1
	var out []message
	table.Find("tr").Each(func(_ int, tr *goquery.Selection) {
		cells := tr.ChildrenFiltered("td,th")
		if asked < 0 || state < 0 && answered < 0 {
			asked, answered, state = -1, -1, -1
			cells.Each(func(i int, c *goquery.Selection) {
				switch name := squeeze(c.Text()); {
				case answeredLabel.MatchString(name):
					answered = i
				case askedLabel.MatchString(name) || name == "时间" || name == "日期":
					asked = i
				case stateLabel.MatchString(name) || name == "是否回复" || name == "是否答复":
					state = i
				}
			})
			return
		}
		if m := p.messageRow(cells, asked, answered, state); !m.asked.IsZero() {
			out = append(out, m)
		}
	})
	return out
}

func (p *PagePass) messageRow(cells *goquery.Selection, asked, answered, state int) message {
	text := func(i int) string {
		if i < 0 || i >= len(cells.Nodes) {
			return ""
		}
		return squeeze(cells.Eq(i).Text())
	}
	m := message{url: p.Facts.URL, asked: dateIn(text(asked)), answered: dateIn(text(answered))}
	if s := text(state); openState.MatchString(s) || s == "否" {
		m.open = s
	}
	cells.Find("a[href]").EachWithBreak(func(_ int, a *goquery.Selection) bool {
		if to := p.resolve(attr(a.Nodes[0], "href")); to != "" {
			m.url, m.title = to, clip(squeeze(firstNonEmpty(attr(a.Nodes[0], "title"), a.Text())), 60)
			return false
		}
		return true
	})
	if m.title == "" {
		m.title = longestCell(cells)
	}
	return m
}

func longestCell(cells *goquery.Selection) string {
	best := ""
	for _, n := range cells.Nodes {
		if s := squeeze(goquery.NewDocumentFromNode(n).Text()); len(s) > len(best) {
			best = s
		}
	}
	return clip(best, 60)
}

func firstNonEmpty(ss ...string) string {
	for _, s := range ss {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// messages are the letters read, each once: its own page says more than a row.
func (p *SitePass) messages() []message {
	by := map[string]message{}
	var order []string
	for _, n := range p.Notes("message") {
		m := n.Value.(message)
		f := p.PageAt(m.url)
		if f != nil {
			m.url = f.URL
		}
		id := m.url + "\x00" + m.title
		if !m.item && (m.url != n.URL || f != nil && f.Kind == lanmu.PageArticle) {
			id = m.url
		}
		old, there := by[id]
		if !there {
			order = append(order, id)
		}
		if !there || m.url == n.URL {
			if there && m.answered.IsZero() {
				m.answered = old.answered
			}
			by[id] = m
		}
	}
	out := make([]message, 0, len(order))
	for _, id := range order {
		out = append(out, by[id])
	}
	return out
}
