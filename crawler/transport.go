package crawler

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"lanmu"
)

// The way of a request, outermost first, a RoundTripper each:
//
//	Colly ─▶ decode ─▶ inflate ─▶ taped ─▶ polite ─▶ whole ─▶ wire
//
// wire speaks HTTP; whole reads the body under limits of time and size; polite
// waits for the host's turn; taped answers from a recording and writes one;
// inflate undoes gzip, br and deflate; decode makes text of it. A replayed
// answer comes in at taped, so that it is read exactly as a live one.
//
// They speak to each other through the response's body, which is always held.

// held is a body that is in memory already. Close gives its buffer back only
// through release: the page may be read long after Colly closed the response.
type held struct {
	data  []byte
	cut   bool        // we stopped reading on purpose
	fail  *lanmu.Fail // why it is not whole; nil: whole, or cut on purpose
	at    time.Time   // request sent
	took  time.Duration
	addr  string // who answered
	read  int
	buf   *bytes.Buffer // to be recycled; nil: data is not from the pool
	inner *held         // what this one was made of
}

// Read makes held an io.Reader for whoever does not know it.
func (h *held) Read(p []byte) (int, error) {
	if h.read >= len(h.data) {
		return 0, io.EOF
	}
	n := copy(p, h.data[h.read:])
	h.read += n
	return n, nil
}

// Close does nothing, see release.
func (h *held) Close() error { return nil }

// release recycles the buffers of h and of what it was made of. Nobody may
// look at data afterwards.
func (h *held) release() {
	for ; h != nil; h = h.inner {
		if h.buf != nil {
			putBuffer(h.buf)
			h.buf, h.data = nil, nil
		}
	}
}

// bodyOf is the held body of resp. A body that some other RoundTripper made is
// read whole, so that each part of the chain can stand alone.
func bodyOf(resp *http.Response) *held {
	if h, ok := resp.Body.(*held); ok {
		return h
	}
	h := &held{}
	if resp.Body != nil {
		data, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		h.data, h.fail = data, failOf(context.Background(), err)
	}
	resp.Body = h
	return h
}

// buffers hold bodies while they are being read and judged.
var buffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 64<<10)) }}

func getBuffer() *bytes.Buffer {
	b := buffers.Get().(*bytes.Buffer)
	b.Reset()
	return b
}

// putBuffer gives b back, unless a huge page made it grow.
func putBuffer(b *bytes.Buffer) {
	if b.Cap() <= 1<<20 {
		buffers.Put(b)
	}
}

// call is one request as the crawler means it; the chain reads it and leaves
// its answer in it. It travels in the request's context.
type call struct {
	ctx     context.Context // the audit's: tells a stop from a timeout
	url     string          // as asked, for the recording
	purpose string
	limit   int64 // bytes to read of the body before stopping on purpose; 0: all of it
	head    int64 // not 0: bytes that are needed; the rest up to limit is only wished for
	glimpse bool  // of an unchanged page a glimpse will do, see asleep.go
	text    bool  // limit holds for what is no text only

	target *url.URL // of url, where Colly was given another address; nil: it was given url

	resp     *http.Response // the answer, its body held; nil: none
	fail     *lanmu.Fail    // why there is none
	exchange *Exchange      // as recorded
	charset  string         // of the text; "" no text
}

type callKey struct{}

// desk is where a worker's Colly collector and the chain find the call that is
// under way. Colly makes its requests with the collector's context alone.
type desk struct{ call *call }

func callOf(req *http.Request) *call {
	if d, ok := req.Context().Value(callKey{}).(*desk); ok && d.call != nil {
		return d.call
	}
	return &call{ctx: req.Context(), url: req.URL.String(), purpose: purposePage}
}

// roundTripFunc makes a function a RoundTripper.
type roundTripFunc func(*http.Request) (*http.Response, error)

func (f roundTripFunc) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

// deliver is the outermost RoundTripper: it sends the request where the call
// says, leaves the answer in the call and hands Colly an empty body, for Colly
// would copy a page twice.
type deliver struct{ next http.RoundTripper }

func (d deliver) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req)
	if c.target != nil {
		req.URL, req.Host = c.target, c.target.Host
	}
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		c.fail = failOf(c.ctx, err)
		return nil, c.fail
	}
	c.resp = resp
	empty := *resp
	empty.Body, empty.Header, empty.ContentLength = http.NoBody, http.Header{}, 0
	return &empty, nil
}
