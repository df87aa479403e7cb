package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "organisation-info-incomplete",
	Title: "机构信息不完整",
	Doc: "机构信息应有机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名。在机构职能、内设机构、联系我们、领导信息、公开指南各页面的正文里合起来看，" +
		"一项的各种写法都没有出现的，列出缺少的项，请人工核实；全站找不到机构信息的，也请人工核实。" +
		"其中有页面是图片、附件、内嵌页面或由脚本加载的，不作判断。",
	Fix:       "请在机构职能或联系我们页面补充缺少的内容。",
	Indicator: "publish-overview",
	Source:    "《政府信息公开条例》第二十条第（二）项",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete"},
	Page:      noteOrganisation,
	Site:      organisationInfo,
})

var organisationElements = []struct {
	name string
	word *regexp.Regexp
}{
	{"机关职能", regexp.MustCompile(`职能|职责|负责|承担|主管|拟订`)},
	{"机构设置", regexp.MustCompile(`内设|机构设置|处室|科室|办公室|科|处|股`)},
	{"办公地址", regexp.MustCompile(`地址|地点|位于|号楼|[路街道巷]\d+号`)},
	{"办公时间", regexp.MustCompile(`(办公|工作|受理|接待|服务|对外|上班)时间|\d{1,2}[:：]\d{2}|上午`)},
	{"联系方式", regexp.MustCompile(`电话|联系方式|\d{3,4}[-—－]?\d{7,8}`)},
	{"负责人姓名", regexp.MustCompile(`负责人|局长|主任|厅长|书记|领导|县长|市长|区长|处长|科长|所长|队长`)},
}

var organisationTitle = regexp.MustCompile(`机构(职能|职责|概况|设置|简介|信息)|内设机构|组织机构|部门(职责|职能|概况|简介)|(单位|本局|我局|部门)概况|主要职(责|能)|联系(我们|方式)|公开(工作)?指南|^(本?[局委厅办]?|单位|部门|现任)领导`)

// organisationWords are words of which one stands in every such title.
var organisationWords = oneOf(`机构|部门|概况|主要职|联系|指南|领导`)

// organisationSeen is what a page says of the body.
type organisationSeen struct {
	has   uint8 // bits by organisationElements
	core  bool  // the page is about the body itself, not only how to reach it
	doubt bool
}

func noteOrganisation(p *PagePass) {
	f := p.Facts
	title, name := p.names()
	if f.Home || !organisationWords.in(title) && !organisationWords.in(name) ||
		!organisationTitle.MatchString(name) && !organisationTitle.MatchString(title) {
		return
	}
	t := p.ownText()
	s := organisationSeen{
		core:  t.runes >= 60 && !reachOnly.MatchString(name) && !reachOnly.MatchString(title),
		doubt: t.images > 0 || t.files > 0 || t.frames > 0 || f.NeedsScript || f.Kind == lanmu.PageRedirect || f.Kind == lanmu.PageHub || len(f.Items()) > 3,
	}
	for i, e := range organisationElements {
		if e.word.MatchString(t.joined) {
			s.has |= 1 << i
		}
	}
	p.Note("organisation", s)
}

// reachOnly are pages that tell how to reach the body, or who leads it.
var reachOnly = regexp.MustCompile(`联系|指南|领导`)

func organisationInfo(p *SitePass) {
	if p.absent(dutyOrganisation, "机构信息") {
		if !p.silentSite() {
			p.reportAbsent("网站上没有找到机构职能、机构设置等机构信息，请人工核实。")
		}
		return
	}
	notes := p.Notes("organisation")
	if len(notes) == 0 || !p.governed() {
		return
	}
	var has uint8
	first := ""
	for _, n := range notes {
		s := n.Value.(organisationSeen)
		has |= s.has
		if s.doubt {
			p.SkipURLf(n.URL, "机构信息有一部分在图片、附件、下级页面或内嵌页面里，没有检查是否完整。")
			return
		}
		if s.core && first == "" {
			first = n.URL
		}
	}
	if home := p.home(); home != nil && home.Marks.Contact != "" {
		has |= 1 << 4
	}
	var missing []string
	for i, e := range organisationElements {
		if has&(1<<i) == 0 {
			missing = append(missing, e.name)
		}
	}
	if len(missing) == 0 || first == "" {
		return
	}
	p.Report(Report{
		URL: first, Key: "elements", Pages: p.pageUse(first), Anchor: p.TitleOf(first),
		Message: fmt.Sprintf("机构信息没有写明%s，请人工核实。", joinNames(missing)),
	})
}
