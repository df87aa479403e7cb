package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestValidUTF8 holds the quick look to the standard library's.
func TestValidUTF8(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{
			"通", "知公告", "a", "abcdefgh", "é", "😀", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xef\xbf\xbd", "\x00",
		})).Draw(t, "text"), ""))
		if rapid.Bool().Draw(t, "damaged") && len(text) > 0 {
			text[rapid.IntRange(0, len(text)-1).Draw(t, "where")] = rapid.Byte().Draw(t, "byte")
		}
		if got, want := validUTF8(text), utf8.Valid(text); got != want {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
	for _, s := range []string{"\xe0\x80\x80abcdefgh", "\xed\xa0\x80abcdefgh", "\xf4\x90\x80\x80abcdefgh", "通知\xe9\x80", "abcdefg\x80"} {
		if validUTF8([]byte(s)) {
			t.Errorf("%q is held to be UTF-8", s)
		}
	}
}

func BenchmarkValidUTF8(b *testing.B) {
	text := []byte(strings.Repeat("<p>为贯彻落实有关部署，市商务局组织召开专题会议，研究部署下一阶段重点工作。</p>\n<li><a href=\"/art/t20260101_17.html\">", 100))
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			validUTF8(text)
		}
	})
	b.Run("standard", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			utf8.Valid(text)
		}
	})
}
