// Package crawler turns a site into pages. It is the only door to Colly, to the
// browser and to recordings, and the only concurrent place. It reads no page.
package crawler

import (
	"time"

	"lanmu"
)

// Options say how to crawl beyond what the profile says.
type Options struct {
	Record    string   // recording to write (WARC); "" none
	Replay    string   // recording to judge instead of the network; "" network
	Only      []string // look at these addresses alone, and at further pages of their lists; nil: the whole site
	Resume    bool     // go on from what Record already holds
	Previous  string   // an earlier recording, for conditional requests; "" none
	Browser   string   // path of Chromium; "" found on the system
	Impatient bool     // somebody waits: a home page that fails is asked once more, a second later, and not thrice

	Spent time.Duration // of the profile's max_time, by earlier runs that Resume goes on from

	Links bool // verify links (own pages are always told)
	// Known answers for a page that is what it was last night, by its addresses,
	// its digest and Declared; false: it must be read. Its body and most of its
	// header are left out. nil: every page is read.
	Known func(*lanmu.Page) (lanmu.Seen, bool)
	// File reads the site's own attachments and style sheets, on the crawler's
	// workers; nil: only their first bytes are asked for. Fail says why one did
	// not come whole. It is the crawler's again when File returns.
	File     func(*lanmu.Page, lanmu.LinkKind)
	Glance   func(*lanmu.Page) lanmu.Glance // reads an outside page; nil: not read
	Now      func() time.Time               // nil: time.Now
	Progress func(lanmu.Progress)           // called often, must be quick; nil: none
	Note     func(lanmu.LogLine)            // what the crawl meets on its way, by any worker, must be quick; nil: none
	Version  string                         // for the User-Agent

	tune func(*tuning) // tests only
}
