package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

// footMark is one mark of the footer.
type footMark struct {
	id, title, name string // name as a clerk calls it
	doc, fix        string
	likely          bool // read from free text: its absence is never certain
	has             func(lanmu.Marks) bool
	wrong           func(*lanmu.Site, lanmu.Marks) string // why what is there is not right; nil: not judged
}

// markRule makes a rule of a footer mark. The home page decides; a mark that
// the home page has and most other pages lack is told too, as likely.
func markRule(m footMark) *Rule {
	return &Rule{
		ID: m.id, Title: m.title, Doc: m.doc + "只看首页；首页有而多数列表页、文章页没有的，另作提示。页脚整个由脚本加载、一个标识也读不到的，请人工核实。",
		Fix: m.fix, Indicator: "marks", Source: "国办发〔2017〕47号", Certainty: lanmu.Certain,
		Site: func(p *SitePass) { p.mark(m) },
	}
}

func (p *SitePass) mark(m footMark) {
	if p.beforeGuide() {
		return
	}
	home := p.home()
	if home == nil || home.Unread || home.Kind == lanmu.PageError || p.Crawl.Home != nil {
		p.Skipf("没有取得可以检查的首页，没有检查%s。", m.name)
		return
	}
	if home.Kind == lanmu.PageShell || home.Kind == lanmu.PageRedirect || home.Frames > 0 && home.TextLen < 50 {
		p.Skipf("首页由脚本或框架构成，没有检查%s。", m.name)
		return
	}
	if !m.has(home.Marks) {
		p.noMark(m, home)
		return
	}
	if m.wrong != nil {
		if why := m.wrong(p.Site, home.Marks); why != "" {
			p.Report(Report{Key: "wrong", Message: fmt.Sprintf("首页页脚的%s%s。", m.name, why), Evidence: lanmu.Evidence{Raw: why}})
		}
	}
	p.elsewhere(m, home)
}

// noMark: the home page lacks the mark. Where it lacks all of them its footer
// is most likely put in by a script.
func (p *SitePass) noMark(m footMark, home *lanmu.Facts) {
	r := Report{Key: "none", Message: fmt.Sprintf("首页页脚没有%s。", spaced(m.name)), Pages: []lanmu.Use{{Page: home.URL, Text: clip(home.Title, 60)}}}
	if m.likely {
		r.Certainty = lanmu.Likely
	}
	x := home.Marks
	if x.SiteCode == "" && x.ICP == "" && x.Police == "" && x.Host == "" && x.Contact == "" && x.Sitemap == "" && !x.PartyGov && !x.ErrorReport {
		r.Certainty = lanmu.Review
		r.Message = strings.TrimSuffix(r.Message, "。") + "（页脚的标识一个也没有读到，可能由脚本加载，请人工核实）。"
	}
	p.Report(r)
}

// spaced puts a space before a name that begins with Latin letters.
func spaced(name string) string {
	if name != "" && name[0] < 0x80 {
		return " " + name
	}
	return name
}

// elsewhere tells of a mark that most pages below the home page lack.
func (p *SitePass) elsewhere(m footMark, home *lanmu.Facts) {
	all, lack, first := 0, 0, []lanmu.Use(nil)
	briefs := p.briefs()
	has := make([]bool, len(p.index.marks))
	for i, marks := range p.index.marks {
		has[i] = m.has(marks)
	}
	for _, b := range briefs {
		if !b.footed || b.url == home.URL {
			continue
		}
		all++
		if has[b.marks] {
			continue
		}
		if lack++; lack <= maxOn {
			first = append(first, lanmu.Use{Page: b.url, Text: clip(b.title, 60)})
		}
	}
	if lack < 10 || lack*2 < all {
		return
	}
	p.Report(Report{
		Key: "pages", Certainty: lanmu.Likely, Pages: first, OnCount: lack,
		Message: fmt.Sprintf("首页页脚有%s，其他页面多数没有（%d 个页面中 %d 个没有）。", m.name, all, lack),
	})
}
