// Package address makes one canonical address of the many ways a page writes it.
package address

import (
	"net/url"

	"lanmu"
)

// Resolve makes raw, as written on the page at base, an absolute normalised
// address as a browser would ask it. charset is the page's: browsers write raw
// Chinese in a query in it (and in a path as UTF-8). A fault of the address
// itself comes back as bad; url is then what can still be asked, or "".
func Resolve(base *url.URL, raw, charset string) (abs string, bad lanmu.BadLink) {
	return "", lanmu.BadSyntax
}

// Normalize makes equal what is one page: scheme and host in lower case, no
// default port, no fragment, no empty query, %e4 as %E4, %7E as ~, dot segments
// taken out. It errors where s is no absolute http or https address.
func Normalize(s string) (string, error) { return s, nil }
