// Package crawler turns a site into pages. It is the only door to Colly, to the
// browser and to recordings, and the only concurrent place. It reads no page.
package crawler

import (
	"context"
	"errors"
	"time"

	"lanmu"
)

// Options say how to crawl beyond what the profile says.
type Options struct {
	Record   string // recording to write (WARC); "" none
	Replay   string // recording to judge instead of the network; "" network
	Resume   bool   // go on from what Record already holds
	Previous string // an earlier recording, for conditional requests; "" none
	Browser  string // path of Chromium; "" found on the system

	Links    bool                           // verify links (own pages are always told)
	Glance   func(*lanmu.Page) lanmu.Glance // reads an outside page; nil: not read
	Now      func() time.Time               // nil: time.Now
	Progress func(lanmu.Progress)           // called often, must be quick; nil: none
	Version  string                         // for the User-Agent
}

// Crawl visits site breadth first from its home page. visit is called by the
// crawler's workers, several at a time, once for each page that gave an answer
// and for each that failed (Page.Fail set); it answers with the page's links.
// The error is for what keeps the audit from being one at all (recording not
// writable, profile without a host); an unreachable site is no error but
// Crawl.Home.
func Crawl(ctx context.Context, site *lanmu.Site, opt Options, visit func(*lanmu.Page) lanmu.Seen) (*lanmu.Crawl, error) {
	return nil, errors.New("not built yet")
}
