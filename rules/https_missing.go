package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "https-missing",
	Title:     "网站不支持 HTTPS",
	Doc:       "网站不能通过 https 访问，内容在传输中可能被窃听、篡改。能用 https 访问、但证书有问题的，由证书规则提示。",
	Fix:       "请为网站部署证书，开启 https，并把 http 访问跳转到 https。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Likely,
	Site: func(p *SitePass) {
		switch {
		case p.Crawl.TLS == nil:
			p.Skipf("没有探测 https，未能判断。")
		case !p.Crawl.TLS.Offered:
			p.Reportf("网站不能通过 https 访问。")
		}
	},
})
