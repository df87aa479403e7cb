package crawler

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"lanmu"
	"lanmu/internal/address"
)

// fetchPage fetches one page of the site and decides what its answer means:
// asked again at once, later, in the second pass, at another address, or read.
func (r *crawling) fetchPage(w *worker, j *job) {
	for again := true; again && r.ctx.Err() == nil; {
		r.looksAt("crawl", j.url)
		w.glimpse = r.opt.Known != nil
		a := w.ask(j.url, purposePage, fileHead, true)
		w.glimpse = false
		if a.asleep() {
			if r.sleeps(j, a) {
				a.release()
				return
			}
			if !r.wake(a) {
				a.release()
				a = w.ask(j.url, purposePage, fileHead, true)
			}
		}
		again = r.settlePage(w, j, a, false)
		a.release()
	}
	if r.ctx.Err() != nil {
		r.leaveUnread(j.id)
	}
}

// fileHead is how much of a file is read to know it.
const fileHead = 4 << 10

// settlePage settles one answer for a page; true: ask again, at j.url. second
// says that this is the second pass.
func (r *crawling) settlePage(w *worker, j *job, a *answer, second bool) (again bool) {
	switch after, later := a.comeBack(); {
	case a.stopped():
	case later && j.tries < maxTries-1 && !second:
		j.tries++
		r.comeBackTo(j, j.again.next(r.tune.backoff, after))
	case a.unsteady() && !second:
		o := outcome{trail: trail{answer: a, hops: j.hops}}
		r.doubtPage(j, o.glimpse(judge(&o, true)))
	case a.location != "":
		return r.redirected(w, j, a)
	default:
		r.readPage(w, j, a)
	}
	return false
}

// comeBackTo puts a page back. A recording is not waited for.
func (r *crawling) comeBackTo(j *job, after time.Duration) {
	if r.replaying() {
		after = 0
	}
	r.pool.postpone(j, after)
}

// redirected goes where a page leads; true: at once, for it is the same page.
func (r *crawling) redirected(w *worker, j *job, a *answer) (again bool) {
	to := a.location
	j.sets = j.sets || a.cookies
	round := to == j.url || slices.Contains(j.hops, to)
	switch {
	case len(j.hops) >= maxHops || round && !j.sets:
		a.fail = &lanmu.Fail{Kind: lanmu.FailRedirectLoop, Detail: loopDetail(append(j.hops, j.url, to))}
		r.readPage(w, j, a)
	case !r.scope.own(to):
		r.leadsOutside(w, j, to)
	case round || pageKey(to) == pageKey(j.url) || address.StripSession(to) == address.StripSession(j.url):
		j.hops = append(j.hops, j.url)
		j.url = to
		return true
	default:
		r.leads(j, to)
	}
	return false
}

// leadsOutside verifies where an own address leads that leads out of the site.
func (r *crawling) leadsOutside(w *worker, j *job, to string) {
	o := &outcome{trail: w.follow(to, purposeCheck, outsideText, true)}
	defer o.release()
	o.hops = append(append(slices.Clone(j.hops), j.url), o.hops...)
	verdict := judge(o, false)
	if verdict.again {
		// One look through a redirect of ours: never more than a suspicion.
		verdict = judgement{lanmu.LinkSuspected, verdict.reason + ", behind a redirect", false}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.front.node(j.id)
	n.state = stateNone
	t := o.target(n.url, verdict)
	r.front.settle(j.id, t)
}

// readPage hands a page to its reader and takes in its links.
func (r *crawling) readPage(w *worker, j *job, a *answer) {
	p := r.page(j, a)
	o := &outcome{trail: trail{answer: a, hops: j.hops}, size: int64(p.RawSize)}
	if p.Fail == nil && p.Status == http.StatusOK && a.charset == "" && len(p.Body) > 0 {
		o.content = contentFault(barePath(p.URL), p.Body)
		r.settleFile(j, o)
		r.readUnnamed(w, j, p, o)
		return
	}
	if why := r.disguise(p, a, o); why != "" {
		p.Fail = &lanmu.Fail{Kind: lanmu.FailBlocked, Detail: why}
		a.fail = p.Fail
	}
	home := j.id == r.front.home
	seen, trouble := r.read(p)
	if trouble != nil {
		p.Fail = trouble
	}
	if o.soft == "" && seen.Soft != "" && p.OK() {
		o.soft, o.softSure = seen.Soft, true
	}
	if home {
		o.soft, p.Soft = "", "" // whatever it says, it is the home page
	}
	r.settleRead(j, p, o, seen)
}

// page is the answer as readers know it.
func (r *crawling) page(j *job, a *answer) *lanmu.Page {
	raw := a.raw()
	p := &lanmu.Page{
		Declared: a.declared(),
		Asked:    address.StripSession(firstOr(j.hops, a.asked)), URL: address.StripSession(a.asked), Redirects: j.hops,
		Status: a.status, Header: a.header, Body: a.text(), RawSize: len(raw), Charset: a.charset, MediaType: a.media, Fail: a.fail,
	}
	if a.status != 0 {
		p.Digest = a.digest()
	}
	if x := a.exchange; x != nil {
		p.Fetched, p.Took, p.Unchanged = x.At, x.Took, x.Earlier != nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.front.node(j.id)
	p.Depth = int(n.depth)
	if n.from != 0 {
		p.From = r.front.node(n.from).url
	}
	return p
}

func firstOr(list []string, s string) string {
	if len(list) > 0 {
		return list[0]
	}
	return s
}

// disguise finds out what a success really is: a firewall's challenge, which it
// returns, or the host's not-found answer, which it notes in o and p.
func (r *crawling) disguise(p *lanmu.Page, a *answer, o *outcome) (challenged string) {
	if !p.OK() {
		return ""
	}
	if why := challenge(p.Status, p.Asked, p.Body); why != "" {
		return why
	}
	lost := r.lostOf(p.Asked)
	if why := lost.saysAlike(p.URL, p.Digest, p.Body); why != "" {
		o.soft, o.softSure = why, true
	}
	p.Soft = o.soft
	if why, _ := ledAstray(p.Asked, p.URL, lost); p.Soft == "" {
		p.Soft = why // of the address asked; the page that it leads to may be well
	}
	return ""
}

// ledAstray tells an own address that leads to what is not what it meant.
func ledAstray(asked, final string, lost *fingerprint) (why string, sure bool) {
	if why := lost.leadsAlike(asked, final); why != "" {
		return why, true
	}
	return movedAway(asked, final, true, lost)
}

// read calls the reader. A reader that panics costs its page, not the audit.
func (r *crawling) read(p *lanmu.Page) (seen lanmu.Seen, trouble *lanmu.Fail) {
	defer func() {
		if e := recover(); e != nil {
			trouble = &lanmu.Fail{Kind: lanmu.FailInternal, Detail: short(fmt.Sprint(e))}
			r.limits.add(fmt.Sprintf("读取页面 %s 时程序出错，该页没有检查。请把录制文件交给开发人员。", p.URL))
		}
	}()
	r.reading <- struct{}{}
	defer func() { <-r.reading }()
	return r.visit(p), nil
}

// settleRead notes what came of a page, and takes in its links.
func (r *crawling) settleRead(j *job, p *lanmu.Page, o *outcome, seen lanmu.Seen) {
	verdict := judge(o, true)
	if first, ok := j.doubted(); ok {
		verdict = confirm(first, verdict, p.Fetched)
	}
	verdict.again = false
	chained := r.chained(j, p)
	folder, text := sessionShape(p.URL), uint64(0)
	if folder != "" && p.OK() {
		text = skim(p.Body).hash
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.front.node(j.id)
	n.state = stateDone
	r.front.settle(j.id, o.target(n.url, verdict))
	r.pages++
	if p.Unchanged {
		r.revisited++
	}
	if p.Fail != nil && p.Fail.Kind == lanmu.FailInternal {
		r.crawl.NotLooked[p.URL] = lanmu.FailInternal
		return
	}
	if !readable(p) || o.soft != "" {
		return // what an error page links to is nobody's link
	}
	if j.id == r.front.home {
		r.keepToFolder(p.URL, seen.Links)
	}
	stripSessions(seen.Links, r.scope.own)
	fresh := r.front.take(j.id, j.turn, seen.Links, r.wants)
	r.chain(j.id, chained, fresh)
	if text != 0 {
		r.traps.told(folder, text)
	}
}

// readable tells a page whose links are its own. One that broke off has those
// that came: servers that announce a wrong length are shown by browsers too.
func readable(p *lanmu.Page) bool {
	return p.OK() || p.Fail != nil && p.Fail.Kind == lanmu.FailTruncated && p.Status == http.StatusOK
}

// chained is the hash of a page that may be one of an endless chain; 0: it is none.
func (r *crawling) chained(j *job, p *lanmu.Page) uint64 {
	r.mu.Lock()
	long := r.front.node(j.id).chain >= 2
	r.mu.Unlock()
	if !long || !p.OK() {
		return 0
	}
	return skim(p.Body).hash
}

// chain notes what the page tells about the chain it stands in.
func (r *crawling) chain(id uint32, hash uint64, fresh int) {
	n := r.front.node(id)
	if hash == 0 {
		n.same, n.barren = 0, 0
		return
	}
	r.front.texts[id] = hash
	if hash == r.front.texts[n.from] {
		n.same++
	} else {
		n.same = 0
	}
	// The chain's next page is always new; only more than it is news.
	if fresh <= 1 {
		n.barren++
	} else {
		n.barren = 0
	}
}

// wants says what a link asks for.
func (r *crawling) wants(l *lanmu.Link, n *node) wish {
	if n.state != stateNone && l.Kind <= lanmu.LinkPager {
		return wishVisit
	}
	own := n.flags&flagOwn != 0
	file := l.Kind == lanmu.LinkImage || l.Kind == lanmu.LinkAttachment || l.Kind == lanmu.LinkStyle || isFile(barePath(l.URL))
	switch {
	case len(r.opt.Only) > 0 && l.Kind != lanmu.LinkPager:
		return wishNothing
	case own && !file:
		return wishVisit
	case !r.opt.Links:
		return wishNothing
	case own:
		return wishVerify
	case !r.site.Links.External, l.Kind == lanmu.LinkStyle, l.Kind == lanmu.LinkData:
		return wishNothing
	}
	return wishVerify
}

// settleFile notes what came of an address that was linked as a page and is a
// file.
func (r *crawling) settleFile(j *job, o *outcome) {
	verdict := judge(o, true)
	if verdict.again {
		verdict = judgement{lanmu.LinkBroken, verdict.reason, false}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.front.node(j.id)
	n.state = stateNone
	r.front.settle(j.id, o.target(n.url, verdict))
	if j.id == r.front.home {
		r.crawl.Home = &lanmu.Fail{Kind: lanmu.FailProtocol, Detail: "the home page is no page but " + strings.TrimSpace(o.media)}
	}
}
