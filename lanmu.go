// Package lanmu is the vocabulary of the house: the types every floor speaks.
//
// It imports nothing of ours. Read this package first, in this order:
// lanmu.go (the site and its profile), page.go (what the crawler saw),
// facts.go (what a page says), column.go (what a column is), audit.go (what
// was found and what it weighs), date.go (days and periods).
//
// The way of an audit, which is a pure function of recording, profile and day:
//
//	profile ─▶ crawler ──Page──▶ extract ──Facts──▶ rules ──Finding──▶ standard ──Verdict──▶ Audit ─▶ reports
package lanmu

import "time"

// Site is a bureau's website as its profile describes it, checked and with
// every default filled in. internal/config makes it; nothing changes it after.
type Site struct {
	ID       string // metric label; default: the host
	Name     string // 网站名称; default: the home page's SiteName tag or title
	URL      string // home page, absolute
	SiteCode string // 网站标识码, 10 digits; "" unknown
	Standard string // edition's id or path of a file; "": follows the audit's day
	Location *time.Location

	Departments []Department
	Columns     []ColumnSpec
	Discover    bool // columns found on the site and not named in Columns are audited too
	Crawl       CrawlSettings
	Links       LinkSettings
	Words       []string // paths of word lists, absolute
	Waivers     []Waiver
	Calendar    string // path of a file of holidays laid over the shipped ones, absolute; "" none
	File        string // path of the profile; "" for a bare address
}

// Department is a 责任处室: whose a column or page is.
type Department struct {
	ID, Name, Contact string
	Paths             []string // path prefixes that are this department's
}

// ColumnSpec is what a profile says of one column beyond automatic reading.
type ColumnSpec struct {
	ID, Name   string
	URL        string // absolute
	Kind       Kind   // "" automatic
	Department string // Department.ID, "" by path
	MaxAge     Period // zero: the standard's for the kind
	Required   bool   // column-missing when the site has it no more
	Exempt     string // reason; "" not exempt
	Items      string // CSS selector of the rows, where automatic reading errs
	Date       string // CSS selector of the date inside a row
}

// CrawlSettings bound the crawl. Rates are requests a second to one host.
type CrawlSettings struct {
	Rate        float64 // requests/s to one host; 0: no limit
	Concurrency int     // requests under way at once
	Timeout     time.Duration
	MaxPages    int // 0: none
	MaxTime     time.Duration
	Reverify    int // days after which a page that the server calls unchanged is fetched whole; 0: 28
	Render      RenderMode
	Hosts       []string // further hosts that are the site's own
	Exclude     []string // path globs not to visit
	Headers     map[string]string
	Proxy       string
	UserAgent   string
	Window      string            // "22:00-06:00": the hours in which to crawl, site's zone
	Resolve     map[string]string // host → host:port to dial instead
	Attachments AttachmentSettings
}

// AttachmentSettings bound the attachments whose text is read.
type AttachmentSettings struct {
	Read     bool
	MaxSize  int64 // bytes of one; larger ones are not read
	MaxCount int   // attachments asked for whole in an audit; 0: no limit
	MaxTotal int64 // bytes of all of them
}

// RenderMode says when a browser is asked.
type RenderMode string

// The render modes.
const (
	RenderAuto   RenderMode = "auto"
	RenderNever  RenderMode = "never"
	RenderAlways RenderMode = "always"
)

// LinkSettings say which links are verified.
type LinkSettings struct {
	External bool     // verify links to other hosts
	Allow    []string // host globs that may be linked without remark
	Ignore   []string // address globs not to verify
}

// Waiver accepts a finding for a time, with a name to it. It hides no point.
type Waiver struct {
	Rule       string `json:"-"`
	Column     string `json:"-"`
	URL        string `json:"-"`
	Reason     string `json:"reason"`
	ApprovedBy string `json:"approved_by"`
	Until      Date   `json:"until"` // last day it holds
}
