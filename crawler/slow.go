package crawler

import (
	"cmp"
	"fmt"
	"slices"

	"lanmu"
)

// The second pass: what failed in a way that may pass is looked at once more,
// later, one request at a time and further apart. Only what fails again is
// called broken.

// doubt is an address that failed once.
type doubt struct {
	id    uint32
	job   *job // of a page; nil: a link to be verified
	first glimpse
}

// maxDead is how many pages in a row may give no answer at all in the second
// pass before the site is taken to be down.
const maxDead = 30

// doubtPage puts a page off to the second pass.
func (r *crawling) doubtPage(j *job, first glimpse) {
	j.doubt = &first
	r.mu.Lock()
	defer r.mu.Unlock()
	r.slowPages = append(r.slowPages, &doubt{id: j.id, job: j, first: first})
}

// doubted is the first look, where there was one that failed.
func (j *job) doubted() (glimpse, bool) {
	if j.doubt == nil {
		return glimpse{}, false
	}
	return *j.doubt, true
}

// slowPass looks again at the pages that failed; false: there were none.
func (r *crawling) slowPass() bool {
	r.mu.Lock()
	list := r.slowPages
	r.slowPages = nil
	r.mu.Unlock()
	slices.SortFunc(list, func(a, b *doubt) int { return cmp.Compare(a.job.turn, b.job.turn) })
	if len(list) > 0 {
		r.note("有 %d 个页面第一遍没有打开，开始放慢速度逐个核实。", len(list))
	}
	dead := 0
	for i, d := range list {
		if dead >= maxDead {
			r.limits.add(fmt.Sprintf("网站在检查期间不再应答，第二遍核实时连续 %d 个页面打不开，其余 %d 个未能核实。请确认网站状态后重新检查。", dead, len(list)-i))
			r.cannotConfirm(list[i:])
			return true
		}
		if !r.await(d.first) {
			r.cannotConfirm(list[i:])
			return true
		}
		if r.secondLook(d) {
			dead = 0
		} else {
			dead++
		}
	}
	return len(list) > 0
}

// await waits for the time of a second look; false: the crawl ended.
func (r *crawling) await(first glimpse) bool {
	if r.replaying() {
		return r.ctx.Err() == nil
	}
	wait := max(r.tune.slowWait-r.opt.Now().Sub(first.at), r.tune.slowGap)
	return sleep(r.ctx, min(wait, r.tune.slowWait+r.tune.slowGap))
}

// secondLook asks for a page again; what breaks rather than answers is asked
// twice, so that a server that fails every other time accuses nobody. It tells
// whether anything answered.
func (r *crawling) secondLook(d *doubt) (answered bool) {
	j := d.job
	for tries := 0; ; {
		r.looksAt("crawl", j.url)
		a := r.self.ask(j.url, purposeSlow, fileHead, true)
		tries++
		if a.unsteady() && tries < 2 && !slowFail(a) {
			answered = a.status != 0
			a.release()
			if r.await(glimpse{at: d.first.at}) {
				continue
			}
			// Ended before the server could answer better: no word on the page.
			r.cannotConfirm([]*doubt{d})
			return answered
		}
		answered = a.status != 0
		again := r.settlePage(r.self, j, a, true)
		a.release()
		if a.stopped() {
			r.cannotConfirm([]*doubt{d})
		}
		if !again || len(j.hops) > maxHops {
			return answered
		}
	}
}

// slowFail tells a failure that took its time and need not be tried thrice.
func slowFail(a *answer) bool { return a.fail != nil && a.fail.Kind == lanmu.FailTimeout }

// cannotConfirm leaves pages at a suspicion.
func (r *crawling) cannotConfirm(list []*doubt) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, d := range list {
		n := r.front.node(d.id)
		if n.state == stateDone {
			continue
		}
		n.state = stateLeft
		r.front.settle(d.id, d.target(n.url, unconfirmed(d.first)))
	}
}

// target puts down what is known of an address that was looked at once.
func (d *doubt) target(addr string, j judgement) *lanmu.Target {
	return &lanmu.Target{
		URL: addr, Verdict: j.verdict, Reason: j.reason, Status: d.first.status, Fail: d.first.fail,
		Content: d.first.content, Took: d.first.took,
	}
}
