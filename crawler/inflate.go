package crawler

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"lanmu"
)

// inflate undoes Content-Encoding. A body that unpacks to more than max is too
// large, however small it came; one that breaks off is truncated.
type inflate struct {
	next http.RoundTripper
	max  int64
}

// RoundTrip leaves in the body what the server meant, and takes
// Content-Encoding off a copy of the header.
func (f inflate) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := f.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	packed := bodyOf(resp)
	coding := strings.ToLower(strings.TrimSpace(resp.Header.Get("Content-Encoding")))
	if coding == "" || coding == "identity" || len(packed.data) == 0 {
		return resp, nil
	}
	plain := &held{cut: packed.cut, fail: packed.fail, at: packed.at, took: packed.took, addr: packed.addr, inner: packed}
	f.unpack(plain, packed, coding)
	resp.Body = plain
	resp.Header = resp.Header.Clone()
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	return resp, nil
}

func (f inflate) unpack(plain, packed *held, coding string) {
	r, done, err := reader(coding, packed.data)
	if errors.Is(err, errCoding) {
		plain.data = packed.data // "utf-8" and the like: browsers pass over it too
		return
	}
	if err != nil {
		if plain.fail == nil && !plain.cut {
			plain.fail = broken(coding, err)
		}
		return
	}
	defer done()
	plain.buf = getBuffer()
	n, err := plain.buf.ReadFrom(io.LimitReader(r, f.max+1))
	plain.data = plain.buf.Bytes()
	switch {
	case n > f.max:
		plain.data = plain.data[:f.max]
		plain.fail = tooLarge(f.max)
	case err == nil, plain.cut:
	case plain.fail == nil:
		plain.fail = broken(coding, err)
	}
}

func broken(coding string, err error) *lanmu.Fail {
	return &lanmu.Fail{Kind: lanmu.FailTruncated, Detail: fmt.Sprintf("content-encoding %s: %v", short(coding), err)}
}

var gzips = sync.Pool{New: func() any { return new(gzip.Reader) }}

var errCoding = errors.New("unknown")

// reader unpacks data; done gives its reader back.
func reader(coding string, data []byte) (r io.Reader, done func(), err error) {
	switch coding {
	case "gzip", "x-gzip":
		z := gzips.Get().(*gzip.Reader)
		if err := z.Reset(bytes.NewReader(data)); err != nil {
			gzips.Put(z)
			return nil, nil, err
		}
		return z, func() { gzips.Put(z) }, nil
	case "br":
		return brotli.NewReader(bytes.NewReader(data)), func() {}, nil
	case "deflate":
		if z, err := zlib.NewReader(bytes.NewReader(data)); err == nil {
			return z, func() { z.Close() }, nil
		}
		z := flate.NewReader(bufio.NewReader(bytes.NewReader(data))) // raw, as some servers send it
		return z, func() { z.Close() }, nil
	}
	return nil, nil, errCoding
}

// looksText tells bytes without nul or other controls near the beginning.
func looksText(data []byte) bool {
	for _, c := range data[:min(len(data), 512)] {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			return false
		}
	}
	return true
}
