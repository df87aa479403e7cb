package crawler

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"lanmu"
	"lanmu/internal/address"
)

// worker asks one address at a time through a Colly collector of its own, whose
// context carries the desk on which the transport finds the call.
type worker struct {
	run       *crawling
	desk      *desk
	collector *colly.Collector
	head      int64 // see call.head; 0 for all but files whose text is read
	glimpse   bool  // see call.glimpse
}

// newWorker makes a collector that does only what we want of Colly: no memory of
// visited addresses, no limits of its own, no callbacks, nothing taken from the
// environment (Init, unlike NewCollector, reads no COLLY_ variables).
func (r *crawling) newWorker() *worker {
	w := &worker{run: r, desk: &desk{}, collector: &colly.Collector{}}
	c := w.collector
	c.Init()
	c.AllowURLRevisit = true
	c.ParseHTTPErrorResponse = true
	c.IgnoreRobotsTxt = true // ours is asked before
	c.MaxBodySize = 0
	colly.StdlibContext(context.WithValue(r.ctx, callKey{}, w.desk))(c)
	c.SetClient(r.client)
	return w
}

// answer is what came for one address: one exchange, redirects not followed.
type answer struct {
	asked    string
	status   int // 0: see fail
	header   http.Header
	body     *held
	media    string
	charset  string
	location string // where a redirect leads, absolute; "" nowhere
	fail     *lanmu.Fail
	exchange *Exchange // nil: not even asked
	cookies  bool      // it set some
}

// standIn is the address that Colly is given where deliver knows the real one:
// it parses and writes what it is given several times, a host most slowly of all.
const standIn = "lanmu:/"

// ask sends one GET. limit is how much of the body is read, all of it where 0;
// text says that it holds for other media only.
func (w *worker) ask(addr, purpose string, limit int64, text bool) *answer {
	c := &call{ctx: w.run.ctx, url: addr, purpose: purpose, limit: limit, head: w.head, glimpse: w.glimpse, text: text}
	w.desk.call = c
	errand := addr
	if plainAddress(addr) {
		c.target, errand = plainURL(addr), standIn
	}
	err := w.collector.Request(http.MethodGet, errand, nil, colly.NewContext(), w.run.headers(addr, purpose))
	a := &answer{asked: addr, exchange: c.exchange, charset: c.charset}
	switch {
	case c.resp == nil && c.fail != nil:
		a.fail = c.fail
	case c.resp == nil && w.run.ctx.Err() != nil:
		a.fail = failOf(w.run.ctx, w.run.ctx.Err())
	case c.resp == nil:
		detail := "not asked"
		if err != nil {
			detail = short(err.Error())
		}
		a.fail = &lanmu.Fail{Kind: lanmu.FailURL, Detail: detail}
	default:
		a.take(c.resp)
		a.cookies = w.run.cookies.keep(addr, c.resp.Header)
	}
	return a
}

func (a *answer) take(resp *http.Response) {
	a.status, a.header, a.body = resp.StatusCode, resp.Header, bodyOf(resp)
	a.fail = a.body.fail
	a.media = mediaType(resp.Header.Get("Content-Type"))
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return
	}
	to := resp.Header.Get("Location")
	base, err := url.Parse(a.asked)
	if to == "" || err != nil {
		return
	}
	if loc, err := address.Location(base, to); err == nil {
		a.location = loc
		a.fail = nil // what came with it is not looked at
	}
}

// text is the body, decoded.
func (a *answer) text() []byte {
	if a.body == nil {
		return nil
	}
	return a.body.data
}

// raw is the body as received.
func (a *answer) raw() []byte {
	switch {
	case a.exchange == nil:
		return nil
	case a.exchange.Earlier != nil && a.exchange.Status == http.StatusNotModified:
		return a.exchange.Earlier.Body
	}
	return a.exchange.Body
}

// digest is that of raw, worked out once for the recording and the page.
func (a *answer) digest() string {
	switch {
	case a.exchange == nil:
		return digestOf(nil)
	case a.exchange.Earlier != nil && a.exchange.Status == http.StatusNotModified:
		return a.exchange.Earlier.digest()
	}
	return a.exchange.digest()
}

// declared is how the answer said its bytes are to be read.
func (a *answer) declared() string {
	switch {
	case a.exchange == nil:
		return ""
	case a.exchange.Earlier != nil && a.exchange.Status == http.StatusNotModified:
		return declared(a.exchange.Earlier.Header)
	}
	return declared(a.exchange.Header)
}

func (a *answer) release() {
	if a.body != nil {
		a.body.release()
		a.body = nil
	}
}

func (a *answer) ok() bool { return a.fail == nil && a.status >= 200 && a.status < 300 }

// stopped tells an answer that is missing because we stopped.
func (a *answer) stopped() bool { return a.fail != nil && a.fail.Kind == lanmu.FailStopped }

// unsteady tells an answer that may be another one a moment later.
func (a *answer) unsteady() bool {
	if a.fail == nil {
		return transient(a.status) || a.status == http.StatusTooManyRequests
	}
	switch a.fail.Kind {
	case lanmu.FailTimeout, lanmu.FailTLS, lanmu.FailReset, lanmu.FailDNS, lanmu.FailRefused, lanmu.FailTruncated, lanmu.FailResolver, lanmu.FailUnreachable:
		return true
	case lanmu.FailProtocol:
		return a.status == 0
	}
	return false
}

// maxHops is how many redirects are followed, as browsers and standards have it.
const maxHops = 10

// trail is an address followed through its redirects.
type trail struct {
	*answer          // the last one
	hops    []string // addresses on the way, the first one asked first; empty: none
	took    time.Duration
}

// follow asks addr and goes where it leads. The answers on the way are let go.
func (w *worker) follow(addr, purpose string, limit int64, text bool) trail {
	t := trail{}
	cookies := false
	for {
		t.answer = w.ask(addr, purpose, limit, text)
		if t.exchange != nil {
			t.took += t.exchange.Took
		}
		if t.location == "" {
			return t
		}
		cookies = cookies || t.cookies
		if next := t.location; len(t.hops) == maxHops || (next == addr || slices.Contains(t.hops, next)) && !cookies {
			t.fail = &lanmu.Fail{Kind: lanmu.FailRedirectLoop, Detail: loopDetail(append(t.hops, addr, next))}
			return t
		}
		t.hops = append(t.hops, addr)
		addr = t.location
		t.release()
	}
}

func loopDetail(hops []string) string { return short(strings.Join(hops, " → ")) }

// final is the address that answered, without a session in it.
func (t trail) final() string { return address.StripSession(t.asked) }
