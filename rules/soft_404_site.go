package rules

import (
	"fmt"
	"net/url"
	"slices"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "soft-404-site",
	Title: "不存在的页面也返回成功",
	Doc: "向本网站请求一个随机编造、不可能存在的地址，服务器仍返回 200。这样一来失效链接无法被访客和搜索引擎识别，" +
		"本工具核实站内链接也只能靠内容比对。整站只提示一次。",
	Fix:       "请在服务器上设置：页面不存在时返回 404 状态码，同时可以显示友好的提示页。",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		u, err := url.Parse(p.Site.URL)
		if err != nil || standIn(p.front()) != "" {
			return
		}
		own := append([]string{u.Host, u.Hostname()}, p.Site.Crawl.Hosts...)
		for _, host := range p.Crawl.SoftHosts {
			if slices.Contains(own, host) {
				p.Report(Report{
					Key:      host,
					Message:  fmt.Sprintf("网站（%s）对不存在的页面也返回 200，失效链接难以识别。", host),
					Evidence: lanmu.Evidence{Status: 200},
				})
			}
		}
	},
})
