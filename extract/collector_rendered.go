package extract

import "lanmu"

// Replace puts what was read after a browser ran a page's scripts in the place
// of the raw reading, and tells whether there was one. Raw pages stay as they
// are everywhere else: what a site's pages share is told by those.
func (c *Collector) Replace(f *lanmu.Facts) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, old := range c.facts {
		if old.URL != f.URL && old.URL != f.Asked {
			continue
		}
		f.URL, f.Asked, f.Home = old.URL, old.Asked, old.Home
		c.slim(f)
		c.facts[i] = f
		c.settled = false
		return true
	}
	return false
}

// Unfilled notes why a browser could not fill the page at address.
func (c *Collector) Unfilled(address, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range c.facts {
		if f.URL == address {
			f.Unfilled = why
		}
	}
}
