package rules

import (
	"fmt"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "site-unreachable",
	Title: "网站打不开",
	Doc: "首页在本次检查中始终打不开：域名无法解析、拒绝连接、15 秒内没有打开、证书错误，或返回 5xx、404。" +
		"单次检查只能提示；认定“站点无法访问”须连续一周、每天间隔访问 20 次以上，打不开的次数达到 5%。" +
		"被防火墙拒绝程序访问（403、412 等）的不算打不开；打开后是服务器默认页、登录页、域名停放页的，不作判断，请人工核实。",
	Fix:       "请立即检查服务器、域名解析和证书，恢复访问，并用持续探测确认一周内的可用率。",
	Indicator: "",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		ev := lanmu.Evidence{Status: p.Crawl.HomeStatus}
		switch fail := p.Crawl.Home; {
		case fail != nil && notLooked(fail.Kind):
			p.Skipf("没有查看首页：%s。", failWords(fail))
		case blockedStatus(p.Crawl.HomeStatus):
			p.Skipf("首页拒绝程序访问（%d），请人工点开核实。", p.Crawl.HomeStatus)
		case fail != nil:
			ev.Checked = "技术信息：" + clip(clean(fail.Detail), 160)
			p.Report(Report{Message: fmt.Sprintf("首页打不开：%s。", failWords(fail)), Evidence: ev})
		case p.Crawl.HomeStatus >= 400:
			p.Report(Report{Message: fmt.Sprintf("首页打不开：服务器返回 %d。", p.Crawl.HomeStatus), Evidence: ev})
		default:
			if why := otherHome(p.front()); why != "" {
				p.Skipf("%s，没有检查到本单位的网站。请核实网址；网址无误的，请检查服务器和域名。", why)
			}
		}
	},
})

// otherHome says what opened that is not the site's home page; "" it is.
func otherHome(front *lanmu.Facts) string {
	if why := standIn(front); why != "" || front == nil || front.Kind != lanmu.PageError {
		return why
	}
	for _, said := range append([]string{front.Soft}, front.Trouble...) {
		if said != "" {
			return "首页打开后不是网站内容（" + clip(clean(said), 80) + "）"
		}
	}
	return "首页打开后只是一条提示，不是网站内容"
}
