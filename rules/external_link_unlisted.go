package rules

import (
	"fmt"
	"maps"
	"slices"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "external-link-unlisted",
	Title: "外部链接不在允许名单内",
	Doc: "页面链接到的外部网站不在配置的允许名单（links.allow）里，也不是政府网站和页脚常见组件。按网站（主机）归并，一个主机一条，" +
		"供清理时核对。没有配置名单的不作检查。",
	Fix:       "请核对这些外部网站是否应当链接：应当的加入名单，不应当的删除链接。",
	Indicator: "",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Site: func(p *SitePass) {
		if len(p.Site.Links.Allow) == 0 {
			p.Skipf("没有配置允许链接的网站名单（links.allow），没有检查。")
			return
		}
		byHost := map[string]*lanmu.Target{}
		count := map[string]int{}
		for _, t := range p.Crawl.Targets {
			host := hostOf(t.URL)
			if !t.External || host == "" || !pageLink(t) || government(host) || listed(p.Site, host) || shares(host) || ownHost(p.Site, host) {
				continue
			}
			count[host]++
			if first := byHost[host]; first == nil || t.URL < first.URL {
				byHost[host] = t
			}
		}
		for _, host := range slices.Sorted(maps.Keys(byHost)) {
			t := byHost[host]
			use := lanmu.Use{}
			if len(t.On) > 0 {
				use = t.On[0]
			}
			p.Report(Report{
				URL: t.URL, Group: host, Anchor: clip(clean(use.Text), 40), Pages: t.On, OnCount: t.OnCount,
				Evidence: lanmu.Evidence{Raw: host, Selector: use.Where},
				Message:  fmt.Sprintf("页面《%s》链接到名单之外的网站 %s%s，请核对。", clean(p.TitleOf(use.Page)), host, addresses(count[host])),
			})
		}
	},
})

// addresses says that a host is linked by several addresses.
func addresses(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf("（全站共链接这个网站的 %d 个地址）", n)
}
