package rules

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "domain-not-gov",
	Title: "域名不规范",
	Doc: "政府网站应使用以 .gov.cn 为后缀的英文域名。用 .com、.cn、.org.cn 等后缀的，或以 IP 地址对外服务的，不合要求。" +
		"以本机或内网地址检查（上线前、演示）的不作判断。",
	Fix:       "请申请并启用 .gov.cn 域名，旧域名设置跳转后停用。",
	Indicator: "marks",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		u, err := url.Parse(p.Site.URL)
		if err != nil || p.beforeGuide() {
			return
		}
		host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
		_, notIP := netip.ParseAddr(host)
		switch {
		case internalHost(host) != "":
			p.Skipf("检查所用的地址 %s 不是对公众开放的域名，没有判断域名是否规范。", host)
		case notIP == nil:
			p.Reportf("网站以 IP 地址 %s 对外服务，没有使用 .gov.cn 域名。", host)
		case host != "gov.cn" && !strings.HasSuffix(host, ".gov.cn"):
			p.Report(Report{
				Message:  fmt.Sprintf("网站域名 %s 不以 .gov.cn 结尾。", host),
				Evidence: lanmu.Evidence{Raw: host},
			})
		}
	},
})
