package crawler

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// validators are what an earlier answer can be asked again with.
type validators struct {
	ETag, LastModified string // as received; "" none
	Digest             string // of the raw body, "sha1:…"

	abstract abstract
	entry    int32
}

// set makes req conditional.
func (v validators) set(h http.Header) {
	if v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
}

// previous is an earlier recording of the same site: an unchanged page then
// costs a 304 on the network instead of its body.
//
// In the transport, for own pages and files (GET, purposePage and purposeAttachment):
//
//	v, known := prev.Lookup(url, purpose)
//	if known { v.set(req.Header) }
//	… the exchange x is made …
//	if known && (x.Status == 304 || x.Status == 200 && x.digest() == v.Digest) {
//		if x.Earlier, err = prev.Load(url, purpose); err != nil { ask again without conditions }
//	}
//	tape.Put(x)            // writes a revisit record and a copy of the earlier one
//
// From there on a live and a replayed exchange are alike: where x.Earlier is
// set the page is Unchanged; where moreover x.Status is 304, its status and body
// are those of x.Earlier and its header is that of x.Earlier with x's laid over.
// Close it after the tape is closed.
type previous struct{ rec *recording }

// openPrevious reads the recording at path. Errors are Chinese sentences.
func openPrevious(path string) (*previous, error) {
	rec, err := openIndexed(path, true)
	if err != nil {
		return nil, err
	}
	return &previous{rec}, nil
}

// Close lets the file go.
func (p *previous) Close() error { return p.rec.Close() }

// Lookup tells what is known of the page at url. It reads nothing from the file.
func (p *previous) Lookup(url, purpose string) (validators, bool) {
	v, ok := p.rec.valid[p.rec.key(http.MethodGet, url, purpose)]
	return v, ok
}

// Load reads the whole earlier answer that Lookup told of.
func (p *previous) Load(url, purpose string) (*Exchange, error) {
	v, ok := p.Lookup(url, purpose)
	if !ok {
		return nil, fmt.Errorf("%s is not in the previous recording", url)
	}
	x, err := p.rec.load(p.rec.entries[v.entry])
	if err != nil {
		return nil, err
	}
	if x.Earlier != nil {
		x = x.Earlier
	}
	if x.URL != uriSafe(url) || x.digest() != v.Digest {
		return nil, fmt.Errorf("the previous recording's record of %s is not what its index says", url)
	}
	return x, nil
}

// validators reads those of a page's answer while the index is made. A revisit
// of a 304 names none but may renew them; its original follows and has them all.
func (ix *indexing) validators(rec *record) error {
	if ix.r.valid == nil || ix.open == nil || !keepable(ix.open.purpose, rec.get(fieldCut), ix.open.url) {
		return nil
	}
	v := &ix.open.valid
	if v.Digest == "" {
		v.Digest = rec.get(fieldPayloadDigest)
	}
	head, err := readHTTPHead(bufio.NewReader(io.LimitReader(ix.s.block(), maxHead)))
	switch {
	case errors.Is(err, errNoHTTP):
		return nil
	case err != nil:
		return err
	}
	if v.ETag == "" {
		v.ETag = head.header.Get("ETag")
	}
	if v.LastModified == "" {
		v.LastModified = head.header.Get("Last-Modified")
	}
	if strings.EqualFold(rec.get(fieldType), typeResponse) {
		v.abstract = abstractOf(rec, head)
	}
	usable := head.status == http.StatusOK && rec.get(fieldFail) == "" && rec.get(fieldTruncated) == ""
	if !usable && head.status != http.StatusNotModified {
		v.Digest = "" // an error page is nothing to compare with
	}
	return nil
}

// remember keeps the validators of entry i. A later answer of the same page
// takes the place of an earlier one, a failure takes it away: what failed last
// night is asked in full.
func (r *recording) remember(p *pending, i int32) {
	if !conditional(p.method, p.purpose) {
		return
	}
	key := r.key(http.MethodGet, p.url, p.purpose)
	if p.valid.Digest == "" {
		delete(r.valid, key)
		return
	}
	p.valid.entry = i
	p.valid.abstract.header = r.headers.one(p.valid.abstract.header)
	r.valid[key] = p.valid
}
