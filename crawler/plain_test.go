package crawler

import (
	"net/url"
	"strings"
	"testing"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"pgregory.net/rapid"
)

// TestPlainAddresses: what is held to be plain is read by the parsers as it
// stands, and taken apart as they take it apart.
func TestPlainAddresses(t *testing.T) {
	check := func(t rapid.TB, addr string) {
		if !plainAddress(addr) {
			return
		}
		want, err := url.Parse(addr)
		if err != nil {
			t.Fatalf("%q: %v", addr, err)
		}
		if got := plainURL(addr); *got != *want || got.String() != addr {
			t.Fatalf("%q: %#v, want %#v", addr, got, want)
		}
		if w, err := whatwg.Parse(addr); err != nil || w.Href(false) != addr {
			t.Fatalf("%q: a browser asks for %v (%v)", addr, w, err)
		}
		if host, path := asked(addr); host != want.Host || path != want.RequestURI() {
			t.Fatalf("%q is asked for as %q %q", addr, host, path)
		}
	}
	part := rapid.SampledFrom([]string{
		"http://", "https://", "www.example.gov.cn", "127.0.0.1", "10.1", "0x7f.1", "xn--fiq", "a--b", ":80", ":443", ":8080", ":080", "/", "//", "/./", "/..", "/.a",
		"a.html", "?", "a=1", "&", "%20", "%2", "%zz", "%", "#", "'", "\"", "|", "\\", "[", "通知", " ", "!", "*", "(", ")", ";jsessionid=1", "@", "$", "+", ",", ":", "~", "A", "\x00",
	})
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOfN(part, 1, 10).Draw(t, "parts"), ""))
	})
	rapid.Check(t, func(t *rapid.T) {
		check(t, "http://www.example.gov.cn/"+rapid.StringOf(rapid.RuneFrom([]rune("abZ019-._~$&+,/:;=@!*()?%'"))).Draw(t, "path"))
	})
	for addr, want := range map[string]bool{
		"http://www.example.gov.cn/":                       true,
		"https://www.example.gov.cn/zwgk/t20260101_1.html": true,
		"http://127.0.0.1:7471/list.jsp?id=7&q=%E9%80%9A":  true,
		"http://www.example.gov.cn":                        false,
		"http://WWW.example.gov.cn/":                       false,
		"http://www.example.gov.cn:80/":                    false,
		"http://www.example.gov.cn/a%20b":                  false,
		"http://www.example.gov.cn/a/../b":                 false,
		"http://www.example.gov.cn/?q=%2":                  false,
		"http://10.1/":                                     false,
		"http://user@www.example.gov.cn/":                  false,
		"ftp://www.example.gov.cn/":                        false,
	} {
		if plainAddress(addr) != want {
			t.Errorf("%s: plain %v, want %v", addr, !want, want)
		}
	}
}
