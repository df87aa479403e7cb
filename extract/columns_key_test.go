package extract

import (
	"testing"

	"pgregory.net/rapid"
)

// The quick way to a page's key comes to what parsing its address comes to.
func TestPlainKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		addr := rapid.SampledFrom([]string{"http://", "https://", "HTTP://", "ftp://", "//", ""}).Draw(t, "scheme") +
			rapid.SampledFrom([]string{"www.example.gov.cn", "WWW.example.gov.cn", "h:80", "h:", "h:x", "h:80a", "a@h", "", "[::1]", "1.2.3.4:8080", "h%20"}).Draw(t, "host")
		for range rapid.IntRange(0, 4).Draw(t, "parts") {
			addr += rapid.SampledFrom([]string{"/", "//", "/zwgk", "/index.html", "/INDEX.HTM", "/default.asp", "/Default.ASPX", "/a.ASP", "/a.ashx", "/a.as", "/a.Html", "/t.2026/x", "/%41", "/中", "/a b", "/.", "/..", "/~x_-", "/index.", "/index"}).Draw(t, "part")
		}
		addr += rapid.SampledFrom([]string{"", "?", "?a=1", "?a=中", "?a=%zz", "?a=b#c", "#x", "?a b", "?x\x7f", "\x01", ";a", "?a=/index.html"}).Draw(t, "query")
		if key := plainKey(addr); key != "" {
			if want := parsedKey(addr); key != want {
				t.Fatalf("%q: %q, parsed %q", addr, key, want)
			}
		}
	})
	if plainKey("http://www.example.gov.cn:80/zwgk/t20260101_1.html") != "www.example.gov.cn:80/zwgk/t20260101_1.html" {
		t.Error("a plain address does not take the quick way")
	}
}
