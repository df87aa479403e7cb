package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "hidden-link",
	Title: "疑似暗链",
	Doc: "页面源码里有指向外部网站、却被藏起来看不见的链接：display:none、移出屏幕、没有大小、极小的滚动框、与背景同色。" +
		"多半是网站被入侵后植入的。隐藏写法看链接和上级元素自身的 style、页面里的 <style> 和本站的样式表文件（.css，包括它用 @import 引入的，最多三层）；" +
		"样式表里鼠标移上去、点开标签页、换到窄屏就会显示的（菜单、选项卡）不算，页面脚本提到的不算；只用 display:none 之类藏起来的，文字带下述字样才报。" +
		"别的网站上的样式表不看，脚本文件里的显示、隐藏看不到，请人工抽查。" +
		"指向本站和政府网站的折叠菜单、分享按钮等常见组件、配置里允许的网站不算。" +
		"链接文字或地址带赌博、色情、代开发票等字样的，基本可以断定；其余请人工核实。",
	Fix:       "请立即核实这些链接是不是本单位所放；不是的，按网站被入侵处置：保留证据，清除链接，查补漏洞，更换口令，报告主管部门。",
	Indicator: "",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Review,
	Page:      hiddenLinks,
	Site:      hiddenBySheets,
})

func hiddenLinks(p *PagePass) {
	if p.Doc == nil {
		return
	}
	var first *goquery.Selection
	var hosts []string
	how, bad := "", false
	var plain []*html.Node // not hidden by the page itself, and their hosts
	var plainHosts []string
	for _, link := range p.outside() {
		n, host := link.node, link.host
		if listed(p.Site, host) {
			continue
		}
		hidden := p.hideSheet().hidden(n)
		if hidden == "" {
			plain, plainHosts = append(plain, n), append(plainHosts, host)
			continue
		}
		if !slices.Contains(hosts, host) {
			hosts = append(hosts, host)
		}
		if foulHere := foul.MatchString(nodeText(n)); first == nil || foulHere && !bad {
			first, how, bad = one(n), hidden, foulHere
		}
	}
	if len(plain) > 0 {
		p.keepHidden(plain, plainHosts)
	}
	if first == nil {
		return
	}
	r := Report{
		Group: slices.Min(hosts), Anchor: clip(clean(first.Text()), 60), Evidence: evidenceOf(first),
		Message: fmt.Sprintf("《%s》中藏有指向外部网站的链接，访客看不见（%s）：%s，例如“%s”。",
			p.title(), how, hostList(hosts), clip(clean(first.Text()), 40)),
	}
	if bad {
		r.Certainty = lanmu.Likely
	}
	p.Report(r)
}

// hostList names a few hosts and counts the rest.
func hostList(hosts []string) string {
	if len(hosts) <= 5 {
		return strings.Join(hosts, "、")
	}
	return fmt.Sprintf("%s 等 %d 个网站", strings.Join(hosts[:5], "、"), len(hosts))
}

// hideSheet is what a page's own style sheets hide, by class and id.
type hideSheet struct{ names map[string]string }

// readHideSheet reads the page's <style> elements: only rules whose selector is
// one class or id are taken, anything wider would guess.
func readHideSheet(styles []*html.Node) *hideSheet {
	s := &hideSheet{names: map[string]string{}}
	for _, n := range styles {
		css := nodeText(n)
		for css != "" {
			open := strings.IndexByte(css, '{')
			if open < 0 {
				break
			}
			shut := strings.IndexByte(css[open:], '}')
			if shut < 0 {
				break
			}
			how := hides(css[open+1 : open+shut])
			for _, name := range strings.Split(css[:open], ",") {
				name = strings.TrimSpace(name)
				if i := strings.LastIndex(name, "*/"); i >= 0 {
					name = strings.TrimSpace(name[i+2:])
				}
				if len(name) > 1 && (name[0] == '.' || name[0] == '#') && !strings.ContainsAny(name[1:], " .#>:[+~*") {
					s.names[name] = how
				}
			}
			css = css[open+shut+1:]
		}
	}
	return s
}

// hidden says how an element is hidden, by itself or by what it stands in.
func (s *hideSheet) hidden(n *html.Node) string {
	for ; n != nil && n.Type == html.ElementNode; n = n.Parent {
		if how := hides(attr(n, "style")); how != "" {
			return how
		}
		if how := s.names["#"+attr(n, "id")]; how != "" {
			return how
		}
		for _, c := range strings.Fields(attr(n, "class")) {
			if how := s.names["."+c]; how != "" {
				return how
			}
		}
		if n.Data == "marquee" && tiny(attr(n, "width"), 10) && tiny(attr(n, "height"), 10) {
			return "放在几乎没有大小的滚动框里"
		}
	}
	return ""
}
