package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"

	"lanmu"
)

// whole reads an answer with its body under limits of time and size. What it
// returns has a held body; an answer that broke off has its beginning and why.
type whole struct {
	next    http.RoundTripper
	timeout time.Duration // for the answer, body included
	max     int64         // bytes of a body
	now     func() time.Time
}

var errTooSlow = errors.New("no whole answer within the limit")

// RoundTrip sends req. What it asks to be cut (call.limit) is cut.
func (w whole) RoundTrip(req *http.Request) (*http.Response, error) {
	c := callOf(req)
	ctx, cancel := context.WithTimeoutCause(req.Context(), w.timeout, errTooSlow)
	defer cancel()
	h := &held{at: w.now()}
	start := time.Now()
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(i httptrace.GotConnInfo) { h.addr = i.Conn.RemoteAddr().String() },
	})
	resp, err := w.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return nil, &late{w.judge(ctx, req, err), h.at, time.Since(start)}
	}
	defer resp.Body.Close()
	w.read(ctx, req, resp, h, c)
	h.took = time.Since(start)
	resp.Body = h
	return resp, nil
}

// late is an error that remembers when it was asked.
type late struct {
	err  error
	at   time.Time
	took time.Duration
}

func (l *late) Error() string { return l.err.Error() }
func (l *late) Unwrap() error { return l.err }

// judge tells our own limit from the audit's end.
func (w whole) judge(ctx context.Context, req *http.Request, err error) error {
	if req.Context().Err() == nil && ctx.Err() != nil {
		return &lanmu.Fail{Kind: lanmu.FailTimeout, Detail: fmt.Sprintf("no whole answer within %s", w.timeout)}
	}
	return err
}

func (w whole) read(ctx context.Context, req *http.Request, resp *http.Response, h *held, c *call) {
	limit := c.limit
	if c.text && textual(resp.Header.Get("Content-Type"), req.URL.Path) {
		limit = 0
	}
	if limit == 0 && resp.ContentLength > w.max {
		h.fail = tooLarge(w.max)
		return
	}
	if c.head > 0 && resp.ContentLength > limit {
		limit = c.head // too large to be had whole
	}
	if limit > 0 && resp.ContentLength > limit && resp.ContentLength <= drain {
		limit = drain // cheaper than a new connection
	}
	stop := limit
	if stop == 0 || stop > w.max && c.head == 0 {
		stop = w.max
	}
	h.buf = getBuffer()
	if n := resp.ContentLength; n > 0 && n <= stop {
		h.buf.Grow(int(n) + bytes.MinRead)
	}
	n, err := h.buf.ReadFrom(io.LimitReader(resp.Body, stop))
	h.data = h.buf.Bytes()
	switch {
	case err != nil && c.head > 0 && n >= c.head && c.ctx.Err() == nil:
		h.cut = true
	case err != nil:
		h.fail = failOf(c.ctx, w.judge(ctx, req, err))
		if h.fail.Kind == lanmu.FailReset && n > 0 {
			h.fail.Kind = lanmu.FailTruncated
		}
	case n == stop && !ended(resp.Body):
		if limit > 0 {
			h.cut = true
		} else {
			h.fail = tooLarge(w.max)
		}
	}
}

// drain is up to how many bytes a body that is not needed is read to its end,
// so that the connection can be used again.
const drain = 32 << 10

// ended tells that nothing follows.
func ended(r io.Reader) bool {
	var one [1]byte
	n, err := io.ReadFull(r, one[:])
	return n == 0 && errors.Is(err, io.EOF)
}

func tooLarge(limit int64) *lanmu.Fail {
	return &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: fmt.Sprintf("body is larger than %d MiB", limit>>20)}
}

// textual tells an answer worth reading to its end.
func textual(contentType, path string) bool {
	media := mediaType(contentType)
	switch {
	case media == "", strings.HasPrefix(media, "text/"):
		return true
	case strings.HasSuffix(media, "+xml"), strings.HasSuffix(media, "/xml"), strings.HasSuffix(media, "json"), strings.HasSuffix(media, "javascript"):
		return true
	}
	return media == "application/x-httpd-php" || media == "application/octet-stream" && !isFile(path)
}

// mediaType is the lower-case type without parameters; it forgives what
// mime.ParseMediaType does not.
func mediaType(contentType string) string {
	media, _, _ := strings.Cut(contentType, ";")
	media, _, _ = strings.Cut(media, ",")
	return strings.ToLower(strings.TrimSpace(media))
}
