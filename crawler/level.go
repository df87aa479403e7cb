package crawler

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lanmu"
	"lanmu/internal/address"
)

// The crawl goes level by level: pages of one level are fetched by all workers
// at once, what they link to is admitted in order when the last one is in.
// Which page comes next, which are left out by a limit and what is told of each
// never depends on which worker was faster, so that a recording judged again
// gives the same crawl. While a level's last pages are awaited the workers
// verify files, so the waiting costs nothing.

// slice is how many pages of a level are fetched before the files and outside
// links found on them are handed out.
const slice = 2000

// whole is the crawl from its first request to its last.
func (r *crawling) whole() *lanmu.Crawl {
	r.self = r.newWorker()
	r.pool = newPool(max(r.site.Crawl.Concurrency, 1), r.newWorker, r.fetchPage, r.checkFile)
	r.outside = newOutside(r, outsideWorkers(r.site.Crawl.Concurrency))
	unhook := context.AfterFunc(r.ctx, func() { r.pool.end(); r.outside.end() })
	unwatch := r.watch()
	if r.begin() {
		r.levels()
		r.settleLinks()
	}
	unwatch()
	unhook()
	r.pool.end()
	r.outside.end()
	r.pool.wg.Wait()
	r.outside.wg.Wait()
	return r.finish()
}

// watch ends the crawl when its time is over or its window closes. A recording
// is judged at any hour.
func (r *crawling) watch() (stop func()) {
	if r.replaying() {
		return func() {}
	}
	var timers []*time.Timer
	if d := r.site.Crawl.MaxTime; d > 0 {
		timers = append(timers, time.AfterFunc(d-r.opt.Spent, func() {
			r.cancel(stopCause(fmt.Sprintf("检查达到时间上限（%s），尚未检查的页面没有再看。", d)))
		}))
	}
	if w := r.site.Crawl.Window; w != "" {
		r.watchWindow(w, &timers)
	}
	return func() {
		for _, t := range timers {
			t.Stop()
		}
	}
}

// watchWindow stops at the window's end, or at once outside of it.
func (r *crawling) watchWindow(window string, timers *[]*time.Timer) {
	zone := r.site.Location
	if zone == nil {
		zone = time.Local
	}
	now := r.opt.Now().In(zone)
	closed := stopCause(fmt.Sprintf("站点配置只允许在 %s 访问，已停止检查。请在允许的时段内继续。", window))
	if !inWindow(window, now) {
		r.cancel(closed)
		return
	}
	for d := time.Minute; d <= 24*time.Hour; d += time.Minute {
		if !inWindow(window, now.Add(d)) {
			*timers = append(*timers, time.AfterFunc(d-time.Duration(now.Second())*time.Second, func() { r.cancel(closed) }))
			return
		}
	}
}

// levels goes from level to level until nothing is left.
func (r *crawling) levels() {
	for r.ctx.Err() == nil {
		ids := r.next()
		if len(ids) == 0 {
			if !r.slowPass() {
				return
			}
			r.followMoved()
			r.admit()
			continue
		}
		for part := range slices.Chunk(ids, slice) {
			r.pool.level(r.jobs(part))
			r.handOut()
		}
		r.followMoved()
		r.admit()
	}
}

// next gives out the next level: pages met for the first time, or, where there
// are none, the further pages of lists.
func (r *crawling) next() []uint32 {
	r.mu.Lock() // who tells the progress counts them
	defer r.mu.Unlock()
	list := &r.fresh
	if len(*list) == 0 {
		list = &r.pagers
	}
	ids := *list
	if limit := r.site.Crawl.MaxPages; limit > 0 {
		ids = ids[:min(len(ids), max(limit-r.given, 0))]
	}
	*list = (*list)[len(ids):]
	r.given += len(ids)
	return ids
}

func (r *crawling) jobs(ids []uint32) []*job {
	jobs := make([]*job, 0, len(ids))
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, id := range ids {
		jobs = append(jobs, &job{id: id, turn: r.front.nextTurn(), url: r.front.node(id).url, from: id})
	}
	return jobs
}

// admit decides on the pages met in the level: which are fetched, and when.
func (r *crawling) admit() {
	r.mu.Lock()
	list := r.front.takeFound()
	r.mu.Unlock()
	for _, id := range list {
		r.mu.Lock()
		n := r.front.node(id)
		addr, state := n.url, n.state
		r.mu.Unlock()
		if state == stateFound {
			r.admitOne(id, addr)
		}
	}
	r.handOut()
}

// admitOne decides on one page.
func (r *crawling) admitOne(id uint32, addr string) {
	skip := func(s state, reason string) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.front.node(id).state = s
		r.front.settle(id, &lanmu.Target{URL: addr, Verdict: lanmu.LinkSkipped, Reason: reason})
	}
	if r.scope.excluded(addr) {
		skip(stateExclude, "excluded by the profile")
		return
	}
	o := r.open(r.self, originOf(addr))
	if !o.robots.allowed(addr) {
		skip(stateRobots, "robots.txt")
		return
	}
	r.sound(r.self, originOf(addr), o)
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.front.node(id)
	if other, ok := r.front.claim(id); !ok {
		if o.alive {
			n.state, n.alias = stateAlias, other
		} else {
			// The page is known by another scheme or host name, and this one is
			// dead: the link is, not the page.
			n.state = stateNone
			r.front.wantCheck(id)
		}
		return
	}
	n.depth = r.front.node(n.from).depth + 1
	if !r.traps.admit(n, r.front.node(n.from)) {
		n.state = stateTrap
		r.front.settle(id, &lanmu.Target{URL: addr, Verdict: lanmu.LinkSkipped, Reason: "endless place"})
		return
	}
	n.state = stateQueued
	if n.flags&flagPager != 0 {
		r.pagers = append(r.pagers, id)
	} else {
		r.fresh = append(r.fresh, id)
	}
}

// handOut gives the files and outside links met so far to those who verify
// them. An address that was met as a page, too, is judged as one.
func (r *crawling) handOut() {
	r.mu.Lock()
	var files, outside []uint32
	for _, id := range r.front.takeChecks() {
		n := r.front.node(id)
		switch {
		case n.state != stateNone || n.target != nil || n.flags&flagAsked != 0:
		case r.scope.ignored(n.url):
			r.front.settle(id, &lanmu.Target{URL: n.url, Verdict: lanmu.LinkSkipped, Reason: "ignored by the profile"})
		case n.flags&flagOwn != 0 && r.scope.excluded(n.url):
			r.front.settle(id, &lanmu.Target{URL: n.url, Verdict: lanmu.LinkSkipped, Reason: "excluded by the profile"})
		default:
			n.flags |= flagAsked
			if n.flags&flagOwn != 0 {
				files = append(files, id)
			} else {
				outside = append(outside, id)
			}
		}
	}
	r.mu.Unlock()
	r.pool.verify(files)
	r.outside.add(outside)
}

// leads notes that a page leads to another address of the site. Where it leads
// is decided when the level is in, for another page may lead there as well.
func (r *crawling) leads(j *job, to string) {
	j.hops = append(j.hops, j.url)
	j.url = to
	r.mu.Lock()
	defer r.mu.Unlock()
	r.moved = append(r.moved, j)
}

// followMoved fetches what this level's redirects lead to, unless it is a page
// that is known already: that one stands for both then.
func (r *crawling) followMoved() {
	for r.ctx.Err() == nil {
		r.mu.Lock()
		moved := r.moved
		r.moved = nil
		r.mu.Unlock()
		if len(moved) == 0 {
			return
		}
		slices.SortFunc(moved, func(a, b *job) int { return int(a.turn) - int(b.turn) })
		var jobs []*job
		for _, j := range moved {
			if r.standsFor(j) {
				jobs = append(jobs, j)
			}
		}
		r.pool.level(jobs)
	}
}

// standsFor makes the address that j leads to a page; false where there is
// nothing to fetch.
func (r *crawling) standsFor(j *job) bool {
	to := address.StripSession(j.url)
	excluded, robots := r.scope.excluded(to), !r.allowed(r.self, j.url)
	r.mu.Lock()
	defer r.mu.Unlock()
	id := r.front.intern(to)
	from := r.front.node(j.id)
	n := r.front.node(id)
	from.state, from.alias = stateAlias, id
	switch {
	case excluded, robots:
		from.state = stateRobots
		if excluded {
			from.state = stateExclude
		}
		r.front.settle(j.id, &lanmu.Target{URL: from.url, Final: to, Verdict: lanmu.LinkSkipped, Reason: "leads to what is not to be looked at"})
		return false
	case n.state != stateNone && n.state != stateFound:
		return false
	}
	if other, ok := r.front.claim(id); !ok && other != j.id {
		from.alias = other
		return false
	}
	n.state, n.depth, n.from, n.key = stateQueued, from.depth, from.from, from.key
	j.id = id
	return true
}

// looksAt tells the progress, a few times a second at most.
func (r *crawling) looksAt(stage, addr string) {
	if r.opt.Progress == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	if now.Sub(r.told) < 50*time.Millisecond {
		return
	}
	r.told = now
	_, size, first, _ := r.tally.read()
	p := lanmu.Progress{
		Stage: stage, Pages: r.pages, Links: r.links, Bytes: size, Current: addr,
		Queue: len(r.fresh) + len(r.pagers) + len(r.front.found) + r.pool.queued(),
	}
	p.Total = p.Pages + p.Queue
	if secs := r.opt.Now().Sub(first).Seconds(); !first.IsZero() && secs > 0 {
		p.Rate = float64(p.Pages) / secs
	}
	r.opt.Progress(p)
}
