package config

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"

	"lanmu"
)

// FromURL makes a profile of a bare address: a host or an IP, with or without
// scheme, port and path. Every default is filled in. The error is a Text.
func FromURL(addr string) (*lanmu.Site, error) {
	home, err := homeURL(addr)
	if err != nil {
		return nil, err
	}
	return (&Profile{URL: webAddress(home)}).site("")
}

// homeURL is addr as the absolute address of a home page.
func homeURL(addr string) (string, error) {
	s := strings.TrimSpace(addr)
	if s == "" {
		return "", Say("地址为空，请写网站首页的地址，例如 http://www.example.gov.cn/", "the address is empty: write the home page's, such as http://www.example.gov.cn/")
	}
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil && !strings.Contains(addr, "://") { // mailto:office@example.gov.cn
		return "", Say("“%s”不是网址，请写成 http://www.example.gov.cn/ 的样子", "“%s” is no address: write it as http://www.example.gov.cn/", addr)
	}
	u.Scheme = strings.ToLower(u.Scheme)
	if u.Scheme != "http" && u.Scheme != "https" {
		return "", Say("“%s”不是网页地址，只能写 http:// 或 https:// 开头的地址", "“%s” is no web address: it must begin with http:// or https://", addr)
	}
	host, ok := plainHost(u.Hostname())
	if !ok {
		return "", Say("“%s”里没有可用的主机名，请写成 http://www.example.gov.cn/ 的样子", "“%s” holds no usable host name: write it as http://www.example.gov.cn/", addr)
	}
	if !plainPort(u.Port()) {
		return "", Say("“%s”的端口不对，应在 1 到 65535 之间", "“%s” has a wrong port: it must lie between 1 and 65535", addr)
	}
	u.Host = joinHost(host, u.Scheme, u.Port())
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	return u.String(), nil
}

// joinHost puts host and port together, without the scheme's own port.
func joinHost(host, scheme, port string) string {
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" || scheme == "http" && port == "80" || scheme == "https" && port == "443" {
		return host
	}
	return host + ":" + port
}

// plainHost is a host name or IP in lower-case ASCII; false: it is none.
func plainHost(host string) (string, bool) {
	if _, err := netip.ParseAddr(host); err == nil {
		return strings.ToLower(host), true
	}
	ascii, err := idna.Lookup.ToASCII(host)
	if err != nil || ascii == "" || len(ascii) > 253 || strings.HasPrefix(ascii, ".") || strings.Contains(ascii, "..") {
		return "", false
	}
	for _, r := range ascii {
		if r != '-' && r != '.' && r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
			return "", false
		}
	}
	return ascii, true
}

// plainPort tells a port that can be dialled; none is fine.
func plainPort(port string) bool {
	if port == "" {
		return true
	}
	n, ok := digits(port)
	return ok && n >= 1 && n <= 65535
}

// digits reads an unsigned number of at most nine digits and nothing else.
func digits(s string) (n int, ok bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0, false
		}
		n = n*10 + int(r-'0')
	}
	return n, true
}
