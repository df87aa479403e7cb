package rules

import (
	"fmt"
	"regexp"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "statutory-content-missing",
	Title: "法定主动公开内容缺项",
	Doc: "条例第二十条列出十五类应当主动公开的内容。其中文件、机构职能与领导、规划计划、预算决算四类每个机关都有，" +
		"全站的栏目、导航、标题和链接文字里找不到的，提示缺项，请人工核实。" +
		"许可、处罚、收费、采购、重大项目、民生政策、应急、监督检查、招考等类与机关的职责有关，没有找到的只列为“未能判断”，不算问题。",
	Fix:       "请对照条例第二十条设置栏目并公开；本机关没有该项职责的，可以不设。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》第二十条",
	Certainty: lanmu.Review,
	Asks:      []string{"platform-incomplete"},
	Site:      statutory,
})

// everyBody are the kinds of content that every body has.
var everyBody = []struct {
	duty duty
	name string
}{
	{dutyDocuments, "规章和规范性文件"}, {dutyOrganisation, "机关职能、机构设置"}, {dutyPlans, "规划计划"}, {dutyMoney, "财政预算、决算"},
}

// someBodies are the kinds that hang on what the body does.
var someBodies = []struct {
	name string
	word *regexp.Regexp
}{
	{"统计信息", regexp.MustCompile(`统计|数据`)},
	{"行政许可和对外管理服务事项", regexp.MustCompile(`许可|审批|办事|服务事项|权责清单|权力清单`)},
	{"行政处罚、行政强制", regexp.MustCompile(`处罚|行政强制|行政执法|双公示`)},
	{"行政事业性收费", regexp.MustCompile(`收费`)},
	{"政府集中采购", regexp.MustCompile(`采购|招标`)},
	{"重大建设项目", regexp.MustCompile(`重大.{0,4}项目|项目(建设|公示)|重点项目`)},
	{"扶贫、教育、医疗、社保、就业等民生政策", regexp.MustCompile(`扶贫|乡村振兴|教育|医疗|社会保障|社保|就业|民生`)},
	{"应急预案和突发事件应对", regexp.MustCompile(`应急|预案|预警`)},
	{"环保、卫生、安全、食品药品监督检查", regexp.MustCompile(`监督检查|抽检|双随机|安全生产|环境保护|公共卫生|产品质量`)},
	{"公务员招考", regexp.MustCompile(`招考|招聘|招录|公务员|人事`)},
}

func statutory(p *SitePass) {
	if !p.applies() || p.silentSite() {
		return
	}
	var missing []string
	for _, k := range everyBody {
		if !p.duties().has(k.duty) {
			missing = append(missing, k.name)
		}
	}
	switch why := p.unseen(); {
	case p.duties().outside != "":
		p.Skipf("信息公开栏目在另一个网站上（%s），没有检查其内容。", clip(p.duties().outside, 80))
		return
	case why != "" && len(missing) > 0:
		p.Skipf("没有找到%s，但%s，不能断定缺少。", joinNames(missing), why)
		return
	}
	if len(missing) > 0 {
		p.Report(Report{Key: "kinds", Message: fmt.Sprintf("没有找到以下法定主动公开内容：%s，请人工核实。", joinNames(missing))})
	}
	var open []string
	for _, k := range someBodies {
		if !p.somewhere(k.word) {
			open = append(open, k.name)
		}
	}
	if len(open) > 0 {
		p.pass.Skipf("没有找到这些类别的栏目：%s；是否属于本机关职责请人工核对。", joinNames(open))
	}
}

// somewhere tells that a column or a page's title has the word.
func (p *SitePass) somewhere(word *regexp.Regexp) bool {
	for _, c := range p.Columns {
		if word.MatchString(c.Name) {
			return true
		}
	}
	for _, b := range p.briefs() {
		if word.MatchString(b.title) {
			return true
		}
	}
	return false
}
