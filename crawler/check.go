package crawler

import (
	"net/http"

	"lanmu"
)

// outsideText is how much of an outside page is read to know it.
const outsideText = 64 << 10

// checkFile verifies a file of the site: an image, an attachment, a style sheet,
// or a page that is known by another name.
func (r *crawling) checkFile(w *worker, id uint32) {
	if r.ctx.Err() != nil {
		return
	}
	r.mu.Lock()
	n := r.front.node(id)
	addr, kind := n.url, n.kind
	r.mu.Unlock()
	r.looksAt("links", addr)
	if !r.mayAsk(addr) {
		r.settleLink(id, &lanmu.Target{URL: addr, Verdict: lanmu.LinkSkipped, Reason: "robots.txt"})
		return
	}
	o := r.lookAt(w, addr, kind, filePurpose(addr, kind, false))
	defer o.release()
	r.firstLook(id, addr, o, true)
}

// mayAsk tells whether robots.txt, where it is known, lets us ask for a file.
func (r *crawling) mayAsk(addr string) bool {
	r.mu.Lock()
	o := r.origins[originOf(addr)]
	r.mu.Unlock()
	return o == nil || o.robots.allowed(addr)
}

// filePurpose is the purpose under which a link is verified: files are asked
// for unpacked, so that their first bytes can be known.
func filePurpose(addr string, kind lanmu.LinkKind, again bool) string {
	file := kind == lanmu.LinkAttachment || kind == lanmu.LinkImage || isFile(barePath(addr))
	switch {
	case file && again:
		return purposeAttachmentAgain
	case file:
		return purposeAttachment
	case again:
		return purposeRecheck
	}
	return purposeCheck
}

// lookAt asks for a link's target and finds out what a success really is.
func (r *crawling) lookAt(w *worker, addr string, kind lanmu.LinkKind, purpose string) *outcome {
	limit := int64(outsideText)
	file := purpose == purposeAttachment || purpose == purposeAttachmentAgain
	if file {
		limit = fileHead
	}
	var o *outcome
	if r.wanted(addr, kind) {
		o = r.lookWhole(w, addr, kind, purpose)
	} else {
		o = &outcome{trail: w.follow(addr, purpose, limit, false)}
	}
	if o.header != nil {
		o.size = sizeOf(o.answer)
	}
	if !o.ok() {
		return o
	}
	if why := challenge(o.status, addr, o.text()); why != "" {
		o.fail = &lanmu.Fail{Kind: lanmu.FailBlocked, Detail: why}
		return o
	}
	if file || isFile(barePath(addr)) {
		r.lookIntoFile(o, addr, kind)
		r.handFile(o, addr, kind)
		if kind == lanmu.LinkStyle {
			r.followImports(w, o, addr)
		}
		return o
	}
	return o
}

// lookIntoFile judges a file by its first bytes.
func (r *crawling) lookIntoFile(o *outcome, addr string, kind lanmu.LinkKind) {
	if signIn(o.final()) {
		return
	}
	o.content = contentFault(barePath(addr), o.raw())
	if kind == lanmu.LinkImage && o.content == "" && len(o.raw()) == 0 {
		o.content = "zero"
	}
	// Where the host says 200 to everything, a page in place of a file is its
	// not-found answer.
	if lost := r.lostOf(addr); o.content == "html" && lost.soft() {
		if why := lost.matches(addr, o.final(), digestOf(o.raw()), o.text()); why != "" {
			o.soft, o.softSure = why, true
		}
	}
}

// sizeOf is the size of what was offered, as far as it is known.
func sizeOf(a *answer) int64 {
	if n := contentLength(a.header); n >= 0 {
		return n
	}
	return int64(len(a.raw()))
}

func contentLength(h http.Header) int64 {
	v := h.Get("Content-Length")
	if v == "" || len(v) > 15 {
		return -1
	}
	n := int64(0)
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return -1
		}
		n = n*10 + int64(v[i]-'0')
	}
	return n
}

// firstLook settles what a first look can settle, and puts the rest off.
func (r *crawling) firstLook(id uint32, addr string, o *outcome, own bool) {
	verdict := judge(o, own)
	if o.answer != nil && o.stopped() {
		return
	}
	if verdict.again {
		d := &doubt{id: id, first: o.glimpse(verdict)}
		r.mu.Lock()
		r.slowLinks = append(r.slowLinks, d)
		r.mu.Unlock()
		return
	}
	r.settleLink(id, o.target(addr, verdict))
}

// settleLink notes what came of a link. A page that was read meanwhile knows
// better.
func (r *crawling) settleLink(id uint32, t *lanmu.Target) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.links++
	if n := r.front.node(id); n.state == stateNone {
		r.front.settle(id, t)
	}
}

// lookAgain is the second look at a link.
func (r *crawling) lookAgain(w *worker, d *doubt, look func(purpose string) *outcome, own bool) {
	r.mu.Lock()
	addr, kind := r.front.node(d.id).url, r.front.node(d.id).kind
	r.mu.Unlock()
	purpose := filePurpose(addr, kind, true)
	var o *outcome
	for tries := 0; tries < 2; tries++ {
		if o != nil {
			o.release()
		}
		if !r.await(d.first) {
			r.settleLink(d.id, d.target(addr, unconfirmed(d.first)))
			return
		}
		r.looksAt("links", addr)
		o = look(purpose)
		if !o.unsteady() || slowFail(o.answer) {
			break
		}
	}
	defer o.release()
	verdict := judge(o, own)
	at := d.first.at
	if o.exchange != nil {
		at = o.exchange.At
	}
	r.settleLink(d.id, o.target(addr, confirm(d.first, verdict, at)))
}
