package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"lanmu"
)

// The last record of a recording says how the crawl ended, so that judging it
// again says so too.
const (
	methodEnd  = "END"
	purposeEnd = "end"
	// headerTrust is what it says about pages that the server called unchanged.
	headerTrust = "Lanmu-Trust"
	headerLied  = "Lanmu-Lied" // address of such a page that was not
)

// finish makes the Crawl of what the run knows. All workers are at rest.
func (r *crawling) finish() *lanmu.Crawl {
	c := r.crawl
	stop := r.ending()
	r.closeStates(stop)
	var first, last time.Time
	c.Requests, c.Bytes, first, last = r.tally.read()
	c.Started, c.Finished = r.tape.Started(), r.opt.Now()
	if r.replaying() && !first.IsZero() {
		// The recording knows when the crawl began; one of another tool may not.
		c.Finished = last
		if c.Started.IsZero() {
			c.Started = first
		}
	}
	c.Pages, c.Revisited = r.pages, r.revisited
	c.SoftHosts = slices.Sorted(maps.Keys(r.softHosts))
	c.Targets, c.Well = r.targets()
	r.offline()
	if o := r.origins[originOf(r.site.URL)]; o != nil {
		c.Robots = o.robots.found
	}
	known, left := r.coverage()
	c.Complete = stop == "" && left == 0 && c.Home == nil && !r.lonely()
	c.Coverage = 0
	if known > 0 {
		c.Coverage = float64(c.Pages) / float64(known)
	}
	r.limits.add(r.traps.tell()...)
	r.limits.add(r.files.tell()...)
	slices.Sort(r.limits.list)
	c.Limits = r.limits.list
	return c
}

// ending says why the crawl ended before its end, "" it did not, and puts it on
// the tape or takes it from there.
func (r *crawling) ending() string {
	if r.replaying() {
		return r.recordedEnding()
	}
	stop := ""
	switch cause := context.Cause(r.ctx); {
	case cause == nil:
	case errors.As(cause, new(stopCause)), errors.As(cause, new(recordingLost)):
		stop = cause.Error()
	case errors.Is(cause, context.DeadlineExceeded):
		stop = "检查达到时间上限，尚未检查的页面没有再看。"
	default:
		stop = "检查被中断，尚未检查的页面没有再看。"
	}
	if stop != "" {
		r.limits.add(stop)
	}
	r.limits.add(r.trust.tell()...)
	x := &Exchange{Method: methodEnd, URL: r.site.URL, Purpose: purposeEnd, At: r.opt.Now(), Header: http.Header{headerTrust: r.trust.tell(), headerLied: r.trust.wrong()}}
	if stop != "" {
		x.Fail = &lanmu.Fail{Kind: lanmu.FailStopped, Detail: stop}
	}
	// A recording that cannot be written any more is told by close.
	if err := r.tape.Put(x); err != nil && r.tapeErr == nil {
		r.tapeErr = err
	}
	return stop
}

// recordedEnding is the last ending on the tape: a resumed crawl has several.
func (r *crawling) recordedEnding() (stop string) {
	if r.ctx.Err() != nil {
		stop = "检查被中断，尚未检查的页面没有再看。"
	}
	var told []string
	for {
		x, ok := r.tape.Next(methodEnd, r.site.URL, purposeEnd)
		if !ok {
			break
		}
		stop = ""
		told = x.Header[headerTrust]
		if x.Fail != nil {
			stop = x.Fail.Detail
		}
	}
	r.limits.add(told...)
	if stop != "" {
		r.limits.add(stop)
	}
	return stop
}

// closeStates settles what was left open when the crawl ended.
func (r *crawling) closeStates(stop string) {
	for _, d := range append(r.slowPages, r.slowLinks...) {
		n := r.front.node(d.id)
		if n.came() == nil && n.state != stateDone {
			r.front.settle(d.id, d.target(n.url, unconfirmed(d.first)))
		}
	}
	for id := uint32(1); id < r.front.count; id++ {
		n := r.front.node(id)
		switch n.state {
		case stateFound, stateQueued, stateLeft:
			r.crawl.NotLooked[n.url] = lanmu.FailStopped
		case stateRobots:
			r.crawl.NotLooked[n.url] = lanmu.FailRobots
		case stateDone:
			if r.unrecorded(n) {
				r.crawl.NotLooked[n.url] = lanmu.FailNotRecorded
				if stop != "" {
					r.crawl.NotLooked[n.url] = lanmu.FailStopped
				}
			}
		}
	}
	if n := len(r.fresh) + len(r.pagers); n > 0 && stop == "" {
		if limit := r.site.Crawl.MaxPages; limit > 0 && r.given >= limit {
			r.limits.add(fmt.Sprintf("检查达到页数上限（%d 页），还有 %d 个已知页面没有看。可用 --max-pages 放宽。", limit, n))
		}
	}
}

func (r *crawling) unrecorded(n *node) bool {
	return n.target != nil && n.target.Fail != nil && n.target.Fail.Kind == lanmu.FailNotRecorded
}

// coverage counts the site's pages that are known, and those that should have
// been fetched and were not. What robots.txt or the profile keep out, and the
// rest of endless places, is not asked for.
func (r *crawling) coverage() (known, left int) {
	for id := uint32(1); id < r.front.count; id++ {
		switch n := r.front.node(id); n.state {
		case stateDone:
			known++
			if r.unrecorded(n) {
				left++
			}
		case stateFound, stateQueued, stateLeft:
			known++
			left++
		}
	}
	return max(known, r.pages), left
}

// lonely tells a site of which only the home page could be found: a report on
// it must not look like a clean bill.
func (r *crawling) lonely() bool {
	if len(r.opt.Only) > 0 || r.crawl.Home != nil || r.pages > 1 || r.front.claimed > 1 || r.crawl.HomeStatus >= 400 {
		return false
	}
	r.limits.add("首页上没有找到指向本站其他页面的链接，只看了首页一页，不能说明网站没有问题。请确认首页地址；若首页由脚本生成，请安装浏览器后重查。")
	return true
}

// targets makes the lists of everything linked, in order of address. Of pages
// that are well, most of a large site, the address will do.
func (r *crawling) targets() (list []*lanmu.Target, well []string) {
	r.mergeAliases()
	for id := uint32(1); id < r.front.count; id++ {
		n := r.front.node(id)
		if n.count == 0 {
			continue
		}
		if n.flags&flagWell != 0 && n.kind <= lanmu.LinkPager {
			well = append(well, n.url)
		} else if t := r.target(id, n); t != nil {
			list = append(list, t)
		}
		n.held = nil
	}
	slices.SortFunc(list, func(a, b *lanmu.Target) int { return strings.Compare(a.URL, b.URL) })
	slices.Sort(well)
	return list, well
}

// mergeAliases gives the uses of a page's other names (http for https, with
// and without www.) to the page, and what came of a page to those that lead
// to it.
func (r *crawling) mergeAliases() {
	for id := uint32(1); id < r.front.count; id++ {
		n := r.front.node(id)
		if n.state != stateAlias {
			continue
		}
		to := r.front.resolve(id)
		if to == 0 {
			n.target = &lanmu.Target{URL: n.url, Verdict: lanmu.LinkBroken, Reason: "redirect loop", Fail: &lanmu.Fail{Kind: lanmu.FailRedirectLoop, Detail: n.url}}
			continue
		}
		page := r.front.node(to)
		if pageKey(page.url) != pageKey(n.url) || page.count == 0 {
			n.target = r.asPage(n, page)
			continue
		}
		r.front.merge(n, page)
	}
}

// asPage is what came of an address that leads to a page: what came of the
// page. An old address that leads home although it meant a deep page is none.
func (r *crawling) asPage(n, page *node) *lanmu.Target {
	came := page.came()
	if came == nil {
		return &lanmu.Target{URL: n.url, Final: page.url, Verdict: lanmu.LinkSkipped, Reason: "leads to what was not looked at"}
	}
	t := *came
	t.URL, t.Final = n.url, cmp.Or(t.Final, page.url)
	if t.Verdict == lanmu.LinkOK {
		if why, sure := ledAstray(n.url, t.Final, r.lostOf(n.url)); why != "" {
			t.Soft, t.Reason, t.Verdict = why, "soft 404: "+why, lanmu.LinkSuspected
			if sure {
				t.Verdict = lanmu.LinkBroken
			}
		}
	}
	return &t
}

// merge adds n's uses to page's. A page that holds both names counts once where
// all holders are known by name; else the greater count is the safe one.
func (f *frontier) merge(n, page *node) {
	list, more := page.toldOf(), n.toldOf()
	for _, t := range more {
		f.said.spell(t.info, n.url)
	}
	all := int(n.count) == len(more) && int(page.count) == len(list)
	page.count = max(page.count, n.count)
	page.flags |= n.flags & flagHome
	list = append(list, more...)
	slices.SortStableFunc(list, func(a, b told) int { return strings.Compare(f.node(a.page).url, f.node(b.page).url) })
	list = slices.CompactFunc(list, func(a, b told) bool { return a.page == b.page })
	if all {
		page.count = uint32(len(list))
	}
	page.hold(list[:min(len(list), maxUses)])
	n.count = 0
}

// target completes what came of an address with who links to it; nil for what
// nobody asked to verify.
func (r *crawling) target(id uint32, n *node) *lanmu.Target {
	t := n.came()
	if t == nil {
		if n.state == stateNone && n.flags&flagCheck == 0 {
			return nil
		}
		t = &lanmu.Target{URL: n.url, Verdict: lanmu.LinkSkipped, Reason: "the audit ended before", Fail: &lanmu.Fail{Kind: lanmu.FailStopped}}
	}
	t.Kind, t.External = n.kind, n.flags&flagOwn == 0
	if n.flags&flagUnnamed != 0 {
		t.Kind = lanmu.LinkAttachment
	}
	t.OnCount, t.OnHome = int(n.count), n.flags&flagHome != 0
	if n.well() {
		return t
	}
	held := n.toldOf()
	t.On = make([]lanmu.Use, len(held))
	for i, h := range held {
		t.On[i] = r.front.said.use(r.front.node(h.page).url, n.url, h.info, n.kind)
	}
	return t
}

// offlineFrom is from how many outside hosts on, none of which answered, our
// own network is held to be the cause whatever the failure. Fewer do where it
// is of a kind that a network without a way out brings about.
const offlineFrom = 5

// noWayOut tells a failure that our own network may be the cause of: a name
// that is not found, silence. A refusal comes from the other side, and names
// under .invalid exist nowhere (RFC 2606).
func noWayOut(t *lanmu.Target) bool {
	return !strings.HasSuffix(hostOf(t.URL), ".invalid") && t.Fail != nil && (t.Fail.Kind == lanmu.FailDNS || t.Fail.Kind == lanmu.FailTimeout)
}

// offline takes back what was said of outside links where no outside host at
// all could be reached: then this machine has no way out, and nobody is to
// blame.
func (r *crawling) offline() {
	hosts := map[string]bool{}
	ours := true
	for _, t := range r.crawl.Targets {
		if !t.External || t.Verdict == lanmu.LinkSkipped {
			continue
		}
		if t.Status != 0 {
			return
		}
		hosts[hostOf(t.URL)] = true
		ours = ours && noWayOut(t)
	}
	if len(hosts) == 0 || len(hosts) < offlineFrom && !ours {
		return
	}
	for _, t := range r.crawl.Targets {
		if t.External && t.Verdict == lanmu.LinkBroken {
			t.Verdict, t.Reason = lanmu.LinkSuspected, t.Reason+"; no outside host at all could be reached from here"
		}
	}
	r.limits.add(fmt.Sprintf("从本机访问不到任何外部网站（共 %d 个主机），外部链接未能判断。请检查本机的网络和域名解析后重查。", len(hosts)))
}

// leaveUnread notes a page that was given out and not read.
func (r *crawling) leaveUnread(id uint32) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := r.front.node(id); n.state == stateQueued {
		n.state = stateLeft
	}
}
