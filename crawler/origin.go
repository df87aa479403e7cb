package crawler

import (
	"lanmu"
)

// origin is scheme and host of the site's own, as it answered before any page
// of it was asked.
type origin struct {
	alive  bool // it answers at all
	asked  bool // for a random path
	robots *robotRules
	lost   *fingerprint // how it answers for what is not there; nil: not known
}

// open asks an origin for its robots.txt, once.
func (r *crawling) open(w *worker, of string) *origin {
	r.mu.Lock()
	o := r.origins[of]
	r.mu.Unlock()
	if o != nil {
		return o
	}
	o = &origin{}
	t := w.follow(of+"/robots.txt", purposeRobots, maxRobots+1, false)
	o.alive = t.status != 0
	if !t.stopped() && !(t.fail != nil && t.fail.Kind == lanmu.FailNotRecorded) {
		status := t.status
		if t.fail != nil && t.fail.Kind != lanmu.FailTooLarge {
			status = 0
		}
		o.robots = parseRobots(of, status, t.text(), t.body != nil && t.body.cut)
		if o.alive {
			r.limits.add(o.robots.notes...)
		}
	}
	t.release()
	if o.robots == nil {
		o.robots = &robotRules{}
	}
	if o.robots.delay > 0 {
		r.note("%s 的 robots.txt 要求两次访问至少间隔 %s，已照办。", hostOf(of), seconds(o.robots.delay))
		r.polite.slower(hostOf(of), o.robots.delay)
	}
	r.mu.Lock()
	r.origins[of] = o
	r.mu.Unlock()
	return o
}

// sound asks for a random path on an origin that is alive.
func (r *crawling) sound(w *worker, of string, o *origin) {
	r.mu.Lock()
	known := o.lost != nil || o.asked || !o.alive
	o.asked = true
	r.mu.Unlock()
	if known {
		return
	}
	lost := r.lostPage(w, of)
	r.mu.Lock()
	o.lost = lost
	r.mu.Unlock()
}

// lostPage is how the host of an origin answers for what is not there; nil
// where it could not be told.
func (r *crawling) lostPage(w *worker, of string) *fingerprint {
	asked := of + randomPath(hostOf(of))
	t := w.follow(asked, purposeRandom, 256<<10, true)
	defer t.release()
	if t.fail != nil && t.fail.Kind != lanmu.FailTruncated && t.fail.Kind != lanmu.FailTooLarge {
		return nil
	}
	f := newFingerprint(asked, t.final(), t.status, digestOf(t.raw()), t.text())
	if f.soft() && challenge(t.status, asked, t.text()) == "" && !f.page.login && !signIn(f.final) {
		r.mu.Lock()
		r.softHosts[hostOf(of)] = true
		r.mu.Unlock()
	}
	return f
}

// allowed tells whether robots.txt lets us look at an own address.
func (r *crawling) allowed(w *worker, addr string) bool {
	return r.open(w, originOf(addr)).robots.allowed(addr)
}

// lostOf is the fingerprint of an own address's origin.
func (r *crawling) lostOf(addr string) *fingerprint {
	r.mu.Lock()
	defer r.mu.Unlock()
	if o := r.origins[originOf(addr)]; o != nil {
		return o.lost
	}
	return nil
}
