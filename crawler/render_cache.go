package crawler

import "sync"

// cache keeps the scripts and style sheets that a site's pages share.
type cache struct {
	mu    sync.Mutex
	size  int
	known map[string]*reply
}

const maxCache = 64 << 20 // bytes

func (c *cache) get(address string) *reply {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.known[address]
}

func (c *cache) put(address string, r *reply) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil {
		c.known = map[string]*reply{}
	}
	if c.known[address] == nil && c.size+len(r.body) <= maxCache {
		c.known[address] = r
		c.size += len(r.body)
	}
}
