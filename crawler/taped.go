package crawler

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"lanmu"
)

// taped answers from the recording where it holds the request, else asks next
// and takes the exchange down. From here outwards a replayed answer and a live
// one are the same.
type taped struct {
	next   http.RoundTripper
	tape   tape
	prev   *previous // last night's recording; nil: none
	trust  *trust    // of the server's word that a page is unchanged; nil: believed
	replay bool      // nothing is asked on the network
	tally  *tally
	failed func(error) // told once that the recording cannot be written
}

// tally counts what was asked, replayed requests too, so that a judged
// recording tells the same numbers as the live audit.
type tally struct {
	mu          sync.Mutex
	requests    int
	bytes       int64
	first, last time.Time
}

func (t *tally) add(x *Exchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.requests++
	t.bytes += int64(len(x.Body))
	if t.first.IsZero() || x.At.Before(t.first) {
		t.first = x.At
	}
	if end := x.At.Add(x.Took); end.After(t.last) {
		t.last = end
	}
}

func (t *tally) read() (requests int, bytes int64, first, last time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.requests, t.bytes, t.first, t.last
}

// RoundTrip asks the recording first.
func (t *taped) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req)
	if x, ok := t.tape.Next(req.Method, c.url, c.purpose); ok {
		if x.Fail == nil || x.Fail.Kind != lanmu.FailNotRecorded {
			t.tally.add(x)
		}
		return t.answer(req, c, x, nil)
	}
	if t.replay {
		return nil, &lanmu.Fail{Kind: lanmu.FailNotRecorded, Detail: c.url}
	}
	return t.live(req, c)
}

// live asks the network and takes down what came.
func (t *taped) live(req *http.Request, c *call) (*http.Response, error) {
	known := t.condition(req, c)
	resp, err := t.next.RoundTrip(req)
	x := &Exchange{Method: req.Method, URL: c.url, Purpose: c.purpose, ReqHeader: req.Header}
	var h *held
	if err != nil {
		x.Fail = failOf(c.ctx, err)
		var l *late
		if errors.As(err, &l) {
			x.At, x.Took = l.at, l.took
		}
	} else {
		h = bodyOf(resp)
		x.Proto, x.Status, x.Header = resp.Proto, resp.StatusCode, resp.Header
		x.Body, x.Cut, x.Fail, x.At, x.Took, x.RemoteAddr = h.data, h.cut, h.fail, h.at, h.took, h.addr
	}
	if x.Fail != nil && x.Fail.Kind == lanmu.FailStopped {
		return nil, x.Fail // it was us, that is nothing to keep
	}
	t.tally.add(x)
	if known != nil && x.Status == http.StatusNotModified && t.trust.due(c.url) {
		return t.verify(req, c, known)
	}
	if known != nil && (x.Status == http.StatusNotModified || x.Status == http.StatusOK && x.Fail == nil && x.digest() == known.Digest) {
		if earlier, err := t.earlier(c, x); err == nil {
			x.Earlier = earlier
		} else if x.Status == http.StatusNotModified {
			return t.again(req, c)
		}
	}
	if err := t.tape.Put(x); err != nil {
		t.failed(err)
	}
	return t.answer(req, c, x, h)
}

// earlier is last night's answer that x says is still good: no more than a
// glimpse of it where its body is not wanted, or not yet.
func (t *taped) earlier(c *call, x *Exchange) (*Exchange, error) {
	if x.Status == http.StatusOK || c.glimpse {
		if seen := t.prev.Glimpse(c.url, c.purpose); seen != nil {
			return seen, nil
		}
	}
	return t.prev.Load(c.url, c.purpose)
}

// condition makes req conditional where last night's answer is known.
func (t *taped) condition(req *http.Request, c *call) *validators {
	if t.prev == nil || !conditional(req.Method, c.purpose) {
		return nil
	}
	v, ok := t.prev.Lookup(c.url, c.purpose)
	if !ok {
		return nil
	}
	if !t.trust.lost() {
		v.set(req.Header)
	}
	return &v
}

// verify asks for a page whole that the server calls unchanged. A server whose
// word is wrong is not taken at it again.
func (t *taped) verify(req *http.Request, c *call, known *validators) (*http.Response, error) {
	resp, err := t.again(req, c)
	if x := c.exchange; x != nil && x.Status == http.StatusOK && x.Fail == nil && x.digest() != known.Digest {
		t.trust.lie(c.url)
	}
	return resp, err
}

// again asks without conditions: last night's recording cannot be read any more.
func (t *taped) again(req *http.Request, c *call) (*http.Response, error) {
	plain := *t
	plain.prev = nil
	req = req.Clone(req.Context())
	req.Header.Del("If-None-Match")
	req.Header.Del("If-Modified-Since")
	return plain.live(req, c)
}

// answer makes a response of x. Where x stands for an earlier answer, it is
// that answer with x's header laid over.
func (t *taped) answer(req *http.Request, c *call, x *Exchange, h *held) (*http.Response, error) {
	c.exchange = x
	if x.Status == 0 {
		if x.Fail == nil {
			x.Fail = &lanmu.Fail{Kind: lanmu.FailNotRecorded, Detail: "no status"}
		}
		return nil, &late{x.Fail, x.At, x.Took}
	}
	if x.Earlier != nil && x.Status == http.StatusNotModified && c.purpose == purposePage {
		t.trust.believe()
	}
	return compose(req, x, h), nil
}

// compose is x as a response; h is its body where that is held already.
func compose(req *http.Request, x *Exchange, h *held) *http.Response {
	status, header, body := x.Status, x.Header, x.Body
	if x.Earlier != nil && x.Status == http.StatusNotModified {
		status, body = x.Earlier.Status, x.Earlier.Body
		header = x.Earlier.Header.Clone()
		for k, v := range x.Header {
			if k != "Content-Length" && k != "Content-Encoding" && k != "Content-Type" {
				header[k] = v
			}
		}
		h = &held{data: body, cut: x.Cut, fail: x.Fail, at: x.At, took: x.Took, addr: x.RemoteAddr, inner: h}
	}
	if h == nil {
		h = &held{data: body, cut: x.Cut, fail: x.Fail, at: x.At, took: x.Took, addr: x.RemoteAddr}
	}
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: x.Proto, Header: header,
		Body: h, ContentLength: int64(len(body)), Request: req,
	}
}
