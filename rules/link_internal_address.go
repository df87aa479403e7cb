package rules

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "link-internal-address",
	Title: "链接指向内网或本机地址",
	Doc: "链接、图片或框架的地址是公众打不开的：内网地址（10.、172.16—31.、192.168. 开头）、localhost、没有域名后缀的主机名，" +
		"或者是某台电脑上的文件（file:///、C:\\）。多半是编辑时从内网或本机粘贴而来，还会泄露内部信息。" +
		"正在检查的网站自身就在这个地址上的，不算。同一页面里的本地文件地址合并为一条。",
	Fix:       "请把图片、附件上传到网站，链接改为公网地址；文章是从 Word 或内网系统粘贴来的，请重新插入图片。",
	Indicator: "links",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Page:      internalAddresses,
})

func internalAddresses(p *PagePass) {
	if p.Doc == nil {
		return
	}
	base := p.base()
	if base == nil {
		return
	}
	var local Report // the page's addresses on somebody's own disk: pasted together, put right together
	locals := map[string]bool{}
	for _, n := range p.elements().far {
		raw := ""
		for _, name := range []string{"href", "src", "data", "value"} {
			if raw = strings.TrimSpace(attr(n, name)); raw != "" {
				break
			}
		}
		dead, what := internalAddress(raw, base, n.Data == "option")
		if what == "" {
			continue
		}
		sel := one(n)
		anchor := clip(clean(sel.Text()), 40)
		if anchor == "" {
			anchor = clip(clean(attr(n, "alt")+attr(n, "title")), 40)
		}
		if anchor == "" {
			anchor = map[string]string{"img": "图片", "iframe": "嵌入页面", "frame": "框架页面"}[n.Data]
		}
		if anchor == "" {
			anchor = "链接"
		}
		r := Report{
			URL: clip(dead, 500), Anchor: anchor, Evidence: evidenceOf(sel),
			Message: fmt.Sprintf("页面《%s》中“%s”的地址是%s（%s），公众无法打开。", p.title(), anchor, what, clip(raw, 100)),
		}
		switch {
		case what != localFile:
			p.Report(r)
		case len(locals) == 0:
			local = r
			fallthrough
		default:
			locals[dead] = true
		}
	}
	if n := len(locals); n > 0 {
		if n > 1 {
			local.Message = strings.TrimSuffix(local.Message, "。") + fmt.Sprintf("，这样的地址共 %d 个。", n)
		}
		p.Report(local)
	}
}

const localFile = "电脑上的本地文件"

// internalAddress says what sort of address nobody outside can open, and how it
// is asked; "" fine.
func internalAddress(raw string, base *url.URL, needsScheme bool) (dead, what string) {
	if colon := strings.IndexByte(raw, ':'); colon < 0 && !strings.Contains(raw, "//") && !strings.Contains(raw, `\`) {
		return "", "" // relative, as most are
	}
	if host := plainHost(raw); host != "" && (strings.EqualFold(host, base.Hostname()) || internalHost(host) == "") {
		return "", ""
	}
	slashed := strings.ReplaceAll(raw, `\`, "/")
	lower := strings.ToLower(slashed)
	switch {
	case strings.HasPrefix(lower, "file:"), len(lower) > 2 && lower[0] >= 'a' && lower[0] <= 'z' && lower[1] == ':' && lower[2] == '/':
		return raw, localFile
	case strings.HasPrefix(raw, `\\`):
		return raw, "内网共享文件夹"
	case needsScheme && !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://"):
		return "", ""
	}
	if !strings.Contains(slashed, "//") {
		return "", "" // relative: the site's own
	}
	u, err := base.Parse(slashed)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.EqualFold(u.Hostname(), base.Hostname()) {
		return "", ""
	}
	u.Fragment = ""
	return u.String(), internalHost(strings.ToLower(u.Hostname()))
}

func internalHost(host string) string {
	if host == "" {
		return ""
	}
	if last := host[len(host)-1]; last != ':' && (last < '0' || last > '9') && !strings.Contains(host, ":") {
		return internalName(host) // no numbers, as nearly all
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if ip.IsLoopback() || ip.IsUnspecified() {
			return "本机地址"
		}
		if ip.IsPrivate() || ip.IsLinkLocalUnicast() {
			return "内网地址"
		}
		return ""
	}
	return internalName(host)
}

func internalName(host string) string {
	switch {
	case host == "localhost", strings.HasSuffix(host, ".localhost"):
		return "本机地址"
	case strings.HasSuffix(host, ".local"), strings.HasSuffix(host, ".lan"), strings.HasSuffix(host, ".internal"):
		return "内网主机名"
	case bareHost(host):
		return "没有域名后缀的主机名"
	}
	return ""
}

// bareHost is a name such as "oaserver". A short or odd one is more likely a
// typing slip ("http://http/") and is told as a broken link by its answer.
func bareHost(host string) bool {
	if len(host) < 3 || host == "http" || host == "https" || host == "www" || strings.ContainsAny(host, ".:%_ ") {
		return false
	}
	for i := range len(host) {
		c := host[i]
		if c != '-' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return true
}
