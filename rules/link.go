package rules

import (
	"cmp"
	"fmt"
	"net/url"
	"path"
	"strings"

	"lanmu"
)

// deadLink reports one dead target: one finding, however many pages hold it.
func (p *SitePass) deadLink(t *lanmu.Target, format string) { p.Report(p.deadReport(t, format)) }

func (p *SitePass) deadReport(t *lanmu.Target, format string) Report {
	use := lanmu.Use{}
	if len(t.On) > 0 {
		use = t.On[0]
	}
	anchor := anchorOf(t, use)
	r := Report{
		URL: t.URL, Anchor: anchor, Pages: t.On, OnCount: t.OnCount,
		Message:  fmt.Sprintf(format, clean(p.TitleOf(use.Page)), anchor, statusWords(t)),
		Evidence: lanmu.Evidence{Status: t.Status, Selector: use.Where, Raw: clip(use.Raw, 240), Excerpt: clip(clean(use.Text), 120), Checked: proofOf(t)},
	}
	if t.OnCount > 1 {
		r.Message = strings.TrimSuffix(r.Message, "。") + fmt.Sprintf("，共 %d 个页面含有这个链接。", t.OnCount)
	}
	if t.OnHome {
		r.Message = "首页可见：" + r.Message
	}
	return r
}

// anchorOf is what a clerk finds a link by: its text, else the file's name of a
// picture or document, else its address.
func anchorOf(t *lanmu.Target, use lanmu.Use) string {
	text := clip(clean(use.Text), 40)
	if text != "" && text != "图片" && !strings.Contains(text, "://") {
		return text
	}
	if t.Kind == lanmu.LinkImage || t.Kind == lanmu.LinkAttachment {
		if u, err := url.Parse(t.URL); err == nil && strings.Contains(path.Base(u.Path), ".") {
			return clip(clean(path.Base(u.Path)), 60)
		}
	}
	return cmp.Or(text, clip(t.URL, 60))
}

// pageLink tells a target that is followed to be read, not a picture, file,
// style sheet or data.
func pageLink(t *lanmu.Target) bool {
	switch t.Kind {
	case lanmu.LinkPage, lanmu.LinkFrame, lanmu.LinkOption, lanmu.LinkScript, lanmu.LinkRefresh, lanmu.LinkPager:
		return true
	}
	return false
}

// targets calls report for each broken target that is the rule's, and tells of
// the others that could not be told: refused to programs, or not asked.
func (p *SitePass) targets(mine func(*lanmu.Target) bool, report func(*lanmu.Target)) {
	asked, skipped := 0, 0
	for _, t := range p.Crawl.Targets {
		if !mine(t) {
			continue
		}
		switch t.Verdict {
		case lanmu.LinkBroken:
			asked++
			report(t)
		case lanmu.LinkBlocked:
			p.SkipURLf(t.URL, "对方拒绝程序访问（%s），请人工点开核实。", statusWords(t))
		case lanmu.LinkSkipped:
			skipped++
		default:
			asked++
		}
	}
	if len(p.Crawl.Well) > 0 && mine(&lanmu.Target{URL: p.Crawl.Well[0], Kind: lanmu.LinkPage, Verdict: lanmu.LinkOK}) {
		asked++
	}
	if skipped > 0 && asked == 0 {
		p.Skipf("有 %d 个链接没有核实（检查提前结束、网站不允许程序访问，或配置里写明不查），未能判断。", skipped)
	} else if skipped > 0 {
		p.SkipURLf(p.Site.URL, "有 %d 个链接没有核实（检查提前结束、网站不允许程序访问，或配置里写明不查），它们是否失效没有判断。", skipped)
	}
}
