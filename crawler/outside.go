package crawler

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"lanmu"
)

// outside verifies links to other hosts. A host is one worker's at a time, who
// asks for its addresses one after the other: many hosts are asked at once, and
// none of them is pressed.
type outside struct {
	run    *crawling
	mu     sync.Mutex
	change sync.Cond
	hosts  map[string]*outsideHost
	ready  []*outsideHost // hosts with addresses that nobody is at, in order
	busy   int
	ended  bool
	wg     sync.WaitGroup
}

// outsideHost is one host with what is to be asked of it.
type outsideHost struct {
	name   string
	queue  []uint32
	doubts []*doubt // for the second pass
	taken  bool
	lost   *fingerprint // how it answers for what is not there
	asked  bool         // for a random path
	deaf   int          // addresses in a row to which it gave no answer
	lastly *glimpse     // the last of them
}

// deafAfter is after how many addresses in a row without any answer a host's
// others are not asked any more: they get the same verdict.
const deafAfter = 3

func outsideWorkers(concurrency int) int { return min(max(4*concurrency, 8), 32) }

func newOutside(r *crawling, n int) *outside {
	o := &outside{run: r, hosts: map[string]*outsideHost{}}
	o.change.L = &o.mu
	for range n {
		w := r.newWorker()
		o.wg.Go(func() {
			for o.work(w) {
			}
		})
	}
	return o
}

// add hands out addresses of other hosts.
func (o *outside) add(ids []uint32) {
	if len(ids) == 0 {
		return
	}
	o.run.mu.Lock()
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = hostOf(o.run.front.node(id).url)
	}
	o.run.mu.Unlock()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, id := range ids {
		h := o.host(names[i])
		h.queue = append(h.queue, id)
		o.offer(h)
	}
	o.change.Broadcast()
}

// addDoubts hands out what is to be looked at again.
func (o *outside) addDoubts(list []*doubt) {
	o.run.mu.Lock()
	names := make([]string, len(list))
	for i, d := range list {
		names[i] = hostOf(o.run.front.node(d.id).url)
	}
	o.run.mu.Unlock()
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, d := range list {
		h := o.host(names[i])
		h.doubts = append(h.doubts, d)
		h.deaf = 0
		o.offer(h)
	}
	o.change.Broadcast()
}

func (o *outside) host(name string) *outsideHost {
	h := o.hosts[name]
	if h == nil {
		h = &outsideHost{name: name}
		o.hosts[name] = h
	}
	return h
}

func (o *outside) offer(h *outsideHost) {
	if !h.taken {
		h.taken = true
		o.ready = append(o.ready, h)
	}
}

// work takes one host and asks for all of its addresses; false: there will be
// nothing more.
func (o *outside) work(w *worker) bool {
	o.mu.Lock()
	for len(o.ready) == 0 && !o.ended {
		o.change.Wait()
	}
	if o.ended {
		o.mu.Unlock()
		return false
	}
	h := o.ready[0]
	o.ready = o.ready[1:]
	o.busy++
	for (len(h.queue) > 0 || len(h.doubts) > 0) && !o.ended {
		queue, doubts := h.queue, h.doubts
		h.queue, h.doubts = nil, nil
		o.mu.Unlock()
		for _, id := range queue {
			o.run.checkOutside(w, h, id)
		}
		for _, d := range doubts {
			o.run.recheckOutside(w, h, d)
		}
		o.mu.Lock()
	}
	h.taken = false
	o.busy--
	o.change.Broadcast()
	o.mu.Unlock()
	return true
}

// wait returns when nothing is left to ask.
func (o *outside) wait() {
	o.mu.Lock()
	defer o.mu.Unlock()
	for !o.ended && len(o.ready) > 0 || o.busy > 0 {
		o.change.Wait()
	}
}

func (o *outside) end() {
	o.mu.Lock()
	o.ended = true
	o.change.Broadcast()
	o.mu.Unlock()
}

// checkOutside verifies one address of another host.
func (r *crawling) checkOutside(w *worker, h *outsideHost, id uint32) {
	if r.ctx.Err() != nil {
		return
	}
	r.mu.Lock()
	addr, kind := r.front.node(id).url, r.front.node(id).kind
	r.mu.Unlock()
	if h.deaf >= deafAfter {
		d := &doubt{id: id, first: *h.lastly}
		r.mu.Lock()
		r.slowLinks = append(r.slowLinks, d)
		r.mu.Unlock()
		return
	}
	r.looksAt("links", addr)
	o := r.lookOutside(w, h, addr, kind, filePurpose(addr, kind, false))
	defer o.release()
	h.listen(o)
	r.firstLook(id, addr, o, false)
}

// listen counts the addresses to which a host gave no answer.
func (h *outsideHost) listen(o *outcome) {
	if o.status != 0 || o.fail == nil {
		h.deaf = 0
		return
	}
	switch o.fail.Kind {
	case lanmu.FailDNS, lanmu.FailRefused, lanmu.FailTimeout, lanmu.FailTLS, lanmu.FailUnreachable, lanmu.FailResolver:
		g := o.glimpse(judge(o, false))
		h.deaf, h.lastly = h.deaf+1, &g
	}
}

// recheckOutside looks at one address again. A host that gives no answer to
// several in a row gives none to the rest.
func (r *crawling) recheckOutside(w *worker, h *outsideHost, d *doubt) {
	r.mu.Lock()
	addr, kind := r.front.node(d.id).url, r.front.node(d.id).kind
	r.mu.Unlock()
	if r.ctx.Err() != nil {
		r.settleLink(d.id, d.target(addr, unconfirmed(d.first)))
		return
	}
	if h.deaf >= deafAfter {
		o := &outcome{trail: trail{answer: &answer{asked: addr, status: h.lastly.status, fail: h.lastly.fail}}}
		verdict := confirm(d.first, judge(o, false), h.lastly.at)
		verdict.reason += ", as other addresses of " + h.name
		r.settleLink(d.id, o.target(addr, verdict))
		return
	}
	r.lookAgain(w, d, func(purpose string) *outcome {
		o := r.lookOutside(w, h, addr, kind, purpose)
		h.listen(o)
		return o
	}, false)
}

// lookOutside asks for an outside address and reads the little that is read of
// such a page.
func (r *crawling) lookOutside(w *worker, h *outsideHost, addr string, kind lanmu.LinkKind, purpose string) *outcome {
	o := r.lookAt(w, addr, kind, purpose)
	if !o.ok() || o.content != "" || o.soft != "" {
		return o
	}
	if !h.asked && !homeLike(addr) {
		h.asked = true
		h.lost = r.lostPage(w, originOf(addr))
	}
	r.disguiseOutside(h, addr, o)
	return o
}

// disguiseOutside finds out whether a success is a not-found answer, and reads
// title and taint.
func (r *crawling) disguiseOutside(h *outsideHost, addr string, o *outcome) {
	text := o.charset != "" && strings.Contains(o.media, "html")
	if why := h.lost.matches(addr, o.final(), digestOf(o.raw()), o.text()); why != "" && text {
		o.soft, o.softSure = why, true
	} else if why, sure := movedAway(addr, o.final(), false, h.lost); why != "" {
		o.soft, o.softSure = why, sure
	}
	if !text || r.opt.Glance == nil {
		return
	}
	seen := r.glance(&lanmu.Page{
		Asked: addr, URL: o.final(), Redirects: o.hops, Status: o.status, Header: o.header, Body: o.text(),
		RawSize: len(o.raw()), Charset: o.charset, MediaType: o.media, Fetched: o.exchange.At, Took: o.took,
	})
	o.title, o.taint = seen.Title, seen.Taint
	if o.soft == "" && seen.Soft != "" && !homeLike(addr) {
		o.soft, o.softSure = seen.Soft, true
	}
}

// glance reads an outside page; a panic of the reader costs what it would have
// told.
func (r *crawling) glance(p *lanmu.Page) (seen lanmu.Glance) {
	defer func() {
		if recover() != nil {
			seen = lanmu.Glance{}
		}
	}()
	return r.opt.Glance(p)
}

// settleLinks waits for the links' first looks and then takes the second ones.
func (r *crawling) settleLinks() {
	r.pool.waitFiles()
	r.outside.wait()
	r.mu.Lock()
	list := r.slowLinks
	r.slowLinks = nil
	r.front.sortDoubts(list)
	var own, others []*doubt
	for _, d := range list {
		if r.front.node(d.id).flags&flagOwn != 0 {
			own = append(own, d)
		} else {
			others = append(others, d)
		}
	}
	r.mu.Unlock()
	if len(list) > 0 {
		r.note("有 %d 个链接第一遍没有打开，开始放慢速度逐个核实。", len(list))
	}
	r.outside.addDoubts(others)
	for _, d := range own {
		r.mu.Lock()
		addr, kind := r.front.node(d.id).url, r.front.node(d.id).kind
		r.mu.Unlock()
		r.lookAgain(r.self, d, func(purpose string) *outcome { return r.lookAt(r.self, addr, kind, purpose) }, true)
	}
	r.outside.wait()
}

func (f *frontier) sortDoubts(list []*doubt) {
	slices.SortFunc(list, func(a, b *doubt) int {
		return cmp.Or(cmp.Compare(f.node(a.id).key, f.node(b.id).key), strings.Compare(f.node(a.id).url, f.node(b.id).url))
	})
}
