package rules

import (
	"net/url"
	"strings"

	"lanmu"
)

// hostOf is an address's host in lower case, without port; "" none.
func hostOf(addr string) string {
	u, err := url.Parse(strings.TrimSpace(addr))
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// outsideHost is the host an address leads to from a page, where it is another
// than the page's; "" none. Only addresses with a host of their own are parsed.
func outsideHost(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if !strings.Contains(href, "//") {
		return ""
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
	own := append([]string{hostOf(site.URL)}, site.Crawl.Hosts...)
	for _, h := range own {
		h, _, _ = strings.Cut(strings.TrimPrefix(strings.ToLower(h), "www."), ":")
		if h != "" && (host == h || strings.HasSuffix(host, "."+h)) {
			return true
		}
	}
	return false
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
	"renren.com", "kaixin001.com", "douban.com", "cnzz.com", "weixin.com", "gwd.gov.cn", "12377.cn", "toutiao.com", "douyin.com",
}

func shares(host string) bool {
	for _, h := range sharing {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}
