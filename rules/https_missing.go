package rules

import (
	"net/url"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:        "https-missing",
	Title:     "网站不支持 HTTPS",
	Doc:       "网站不能通过 https 访问，内容在传输中可能被窃听、篡改。能用 https 访问、但证书有问题的，由证书规则提示。以本机、内网地址或另设的端口检查（上线前、演示）的不作判断。",
	Fix:       "请为网站部署证书，开启 https，并把 http 访问跳转到 https。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Likely,
	Site: func(p *SitePass) {
		u, err := url.Parse(p.Site.URL)
		switch {
		case err != nil:
			p.Skipf("网站地址无法解析，没有判断是否支持 https。")
		case internalHost(strings.ToLower(u.Hostname())) != "" || u.Port() != "" && u.Port() != "80" && u.Port() != "443":
			p.Skipf("检查所用的地址 %s 不是对公众开放的地址，没有判断是否支持 https。", u.Host)
		case p.Crawl.Home != nil:
			p.Skipf("首页打不开，没有判断是否支持 https。")
		case p.Crawl.TLS == nil:
			p.Skipf("没有探测 https，未能判断。")
		case !p.Crawl.TLS.Offered:
			p.Report(Report{Message: "网站不能通过 https 访问。", Evidence: lanmu.Evidence{Raw: "https://" + u.Hostname() + "/", Excerpt: "用 https 连接没有成功。"}})
		}
	},
})
