package extract

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"
)

// odd are texts of Chinese, signs, white space of all sorts and broken bytes.
var odd = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOfN(rapid.SampledFrom([]string{
		"通知", "版", "年", "3", "０", "〇", "a", "Z", " ", "\t", "\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u2003", "\u0085", "\x01",
		"\x80", "\xe4\xb8", "\xff", "，", "“", "下一页", "页面不存在", "404错误", "404 Not Found", "😀", "é",
	}), 0, 12).Draw(t, "parts")
	return strings.Join(parts, "")
})

// What looks at bytes for speed says what package utf8 and plain loops say.
func TestQuickLooks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := odd.Draw(t, "s")
		if got, want := trimmed(s), strings.TrimSpace(s); got != want {
			t.Errorf("trimmed(%q) = %q, want %q", s, got, want)
		}
		if got, want := trimSpace(s), strings.TrimFunc(s, isSpace); got != want {
			t.Errorf("trimSpace(%q) = %q, want %q", s, got, want)
		}
		if got, want := cleanText(s), strings.Join(strings.FieldsFunc(s, cleaned), " "); got != want && !isClean(s) {
			t.Errorf("cleanText(%q) = %q, want %q", s, got, want)
		}
		if got, want := trimFrame(s), strings.Trim(s, dateFrame); got != want {
			t.Errorf("trimFrame(%q) = %q, want %q", s, got, want)
		}
		for i := 0; i < len(s); i++ {
			r, w := runeAt(s, i)
			if want, width := utf8.DecodeRuneInString(s[i:]); s[i] >= utf8.RuneSelf && (r != want || w != width) {
				t.Errorf("runeAt(%q, %d) = %q, %d, want %q, %d", s, i, r, w, want, width)
			}
		}
		if got, want := missingWords.firstOf(s), firstOf(s, missingWords.list); got != want {
			t.Errorf("firstOf(%q) = %q, want %q", s, got, want)
		}
	})
}

// A text's characters are counted and its signs gathered as a plain loop would,
// and it is copied with its white space folded.
func TestFold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := odd.Draw(t, "s")
		var want sign
		count := 0
		for _, r := range s {
			if r > ' ' && !isSpace(r) {
				count++
				want |= signOf(r)
			}
		}
		page := pageText{pg: &page{els: make([]element, 1)}}
		runes, signs := page.write(&html.Node{Type: html.TextNode, Data: s}, 0, false)
		if blank(s) {
			want, count = 0, 0
		}
		if runes != count || signs&^signOdd != want&^signOdd || visible(s) != count {
			t.Errorf("write(%q): %d runes, signs %b, %d visible; want %d, %b", s, runes, signs, visible(s), count, want)
		}
		if core := trimASCII(s); signs&signOdd == 0 && !blank(s) && utf8.RuneCountInString(s) < maxLinkText {
			n := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A}
			n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
			for _, got := range [...]string{clipText(s), cleanText(s), foldSpace(core), textOf(n, maxLinkText), cleanText(nodeText(n))} {
				if got != core {
					t.Errorf("%q bears no sign of what is folded, and makes %q", s, got)
				}
			}
		}
		if strings.Contains(string(page.buf), "  ") || strings.HasPrefix(string(page.buf), " ") {
			t.Errorf("write(%q) leaves %q", s, page.buf)
		}
	})
}

// An address is compared with a form without writing its own.
func TestHasShape(t *testing.T) {
	part := rapid.SampledFrom([]string{"/", "art", "12", "3", "_", ".html", "?id=", "t20180306"})
	address := rapid.Custom(func(t *rapid.T) string {
		return "http://a.gov.cn/" + strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "path"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		addr, shape := address.Draw(t, "addr"), addressShape(address.Draw(t, "other"))
		if shape != "" && hasShape(addr, shape) != (addressShape(addr) == shape) {
			t.Errorf("hasShape(%q, %q) = %t", addr, shape, hasShape(addr, shape))
		}
	})
}

// A name of the day of publication is never passed over by the quick look.
func TestNamesDay(t *testing.T) {
	for _, name := range []string{"pubDate", "PUBTIME", "publishdata", "fbsj", "fbRq", "fabushijian", "FaBuSj", "datePublished", "docRelTime", "releaseTime", "releasedate", "publishedTime"} {
		if code := "var " + name + ` = "2018-03-06"`; !publishName(name) || !namesDay(code) {
			t.Errorf("%s: publishName %t, namesDay %t", name, publishName(name), namesDay(code))
		}
	}
	if namesDay("var relative = $('.tab'); return false") {
		t.Error("a script without any such name")
	}
}

// Every call that writes a pager has one of the parts that are looked for first.
func TestMayPage(t *testing.T) {
	for _, name := range pagerCallNames {
		if !mayPage(name + `3, 0, "index", "html")`) {
			t.Error(name)
		}
	}
}

func TestLeadCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOf(rapid.Uint64Range(1, 400)).Draw(t, "keys")
		c, want := (&page{}).countLeads(nil), map[uint64]int{}
		for _, k := range keys {
			c.add(k)
			want[k]++
		}
		for k, n := range want {
			if c.of(k) != n {
				t.Errorf("%d: %d, want %d", k, c.of(k), n)
			}
		}
		if c.used != len(want) || c.of(401) != 0 {
			t.Errorf("%d used, %d of what was not added; want %d, 0", c.used, c.of(401), len(want))
		}
	})
}
