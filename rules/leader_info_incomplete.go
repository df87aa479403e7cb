package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "leader-info-incomplete",
	Title: "领导信息不完整",
	Doc: "领导信息应有姓名、职务和工作分工。领导信息页面写了职务，却没有一处分工（分管、负责、主持、协助、联系等写法都算），" +
		"它的下级页面也没有的，请人工核实；全站找不到领导信息的，也请人工核实。" +
		"页面是图片、附件、内嵌页面或由脚本加载的，不作判断。",
	Fix:       "请补充领导的职务和工作分工，人员变动后及时更新。",
	Indicator: "publish-overview",
	Source:    "《政府信息公开条例》第二十条第（二）项",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete"},
	Page:      noteLeader,
	Site:      leaderInfo,
})

// leaderSeen is a page on leaders as it was read.
type leaderSeen struct {
	titled, shares, doubt bool
}

var (
	leaderColumn = regexp.MustCompile(`^(本?[局委厅办市县区镇街]?|单位|部门|现任|政府)领导(信息|之窗|班子|简介|介绍|成员|分工|简历|团队)?$|^领导(班子|成员).{0,6}$|^班子成员$`)
	leaderWords  = oneOf(`领导|班子成员`) // one of them stands in every such name
	leaderPost   = regexp.MustCompile(`局长|主任|厅长|县长|市长|区长|镇长|书记|处长|调研员|巡视员|党组成员|党委委员|院长|支队长`)
	leaderShares = regexp.MustCompile(`分管|负责|主持|协助|分工|联系|主管|职责|抓好|牵头`)
)

func noteLeader(p *PagePass) {
	f := p.Facts
	title, column := p.names()
	if f.Home || !leaderWords.in(title) && !leaderWords.in(column) || !leaderColumn.MatchString(column) && !leaderColumn.MatchString(title) {
		return
	}
	t := p.ownText()
	p.Note("leader", leaderSeen{
		titled: leaderPost.MatchString(t.joined), shares: leaderShares.MatchString(t.joined),
		doubt: t.images > 0 && t.runes < 100 || t.files > 0 || t.frames > 0 || f.NeedsScript || f.Kind == lanmu.PageRedirect,
	})
}

func leaderInfo(p *SitePass) {
	if p.absent(dutyLeader, "领导信息") {
		if !p.silentSite() {
			p.reportAbsent("网站上没有找到领导信息，请人工核实。")
		}
		return
	}
	notes := p.Notes("leader")
	if len(notes) == 0 || !p.governed() {
		return
	}
	first := ""
	for _, n := range notes {
		s := n.Value.(leaderSeen)
		if s.shares {
			return
		}
		if s.doubt {
			p.SkipURLf(n.URL, "领导信息在图片、附件或内嵌页面里，没有检查是否完整。")
			return
		}
		if s.titled && first == "" {
			first = n.URL
		}
	}
	if first == "" {
		return
	}
	p.Report(Report{
		URL: first, Key: "shares", Pages: p.pageUse(first), Anchor: p.TitleOf(first),
		Message: fmt.Sprintf("“%s”没有写明领导的工作分工，请人工核实。", p.TitleOf(first)),
	})
}
