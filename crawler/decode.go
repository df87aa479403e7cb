package crawler

import (
	"bytes"
	"net/http"
	"strings"

	"lanmu"
	"lanmu/internal/charset"
)

// decode makes UTF-8 of text and says so in Content-Type, on a copy of the
// header. What is declared to be text and is not is told as a failure.
type decode struct{ next http.RoundTripper }

func (d decode) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	raw := bodyOf(resp)
	declared := resp.Header.Get("Content-Type")
	if len(raw.data) == 0 || !textual(declared, req.URL.Path) {
		return resp, nil
	}
	if kind := binaryKind(raw.data); kind != "" {
		if raw.fail == nil && strings.HasPrefix(mediaType(declared), "text/") && !isFile(req.URL.Path) {
			raw.fail = &lanmu.Fail{Kind: lanmu.FailProtocol, Detail: "binary body (" + kind + ") under " + mediaType(declared)}
		}
		return resp, nil
	}
	text, name, _ := charset.Decode(raw.data, declared)
	callOf(req).charset = name
	resp.Body = &held{data: text, cut: raw.cut, fail: raw.fail, at: raw.at, took: raw.took, addr: raw.addr, inner: raw}
	resp.Header = resp.Header.Clone()
	media := mediaType(declared)
	if media == "" {
		media = "text/html"
	}
	resp.Header.Set("Content-Type", media+"; charset=utf-8")
	return resp, nil
}

// binaryKind names what the first bytes of a body say it is; "" it may be text.
// UTF-16 text has nul bytes and a mark.
func binaryKind(data []byte) string {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return ""
	}
	if kind := magicOf(data); kind != "" && kind != "rtf" && kind != "bmp" && kind != "mp3" {
		return kind
	}
	head := data[:min(len(data), 1024)]
	nuls := bytes.Count(head, []byte{0})
	if nuls <= 8 || nuls*10 <= len(head) || utf16ish(head) {
		return ""
	}
	if begins := bytes.ToLower(bytes.TrimLeft(head, "\ufeff \t\r\n")); bytes.HasPrefix(begins, []byte("<!doctype html")) || bytes.HasPrefix(begins, []byte("<html")) {
		return "" // browsers pass over the nul bytes of a page
	}
	return "nul bytes"
}

// utf16ish tells UTF-16 without a mark: every other byte of markup is nul.
func utf16ish(head []byte) bool {
	even, odd := 0, 0
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	return min(even, odd)*20 < max(even, odd)
}
