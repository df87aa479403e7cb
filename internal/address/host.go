package address

import (
	"net/netip"
	"strings"

	whatwg "github.com/nlnwa/whatwg-url/url"
)

// plainHost tells a host, with or without port, that is canonical already.
func plainHost(s string) bool {
	i := 0
	for ; i < len(s) && s[i] != ':'; i++ {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || isDigit(c) || c == '-' || c == '.' || c == '_') {
			return false
		}
	}
	if i == 0 || numericEnd(s[:i]) && !dottedQuad(s[:i]) {
		return false
	}
	if i == len(s) {
		return true
	}
	port := s[i+1:]
	for j := 0; j < len(port); j++ {
		if !isDigit(port[j]) {
			return false
		}
	}
	return len(port) <= 5 && (port == "" || port[0] != '0')
}

// numericEnd tells a host that must be an IP address: its last label begins
// with a digit.
func numericEnd(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	return last != "" && isDigit(last[0])
}

// dottedQuad tells an IPv4 address in its canonical writing.
func dottedQuad(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Is4()
}

// oddHost sets the host through the whole parser: upper case, Chinese names,
// user names, IP addresses in any writing.
func (a *parts) oddHost(hostport string) bool {
	if strings.ContainsAny(hostport, " \t%<>\"`{}^|") {
		return false // browsers refuse them too
	}
	u, err := whatwg.Parse(a.scheme + "://" + hostport + "/")
	if err != nil || u.Hostname() == "" {
		return false
	}
	a.host = strings.Trim(u.Hostname(), "[]")
	if strings.Contains(a.host, ":") {
		a.host = "[" + a.host + "]"
	}
	if a.host == "http" || a.host == "https" {
		return false
	}
	if p := u.Port(); p != "" {
		a.port = ":" + p
	}
	if name := u.Username(); name != "" {
		a.user = name + "@"
		if pw := u.Password(); pw != "" {
			a.user = name + ":" + pw + "@"
		}
	}
	return true
}

// internalHost tells a host that nobody outside can reach: private and
// loopback addresses (RFC 1918, 4193, 5735), localhost, a bare host name, a
// suffix of local networks.
func internalHost(host string) bool {
	bare := strings.Trim(host, "[]")
	if bare == "" {
		return false
	}
	if c := bare[len(bare)-1]; isDigit(c) || strings.Contains(bare, ":") {
		if ip, err := netip.ParseAddr(bare); err == nil {
			ip = ip.Unmap()
			return ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsUnspecified()
		}
	}
	name := strings.TrimSuffix(bare, ".")
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return true
	}
	switch name[dot+1:] {
	case "localhost", "local", "localdomain", "lan", "internal", "intranet":
		return true
	}
	return false
}
