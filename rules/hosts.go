package rules

import (
	"net/url"
	"slices"
	"strings"

	"lanmu"
)

// hostOf is an address's host in lower case, without port; "" none.
func hostOf(addr string) string {
	if host := plainHost(addr); host != "" {
		return host
	}
	u, err := url.Parse(strings.TrimSpace(addr))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// plainHost is the host of an address written as nearly all are: http or https,
// a name in lower case, no port and nothing escaped. "": it has to be parsed.
func plainHost(addr string) string {
	rest, ok := strings.CutPrefix(addr, "http://")
	if !ok {
		if rest, ok = strings.CutPrefix(addr, "https://"); !ok {
			return ""
		}
	}
	end := 0
	for end < len(rest) && (rest[end] >= 'a' && rest[end] <= 'z' || rest[end] >= '0' && rest[end] <= '9' || rest[end] == '.' || rest[end] == '-') {
		end++
	}
	if end < len(rest) && rest[end] != '/' && rest[end] != '?' && rest[end] != '#' {
		return ""
	}
	for _, c := range []byte(rest[end:]) {
		if c <= ' ' || c == '%' || c == 0x7F { // may be no address at all
			return ""
		}
	}
	return rest[:end]
}

// outsideHost is the host an address leads to from a page, where it is another
// than the page's; "" none. Only addresses with a host of their own are parsed.
func outsideHost(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if !strings.Contains(href, "//") {
		return ""
	}
	if host := plainHost(href); host != "" {
		if strings.EqualFold(host, base.Hostname()) {
			return ""
		}
		return host
	}
	u, err := base.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.EqualFold(u.Hostname(), base.Hostname()) {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// ownHost tells a host of the site's own: the home page's, one the profile
// names, or one under the same registered name.
func ownHost(site *lanmu.Site, host string) bool {
	return under(host, hostOf(site.URL)) || slices.ContainsFunc(site.Crawl.Hosts, func(own string) bool { return under(host, own) })
}

// under tells a host that is a site's or one below it.
func under(host, own string) bool {
	own, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(own), "www."), ":")
	return own != "" && (host == own || below(host, own))
}

// below tells a host whose name ends in another's, a dot between them.
func below(host, of string) bool {
	return len(host) > len(of) && host[len(host)-len(of)-1] == '.' && strings.HasSuffix(host, of)
}

// government tells a host of the state: nobody is warned of being led there.
func government(host string) bool {
	return host == "gov.cn" || strings.HasSuffix(host, ".gov.cn")
}

// listed tells a host that the profile allows to be linked.
func listed(site *lanmu.Site, host string) bool {
	for _, glob := range site.Links.Allow {
		if wildcard(strings.ToLower(glob), host) || "*."+host == strings.ToLower(glob) {
			return true
		}
	}
	return false
}

// sharing are hosts of the share, count and footer widgets that every portal
// carries, often folded away until wanted.
var sharing = []string{
	"conac.cn", "beian.gov.cn", "miit.gov.cn", "weibo.com", "weibo.cn", "qq.com", "baidu.com", "jiathis.com", "bshare.cn",
	"renren.com", "kaixin001.com", "douban.com", "cnzz.com", "weixin.com", "gwd.gov.cn", "12377.cn", "toutiao.com", "douyin.com", "kaipuyun.cn",
}

func shares(host string) bool {
	for _, h := range sharing {
		if host == h || below(host, h) {
			return true
		}
	}
	return false
}
