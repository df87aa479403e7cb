// Package charset turns the bytes of a page into UTF-8.
//
// The order is: byte order mark, valid UTF-8 (a rune cut at the end and a rare
// bad byte tolerated), the declared charset where it decodes cleanly (header,
// then meta in the first 16 KB), GB18030. Guessing by letter frequency is left
// out on purpose: it errs on short Chinese pages.
package charset

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// metaWindow is how far into a page a declaration is looked for, in bytes.
// HTML says 1,024; portals write scripts and comments before it.
const metaWindow = 16 << 10

// Decode returns body in UTF-8, the canonical lower-case name of the charset it
// was in, and how that was told: "bom", "utf-8", "header", "meta", "fallback".
// Where body is UTF-8 already it is returned as it is, without a copy.
func Decode(body []byte, contentType string) (text []byte, name, how string) {
	if text, name, ok := decodeBOM(body); ok {
		return text, name, "bom"
	}
	if isASCII(body) {
		return decodeASCII(body, contentType)
	}
	if looksUTF8(body) {
		return body, "utf-8", "utf-8"
	}
	if text, name, ok := decodeAs(body, headerLabel(contentType), 0); ok {
		return text, name, "header"
	}
	if text, name, ok := decodeAs(body, metaLabel(body), 0); ok {
		return text, name, "meta"
	}
	return decodeFallback(body, contentType)
}

// decodeFallback is GB18030, unless a declared charset leaves clearly less damage.
func decodeFallback(body []byte, contentType string) ([]byte, string, string) {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), "utf-8", "fallback"
	}
	bad := damage(text)
	for _, label := range []string{headerLabel(contentType), metaLabel(body)} {
		if label == "utf-8" {
			continue // it is UTF-8 only where it looks like it
		}
		if other, name, ok := decodeAs(body, label, bad/2); ok {
			return other, name, "fallback"
		}
	}
	if good := utf8Runes(body); good > 0 && bad > len(body)/50 && invalidUTF8(body) < bad {
		return bytes.ToValidUTF8(body, []byte("\uFFFD")), "utf-8", "fallback"
	}
	return text, "gb18030", "fallback"
}

func decodeBOM(body []byte) ([]byte, string, bool) {
	switch {
	case bytes.HasPrefix(body, []byte("\xEF\xBB\xBF")):
		return body[3:], "utf-8", true
	case bytes.HasPrefix(body, []byte("\xFF\xFE")):
		return utf16(body[2:], unicode.LittleEndian), "utf-16le", true
	case bytes.HasPrefix(body, []byte("\xFE\xFF")):
		return utf16(body[2:], unicode.BigEndian), "utf-16be", true
	}
	return nil, "", false
}

func utf16(body []byte, order unicode.Endianness) []byte {
	text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(body)
	if err != nil {
		return bytes.ToValidUTF8(body, []byte("\uFFFD"))
	}
	return text
}

// decodeASCII: plain ASCII is the same in every charset but the stateful ones
// (hz-gb-2312, iso-2022-jp), which nobody serves any more; the name is what
// the page declares, for whoever prints it.
func decodeASCII(body []byte, contentType string) ([]byte, string, string) {
	for _, d := range []struct{ label, how string }{{headerLabel(contentType), "header"}, {metaLabel(body), "meta"}} {
		if _, name := lookup(d.label); name != "" && !strings.HasPrefix(name, "utf-16") {
			return body, name, d.how
		}
	}
	return body, "utf-8", "utf-8"
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// looksUTF8 tells UTF-8 with at most one bad byte in a thousand, and a rune cut
// at the very end. Text in GBK has a bad byte in almost every pair.
func looksUTF8(b []byte) bool {
	if validUTF8(b) {
		return true
	}
	bad, good := invalidUTF8(trimCut(b)), utf8Runes(b)
	return good > 0 && (bad == 0 || bad*1000 <= len(b) && bad*50 <= good || bad <= 2 && good >= 20)
}

// validUTF8 is utf8.Valid, which reads Chinese, three bytes a rune, in a third of
// the time.
func validUTF8(b []byte) bool {
	for len(b) >= 8 {
		v := binary.LittleEndian.Uint64(b)
		switch {
		case v&highBits == 0:
			b = b[8:]
		case chineseRune(v) && chineseRune(v>>24):
			b = b[6:]
		case chineseRune(v):
			b = b[3:]
		case v&0x80 == 0:
			b = b[bits.TrailingZeros64(v&highBits)/8:]
		default:
			r, n := utf8.DecodeRune(b)
			if r == utf8.RuneError && n == 1 {
				return false
			}
			b = b[n:]
		}
	}
	return utf8.Valid(b)
}

const highBits = 0x8080808080808080

// chineseRune tells a well-formed rune of three bytes in the lowest of v, but
// for those that begin with E0 or ED, of which not all are.
func chineseRune(v uint64) bool {
	return v&0xc0c0f0 == 0x8080e0 && byte(v) != 0xe0 && byte(v) != 0xed
}

// trimCut takes off a rune that the end of the body cuts.
func trimCut(b []byte) []byte {
	for n := 1; n < utf8.UTFMax && n <= len(b); n++ {
		c := b[len(b)-n]
		if utf8.RuneStart(c) {
			if c >= 0xC0 && !utf8.FullRune(b[len(b)-n:]) {
				return b[:len(b)-n]
			}
			break
		}
	}
	return b
}

func invalidUTF8(b []byte) (bad int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		b = b[n:]
	}
	return bad
}

// utf8Runes counts well-formed runes of three bytes and more: Chinese.
func utf8Runes(b []byte) (good int) {
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, n := utf8.DecodeRune(b)
		if r != utf8.RuneError && n >= 3 {
			good++
		}
		b = b[n:]
	}
	return good
}

func damage(text []byte) int { return bytes.Count(text, []byte("\uFFFD")) }

// decodeAs decodes by a declared name; ok where it leaves no more damage than
// one rune in five hundred and one at a cut end, or at most limit where given.
func decodeAs(body []byte, label string, limit int) ([]byte, string, bool) {
	enc, name := lookup(label)
	if enc == nil || name == "utf-8" {
		return nil, "", false
	}
	text, err := enc.NewDecoder().Bytes(body)
	if err != nil {
		return nil, "", false
	}
	allowed := 1 + len(body)/2000
	if limit > 0 {
		allowed = limit
	}
	if damage(text) > allowed || oneByte(name) && !declaresWestern(text) {
		return nil, "", false
	}
	return text, name, true
}

// oneByte names charsets in which every byte is a letter: to decode cleanly
// proves nothing there.
func oneByte(name string) bool {
	return strings.HasPrefix(name, "windows-") || strings.HasPrefix(name, "iso-8859-") ||
		strings.HasPrefix(name, "koi8") || name == "macintosh" || name == "ibm866"
}

// declaresWestern tells a text that reads as a Western one: few letters beyond
// ASCII, and those among ASCII letters. Servers declare ISO-8859-1 for
// Chinese pages by mere default.
func declaresWestern(text []byte) bool {
	high, runs, last := 0, 0, false
	for _, r := range string(text) {
		is := r >= 0x80
		if is {
			high++
			if last {
				runs++
			}
		}
		last = is
	}
	return high > 0 && runs*4 < high
}

// lookup finds an encoding and its canonical name; the family of GBK is decoded
// by its superset GB18030.
func lookup(label string) (encoding.Encoding, string) {
	if label == "" {
		return nil, ""
	}
	switch label {
	case "utf8", "utf-8":
		return encoding.Nop, "utf-8"
	case "gb2312", "gbk", "gb18030", "gb-2312", "x-gbk", "cp936", "ms936", "936", "windows-936", "euc-cn", "chinese", "zh-cn":
		return simplifiedchinese.GB18030, "gb18030"
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, ""
	}
	name, err := htmlindex.Name(enc)
	if err != nil {
		return nil, ""
	}
	switch name {
	case "gbk", "gb18030", "hz-gb-2312":
		return simplifiedchinese.GB18030, "gb18030"
	case "replacement", "x-user-defined":
		return nil, ""
	}
	return enc, name
}

func headerLabel(contentType string) string {
	if contentType == "" {
		return ""
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return clean(params["charset"])
	}
	return clean(afterCharset([]byte(strings.ToLower(contentType))))
}

// metaLabel finds the charset a page declares in <meta>, in an XML declaration
// or in a style sheet's @charset.
func metaLabel(body []byte) string {
	head := bytes.ToLower(body[:min(len(body), metaWindow)])
	if bytes.HasPrefix(head, []byte("<?xml")) {
		if end := bytes.Index(head, []byte("?>")); end > 0 {
			if i := bytes.Index(head[:end], []byte("encoding")); i > 0 {
				return clean(afterEquals(head[i+len("encoding") : end]))
			}
		}
	}
	for rest := head; ; {
		i := bytes.Index(rest, []byte("<meta"))
		if i < 0 {
			return ""
		}
		rest = rest[i+len("<meta"):]
		end := bytes.IndexByte(rest, '>')
		if end < 0 {
			end = len(rest)
		}
		if label := clean(afterCharset(rest[:end])); label != "" {
			return label
		}
	}
}

func afterCharset(s []byte) string {
	i := bytes.Index(s, []byte("charset"))
	if i < 0 {
		return ""
	}
	return afterEquals(s[i+len("charset"):])
}

func afterEquals(s []byte) string {
	s = bytes.TrimLeft(s, " \t\r\n")
	if len(s) == 0 || s[0] != '=' {
		return ""
	}
	s = bytes.TrimLeft(s[1:], " \t\r\n\"'")
	if end := bytes.IndexAny(s, " \t\r\n\"'/>;"); end >= 0 {
		s = s[:end]
	}
	return string(s)
}

func clean(label string) string { return strings.ToLower(strings.Trim(label, " \t\r\n\"'")) }
