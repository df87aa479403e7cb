package crawler

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"testing"

	"github.com/andybalholm/brotli"

	"lanmu"
)

func squeeze(t testing.TB, coding string, data []byte) []byte {
	t.Helper()
	var buf bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&buf)
	case "br":
		w = brotli.NewWriter(&buf)
	case "deflate":
		w = zlib.NewWriter(&buf)
	case "raw":
		f, err := flate.NewWriter(&buf, 9)
		if err != nil {
			t.Fatal(err)
		}
		w = f
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// canned answers with what it is.
func canned(h http.Header, body *held) http.RoundTripper {
	return roundTripFunc(func(req *http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Header: h, Body: body, Request: req}, nil
	})
}

func roundTrip(t testing.TB, rt http.RoundTripper, addr string) *http.Response {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, addr, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := rt.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

func TestInflate(t *testing.T) {
	page := bytes.Repeat([]byte("<p>通知公告</p>"), 500)
	bomb := make([]byte, 4<<20)
	zipped := squeeze(t, "gzip", page)
	tests := []struct {
		name, coding string
		body         []byte
		cut          bool
		want         []byte
		fail         lanmu.FailKind
	}{
		{name: "plain", body: page, want: page},
		{name: "gzip", coding: "gzip", body: zipped, want: page},
		{name: "upper case", coding: " GZIP", body: zipped, want: page},
		{name: "brotli", coding: "br", body: squeeze(t, "br", page), want: page},
		{name: "deflate", coding: "deflate", body: squeeze(t, "deflate", page), want: page},
		{name: "raw deflate", coding: "deflate", body: squeeze(t, "raw", page), want: page},
		{name: "unknown", coding: "utf-8", body: page, want: page},
		{name: "gzip bomb", coding: "gzip", body: squeeze(t, "gzip", bomb), want: bomb[:1<<20], fail: lanmu.FailTooLarge},
		{name: "brotli bomb", coding: "br", body: squeeze(t, "br", bomb), want: bomb[:1<<20], fail: lanmu.FailTooLarge},
		{name: "deflate bomb", coding: "deflate", body: squeeze(t, "raw", bomb), want: bomb[:1<<20], fail: lanmu.FailTooLarge},
		{name: "no gzip at all", coding: "gzip", body: []byte("<html>"), fail: lanmu.FailTruncated},
		{name: "half a gzip", coding: "gzip", body: zipped[:len(zipped)-12], fail: lanmu.FailTruncated},
		{name: "half a gzip, cut by us", coding: "gzip", body: zipped[:len(zipped)-12], cut: true},
		{name: "empty", coding: "gzip"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			header := http.Header{"Content-Encoding": {tt.coding}}
			resp := roundTrip(t, inflate{next: canned(header, &held{data: tt.body, cut: tt.cut}), max: 1 << 20}, "http://h/")
			h := bodyOf(resp)
			kind := lanmu.FailKind("")
			if h.fail != nil {
				kind = h.fail.Kind
			}
			if kind != tt.fail {
				t.Fatalf("fail %v, want %q", h.fail, tt.fail)
			}
			if tt.want != nil && !bytes.Equal(h.data, tt.want) {
				t.Errorf("%d bytes, want %d", len(h.data), len(tt.want))
			}
			if header.Get("Content-Encoding") != tt.coding {
				t.Error("the recorded header was changed")
			}
		})
	}
}
