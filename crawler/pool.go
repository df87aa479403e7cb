package crawler

import (
	"sync"
	"time"
)

// job is an own page to be fetched.
type job struct {
	id    uint32
	turn  uint32   // its place in the order of the crawl
	url   string   // to ask: the page's address, or where its redirects led so far
	hops  []string // addresses asked before it
	from  uint32   // the page whose place it has: the first of hops
	tries int
	again pause
	sets  bool     // a cookie was set on the way
	doubt *glimpse // the first look, where it failed
}

// pool is the crawler's workers on the site itself: they fetch a level's pages,
// in order, and verify the site's files whenever no page is waiting.
type pool struct {
	mu     sync.Mutex
	change sync.Cond
	pages  []*job
	files  []uint32
	later  int // pages that wait for their not-before
	busy   int // pages under way
	filing int // files under way
	ended  bool
	wg     sync.WaitGroup
}

// newPool starts n workers.
func newPool(n int, newWorker func() *worker, page func(*worker, *job), file func(*worker, uint32)) *pool {
	p := &pool{}
	p.change.L = &p.mu
	for range n {
		w := newWorker()
		p.wg.Go(func() {
			for p.work(w, page, file) {
			}
		})
	}
	return p
}

// work does one thing; false: there will be nothing more.
func (p *pool) work(w *worker, page func(*worker, *job), file func(*worker, uint32)) bool {
	p.mu.Lock()
	for len(p.pages) == 0 && len(p.files) == 0 && !p.ended {
		p.change.Wait()
	}
	var done bool
	switch {
	case p.ended:
		p.mu.Unlock()
		return false
	case len(p.pages) > 0:
		j := p.pages[0]
		p.pages = p.pages[1:]
		p.busy++
		p.mu.Unlock()
		page(w, j)
		p.mu.Lock()
		p.busy--
		done = p.busy == 0
	default:
		id := p.files[0]
		p.files = p.files[1:]
		p.filing++
		p.mu.Unlock()
		file(w, id)
		p.mu.Lock()
		p.filing--
		done = p.filing == 0
	}
	if done || p.ended {
		p.change.Broadcast() // somebody may have waited for it
	}
	p.mu.Unlock()
	return true
}

// level fetches pages and returns when all of them are done with.
func (p *pool) level(jobs []*job) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages = append(p.pages, jobs...)
	p.change.Broadcast()
	for !p.ended && (len(p.pages) > 0 || p.later > 0 || p.busy > 0) || p.busy > 0 {
		p.change.Wait()
	}
}

// postpone puts a page back with a not-before; no worker waits for it.
func (p *pool) postpone(j *job, d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.later++
	time.AfterFunc(d, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.later--
		p.pages = append(p.pages, j)
		p.change.Broadcast()
	})
}

// verify adds files to be looked at when there is time.
func (p *pool) verify(ids []uint32) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = append(p.files, ids...)
	p.change.Broadcast()
}

// waitFiles returns when no file is left to look at.
func (p *pool) waitFiles() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.ended && len(p.files) > 0 || p.filing > 0 {
		p.change.Wait()
	}
}

// end lets the workers go after what they are at.
func (p *pool) end() {
	p.mu.Lock()
	p.ended = true
	p.change.Broadcast()
	p.mu.Unlock()
}

// queued is how much is waiting.
func (p *pool) queued() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.pages) + p.later
}
