package extract

import (
	"sort"
	"sync"

	"lanmu"
)

// Collector gathers what the site's pages say and, when all are in, takes off
// what they share and resolves the columns. Add may be called concurrently.
type Collector struct {
	site *lanmu.Site
	at   lanmu.Date

	mu    sync.Mutex
	facts []*lanmu.Facts
	done  bool
}

// NewCollector starts one for a site.
func NewCollector(site *lanmu.Site, at lanmu.Date) *Collector {
	return &Collector{site: site, at: at}
}

// Add takes one page's facts and lets go of what is not needed any more.
func (c *Collector) Add(f *lanmu.Facts) {
	if f == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.facts = append(c.facts, f)
	c.done = false
}

// Columns resolves the site's columns, in stable order; status is not judged here.
func (c *Collector) Columns(crawl *lanmu.Crawl) []*lanmu.Column {
	return resolveColumns(c.site, c.at, c.Facts(), crawl)
}

// Facts are all pages' facts, slimmed, ordered by address. List is by then set
// with the help of what the site's pages share.
func (c *Collector) Facts() []*lanmu.Facts {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.done {
		sort.SliceStable(c.facts, func(i, j int) bool { return c.facts[i].URL < c.facts[j].URL })
		c.done = true
	}
	return c.facts
}
