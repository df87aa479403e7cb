package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"lanmu"
)

// rowReader walks one row and gathers its dates.
type rowReader struct {
	ctx     dateCtx
	title   *html.Node
	finds   []rowFind
	others  []lanmu.DateMark // dates that are not the row's
	pieces  []piece
	marks   []lanmu.DateMark // room for what date tells
	cell    int
	held    dateHit // when an interview was held: the row's day where it shows no other
	heldRaw string
	unseen  bool // the text under way is in a card that unfolds
	folded  bool // walk is inside one
}

// piece is one text of the row.
type piece struct {
	text    string
	node    *html.Node
	inTitle bool
	cell    *html.Node
	folded  bool // not shown before one points at the row
}

// forget lets go of the row that was read, and of room of a hostile size.
func (r *rowReader) forget() {
	if cap(r.pieces)+cap(r.finds)+cap(r.marks) > 1<<10 {
		*r = rowReader{}
		return
	}
	clear(r.pieces[:cap(r.pieces)])
	clear(r.finds[:cap(r.finds)])
	clear(r.marks[:cap(r.marks)])
	*r = rowReader{finds: r.finds[:0], pieces: r.pieces[:0], marks: r.marks[:0]}
}

func (r *rowReader) read(row *html.Node) {
	if r.ctx.Date != nil {
		r.chosen(row)
		if len(r.finds) > 0 {
			return
		}
	}
	r.walk(row, false, nil)
	for i := range r.pieces {
		r.piece(i)
	}
	r.split()
	if len(r.finds) == 0 {
		r.loose()
	}
	if len(r.finds) == 0 {
		for i := range row.Attr {
			r.attribute(&row.Attr[i])
		}
		r.hints(row)
	}
}

// chosen reads the dates where the profile says they are.
func (r *rowReader) chosen(row *html.Node) {
	for n := range row.Descendants() {
		if n.Type != html.ElementNode || !r.ctx.Date.Match(n) {
			continue
		}
		text := strings.TrimSpace(nodeText(n))
		if h, ok := firstDate(text); ok && h.day != 0 {
			r.find(h, text[h.start:h.end], rankProfile, "配置文件指定的日期位置")
		} else if h, ok := joinSplit(strings.Fields(text)); ok {
			r.find(h, strings.Join(strings.Fields(text), " "), rankProfile, "配置文件指定的日期位置")
		}
	}
}

func (r *rowReader) find(h dateHit, raw string, rank int, why string) {
	if role := r.cellRole(); role != cellPlain {
		rank += int(role)
	}
	if r.unseen {
		rank -= rankUnseen
	}
	r.finds = append(r.finds, rowFind{h, raw, rank, why})
}

func (r *rowReader) cellRole() cellRole {
	if r.cell >= 0 && r.cell < len(r.ctx.Cells) {
		return r.ctx.Cells[r.cell]
	}
	return cellPlain
}

// walk gathers the row's texts in order.
func (r *rowReader) walk(n *html.Node, inTitle bool, cell *html.Node) {
	switch n.Type {
	case html.TextNode:
		if text := trimmed(n.Data); text != "" {
			r.pieces = append(r.pieces, piece{text, n, inTitle, cell, r.folded})
		}
		return
	case html.ElementNode:
		if silent(n.Data) {
			return
		}
		inTitle = inTitle || n == r.title
		if cell == nil && (n.Data == "td" || n.Data == "th") {
			cell = n // the row's own; a card inside may have cells too
		}
		if !r.folded && hiddenStyle(attr(n, "style")) {
			r.folded = true
			defer func() { r.folded = false }()
		}
	case html.CommentNode, html.DoctypeNode:
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.walk(c, inTitle, cell)
	}
}

// piece judges the dates of one text.
func (r *rowReader) piece(i int) {
	p := &r.pieces[i]
	r.cell, r.unseen = cellIndex(p.cell), p.folded
	first, ok := firstDate(p.text)
	if !ok {
		return
	}
	// A link that holds the whole row: what stands in an element of its own
	// below it is not the title's text.
	alone := standsAlone(p.text, first)
	own := !p.inTitle || p.node.Parent != r.title
	span := -1 // end of the event's date before
	last := -1 // end of the date before
	for h, ok := first, true; ok; h, ok = nextDate(p.text, h.end) {
		raw := p.text[h.start:h.end]
		label := labelBefore(p.text[:h.start])
		if span >= 0 && strings.Trim(p.text[span:h.start], " \u00a0至到-—–~～－止()（）起") == "" {
			label = labelEvent // 报名时间：3月6日至3月12日
		}
		if span = -1; label == labelEvent {
			span = h.end
		}
		if last >= 0 && label == labelNone && spanMark(p.text[last:h.start]) {
			label = labelEvent // 2018-03-06 至 2018-03-12
		}
		last = h.end
		if before := r.pieceBefore(i); label == labelNone && h.start == 0 && len(before) < 40 {
			label = labelBefore(before)
		}
		switch {
		case h.day == 0:
		case h.unset():
			r.refuse(h, raw, whyUnset)
		case label == labelEvent:
			r.refuse(h, raw, "截止、有效等日期，不是发布日期")
			if r.held.day == 0 && h.year != 0 && heldBefore(p.text[:h.start]) {
				r.held, r.heldRaw = h, raw
			}
		case alone && own && !p.inTitle:
			r.find(h, raw, rankAlone+int(label), whyBeside)
		case alone && own:
			r.find(h, raw, rankInTitle+int(label), "链接内单独的日期")
		case !p.inTitle && (label > 0 || h.form != formMonthDay && h.form != formCompact && h.form != formShortYear || wrapped(p.text, h)):
			r.find(h, raw, rankBeside+int(label), "标题旁的日期")
		case p.inTitle && atEdge(p.text, h):
			r.find(h, raw, rankEdge, "标题首尾的日期")
		default:
			r.refuse(h, raw, "标题或正文里说到的日期")
		}
	}
}

// spanMark tells what stands between the first and the last day of a span.
func spanMark(s string) bool {
	s = strings.Trim(s, " \u00a0")
	return s == "至" || s == "到" || s == "~" || s == "～" || s == "—" || s == "——" || s == "–"
}

// heldBefore tells that what stands before a date says that something was held
// on it: 访谈时间.
func heldBefore(text string) bool {
	_, word := labelWord(text)
	switch word {
	case "访谈时间", "直播时间", "采访时间", "活动时间", "举办时间":
		return true
	}
	return false
}

// pieceBefore is the text before piece i where it may be the label of a date
// that begins piece i. A title is none, whatever it ends with, unless a colon
// stands there.
func (r *rowReader) pieceBefore(i int) string {
	if i == 0 {
		return ""
	}
	p := r.pieces[i-1]
	if p.inTitle && !r.pieces[i].inTitle && !strings.HasSuffix(p.text, "：") && !strings.HasSuffix(p.text, ":") {
		return ""
	}
	return p.text
}

func (r *rowReader) refuse(h dateHit, raw, why string) {
	r.others = append(r.others, lanmu.DateMark{Raw: raw, Date: h.date(), Role: lanmu.DateEvent, Why: why})
}

// standsAlone tells a text that is its first date h and nothing more but
// brackets, a label or a day of the week.
func standsAlone(text string, h dateHit) bool {
	if len(text) > 72 {
		return false
	}
	before := trimFrame(text[:h.start])
	after := trimFrame(text[h.end:])
	if h.clock != "" && len(after) == 1 && isDigit(after[0]) {
		after = "" // 14:55:0
	}
	return (before == "" || labelBefore(text[:h.start]) != labelNone) && (after == "" || after == "发布" || after == "更新")
}

// wrapped tells a date in brackets or at the start or end of its text.
func wrapped(text string, h dateHit) bool {
	return bracketed(text, h.start, h.end) ||
		trimFrame(text[:h.start]) == "" || trimFrame(text[h.end:]) == ""
}

// atEdge tells a date in figures that was put before or behind a title: with
// blanks or brackets between. 2018年3月6日 in a title is what it is about.
func atEdge(text string, h dateHit) bool {
	raw := text[h.start:h.end]
	if strings.Contains(raw, "年") || strings.Contains(raw, "月") || h.form == formCompact || h.form == formChinese {
		return false
	}
	if h.form == formMonthDay || h.form == formShortYear {
		return bracketed(text, h.start, h.end) && wrapped(text, h)
	}
	before, after := text[:h.start], text[h.end:]
	if trimFrame(after) == "" {
		c, _ := utf8.DecodeLastRuneInString(before)
		return frameRunes.has(c)
	}
	if trimFrame(before) == "" {
		c, _ := utf8.DecodeRuneInString(after)
		return frameRunes.has(c)
	}
	return false
}

// hints reads what the row does not show: a title attribute, a time element,
// a script of the row's own that writes the date.
func (r *rowReader) hints(row *html.Node) {
	for n := row.FirstChild; n != nil; n = n.NextSibling {
		if n.Type != html.ElementNode {
			continue
		}
		for i := range n.Attr {
			r.attribute(&n.Attr[i])
		}
		if n.Data == "script" && n.FirstChild != nil && len(n.FirstChild.Data) < 400 {
			text := n.FirstChild.Data
			if h, ok := firstDate(text); ok && !h.date().IsZero() {
				r.find(h, text[h.start:h.end], rankScripted, "该条的脚本写出的日期")
			}
		}
		r.hints(n)
	}
}

// attribute reads a date from an attribute that is named for one, or a title
// that calls it one.
func (r *rowReader) attribute(a *html.Attribute) {
	text := a.Val
	timed := timedKey(a.Key)
	if !timed && a.Key != "title" || len(text) > 400 {
		return
	}
	if d := unixDay(text); timed && !d.IsZero() {
		r.find(dateHit{year: int(d.Year), month: int(d.Month), day: int(d.Day)}, text, rankHint, "元素属性里的时间戳")
		return
	}
	h, ok := firstDate(text)
	switch {
	case !ok || h.date().IsZero():
	case timed:
		r.find(h, text[h.start:h.end], rankHint, "元素属性里的日期")
	case labelBefore(text[:h.start]) > 0:
		r.find(h, text[h.start:h.end], rankHint, "提示文字里的日期")
	case atEdge(text, h):
		r.find(h, text[h.start:h.end], rankHint, "提示文字首尾的日期")
	}
}
