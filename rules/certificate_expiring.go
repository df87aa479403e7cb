package rules

import (
	"fmt"
	"time"

	"lanmu"
)

// certificateDays is how long before its end a certificate is warned of: time
// enough to buy and install one.
const certificateDays = 30

var _ = register(&Rule{
	ID:        "certificate-expiring",
	Title:     "安全证书即将到期或有问题",
	Doc:       "网站证书已过期、将在 30 天内到期，或不被信任（域名不符、自签名、证书链不全）。以本次检查看到的证书为准。",
	Fix:       "请更换证书：到期的续期，域名不符的重新申请，证书链不全的补装中间证书。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Certain,
	Site: func(p *SitePass) {
		x := p.Crawl.TLS
		if x == nil || !x.Offered {
			return
		}
		loc := p.Site.Location
		if loc == nil {
			loc = time.UTC
		}
		end := lanmu.Date{}
		if !x.NotAfter.IsZero() {
			end = lanmu.DateOf(x.NotAfter.In(loc))
		}
		left := end.DaysSince(p.today())
		ev := lanmu.Evidence{Raw: clip(clean(x.Issuer+" "+x.Problem), 200)}
		switch {
		case !end.IsZero() && left < 0:
			p.Report(Report{Key: "end", Message: fmt.Sprintf("网站证书已于 %s 过期。", end), Evidence: ev})
		case x.Problem != "":
			p.Report(Report{Key: "trust", Message: "网站证书不被信任，浏览器会提示不安全。", Evidence: ev})
		case !end.IsZero() && left <= certificateDays:
			p.Report(Report{Key: "end", Message: fmt.Sprintf("网站证书将于 %s 到期，还有 %d 天。", end, left), Evidence: ev})
		}
	},
})
