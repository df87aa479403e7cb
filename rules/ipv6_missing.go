package rules

import "lanmu"

var _ = register(&Rule{
	ID:        "ipv6-missing",
	Title:     "网站不支持 IPv6",
	Doc:       "网站域名没有 IPv6 地址记录（AAAA）。只看域名解析，不判断 IPv6 线路是否通畅；没有查询解析记录（如离线复查）的不作判断。",
	Fix:       "请联系网络服务商为网站开通 IPv6，并在域名解析中加上 AAAA 记录。",
	Indicator: "functions",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		switch p.Crawl.IPv6 {
		case lanmu.IPv6No:
			p.Reportf("网站域名没有 IPv6 地址记录。")
		case lanmu.IPv6Yes:
		default:
			p.Skipf("没有查询域名的 IPv6 记录，未能判断。")
		}
	},
})
