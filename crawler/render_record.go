package crawler

import (
	"net/http"
	"strconv"

	"lanmu"
)

// What a rendered page's record holds beside its body and status stands in its
// header under these names.
const (
	renderedFinal     = "Lanmu-Final"     // address, where it is not the one asked
	renderedRedirects = "Lanmu-Redirects" // one a value
	renderedRequests  = "Lanmu-Requests"  // that the browser made for it
	renderedBytes     = "Lanmu-Bytes"     // that came
)

// asExchange is p as the recording keeps it.
func asExchange(p *lanmu.Page, requests int, bytes int64) *Exchange {
	x := &Exchange{
		Method: http.MethodGet, URL: p.Asked, Purpose: purposeRender, Status: p.Status,
		Header: p.Header.Clone(), Body: p.Body, Fail: p.Fail, At: p.Fetched, Took: p.Took,
	}
	if x.Header == nil {
		x.Header = http.Header{}
	}
	x.Header.Set("Content-Type", "text/html; charset=utf-8")
	x.Header.Set(renderedRequests, strconv.Itoa(requests))
	x.Header.Set(renderedBytes, strconv.FormatInt(bytes, 10))
	if p.URL != p.Asked {
		x.Header.Set(renderedFinal, p.URL)
	}
	if len(p.Redirects) > 0 {
		x.Header[renderedRedirects] = p.Redirects
	}
	return x
}

// rendered is the page that x keeps, live or replayed: both come this way, so
// that they are the same. What the browser asked for is counted.
func (g *rendering) rendered(x *Exchange) *lanmu.Page {
	p := &lanmu.Page{
		Asked: x.URL, URL: x.URL, Redirects: x.Header[renderedRedirects], Status: x.Status, Header: x.Header.Clone(),
		Body: x.Body, RawSize: len(x.Body), Charset: "utf-8", MediaType: "text/html", Digest: x.digest(),
		Fetched: x.At, Took: x.Took, Rendered: true, Fail: x.Fail,
	}
	if final := x.Header.Get(renderedFinal); final != "" {
		p.URL = final
	}
	requests, _ := strconv.Atoi(x.Header.Get(renderedRequests)) // another tool's record tells none: 0
	bytes, _ := strconv.ParseInt(x.Header.Get(renderedBytes), 10, 64)
	for _, name := range []string{renderedFinal, renderedRedirects, renderedRequests, renderedBytes} {
		p.Header.Del(name)
	}
	g.run.tally.more(requests, bytes, x)
	return p
}

// more counts what a rendered page asked for.
func (t *tally) more(requests int, bytes int64, x *Exchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.requests += requests
	t.bytes += bytes
	if end := x.At.Add(x.Took); end.After(t.last) {
		t.last = end
	}
}
