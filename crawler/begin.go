package crawler

import (
	"fmt"
	"slices"

	"lanmu"
	"lanmu/internal/address"
)

// begin asks for robots.txt and the home page; false: there is no going on.
func (r *crawling) begin() bool {
	home, err := address.Normalize(r.site.URL)
	if err != nil {
		home = r.site.URL
	}
	r.mu.Lock()
	r.front.home = r.front.intern(home)
	r.mu.Unlock()
	if len(r.opt.Only) > 0 {
		return r.beginOnly()
	}
	r.crawl.TLS = r.lookAtTLS(home)
	r.crawl.IPv6 = r.lookUpIPv6(home)
	o := r.open(r.self, originOf(home))
	if !o.robots.allowed(home) {
		r.crawl.Home = &lanmu.Fail{Kind: lanmu.FailRobots, Detail: home}
		r.limits.add("robots.txt 不允许访问首页，没有检查。请网站管理员在 robots.txt 中允许 " + robotsAgent + " 访问后再查。")
		r.crawl.NotLooked[home] = lanmu.FailRobots
		return false
	}
	if !r.askHome(home) {
		return false
	}
	r.followMoved()
	r.sound(r.self, originOf(home), o)
	r.seed()
	r.admit()
	return true
}

// seed asks for the columns that the profile names, whether or not a page leads
// to them: menus are built by scripts, too. An address that no page uses becomes
// no target, for there is no link to put right.
func (r *crawling) seed() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.site.Columns {
		clean, err := address.Normalize(c.URL)
		if err != nil {
			continue // no address that a browser could ask for: the column ends unverified
		}
		id := r.front.intern(clean)
		if r.front.node(id).flags&flagOwn != 0 && !isFile(barePath(clean)) {
			r.front.wantPage(id, &lanmu.Link{URL: clean})
		}
	}
}

// askHome fetches the home page, more than once where it does not answer well.
func (r *crawling) askHome(home string) bool {
	j := &job{id: r.front.home, turn: r.front.nextTurn(), from: r.front.home}
	r.given++
	var t trail
	for try := 0; ; try++ {
		purpose := purposePage
		if try > 0 {
			purpose = purposeSlow
		}
		t = r.self.follow(home, purpose, fileHead, true)
		if !t.unsteady() || try == len(r.tune.homeGaps) {
			break
		}
		r.note("首页第 %d 次没有打开，%s后再试。", try+1, seconds(r.tune.homeGaps[try]))
		if !r.replaying() && !sleep(r.ctx, r.tune.homeGaps[try]) {
			break
		}
		t.release()
	}
	defer t.release()
	if t.stopped() {
		r.leaveUnread(j.id)
		return false
	}
	j.hops, j.url = t.hops, t.asked
	return r.readHome(j, t)
}

// readHome reads the home page and settles what the site is: where it moved to
// is the site's own as well.
func (r *crawling) readHome(j *job, t trail) bool {
	final := t.final()
	r.mu.Lock()
	r.crawl.HomeStatus = t.status
	if final != r.front.node(j.id).url && t.ok() {
		r.moveSite(j, final)
	}
	r.front.node(j.id).state = stateQueued
	r.front.claim(j.id)
	r.mu.Unlock()
	r.readPage(r.self, j, t.answer)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case t.fail != nil && t.fail.Kind != lanmu.FailTruncated:
		r.crawl.Home = t.fail
	case refusal(t.status):
		r.crawl.Home = &lanmu.Fail{Kind: lanmu.FailBlocked, Detail: fmt.Sprint(t.status)}
	}
	return r.crawl.Home == nil && t.status < 400
}

// moveSite makes the address that the home page leads to own. Where it is a
// folder of another body's host, only the folder is.
func (r *crawling) moveSite(j *job, final string) {
	if !r.scope.own(final) {
		r.scope.add(hostOf(final), folderOf(final))
	}
	id := r.front.intern(final)
	if n := r.front.node(id); id != j.id {
		n.flags |= flagOwn
		n.state, n.alias = stateAlias, j.id
		r.front.mark(id)
	}
}

func lastSlash(path string) int {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			return i
		}
	}
	return -1
}

// beginOnly starts from the addresses asked for instead of the home page.
func (r *crawling) beginOnly() bool {
	r.mu.Lock()
	list := slices.Clone(r.opt.Only)
	slices.Sort(list)
	for i, addr := range slices.Compact(list) {
		clean, err := address.Normalize(addr)
		if err != nil {
			r.limits.add(fmt.Sprintf("地址 %s 无法访问，没有检查。", addr))
			continue
		}
		id := r.front.intern(clean)
		n := r.front.node(id)
		n.key = uint64(i)
		n.count = max(n.count, 1)
		if n.flags&flagOwn != 0 && !isFile(barePath(clean)) {
			r.front.wantPage(id, &lanmu.Link{URL: clean})
		} else {
			r.front.wantCheck(id)
		}
	}
	r.mu.Unlock()
	r.admit()
	return true
}
