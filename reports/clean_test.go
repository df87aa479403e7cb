package reports

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"通知公告":                          "通知公告",
		"  a\t b\r\n c ":                "a b c",
		"a\u3000b\u00a0c":               "a b c",
		"\u202Egnp.exe\u202C 公告":        "gnp.exe 公告",
		"nul\x00esc\x1b[31m":            "nulesc[31m",
		"bad\xff":                       "bad\uFFFD",
		"\uFEFF标题\u200B":                "标题",
		"":                              "",
		" ":                             "",
		"👨\u200d👩":                      "👨\u200d👩", // a joiner inside an emoji is text
		"line\u2028sep":                 "line sep",
		"tag\U000E0041\uFFFE\U0001FFFF": "tag",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		in   string
		n    int
		want string
	}{
		{"政务公开", 4, "政务公开"}, {"政务公开网", 4, "政务公开…"}, {"abc", 0, ""}, {strings.Repeat("长", 1<<20), 2, "长长…"},
	} {
		if got := clip(c.in, c.n); got != c.want {
			t.Errorf("clip(%.20q, %d) = %q, want %q", c.in, c.n, got, c.want)
		}
	}
}

func TestHref(t *testing.T) {
	for in, ok := range map[string]bool{
		"http://swj.example.gov.cn/a?b=c#d": true, "https://例子.中国/路径": true, "HTTP://x.example/": true,
		"": false, "/relative": false, "http:///x": false, "ftp://x.example/": false, "http://" + strings.Repeat("a", 3000): false,
	} {
		if got := href(in); (got != "") != ok {
			t.Errorf("href(%.40q) = %q, clickable: %v", in, got, ok)
		}
	}
	for _, in := range attackURLs {
		if got := href(in); got != "" {
			t.Errorf("href(%q) = %q, want no link", in, got)
		}
	}
}

// Whatever a page says, a cell is valid, inert, visible and short enough.
func TestCellProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.SampledFrom(attacks), rapid.StringMatching(`[=+@\-\t ＝]{1,3}.{0,20}`)).Draw(t, "s")
		got := cell(s)
		switch {
		case !utf8.ValidString(got):
			t.Fatalf("%q is not valid UTF-8", got)
		case strings.ContainsFunc(got, invisible):
			t.Fatalf("%q holds an invisible character", got)
		case inert(got) != got:
			t.Fatalf("%q may be taken for a formula", got)
		case len(utf16.Encode([]rune(got))) > maxCell:
			t.Fatalf("%d units are too many", len(utf16.Encode([]rune(got))))
		}
	})
}

func TestCellLimit(t *testing.T) {
	got := cell(strings.Repeat("😀", 40000)) // two units each
	if units := len(utf16.Encode([]rune(got))); units > maxCell || units < maxCell-3 {
		t.Errorf("%d units, want just below %d", units, maxCell)
	}
	if !strings.HasSuffix(got, "…") {
		t.Error("the cut is not marked")
	}
}
