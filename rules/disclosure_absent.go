package rules

import (
	"fmt"
	"strings"

	"lanmu"
)

// duty2008 is when the regulation came into force.
var duty2008 = lanmu.NewDate(2008, 5, 1)

// applies tells whether the site has the duties of the regulation at all, and
// skips where it has not or nothing was seen.
func (p *SitePass) applies() bool {
	home := p.home()
	switch {
	case p.At.Before(duty2008):
		p.Skipf("检查日早于《政府信息公开条例》施行之日，没有检查。")
	case p.Crawl.Home != nil || home == nil || home.Unread || home.Kind == lanmu.PageError:
		p.Skipf("没有取得可以检查的首页，没有检查。")
	case !p.governed():
		if p.rule.ID == "platform-incomplete" { // says it for all of them
			p.Skipf("看不出是政府机关的网站（%s），没有检查信息公开、互动和办事方面的要求。", p.duties().why)
		}
	default:
		return true
	}
	return false
}

// governed tells a government body's site; of any other the rule has not run.
func (p *SitePass) governed() bool {
	if p.duties().gov {
		return true
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.notRun[p.rule.ID] = true
	return false
}

// absent tells that a thing is on the site under none of its names, and that
// the site was seen well enough to say so. Where that cannot be told it skips.
func (p *SitePass) absent(d duty, name string) bool {
	if !p.applies() || p.duties().has(d) {
		return false
	}
	if why := p.unseen(); why != "" {
		p.Skipf("没有找到%s，但%s，不能断定缺少。", name, why)
		return false
	}
	if out := p.duties().outside; out != "" && d != dutyConsult {
		p.Skipf("信息公开栏目在另一个网站上（%s），没有检查其中有没有%s。", clip(out, 80), name)
		return false
	}
	return true
}

// unseen is why something may be on the site and was not seen; "" it was seen
// whole.
func (p *SitePass) unseen() string {
	home := p.home()
	switch {
	case home == nil:
		return "没有读到首页"
	case !p.Crawl.Complete:
		return "网站没有抓取完整"
	case home.Kind == lanmu.PageShell || home.NeedsScript && !home.Rendered:
		return "首页由脚本加载"
	case home.Frames > 0 && home.TextLen < 50:
		return "首页由框架构成"
	case home.Links < 5 && p.Pages.Len() > 0 && home.Links > 0:
		return "首页几乎没有链接"
	}
	lost := 0
	for _, c := range p.Columns {
		if c.Status == lanmu.StatusUnverified && !c.External && c.Exempt == "" || c.Page != nil && c.Page.NeedsScript && !c.Page.Rendered {
			if of, _ := p.s.dutiesOf(c.Name); of.duties&ofDisclosure != 0 {
				return fmt.Sprintf("“%s”栏目没有看全", columnName(c))
			}
			lost++
		}
	}
	if lost*2 > len(p.Columns) {
		return "多数栏目没有看全"
	}
	return ""
}

// silentSite tells a site that says nothing of disclosure: one finding says so,
// the other rules keep quiet.
func (p *SitePass) silentSite() bool { return !p.duties().has(dutyDisclosure) }

// reportAbsent tells the one fault of a thing that is missing.
func (p *SitePass) reportAbsent(message string) {
	p.Report(Report{Key: "missing", Message: message})
}

// joinNames puts names in a sentence.
func joinNames(names []string) string { return strings.Join(names, "、") }
