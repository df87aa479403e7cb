package rules

import "lanmu"

var _ = register(&Rule{
	ID:    "consult-channel-missing",
	Title: "缺少咨询渠道",
	Doc: "网站应有公众咨询、提问的渠道。全站的栏目、导航、标题和链接文字里没有信箱、留言、咨询、问政、投诉、热线、公众参与等任何一种名称的，提示缺少渠道。" +
		"渠道统一设在上级网站、本站有链接的算有。网站没有抓取完整、首页由脚本加载的，不作判断。",
	Fix:       "请设置在线咨询或领导信箱等渠道；统一使用上级平台的，在首页加上链接。",
	Indicator: "interaction",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Site: func(p *SitePass) {
		if p.absent(dutyConsult, "咨询渠道") && !p.mailed() {
			p.reportAbsent("网站上没有找到公众咨询、提问的渠道。")
		}
	},
})

// mailed tells a mail address or telephone offered at the foot of the home
// page: no channel of its own, but not nothing; a person has to judge.
func (p *SitePass) mailed() bool {
	home := p.home()
	if home == nil || home.Marks.Contact == "" {
		return false
	}
	p.Report(Report{
		Key: "missing", Certainty: lanmu.Review,
		Message: "网站上没有找到公众咨询、提问的栏目，只有页脚的联系方式，请人工核实是否有效。",
	})
	return true
}
