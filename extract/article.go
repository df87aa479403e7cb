package extract

import (
	"strings"
	"unicode/utf8"

	"lanmu"
)

// publication is when a page says it was put up, and every date that was
// weighed for it.
type publication struct {
	Date  lanmu.Date
	Raw   string
	Clock string // "15:04[:05]" where the page states it
	Title string // of the article
	Shown bool   // the page shows the date beside its title: it is an article
	Marks []lanmu.DateMark
}

// How sure it is that a date is the page's publication, by where it stands.
// The order is: 发布时间 shown, the date under the title, 时间 shown, written
// by the page's script, meta tags, last line of the text, address.
const (
	pubLabelled   = 100
	pubScripted   = 95 // 发布时间：<script>…
	pubUnderTitle = 85
	pubPlain      = 80
	pubSource     = 75 // in one line with 来源 or 浏览次数
	pubMarked     = 70 // class or microdata says so
	pubMeta       = 60
	pubVariable   = 55 // var pubDate = "…"
	pubUpdated    = 50
	pubComment    = 45
	pubSigned     = 35 // 成文日期
	pubSignature  = 30
	pubAddress    = 20
)

// beforeWeb is the first day on which a government's page may have been put up;
// what is dated before is an event or an old law, whatever label it bears.
var beforeWeb = lanmu.NewDate(1995, 1, 1)

// pubFind is one date weighed as the page's publication.
type pubFind struct {
	hit  dateHit
	raw  string
	rank int
	role lanmu.DateRole
	why  string
	line int // -1: not in the text
}

// shown tells a date that stands beside the title for the reader to see.
func (f pubFind) shown() bool { return f.rank >= pubPlain && (f.line >= 0 || f.rank == pubScripted) }

// publication reads the page's title and when it was put up. It is meant for
// pages that may be articles; on others only its marks are of use. F must hold
// HeadTitle, Tags, Crumbs, ColumnName and URL; t is pg.textLines.
func (pg *page) publication(f *lanmu.Facts, t *pageText) publication {
	a := articleReader{pg: pg, f: f, pageText: t}
	a.scan()
	a.findTitle()
	a.weighLines()
	a.weighScripts()
	a.weighMeta()
	a.weighAddress()
	return a.choose()
}

type articleReader struct {
	*pageText
	pg        *page
	f         *lanmu.Facts
	dates     []lineDate
	title     string
	titleLine int             // -1: not found in the text
	letters   letterSet       // of what the page's head calls it
	names     map[string]bool // squeezed names of site and columns
	finds     []pubFind
	marks     []lanmu.DateMark // refused ones
}

// lineDate is a whole date in a line.
type lineDate struct {
	hit   dateHit // offsets within the line
	line  int
	el    int32
	label dateLabel
	word  string
	alone bool
	link  bool
}

// scan finds all dates of the page's lines.
func (a *articleReader) scan() {
	const most = 2000 // a page with more is no article
	for i := range a.lines {
		if len(a.dates) >= most {
			return
		}
		signs := a.lines[i].signs
		if a.lines[i].dateless {
			continue
		}
		if signs&signDigit != 0 || signs&signYear != 0 && maybeDate(a.line(i)) {
			a.scanLine(i)
		}
	}
}

// scanLine finds the dates of line i.
func (a *articleReader) scanLine(i int) {
	const most = 24 // each is weighed with its whole line
	text := a.line(i)
	alone, inLine, first := false, 0, true
	scanDates(text, func(h dateHit) bool {
		if first {
			first, alone = false, standsAlone(text, h)
		}
		if h.date().IsZero() {
			return true
		}
		s := a.at(a.lines[i].first + h.start)
		d := lineDate{hit: h, line: i, el: s.el, link: s.linked, alone: alone}
		d.label, d.word = labelWord(text[:h.start])
		if d.label == labelNone && trimFrame(text[:h.start]) == "" {
			d.label, d.word = a.labelAbove(i)
		}
		a.dates = append(a.dates, d)
		inLine++
		return inLine < most
	})
}

// labelAbove is the label in the cell or line before line i, or in a comment.
func (a *articleReader) labelAbove(i int) (dateLabel, string) {
	if note := a.lines[i].note; note != "" {
		for _, word := range [...]string{"发布时间", "发布日期", "时间", "日期"} {
			if strings.Contains(note, word) {
				l, _ := labelWord(word)
				return l, word
			}
		}
	}
	if above := a.line(i - 1); len(above) <= 36 && above != "" {
		if _, dated := firstDate(above); !dated {
			return labelWord(above)
		}
	}
	return labelNone, ""
}

// weighLines judges each date of the text.
func (a *articleReader) weighLines() {
	body := a.bodyEnd()
	for _, d := range a.dates {
		text := a.line(d.line)
		raw := clip(text, 60)
		if d.hit.end-d.hit.start < len(text) && a.lines[d.line].runes > 60 {
			raw = text[d.hit.start:d.hit.end]
		} else if d.word != "" && d.hit.start > 0 {
			raw = labelled(text, d)
		}
		rank, role, why := a.place(d, text, body)
		if rank == 0 {
			a.refuse(raw, d.hit.date(), role, why)
			continue
		}
		a.finds = append(a.finds, pubFind{d.hit, raw, rank, role, why, d.line})
	}
}

// labelled is the date with its label, in the page's own words.
func labelled(text string, d lineDate) string {
	if i := strings.LastIndex(text[:d.hit.start], d.word); i >= 0 {
		return text[i:d.hit.end]
	}
	return text[d.hit.start:d.hit.end]
}

// place says what a date in the text is by where it stands: its rank as the
// publication, 0 for none.
func (a *articleReader) place(d lineDate, text string, body int) (int, lanmu.DateRole, string) {
	r := a.region(d.el)
	if a.titleLine >= 0 { // hints are weak: where the title stands is no side
		r &^= a.region(a.lines[a.titleLine].el)
	}
	head := a.inHead(d.line)
	runes := a.lines[d.line].runes
	switch {
	case isCopyright(text):
		return 0, lanmu.DateCopyright, "版权或备案信息里的日期"
	case isClock(text, r), a.isClockWord(d):
		return 0, lanmu.DateClock, "页面时钟"
	case d.label == labelEvent:
		return 0, lanmu.DateEvent, "截止、会议等事项的日期"
	case r&(inHot|inSide|inLinks|inFoot) != 0 && !(head && d.label > 0 && r&inFoot == 0):
		return 0, lanmu.DateOther, "侧栏、相关链接或页脚里的日期"
	case d.link:
		return 0, lanmu.DateOther, "链接文字里的日期"
	case a.rowLike(d):
		return 0, lanmu.DateOther, "其他条目的日期"
	case d.label == labelPublish && (runes <= 200 || head):
		return pubLabelled, lanmu.DatePublished, "标明“" + d.word + "”"
	case d.label == labelPlain && head && d.hit.clock != "":
		return pubUnderTitle + 1, lanmu.DatePublished, "标题下标明“" + d.word + "”"
	case d.label == labelPlain && head:
		return pubPlain, lanmu.DatePublished, "标题下标明“" + d.word + "”"
	case head && runes <= 120 && trimFrame(text[:d.hit.start]) == "" && (d.alone || sourceWords(text)):
		return pubUnderTitle, lanmu.DatePublished, "标题下的日期"
	case sourceWords(text) && runes <= 120:
		return pubSource, lanmu.DatePublished, "与来源、浏览次数写在一行"
	case a.marked(d.el) && runes <= 120:
		return pubMarked, lanmu.DatePublished, "元素名称表明是发布日期"
	case head && runes <= 80 && d.hit.start == 0 && d.line == a.titleLine+1:
		return pubUnderTitle, lanmu.DatePublished, "标题下的日期"
	case a.titleLine < 0 && d.alone && d.hit.clock != "" && d.line <= body && r&inNav == 0:
		return pubMarked, lanmu.DatePublished, "正文之前单独一行的时间"
	case d.label == labelUpdated:
		return pubUpdated, lanmu.DatePublished, "标明“" + d.word + "”"
	case d.label == labelSigned:
		return pubSigned, lanmu.DateEvent, "标明“" + d.word + "”，是成文而不是发布"
	case d.alone && d.line >= body && r&inNav == 0:
		return pubSignature, lanmu.DateOther, "正文末尾的落款日期"
	}
	return 0, lanmu.DateEvent, "正文里说到的日期"
}

// inHead tells whether a line belongs to what stands between title and text.
func (a *articleReader) inHead(line int) bool {
	if a.titleLine < 0 {
		return false
	}
	if line < a.titleLine {
		return a.titleLine-line <= 14 && a.runesBetween(line, a.titleLine) <= 260 // the card above the title: 索引号, 发布日期
	}
	return line-a.titleLine <= 14 && a.runesBetween(a.titleLine+1, line) <= 160
}

func (a *articleReader) runesBetween(from, to int) int {
	if from < 0 || from >= len(a.lines) || to >= len(a.lines) || from > to {
		return 0
	}
	return utf8.RuneCountInString(a.text[a.lines[from].start:a.lines[to].start])
}

// bodyEnd is the line from which on a date alone is a signature: behind at
// least one line of text proper.
func (a *articleReader) bodyEnd() int {
	for i := max(a.titleLine+1, 0); i < len(a.lines); i++ {
		if a.lines[i].runes >= 20 && a.region(a.lines[i].el)&(inNav|inFoot|inSide) == 0 {
			return i + 1
		}
	}
	return len(a.lines)
}

func (a *articleReader) refuse(raw string, d lanmu.Date, role lanmu.DateRole, why string) {
	if len(a.marks) < 60 { // enough to understand a page by
		a.marks = append(a.marks, lanmu.DateMark{Raw: clip(raw, 60), Date: d, Role: role, Why: why})
	}
}

// choose takes the best date and tells of the others why not.
func (a *articleReader) choose() publication {
	p := publication{Title: a.title}
	best := -1
	for i, f := range a.finds {
		if !a.pg.at.IsZero() && f.hit.date().After(a.pg.at) || f.hit.unset() || f.hit.date().Before(beforeWeb) {
			continue
		}
		if best < 0 || a.nearer(f, a.finds[best]) {
			best = i
		}
	}
	for i, f := range a.finds {
		m := lanmu.DateMark{Raw: clip(f.raw, 60), Date: f.hit.date(), Role: f.role, Why: f.why}
		switch {
		case i == best:
			m.Taken = true
			p.Date, p.Raw, p.Clock = m.Date, m.Raw, f.hit.clock
			p.Shown = p.Shown || f.shown()
			if m.Role == lanmu.DateEvent || m.Role == lanmu.DateOther {
				m.Role = lanmu.DatePublished
			}
		case !a.pg.at.IsZero() && m.Date.After(a.pg.at):
			m.Why = "晚于检查日"
			p.Shown = p.Shown || f.shown() // what the page is does not hang on the day of the audit
		case f.hit.unset():
			m.Why = whyUnset
		case m.Date.Before(beforeWeb):
			m.Role, m.Why = lanmu.DateEvent, "早于政府网站出现的年代，是所说的事的日期"
		case best >= 0:
			m.Why += "；已取更可靠的“" + clip(a.finds[best].raw, 40) + "”"
		}
		p.Marks = append(p.Marks, m)
	}
	p.Marks = append(p.Marks, a.marks...)
	return p
}

// nearer tells whether f is rather the publication than g.
func (a *articleReader) nearer(f, g pubFind) bool {
	if f.rank == pubAddress && g.rank <= pubSigned || g.rank == pubAddress && f.rank <= pubSigned {
		// What was signed in the weeks before the address's day was put up on
		// that day; where they lie far apart the address is that of a move to
		// another system.
		addr, signed := f, g
		if g.rank == pubAddress {
			addr, signed = g, f
		}
		n := addr.hit.date().DaysSince(signed.hit.date())
		return (n >= 0 && n <= 60) == (f.rank == pubAddress)
	}
	if f.rank != g.rank {
		return f.rank > g.rank
	}
	if f.line < 0 || g.line < 0 || a.titleLine < 0 {
		return f.rank == pubSignature && f.line > g.line
	}
	if f.rank == pubSignature {
		return f.line > g.line
	}
	if (f.line >= a.titleLine) != (g.line >= a.titleLine) {
		return f.line >= a.titleLine
	}
	return abs(f.line-a.titleLine) < abs(g.line-a.titleLine)
}
