package rules

import (
	"fmt"

	"github.com/PuerkitoBio/goquery"

	"lanmu"
	"lanmu/internal/calendar"
)

// Report is one fault as a rule tells it; the engine makes a finding of it.
type Report struct {
	URL    string // what is at fault; "" the page's, column's or home page's address
	Key    string // tells faults of one rule on one address apart: never wording, never place
	Group  string // not "": one and the same fault wherever it stands (a template's); pages are counted
	Column string // column's id; "" the column the address belongs to

	Message    string // whole Chinese sentence
	Fix        string // "" the rule's
	Anchor     string // link text or title, for the ledger
	Evidence   lanmu.Evidence
	Certainty  lanmu.Certainty // "" the rule's
	Weightless bool            // counts for no indicator
	Indicator  string          // "" the standard's for the rule, else the rule's

	Pages   []lanmu.Use // pages that hold it; nil: the page itself
	OnCount int         // all of them, where Pages is capped

	Newest  lanmu.Date // 最后更新日期
	Overdue int        // 超期天数

	File string // address of the attachment in which it stands; "" it is a page's

	rank int // of a group's reports the one with the lowest rank speaks, then the smallest address
}

// pass is what all passes share.
type pass struct {
	Site     *lanmu.Site
	At       lanmu.Date
	Standard *Standard
	Calendar *calendar.Calendar

	rule *Rule
	s    *Session
	tell *Told  // of page rules: takes down what they say; nil: nobody asks
	url  string // the pass's own address
	col  string // the pass's own column
}

// Report tells one fault.
func (p *pass) Report(r Report) {
	if p.s.quiet[p.rule] {
		return
	}
	if r.URL == "" {
		r.URL = p.url
	}
	if r.Column == "" {
		r.Column = p.col
	}
	p.tell.report(p.rule, r)
	p.s.add(p.rule, r)
}

// Skipf tells that the rule could not judge, and why, in a Chinese sentence.
func (p *pass) Skipf(format string, args ...any) {
	p.SkipURLf(p.url, format, args...)
}

// SkipURLf is Skipf for an address that is not the pass's own.
func (p *pass) SkipURLf(url, format string, args ...any) {
	k := lanmu.Skip{Rule: p.rule.ID, URL: url, Column: p.col, Reason: fmt.Sprintf(format, args...)}
	p.tell.skip(k)
	p.s.skip(k)
}

// PagePass is one readable page, while its document lives. Several run at once.
type PagePass struct {
	pass
	Page  *lanmu.Page
	Doc   *goquery.Document // nil where the page is no HTML: Facts.Text may hold an attachment's text
	Facts *lanmu.Facts

	share *pageShare // what the page's rules read once for all of them

	first reportKey          // of the rule's first report on the page; zero: none
	told  map[reportKey]bool // of all of them, where there are several
}

// reportKey tells the reports of one rule on one page apart.
type reportKey struct {
	some            bool
	group, url, key string
}

// Report tells one fault of the page. The same fault is told once a page.
func (p *PagePass) Report(r Report) {
	if !p.fresh(reportKey{true, r.Group, r.URL, r.Key}) {
		return
	}
	if r.Pages == nil {
		r.Pages = []lanmu.Use{{Page: p.url, Text: clip(p.Facts.Title, 80), Where: r.Evidence.Selector}}
	}
	p.pass.Report(r)
}

// fresh tells that a report is the first of its key, and takes it down. Most
// pages have one report of a rule at most.
func (p *PagePass) fresh(k reportKey) bool {
	switch {
	case !p.first.some:
		p.first = k
		return true
	case p.first == k || p.told[k]:
		return false
	case p.told == nil:
		p.told = map[reportKey]bool{}
	}
	p.told[k] = true
	return true
}

// Reportf tells the one fault a rule finds on a page; sel is the element at
// fault, nil for the page as a whole. Where there may be several, use Report
// with a Key.
func (p *PagePass) Reportf(sel *goquery.Selection, format string, args ...any) {
	p.Report(Report{Message: fmt.Sprintf(format, args...), Evidence: evidenceOf(sel)})
}

// Note keeps something small for the rule's Site function, or another rule's,
// to be had by SitePass.Notes.
func (p *PagePass) Note(key string, v any) {
	p.tell.note(key)
	p.s.note(key, Note{URL: p.Facts.URL, Value: v})
}

// NoteOnce is Note for what many pages say alike, such as a link in a menu: the
// page with the smallest address keeps it.
func (p *PagePass) NoteOnce(key, what string, v any) {
	p.tell.name(key, what, v)
	p.s.noteOnce(key, Note{URL: p.Facts.URL, Value: v, what: what})
}

// title is the page's title for a message, its address where it has none.
func (p *PagePass) title() string { return titleOf(p.Facts) }

func titleOf(f *lanmu.Facts) string {
	if t := clip(clean(f.Title), 60); t != "" {
		return t
	}
	return f.URL
}

// would tells that NoteOnce keeps what this page would say: nobody said it, or
// a page with a greater address did. Whoever takes down what a page says wants
// all of it, once.
func (p *PagePass) would(key, what string) bool {
	if p.tell != nil {
		return !p.tell.named(key, what)
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	i, there := p.s.once[onceKey{key, what}]
	return !there || p.Facts.URL < p.s.notes[key][i].URL
}

// Note is something a page rule kept.
type Note struct {
	URL   string // the page's
	Value any

	what string // of those kept once: what is said
}

// ColumnPass is one judged column: its Status is set.
type ColumnPass struct {
	pass
	Column  *lanmu.Column
	Columns []*lanmu.Column
	Crawl   *lanmu.Crawl
}

// Reportf tells the one fault a rule finds in a column.
func (p *ColumnPass) Reportf(format string, args ...any) {
	p.Report(Report{
		Message: fmt.Sprintf(format, args...), Evidence: p.Column.Evidence, Anchor: p.Column.Name,
		Newest: p.Column.Newest, Overdue: p.Column.OverdueDays,
	})
}

// SitePass is the whole site, after all pages and columns.
type SitePass struct {
	pass
	Crawl   *lanmu.Crawl
	Columns []*lanmu.Column
	Pages   lanmu.Pages
	History History // nil: no earlier audit is known

	index *siteIndex
}

// Reportf tells a fault of the site as a whole.
func (p *SitePass) Reportf(format string, args ...any) {
	p.Report(Report{Message: fmt.Sprintf(format, args...)})
}

// Skipf tells that the rule could not judge the site at all: it has not run.
func (p *SitePass) Skipf(format string, args ...any) {
	p.s.mu.Lock()
	p.s.notRun[p.rule.ID] = true
	p.s.mu.Unlock()
	p.pass.Skipf(format, args...)
}

// Notes are what page rules kept under key, ordered by address.
func (p *SitePass) Notes(key string) []Note {
	p.s.kept(key)
	return p.s.notesOf(key)
}

// PageAt is the page read at an address, asked or final; nil: none.
func (p *SitePass) PageAt(url string) *lanmu.Facts { return p.Pages.At(url) }

// TitleOf is the title of the page at an address, or the address itself.
func (p *SitePass) TitleOf(url string) string {
	if f := p.PageAt(url); f != nil {
		if t := clip(clean(f.Title), 60); t != "" {
			return t
		}
	}
	return url
}

// ColumnOf is the column an address belongs to; nil: none.
func (p *SitePass) ColumnOf(url string) *lanmu.Column { return p.index.columnOf(url) }

// History tells what earlier audits saw.
type History interface {
	// FirstSeen is the day an item was first seen in a list; zero: never.
	FirstSeen(url string) lanmu.Date
	// Since is the day of the first audit kept.
	Since() lanmu.Date
}
