package crawler

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/network"

	"lanmu"
)

// Bounds of a page's own moves.
const (
	maxRedirects = 10
	maxMoves     = 5 // documents that scripts put in place of the first
)

// needed are the kinds of request whose answers can fill a list. Pictures,
// fonts, sounds and beacons are not asked for.
var needed = map[network.ResourceType]bool{
	network.ResourceTypeDocument: true, network.ResourceTypeScript: true, network.ResourceTypeXHR: true,
	network.ResourceTypeFetch: true, network.ResourceTypeStylesheet: true, network.ResourceTypeOther: true,
}

// fills tells the kinds without whose answers a list may be missing rows.
func fills(kind network.ResourceType) bool {
	switch kind {
	case network.ResourceTypeScript, network.ResourceTypeXHR, network.ResourceTypeFetch, network.ResourceTypeEventSource:
		return true
	}
	return false
}

// paused is told of each request before it is sent.
func (t *tab) paused(ev *fetch.EventRequestPaused) {
	t.mu.Lock()
	t.underWay++
	t.mu.Unlock()
	go func() {
		t.answer(ev)
		t.mu.Lock()
		defer t.mu.Unlock()
		if t.underWay--; t.underWay == 0 {
			send(t.idle)
		}
	}()
}

// answer lets a request fail or gives it its answer.
func (t *tab) answer(ev *fetch.EventRequestPaused) {
	main := ev.ResourceType == network.ResourceTypeDocument && ev.FrameID == t.frame
	if reason := t.refuse(ev, main); reason != "" {
		t.refused(ev, reason)
		return
	}
	r, err := t.fetch(ev)
	if fail := failOf(t.ctx, err); fail != nil {
		if main {
			t.failed(fail.Kind, fail.Detail)
		} else if fills(ev.ResourceType) {
			t.lack(fail.Error() + " " + ev.Request.URL)
		}
		t.refused(ev, network.ErrorReasonFailed)
		return
	}
	if !main && fills(ev.ResourceType) && (transient(r.status) || refusal(r.status)) {
		t.lack(fmt.Sprintf("%d %s", r.status, ev.Request.URL))
	}
	if main && !t.arrived(ev.Request.URL, r) {
		t.refused(ev, network.ErrorReasonAborted)
		return
	}
	// An error means that the request is no longer wanted, or the tab is gone.
	_, _ = cdp.Call(t.ctx, t.target, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: ev.RequestID, ResponseCode: int64(r.status), ResponseHeaders: entries(r.header), Body: r.body,
	})
}

func (t *tab) refused(ev *fetch.EventRequestPaused, reason network.ErrorReason) {
	// As above.
	_, _ = cdp.Call(t.ctx, t.target, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: reason})
}

// refuse says why a request is not sent; "" it is.
func (t *tab) refuse(ev *fetch.EventRequestPaused, main bool) network.ErrorReason {
	address := ev.Request.URL
	if main {
		return t.move(address, ev.RedirectedRequestID != "")
	}
	switch {
	case !t.own(address):
		if fills(ev.ResourceType) && !harmless(address) {
			t.lack("another host's " + address)
		}
		return network.ErrorReasonBlockedByClient
	case !needed[ev.ResourceType]:
		if fills(ev.ResourceType) {
			t.lack(string(ev.ResourceType) + " " + address)
		}
		return network.ErrorReasonBlockedByClient
	}
	t.mu.Lock()
	t.asks++
	over := t.asks > t.r.opt.Requests
	t.mu.Unlock()
	if over {
		t.lack(fmt.Sprintf("more than %d requests", t.r.opt.Requests))
		return network.ErrorReasonBlockedByClient
	}
	return ""
}

// move judges a document asked for in place of the page's: the first, one to
// which it was redirected, or one that a script moved on to. One that is not
// allowed is aborted: the page stays as it is.
func (t *tab) move(address string, redirected bool) network.ErrorReason {
	t.mu.Lock()
	first := t.doc.status == 0
	if redirected {
		t.doc.redirects = append(t.doc.redirects, t.doc.url)
	} else if !first {
		t.moves++
	}
	hops, moves := len(t.doc.redirects), t.moves
	t.asks++
	t.mu.Unlock()
	switch {
	case hops > maxRedirects:
		t.failed(lanmu.FailRedirectLoop, fmt.Sprintf("more than %d redirects", maxRedirects))
	case moves > maxMoves: // a page that reloads itself for ever
	case t.own(address):
		return ""
	case first || redirected:
		t.failed(lanmu.FailURL, "leads to another site: "+address)
	default:
		t.lack("a script moves on to another site: " + address)
	}
	return network.ErrorReasonAborted
}

// arrived takes down the document that the page is made of; false: it is none.
func (t *tab) arrived(address string, r *reply) bool {
	media := mediaType(r.header.Get("Content-Type"))
	moved := r.status >= 300 && r.status < 400 && r.header.Get("Location") != ""
	if !moved && media != "" && !strings.HasPrefix(media, "text/") && !strings.HasSuffix(media, "xml") {
		t.failed(lanmu.FailProtocol, "no page but "+media)
		return false
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.doc.url, t.doc.header = address, r.header
	if !moved {
		t.doc.status = r.status
	}
	return true
}

func (t *tab) own(address string) bool {
	if !isHTTP(address) {
		return false
	}
	if t.r.opt.Own != nil {
		return t.r.opt.Own(address)
	}
	return hostOf(address) == hostOf(t.asked)
}

// reply is an answer, its body whole and unpacked.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// fetch asks through the transport, with the cookies that the browser has.
// Scripts and style sheets are asked for once for all pages.
func (t *tab) fetch(ev *fetch.EventRequestPaused) (*reply, error) {
	cacheable := ev.Request.Method == http.MethodGet && (ev.ResourceType == network.ResourceTypeScript || ev.ResourceType == network.ResourceTypeStylesheet)
	if cacheable {
		if r := t.r.cache.get(ev.Request.URL); r != nil {
			return r, nil
		}
	}
	req, err := t.request(ev)
	if err != nil {
		return nil, err
	}
	resp, err := t.r.opt.Transport.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	r, err := t.receive(resp)
	if err == nil && cacheable && r.status == http.StatusOK && len(r.header["Set-Cookie"]) == 0 {
		t.r.cache.put(ev.Request.URL, r)
	}
	return r, err
}

// request makes of the browser's request one of ours.
func (t *tab) request(ev *fetch.EventRequestPaused) (*http.Request, error) {
	var body []byte
	for _, e := range ev.Request.PostDataEntries {
		body = append(body, e.Bytes...)
	}
	if ev.Request.HasPostData && len(body) == 0 {
		return nil, &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: "the form it sends is too large to be passed on"}
	}
	c := &call{ctx: t.ctx, url: ev.Request.URL, purpose: purposeRender}
	ctx := context.WithValue(t.ctx, callKey{}, &desk{call: c})
	req, err := http.NewRequestWithContext(ctx, ev.Request.Method, ev.Request.URL, bytes.NewReader(body))
	if err != nil {
		return nil, &lanmu.Fail{Kind: lanmu.FailURL, Detail: err.Error()}
	}
	if len(body) == 0 {
		req.Body, req.GetBody = nil, nil
	}
	for k, v := range ev.Request.Headers {
		if s, ok := v.(string); ok && !strings.EqualFold(k, "Accept-Encoding") && !strings.EqualFold(k, "Cookie") {
			req.Header.Set(k, s)
		}
	}
	jar, err := cdp.Call(t.ctx, t.target, network.GetCookies, network.GetCookiesParams{URLs: []string{ev.Request.URL}})
	if err != nil {
		return nil, err
	}
	for _, c := range jar.Cookies {
		req.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	return req, nil
}

// receive reads an answer under the size limit.
func (t *tab) receive(resp *http.Response) (*reply, error) {
	r := &reply{status: resp.StatusCode, header: resp.Header.Clone()}
	for _, name := range []string{"Content-Encoding", "Content-Length", "Transfer-Encoding"} {
		r.header.Del(name)
	}
	if h, ok := resp.Body.(*held); ok {
		defer h.release()
		if h.fail != nil {
			return nil, h.fail
		}
		r.body = bytes.Clone(h.data)
	} else {
		defer resp.Body.Close()
		body, err := io.ReadAll(io.LimitReader(resp.Body, t.r.opt.MaxBody+1))
		if err != nil {
			return nil, err
		}
		if int64(len(body)) > t.r.opt.MaxBody {
			return nil, tooLarge(t.r.opt.MaxBody)
		}
		r.body = body
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.bytes += int64(len(r.body))
	return r, nil
}

// entries is h as the browser takes it. The protocol is JSON: bytes that are no
// UTF-8 cannot pass.
func entries(h http.Header) []*fetch.HeaderEntry {
	var list []*fetch.HeaderEntry
	for name, values := range h {
		for _, v := range values {
			list = append(list, &fetch.HeaderEntry{Name: name, Value: strings.ToValidUTF8(v, "?")})
		}
	}
	return list
}
