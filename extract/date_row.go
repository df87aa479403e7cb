package extract

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"lanmu"
)

// dateCtx is what reading a row's date may know beside the row.
type dateCtx struct {
	At    lanmu.Date       // later dates are no news
	Date  cascadia.Matcher // the profile's selector of the date inside a row; nil: none
	Cells []cellRole       // roles of the table's columns; nil: not a table, or no header
}

// How sure it is that a date is the row's own, by where it stands.
const (
	rankProfile  = 100 // the profile's selector says so
	rankSplit    = 61  // 06 over 2018-03 in elements of their own
	rankAlone    = 60  // an element of its own beside the title
	rankInTitle  = 45  // an element of its own inside the link
	rankBeside   = 40  // in the text beside the link
	rankEdge     = 25  // first or last in the link's text
	rankHint     = 20  // in a title attribute: 发布时间：2018-03-06
	rankUnseen   = 50  // taken off for a date in a card that unfolds
	rankScripted = 15  // written by the row's own script
)

// rowFind is a date found in a row.
type rowFind struct {
	hit  dateHit
	raw  string
	rank int
	why  string
}

// rowDate tells the day of one row of a list. Href is the address of its item.
// The date is year-less (Year 0) where only month and day are written and the
// address does not help: inferYears settles those. Marks tell every date that
// was found, the chosen one first.
func rowDate(row *html.Node, href string, ctx dateCtx) (d lanmu.Date, raw string, marks []lanmu.DateMark) {
	return new(rowReader).date(row, href, ctx)
}

// date is rowDate; marks are good until the reader reads another row.
func (r *rowReader) date(row *html.Node, href string, ctx dateCtx) (d lanmu.Date, raw string, marks []lanmu.DateMark) {
	*r = rowReader{ctx: ctx, title: titleLink(row), finds: r.finds[:0], pieces: r.pieces[:0], marks: r.marks[:0]}
	r.read(row)
	best := -1
	for i, f := range r.finds {
		if best < 0 || r.beats(f, r.finds[best]) {
			best = i
		}
	}
	if best < 0 {
		if d, raw, marks = r.fromAddress(href, ctx.At); d.IsZero() && r.held.day != 0 && (ctx.At.IsZero() || !r.held.date().After(ctx.At)) {
			r.marks = append(append(r.marks[:0], rowMark(r.heldRaw, r.held.date(), "该条只写了访谈、活动的日期", ctx.At)), r.others...)
			return r.held.date(), r.heldRaw, r.marks
		}
		return d, raw, marks
	}
	f := r.finds[best]
	d = lanmu.Date{Year: int16(f.hit.year), Month: int8(f.hit.month), Day: int8(f.hit.day)}
	why := f.why
	if f.hit.year == 0 {
		d, why = yearFor(d, href, ctx.At)
	}
	r.marks = append(r.marks, rowMark(f.raw, d, why, ctx.At))
	for i, f := range r.finds {
		if i != best {
			r.marks = append(r.marks, lanmu.DateMark{Raw: f.raw, Date: f.hit.date(), Role: lanmu.DateOther, Why: "该条另有更像发布日期的日期"})
		}
	}
	r.marks = append(r.marks, r.others...)
	return d, f.raw, r.marks
}

// whyBeside is why a date is taken that stands alone beside the title.
const whyBeside = "标题旁单独的日期"

// yearFor gives a day without a year that of the row's own address, where that
// helps, and says so.
func yearFor(d lanmu.Date, href string, at lanmu.Date) (lanmu.Date, string) {
	if dated, why := yearOf(d, href, at); !dated.IsZero() {
		return dated, why
	}
	return d, "页面只写了月和日"
}

// rowMark tells the chosen date, refused where it lies in the future.
func rowMark(raw string, d lanmu.Date, why string, at lanmu.Date) lanmu.DateMark {
	m := lanmu.DateMark{Raw: raw, Date: d, Role: lanmu.DateRow, Taken: true, Why: why}
	if yearless(d) {
		m.Date, m.Taken = lanmu.Date{}, false
	} else if !at.IsZero() && d.After(at) {
		m.Taken, m.Why = false, "晚于检查日"
	}
	return m
}

// fromAddress is the day of a row that shows none.
func (r *rowReader) fromAddress(href string, at lanmu.Date) (lanmu.Date, string, []lanmu.DateMark) {
	u := addressDate(href)
	d := u.date()
	if d.IsZero() {
		return d, "", r.others
	}
	r.marks = append(append(r.marks[:0], urlMark(d, u.raw, at)), r.others...)
	return d, u.raw, r.marks
}

// urlMark tells the date of a row that shows none, refused where it lies in the
// future.
func urlMark(d lanmu.Date, raw string, at lanmu.Date) lanmu.DateMark {
	m := lanmu.DateMark{Raw: raw, Date: d, Role: lanmu.DateURL, Taken: true, Why: "该条没有写日期，取自地址"}
	if !at.IsZero() && d.After(at) {
		m.Taken, m.Why = false, "晚于检查日"
	}
	return m
}

// beats tells whether f is rather the row's date than g.
func (r *rowReader) beats(f, g rowFind) bool {
	if a, b := r.future(f), r.future(g); a != b {
		return b
	}
	if f.rank != g.rank {
		return f.rank > g.rank
	}
	return f.hit.date().After(g.hit.date())
}

func (r *rowReader) future(f rowFind) bool {
	return !r.ctx.At.IsZero() && f.hit.date().After(r.ctx.At)
}

// titleLink is the link that names the row's item: the one with the most text.
func titleLink(row *html.Node) *html.Node {
	if row.Type == html.ElementNode && row.Data == "a" {
		return row
	}
	best, _ := longestLink(row, nil, -1)
	return best
}

// longestLink is the link below n with the most text, where that is more than
// most, which best has.
func longestLink(n, best *html.Node, most int) (*html.Node, int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "a" {
			if size := len(trimmed(nodeText(c))); size > most {
				best, most = c, size
			}
		}
		best, most = longestLink(c, best, most)
	}
	return best, most
}

// nodeText is all text below n, scripts and styles left out.
func nodeText(n *html.Node) string {
	if c := n.FirstChild; c != nil && c.NextSibling == nil && c.Type == html.TextNode && !silent(n.Data) {
		return c.Data
	}
	var room [shortText]byte
	return string(appendText(room[:0], n))
}

func appendText(b []byte, n *html.Node) []byte {
	switch {
	case n.Type == html.TextNode:
		return append(b, n.Data...)
	case n.Type == html.ElementNode && silent(n.Data):
		return b
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b = appendText(b, c)
	}
	return b
}

// silent tells elements whose text nobody reads.
func silent(tag string) bool {
	return tag == "script" || tag == "style" || tag == "noscript" || tag == "template" || tag == "textarea"
}
