package extract

import "lanmu"

// Replace puts what was read after a browser ran a page's scripts in the place
// of the raw reading, and tells whether there was one. Raw pages stay as they
// are everywhere else: what a site's pages share is told by those.
func (c *Collector) Replace(f *lanmu.Facts) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settled = false
	return c.shelf.swap(func(url string) bool { return url == f.URL || url == f.Asked }, func(old *lanmu.Facts) *lanmu.Facts {
		f.URL, f.Asked, f.Home = old.URL, old.Asked, old.Home
		c.trim(f)
		c.share(f)
		return f
	})
}

// Unfilled notes why a browser could not fill the page at address.
func (c *Collector) Unfilled(address, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shelf.swap(func(url string) bool { return url == address }, func(old *lanmu.Facts) *lanmu.Facts {
		old.Unfilled = why
		return old
	})
}
