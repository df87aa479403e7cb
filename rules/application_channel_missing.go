package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "application-channel-missing",
	Title: "缺少依申请公开渠道",
	Doc: "公众申请公开政府信息要有能用的渠道：在线表单、电子邮件、信函或当面（写明地址）。" +
		"全站没有任何一处提到依申请公开、也没有指南的，提示缺少渠道；有依申请公开页面，但页面和指南上看不出任何一种申请方式的，请人工核实。" +
		"页面由脚本加载、内容在附件或内嵌页面里、信息公开栏目在上级网站上的，不作判断。",
	Fix:       "请设置“依申请公开”栏目，写明申请方式（在线、邮件、信函、当面）、受理机构和地址，并提供申请表。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第二十九条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "guide-incomplete"},
	Page:      noteApplication,
	Site:      applicationChannel,
})

// applicationSeen is one page on applications as it was read.
type applicationSeen struct {
	title string
	ways  bool
	hits  []lineHit // lines that name a way
	doubt bool
}

var (
	applicationTitle = oneOf(`依申请公开|申请公开|公开申请`)
	applicationWays  = regexp.MustCompile(`邮寄|信函|邮箱|电子邮件|@|传真|当面|现场|地址|在线申请|网上申请|在线填写|网上提交|申请表|下载|快递|窗口|受理点|提交申请|点击申请|我要申请`)
)

func noteApplication(p *PagePass) {
	f := p.Facts
	title, column := p.names()
	if f.Home || !applicationTitle.in(title) && !applicationTitle.in(column) {
		return
	}
	t := p.ownText()
	p.Note("application", applicationSeen{
		title: clip(title, 40),
		ways:  t.forms > 0 || t.files > 0,
		hits:  t.hits(applicationWays),
		doubt: t.frames > 0 || t.images > 0 || f.NeedsScript || f.Kind == lanmu.PageHub || f.Kind == lanmu.PageShell || f.Kind == lanmu.PageRedirect || len(f.Items()) > 0,
	})
}

func applicationChannel(p *SitePass) {
	if len(p.Notes("guide")) > 0 { // the guide tells how to apply
		return
	}
	if p.absent(dutyApplication, "依申请公开渠道") && !p.silentSite() {
		p.reportAbsent("网站上没有找到依申请公开的渠道。")
		return
	}
	notes := p.Notes("application")
	if len(notes) == 0 || !p.governed() {
		return
	}
	for _, n := range notes {
		if s := n.Value.(applicationSeen); s.ways || s.doubt || p.shown(s.hits) {
			return
		}
	}
	first := notes[0]
	p.Report(Report{
		URL: first.URL, Key: "no-way", Certainty: lanmu.Review, Pages: p.pageUse(first.URL),
		Message: fmt.Sprintf("%s上看不出怎样提出申请（没有表单、邮箱、地址或申请表），请人工核实。", titled(first.Value.(applicationSeen).title)),
	})
}
