// Package rules turns facts into findings and lets a standard weigh them. Rules
// find, a standard weighs: a rule has no severity of its own.
package rules

import (
	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// Rule is a check. It is a value: one file and one folder of fixtures each.
type Rule struct {
	ID        string
	Title     string // Chinese, as the ledger's 问题类别 says it
	Doc       string // Chinese: what is looked for, why, what is not accused
	Fix       string // Chinese: what the clerk is to do
	Indicator string // indicator of the standard it counts for by default; "" none
	Source    string // document number, 国办秘函〔2019〕19号
	Certainty lanmu.Certainty

	Page   func(*PagePass)   // called once a page, concurrently
	Column func(*ColumnPass) // called once a judged column, after all pages
	Site   func(*SitePass)   // called once
}

// Session judges one site on one day.
type Session struct{}

// NewSession starts one. A rule without title, doc or fix is an error.
func NewSession(site *lanmu.Site, at lanmu.Date, std *Standard) (*Session, error) {
	return &Session{}, nil
}

// Page runs the page rules. It may be called concurrently; doc may be nil.
func (s *Session) Page(p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts) {}

// Finish runs column and site rules, sets every column's status and returns
// what was found and what could not be told, in stable order.
func (s *Session) Finish(crawl *lanmu.Crawl, columns []*lanmu.Column, pages []*lanmu.Facts) ([]*lanmu.Finding, []lanmu.Skip) {
	return nil, nil
}

// Refs are the rules that run in this session.
func (s *Session) Refs() []lanmu.RuleRef { return nil }

// Standard is one edition: vetoes, indicators, periods. A file of standards/.
type Standard struct {
	ID, Name, Document string
}

// LoadStandard finds an edition by id or file; "" takes the one in force at.
func LoadStandard(idOrFile string, at lanmu.Date) (*Standard, error) { return nil, nil }

// Weigh makes the verdict of what an audit found.
func (std *Standard) Weigh(a *lanmu.Audit) lanmu.Verdict { return lanmu.Verdict{} }

// PagePass, ColumnPass and SitePass are what a rule sees and reports through.
type PagePass struct{}

// ColumnPass is one column's.
type ColumnPass struct{}

// SitePass is the whole site's.
type SitePass struct{}
