package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

// guideElements are the nine things a guide states (条例 of 2019, art. 12), each
// known by any of the words people use for it.
var guideElements = []struct {
	name string
	word *regexp.Regexp
}{
	{"信息的分类", regexp.MustCompile(`分类|类别|种类|公开的?(内容|范围|事项|信息)|信息.{0,4}范围`)},
	{"编排体系", regexp.MustCompile(`编排|目录|排列|索引|编码|排序|检索|体系`)},
	{"获取方式", regexp.MustCompile(`获取|查阅|公开(的)?(形式|方式|途径|渠道)|申请方式|查询`)},
	{"工作机构名称", regexp.MustCompile(`机构|办公室|公开办|科室?|处室?|股|中心`)},
	{"办公地址", regexp.MustCompile(`地址|地点|位于|号楼|[路街道巷]\d+号|通讯处`)},
	{"办公时间", regexp.MustCompile(`(办公|工作|受理|接待|服务|对外|上班|开放)时间|\d{1,2}[:：.]\d{2}|上午|节假日除外`)},
	{"联系电话", regexp.MustCompile(`电话|\d{3,4}[-—－–)）]?\d{7,8}|热线`)},
	{"传真号码", regexp.MustCompile(`传真|(?i)fax`)},
	{"互联网联系方式", regexp.MustCompile(`邮箱|电子邮件|电子信箱|(?i)e-?mail|@|网址|网站|https?:|www\.|互联网`)},
}

// guideTitle is the title of a guide on disclosure itself, not of one on the
// handling of a matter.
var guideTitle = regexp.MustCompile(`公开(工作)?(指南|指引)`)

func guideTitled(name string) bool {
	return strings.Contains(name, "公开") && guideTitle.MatchString(name)
}

// guideSeen is one guide as it was read.
type guideSeen struct {
	pictures []lineHit
	title    string
	hits     [][]lineHit // by guideElements
	outdated []string    // why it still tells the old text
	doubt    string      // why it cannot be judged
}

// noteGuide reads a page that is a guide.
func noteGuide(p *PagePass) {
	f := p.Facts
	title, column := p.names()
	if !guideTitled(title) && (f.Kind == lanmu.PageArticle || !guideTitled(column)) {
		return
	}
	if len(f.Items()) >= 3 || f.Kind == lanmu.PageHub || f.Home || f.Kind == lanmu.PageShell || f.Kind == lanmu.PageRedirect {
		return
	}
	t := p.ownText()
	g := guideSeen{title: clip(title, 60)}
	if t.runes < 800 {
		g.pictures = t.pictures
	}
	there := 0
	for _, e := range guideElements {
		hits := t.hits(e.word)
		g.hits = append(g.hits, hits)
		if len(hits) > 0 {
			there++
		}
	}
	g.outdated = oldTerms(t.joined)
	switch {
	case t.files > 0 && t.runes < 1500, t.frames > 0:
		g.doubt = "内容可能在附件或内嵌页面里"
	case f.NeedsScript && !f.Rendered:
		g.doubt = "内容由脚本加载"
	case t.runes < 200 || there < 4:
		g.doubt = "页面上没有读到指南正文"
	}
	p.Note("guide", g)
}

// guides are the guides read, where the duties are the site's.
func (p *SitePass) guides(yield func(Note, guideSeen)) {
	notes := p.Notes("guide")
	if len(notes) == 0 || !p.governed() {
		return
	}
	for _, n := range notes {
		g := n.Value.(guideSeen)
		if g.doubt == "" && p.shown(g.pictures) {
			g.doubt = "内容可能在图片里"
		}
		if g.doubt != "" {
			p.SkipURLf(n.URL, "政府信息公开指南的%s，没有检查。", g.doubt)
			continue
		}
		yield(n, g)
	}
}

// pageUse is a page as a place of a finding.
func (p *SitePass) pageUse(url string) []lanmu.Use {
	return []lanmu.Use{{Page: url, Text: p.TitleOf(url)}}
}

// titled is a title in Chinese quotation marks, or 该页.
func titled(title string) string {
	if title == "" {
		return "该页"
	}
	return fmt.Sprintf("《%s》", title)
}
