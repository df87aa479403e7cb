// Package address makes one canonical address of the many ways a page writes it.
//
// It asks as a browser would (WHATWG URL Standard), and then makes equal what
// is one page (RFC 3986 §6.2.2). Plain links, nearly all of them, are put
// together by hand; only odd hosts reach a whole URL parser.
package address

import (
	"errors"
	"net/url"
	"strings"

	"lanmu"
)

// Resolve makes raw, as written on the page at base, an absolute normalised
// address as a browser would ask it. charset is the page's: browsers write raw
// Chinese in a query in it (and in a path as UTF-8). A fault of the address
// itself comes back as bad; abs is then what can still be asked, or "".
//
// Addresses that are no web address (mailto:, tel:, weixin:, a script that does
// something) come back as "" and BadNone: nothing is wrong, nothing is asked.
// Session identifiers are taken out, see StripSession.
func Resolve(base *url.URL, raw, charset string) (abs string, bad lanmu.BadLink) {
	if raw != "" {
		if abs, ok := fastPath(base, raw); ok {
			return abs, lanmu.BadNone
		}
	}
	return resolve(base, raw, charset)
}

// resolve is the long way.
func resolve(base *url.URL, raw, charset string) (abs string, bad lanmu.BadLink) {
	raw = trim(raw)
	if raw == "" || raw == "#" {
		return "", lanmu.BadEmpty
	}
	if localPath(raw) {
		return "", lanmu.BadLocal
	}
	a, bad := join(base, raw)
	if bad != lanmu.BadNone || a.scheme == "" {
		return "", bad
	}
	abs = a.canonical(charset, true)
	if a.host != strings.ToLower(base.Hostname()) && internalHost(a.host) {
		return abs, lanmu.BadInternal
	}
	return abs, lanmu.BadNone
}

// Location resolves the Location header of an answer of base. It differs from
// Resolve in that session identifiers stay: a server that moves us to the same
// page with its session in the address would else seem to move us in a circle.
func Location(base *url.URL, raw string) (string, error) {
	raw = trim(raw)
	if raw == "" || localPath(raw) {
		return "", errNoAddress
	}
	a, bad := join(base, raw)
	if bad != lanmu.BadNone || a.scheme == "" {
		return "", errNoAddress
	}
	return a.canonical("utf-8", false), nil
}

// Normalize makes equal what is one page: scheme and host in lower case, no
// default port, no fragment, no empty query, %e4 as %E4, %7E as ~, dot segments
// taken out, no session identifiers. It errors where s is no absolute http or
// https address.
func Normalize(s string) (string, error) {
	s = trim(s)
	if scheme, _ := cutScheme(s); !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return "", errNoAddress
	}
	a, bad := join(&url.URL{}, s)
	if bad != lanmu.BadNone || a.scheme == "" {
		return "", errNoAddress
	}
	return a.canonical("utf-8", true), nil
}

var errNoAddress = errors.New("no absolute http or https address")

// parts is an address taken apart: host is lower-case without port, path and
// query are as written.
type parts struct {
	scheme   string // "http" or "https"; "" nothing to ask
	user     string // with its @; "" none
	host     string
	port     string // with its colon; "" the scheme's own
	path     string
	query    string
	hasQuery bool
}

// join takes raw apart against base.
func join(base *url.URL, raw string) (parts, lanmu.BadLink) {
	raw, _, _ = strings.Cut(raw, "#")
	if scheme, rest := cutScheme(raw); scheme != "" {
		return joinScheme(base, strings.ToLower(scheme), rest)
	}
	if misspeltColon(raw) {
		return parts{}, lanmu.BadSyntax
	}
	if len(raw) > 1 && isSlash(raw[0]) && isSlash(raw[1]) {
		return authority(base.Scheme, raw[2:])
	}
	a, bad := authority(base.Scheme, base.Host)
	if bad != lanmu.BadNone {
		return parts{}, lanmu.BadSyntax
	}
	path, query, has := strings.Cut(raw, "?")
	a.query, a.hasQuery = query, has
	switch {
	case path == "" && !has:
		a.path, a.query, a.hasQuery = base.EscapedPath(), base.RawQuery, base.RawQuery != ""
	case path == "":
		a.path = base.EscapedPath()
	case isSlash(path[0]):
		a.path = path
	default:
		dir := base.EscapedPath()
		a.path = dir[:strings.LastIndexByte(dir, '/')+1] + path
	}
	return a, lanmu.BadNone
}

// joinScheme goes on where raw names its scheme.
func joinScheme(base *url.URL, scheme, rest string) (parts, lanmu.BadLink) {
	switch scheme {
	case "http", "https":
	case "javascript", "vbscript":
		return parts{}, scriptVoid(rest)
	case "file":
		return parts{}, lanmu.BadLocal
	case "localhost":
		return parts{}, lanmu.BadInternal
	default:
		if misspelt(scheme) {
			return parts{}, lanmu.BadSyntax
		}
		return parts{}, lanmu.BadNone
	}
	if len(rest) > 1 && isSlash(rest[0]) && isSlash(rest[1]) {
		return authority(scheme, strings.TrimLeft(rest, `/\`))
	}
	if scheme == base.Scheme && (rest == "" || !isSlash(rest[0])) {
		return join(base, rest) // "http:list.html" is relative, as of old
	}
	return authority(scheme, strings.TrimLeft(rest, `/\`))
}

// authority takes host, port, path and query from what follows "//".
func authority(scheme, rest string) (parts, lanmu.BadLink) {
	end := 0
	for end < len(rest) && !isSlash(rest[end]) && rest[end] != '?' {
		end++
	}
	a := parts{scheme: scheme}
	hostport := rest[:end]
	a.path, a.query, a.hasQuery = strings.Cut(rest[end:], "?")
	if !plainHost(hostport) {
		if !a.oddHost(hostport) {
			return parts{}, lanmu.BadSyntax
		}
		return a, lanmu.BadNone
	}
	a.host = hostport
	if i := strings.IndexByte(hostport, ':'); i >= 0 {
		a.host, a.port = hostport[:i], hostport[i:]
		if a.port == ":" || a.port == ":80" && scheme == "http" || a.port == ":443" && scheme == "https" {
			a.port = ""
		}
	}
	if a.host == "" || a.host == "http" || a.host == "https" {
		return parts{}, lanmu.BadSyntax // "http://http://www…"
	}
	return a, lanmu.BadNone
}

// canonical writes the address.
func (a *parts) canonical(charset string, strip bool) string {
	path, query := a.path, a.query
	if path == "" {
		path = "/"
	}
	if !plain(path, plainPath) || strings.Contains(path, "/.") || path[0] != '/' {
		path = cleanPath(path)
	}
	if a.hasQuery && !plain(query, plainQuery) {
		query = cleanQuery(query, charset)
	}
	if strip {
		path, query = stripPath(path), stripQuery(query)
	}
	if query == "" {
		return a.scheme + "://" + a.user + a.host + a.port + path
	}
	return a.scheme + "://" + a.user + a.host + a.port + path + "?" + query
}
