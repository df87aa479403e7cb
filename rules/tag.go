package rules

import (
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// The page tags of 国办发〔2017〕47号 by level (standards.md §5).
var (
	siteTags    = []string{"SiteName", "SiteDomain", "SiteIDCode"}
	columnTags  = []string{"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
	articleTags = []string{"ArticleTitle", "PubDate", "ContentSource"}
)

// tag is the first value of a page tag that says something; "" none. Names are
// compared without regard to case, as browsers and inspectors do.
func (p *PagePass) tag(name string) string {
	for _, v := range p.tagValues(name) {
		if v = clean(v); v != "" {
			return v
		}
	}
	return ""
}

func (p *PagePass) tagValues(name string) []string {
	all := p.allTags()
	for i := range all {
		if all[i].name == name {
			return all[i].values
		}
	}
	for i := range all {
		if strings.EqualFold(all[i].name, name) {
			return all[i].values
		}
	}
	return nil
}

// allTags are the page's, in order of name.
func (p *PagePass) allTags() []pageTag {
	if s := p.share; !s.tagsRead {
		s.tagsRead = true
		for name, values := range p.Facts.Tags {
			s.tags = append(s.tags, pageTag{name, values})
		}
		slices.SortFunc(s.tags, func(a, b pageTag) int { return strings.Compare(a.name, b.name) })
	}
	return p.share.tags
}

// missingTags reports the tags of a level that a page lacks, told once whatever
// the number of pages: it is the template's fault, and all that one template
// lacks is one thing to mend.
func (p *PagePass) missingTags(names []string, level string) {
	var gone, blank uint8 // bits by names
	for i, name := range names {
		switch values := p.tagValues(name); {
		case saysSomething(values):
		case len(values) > 0:
			blank |= 1 << i
		default:
			gone |= 1 << i
		}
	}
	if gone|blank == 0 {
		return
	}
	gap := p.s.gaps.of(names[0]+string([]byte{gone, blank}), func(string) tagGap { return gapOf(names, level, gone, blank) })
	p.Report(Report{
		Group: gap.group, Message: level + "《" + p.title() + "》" + gap.how + "。", Fix: gap.fix,
		Evidence: lanmu.Evidence{Raw: gap.raw},
	})
}

func saysSomething(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return clean(v) != "" })
}

// tagGap is what is said of the tags that a template lacks.
type tagGap struct{ group, how, fix, raw string }

func gapOf(names []string, level string, gone, blank uint8) tagGap {
	pick := func(bits uint8) (out []string) {
		for i, name := range names {
			if bits&(1<<i) != 0 {
				out = append(out, name)
			}
		}
		return out
	}
	var how []string
	if gone != 0 {
		how = append(how, "缺少网页标签 "+strings.Join(pick(gone), "、"))
	}
	if blank != 0 {
		how = append(how, "网页标签 "+strings.Join(pick(blank), "、")+" 是空的")
	}
	all := pick(gone | blank)
	slices.Sort(all)
	return tagGap{
		group: strings.Join(all, ","), how: strings.Join(how, "，"), raw: strings.Join(all, " "),
		fix: fmt.Sprintf(`请在%s模板的 <head> 中补上 %s，写法为 <meta name="标签名" content="…">，内容由系统按页面填写。`, level, strings.Join(all, "、")),
	}
}

// tagged tells a page that tags are asked of: one of the site's own, read whole.
// A frameset holds other pages and has no head of its own that visitors see; a
// page without a title is a fragment that another page frames.
func (p *PagePass) tagged() bool {
	if s := p.share; !s.tagsAsked {
		s.tagsAsked, s.tagged = true, p.hasTags()
	}
	return p.share.tagged
}

func (p *PagePass) hasTags() bool {
	if p.Doc == nil || p.beforeGuide() || p.elements().frameset || len(p.elements().titles) == 0 {
		return false
	}
	switch p.Facts.Kind {
	case lanmu.PageHome, lanmu.PageColumn, lanmu.PageHub, lanmu.PageArticle:
		return true
	}
	return p.Facts.Home
}
