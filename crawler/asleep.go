package crawler

import (
	"context"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"lanmu"
)

// A page that the server calls unchanged is mostly not looked at again: the
// reader knows it by address and digest and answers from what it kept. Such a
// page sleeps: of last night's answer only what the index holds is at hand, and
// its record is copied to tonight's recording as it stands. It is woken, that
// is unpacked and decoded, where the reader does not know it, or where tonight
// has reasons of its own to look at its text.

// abstract is what the index holds of an earlier answer, so that it need not be
// unpacked.
type abstract struct {
	id     [16]byte // of its record
	at     int64    // Unix nanoseconds
	header string   // see declared
	size   uint32   // of the body
	known  bool
}

// declared is how an answer says its bytes are to be read.
func declared(h http.Header) string {
	coding := h.Get("Content-Encoding")
	if coding == "" {
		return h.Get("Content-Type")
	}
	return h.Get("Content-Type") + "\n" + coding
}

// abstractOf is that of a record; not known where the record is no lanmu's.
func abstractOf(rec *record, head *httpHead) (b abstract) {
	id, ok := strings.CutPrefix(rec.get(fieldID), "<urn:uuid:")
	raw, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSuffix(id, ">"), "-", ""))
	at := parseDate(rec.get(fieldDate))
	size := rec.length - int64(head.size)
	if !ok || err != nil || len(raw) != len(b.id) || at.IsZero() || size < 0 || size >= 1<<32 || head.status != http.StatusOK {
		return abstract{}
	}
	return abstract{[16]byte(raw), at.UnixNano(), declared(head.header), uint32(size), true}
}

// Glimpse is the earlier answer that Lookup told of, without its body and with
// no more of its header than says how the body is to be read. Its record has
// been read, so that it can be copied. nil: only Load can tell.
func (p *previous) Glimpse(url, purpose string) *Exchange {
	v, ok := p.Lookup(url, purpose)
	if !ok || !v.abstract.known || !p.rec.mine {
		return nil
	}
	e := p.rec.entries[v.entry]
	offset := e.offset
	if e.base >= 0 {
		offset = e.base
	}
	at := &place{
		rec: p.rec, offset: offset, size: e.size, target: uriSafe(url),
		id: recordID(v.abstract.id), date: warcDate(time.Unix(0, v.abstract.at)), asleep: true, body: int64(v.abstract.size),
	}
	var err error
	if at.raw, err = at.member(); err != nil || at.raw == nil {
		return nil
	}
	kind, coding, _ := strings.Cut(v.abstract.header, "\n")
	h := http.Header{}
	if kind != "" {
		h.Set("Content-Type", kind)
	}
	if coding != "" {
		h.Set("Content-Encoding", coding)
	}
	return &Exchange{
		Method: http.MethodGet, URL: uriSafe(url), Purpose: purpose, Status: http.StatusOK, Header: h,
		At: time.Unix(0, v.abstract.at), at: at, sum: v.Digest,
	}
}

// asleep tells an answer of which only a glimpse was had.
func (a *answer) asleep() bool {
	x := a.exchange
	return x != nil && x.Status == http.StatusNotModified && x.Earlier != nil && x.Earlier.at != nil && x.Earlier.at.asleep
}

// sleeps settles a page that sleeps by what the reader kept of it. false: it
// must be woken.
func (r *crawling) sleeps(j *job, a *answer) bool {
	lost := r.lostOf(j.url)
	if len(j.hops) > 0 || j.doubt != nil || j.id == r.front.home || lost.telling() || sessionShape(j.url) != "" {
		return false
	}
	p := r.page(j, a)
	p.RawSize = int(a.exchange.Earlier.at.body)
	r.mu.Lock()
	chained := r.front.node(j.id).chain >= 2
	r.mu.Unlock()
	if chained || !p.OK() {
		return false
	}
	seen, ok := r.known(p)
	if !ok {
		return false
	}
	o := &outcome{trail: trail{answer: a}, size: int64(p.RawSize)}
	if seen.Soft != "" {
		o.soft, o.softSure = seen.Soft, true
	}
	r.settleRead(j, p, o, seen)
	return true
}

// known asks the reader; one that panics is asked to read the page instead.
func (r *crawling) known(p *lanmu.Page) (seen lanmu.Seen, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	r.reading <- struct{}{}
	defer func() { <-r.reading }()
	return r.opt.Known(p)
}

// wake puts the whole answer in the place of the glimpse; false: last night's
// recording cannot be read any more.
func (r *crawling) wake(a *answer) bool {
	earlier, err := r.prev.Load(a.asked, purposePage)
	if err != nil {
		return false
	}
	a.exchange.Earlier = earlier
	c := &call{ctx: r.ctx, url: a.asked, purpose: purposePage, text: true}
	req, err := http.NewRequestWithContext(context.WithValue(r.ctx, callKey{}, &desk{call: c}), http.MethodGet, a.asked, nil)
	if err != nil {
		return false
	}
	chain := decode{inflate{max: r.tune.maxBody, next: roundTripFunc(func(req *http.Request) (*http.Response, error) {
		return compose(req, a.exchange, nil), nil
	})}}
	resp, err := chain.RoundTrip(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close() // it is held, and stays so
	a.release()
	a.take(resp)
	a.charset = c.charset
	return true
}
