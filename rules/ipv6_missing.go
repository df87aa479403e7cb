package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "ipv6-missing",
	Title:     "网站不支持 IPv6",
	Doc:       "网站域名没有 IPv6 地址记录（AAAA）。检查时用本机的域名解析查询一次并录制下来；解析失败、网址是 IP 地址、配置了 resolve 或代理、解析到内网地址的，都不作判断。只看域名解析，不判断 IPv6 线路是否通畅；内外网解析不同的单位，请以互联网上的解析为准。",
	Fix:       "请联系网络服务商为网站开通 IPv6，并在域名解析中加上 AAAA 记录。",
	Indicator: "functions",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Site: func(p *SitePass) {
		switch p.Crawl.IPv6 {
		case lanmu.IPv6No:
			p.Reportf("网站域名没有 IPv6 地址记录。")
		case lanmu.IPv6Yes:
		default:
			p.Skipf("没有查到域名在互联网上的解析记录，未能判断是否支持 IPv6。")
		}
	},
})
