// Package extract reads a page: what it is, which rows are its own, what every
// date on it means. It asks no network and no clock.
package extract

import (
	"github.com/PuerkitoBio/goquery"

	"lanmu"
)

// Options are what reading may know beside the page.
type Options struct {
	At   lanmu.Date  // the day on which the site is judged; later dates are refused
	Site *lanmu.Site // profile; nil: none
}

// Reading is one page, parsed once. Doc lives only while the page is read.
type Reading struct {
	Facts *lanmu.Facts
	Doc   *goquery.Document // nil where the page is no HTML or could not be parsed
	Links []lanmu.Link
}

// Read reads one page. It never panics; what could not be read is told in
// Facts.Trouble.
func Read(p *lanmu.Page, opt Options) *Reading { return &Reading{Facts: &lanmu.Facts{}} }

// Glance reads the little that is asked of a page outside the site.
func Glance(p *lanmu.Page) lanmu.Glance { return lanmu.Glance{} }

// Collector gathers what the site's pages say and, when all are in, takes off
// what they share and resolves the columns. Add may be called concurrently.
type Collector struct{}

// NewCollector starts one for a site.
func NewCollector(site *lanmu.Site, at lanmu.Date) *Collector { return &Collector{} }

// Add takes one page's facts and lets go of what is not needed any more.
func (c *Collector) Add(f *lanmu.Facts) {}

// Columns resolves the site's columns, in stable order; status is not judged here.
func (c *Collector) Columns(crawl *lanmu.Crawl) []*lanmu.Column { return nil }

// Facts are all pages' facts, slimmed, ordered by address. List is by then set
// with the help of what the site's pages share.
func (c *Collector) Facts() []*lanmu.Facts { return nil }
