package crawler

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// fewestInside is how many links into its folder make a home page that of a
// site of its own.
const fewestInside = 5

// keepToFolder keeps to one folder of the host where the profile's address is
// one and its home page leads there rather than elsewhere: a bureau that lives
// at /swj/ of its county's portal does not answer for the county's columns.
// A profile that names the host among crawl.hosts wants all of it. The caller
// holds r.mu.
func (r *crawling) keepToFolder(home string, links []lanmu.Link) {
	host := hostOf(r.site.URL)
	folder := folderOf(home)
	if folder == "" || hostOf(home) != host || !strings.HasPrefix(barePath(r.site.URL)+"/", folder) || slices.Contains(lowered(r.site.Crawl.Hosts), host) || len(r.opt.Only) > 0 {
		return
	}
	inside, outside := 0, 0
	seen := map[string]bool{}
	for _, l := range links {
		if l.Kind != lanmu.LinkPage || hostOf(l.URL) != host || seen[l.URL] || isFile(barePath(l.URL)) {
			continue
		}
		seen[l.URL] = true
		if strings.HasPrefix(pathOf(l.URL), folder) {
			inside++
		} else {
			outside++
		}
	}
	if inside < fewestInside || inside <= outside {
		if outside >= fewestInside {
			r.limits.add(fmt.Sprintf("网址 %s 不是 %s 的根目录，首页的链接又遍布整个主机，所以检查了整个主机。其中如有其他单位的栏目，请在配置的 crawl.exclude 里排除。", r.site.URL, host))
		}
		return
	}
	r.scope.add(host, folder)
	r.limits.add(fmt.Sprintf("网址 %s 是一个目录，首页的链接也多在这个目录里，只检查了 %s 下的页面。整个 %s 都属于本网站的，请在配置的 crawl.hosts 里写上它。", r.site.URL, folder, host))
}

// folderOf is the folder of an address deep in a host, with slashes around it;
// "" for a site's root and for what is usual for a home page (/index.html).
func folderOf(addr string) string {
	if homeLike(addr) {
		return ""
	}
	path := barePath(addr)
	folder := path[:lastSlash(path)+1]
	if folder == "/" {
		return ""
	}
	return folder
}

func lowered(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ToLower(s)
	}
	return out
}
