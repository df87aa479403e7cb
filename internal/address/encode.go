package address

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// The classes of a byte: it may stand in a path or a query as it is.
const (
	plainPath = 1 << iota
	plainQuery
	unreserved
	plainLink // in the path or query of a link that needs no thought
)

var class = func() (t [256]uint8) {
	for c := range 128 {
		b := byte(c)
		switch {
		case isAlpha(b) || isDigit(b) || strings.IndexByte("-._~", b) >= 0:
			t[c] = plainPath | plainQuery | unreserved | plainLink
		case strings.IndexByte("!$'()*+,;=:@/[]", b) >= 0:
			t[c] = plainPath | plainQuery
		case b == '&':
			t[c] = plainPath | plainQuery
		case b == '?':
			t[c] = plainQuery
		}
	}
	for _, c := range []byte("/?&=,+!$()*@") {
		t[c] |= plainLink
	}
	t['\''] = plainPath // browsers write it %27 in a query
	return t
}()

// plain tells that s is canonical but for dot segments: no byte of it must be
// written otherwise. "&amp;" is not plain.
func plain(s string, set uint8) bool {
	for i := 0; i < len(s); i++ {
		if class[s[i]]&set == 0 {
			return false
		}
	}
	return set != plainQuery || !strings.Contains(s, "&amp;")
}

const upperHex = "0123456789ABCDEF"

func appendEscaped(dst []byte, c byte) []byte {
	return append(dst, '%', upperHex[c>>4], upperHex[c&15])
}

func unhex(c byte) (byte, bool) {
	switch {
	case isDigit(c):
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

// escapeAt reads %XX at s[i].
func escapeAt(s string, i int) (byte, bool) {
	if i+2 >= len(s) {
		return 0, false
	}
	hi, ok1 := unhex(s[i+1])
	lo, ok2 := unhex(s[i+2])
	return hi<<4 | lo, ok1 && ok2
}

// cleanPath writes a path canonically: slashes forward, escapes in upper case
// and only where needed, Chinese as UTF-8, dot segments gone. A per cent sign
// that escapes nothing becomes %25, because it could not be asked otherwise.
func cleanPath(s string) string {
	dst := make([]byte, 0, len(s)+16)
	if !isSlash(s[0]) {
		dst = append(dst, '/')
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			dst = append(dst, '/')
		case c == '%':
			b, ok := escapeAt(s, i)
			switch {
			case !ok:
				dst = append(dst, "%25"...)
				continue
			case class[b]&unreserved != 0:
				dst = append(dst, b)
			default:
				dst = appendEscaped(dst, b)
			}
			i += 2
		case class[c]&plainPath != 0:
			dst = append(dst, c)
		default:
			dst = appendEscaped(dst, c)
		}
	}
	return removeDots(string(dst))
}

// removeDots takes out dot segments (RFC 3986 §5.2.4); path begins with "/".
func removeDots(path string) string {
	if !strings.Contains(path, "/.") {
		return path
	}
	dst := make([]byte, 0, len(path))
	for rest := path; rest != ""; {
		end := strings.IndexByte(rest[1:], '/') + 1
		if end == 0 {
			end = len(rest)
		}
		seg := rest[1:end]
		rest = rest[end:]
		switch seg {
		case ".", "..":
			if seg == ".." {
				dst = dst[:max(bytes.LastIndexByte(dst, '/'), 0)]
			}
			if rest == "" {
				dst = append(dst, '/')
			}
		default:
			dst = append(append(dst, '/'), seg...)
		}
	}
	return string(dst)
}

// cleanQuery writes a query canonically. Raw Chinese is written in the page's
// charset, a character it lacks as browsers do: &#N; escaped. A left-over
// "&amp;" is the "&" that was meant.
func cleanQuery(s, charset string) string {
	s = strings.ReplaceAll(s, "&amp;", "&")
	enc := encoderOf(s, charset)
	dst := make([]byte, 0, len(s)+32)
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '%':
			b, ok := escapeAt(s, i)
			if !ok {
				dst = append(dst, '%')
				i++
				continue
			}
			if class[b]&unreserved != 0 {
				dst = append(dst, b)
			} else {
				dst = appendEscaped(dst, b)
			}
			i += 3
		case c < utf8.RuneSelf:
			if class[c]&plainQuery != 0 {
				dst = append(dst, c)
			} else {
				dst = appendEscaped(dst, c)
			}
			i++
		default:
			_, n := utf8.DecodeRuneInString(s[i:])
			dst = appendRune(dst, s[i:i+n], enc)
			i += n
		}
	}
	return string(dst)
}

// appendRune appends one character, escaped in the encoder's charset.
func appendRune(dst []byte, char string, enc *encoding.Encoder) []byte {
	if enc != nil {
		coded, err := enc.String(char)
		if err != nil {
			r, _ := utf8.DecodeRuneInString(char)
			return append(strconv.AppendInt(append(dst, "%26%23"...), int64(r), 10), "%3B"...)
		}
		char = coded
	}
	for i := 0; i < len(char); i++ {
		// A second byte of GBK may be a letter; browsers leave it as it is.
		if class[char[i]]&plainQuery != 0 {
			dst = append(dst, char[i])
		} else {
			dst = appendEscaped(dst, char[i])
		}
	}
	return dst
}

// encoderOf is the encoder for the raw characters of s; nil for UTF-8 and where
// there are none.
func encoderOf(s, charset string) *encoding.Encoder {
	if charset == "" || strings.EqualFold(charset, "utf-8") || isASCII(s) {
		return nil
	}
	e, err := htmlindex.Get(charset)
	if err != nil {
		return nil
	}
	if name, _ := htmlindex.Name(e); strings.HasPrefix(name, "utf-") || name == "replacement" {
		return nil // queries of UTF-16 pages are UTF-8
	}
	return e.NewEncoder()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
