package rules

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "service-guide-incomplete",
	Title: "办事指南要素不全",
	Doc: "办事指南应有事项名称、设定依据、申请条件、办理材料、办理地点、办理时间、联系电话、办理流程八项。" +
		"办事指南正文里一项的各种写法都没有出现的，列出缺少的项；缺少四项以上的较为确定，其余请人工核实。" +
		"指南在附件、图片、内嵌页面里，或链接到政务服务网办理的，不作判断；办事指南栏目里的通知、公示、名单不算指南。",
	Fix:       "请对照八项要素补齐办事指南。",
	Indicator: "service",
	Source:    "国办秘函〔2019〕19号",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete"},
	Page:      noteServiceGuide,
	Site:      serviceGuides,
})

// serviceElements are the seven classes beside the name, which the title is.
var serviceElements = []struct {
	name string
	word *regexp.Regexp
}{
	{"设定依据", regexp.MustCompile(`依据|根据《|按照《|法规|条例|政策规定`)},
	{"申请条件", regexp.MustCompile(`条件|对象|范围|要求|资格`)},
	{"办理材料", regexp.MustCompile(`材料|资料|提交|证件|要件|证明|申请书|申请表|身份证`)},
	{"办理地点", regexp.MustCompile(`地点|地址|窗口|大厅|位于|受理(单位|机构|部门)|办理(单位|机构|部门)|承办|[路街]\d+号`)},
	{"办理时间", regexp.MustCompile(`时间|时限|期限|工作日|上午|即办|当场|当日`)},
	{"联系电话", regexp.MustCompile(`电话|联系方式|热线|\d{3,4}[-—－]?\d{7,8}|\d{7,8}`)},
	{"办理流程", regexp.MustCompile(`流程|程序|步骤|环节|受理.{0,20}(审|办)|第一步|→|—受理`)},
}

// surelyLacking is how many missing classes make it likely.
const surelyLacking = 4

// serviceSeen is one guide as it was read.
type serviceSeen struct {
	title    string
	hits     [][]lineHit // by serviceElements
	doubt    string
	pictures []lineHit
}

var (
	guideWord     = oneOf(`指南`)
	serviceColumn = regexp.MustCompile(`^(办事|服务|办理|网上)指南$|办事指南`)
	serviceTitle  = regexp.MustCompile(`(办事|服务|办理)指南$`)
	noGuide       = regexp.MustCompile(`政策|通知|公告|公示|通报|名单|目录|清单|一览|汇总|结果|方案|总结|动态|意见|办法|规定|表$|答复|解读|问答|[?？]`)
	elsewhere     = regexp.MustCompile(`政务服务网|在线办理|网上办理|我要办|zwfw|在线申报`)
)

func noteServiceGuide(p *PagePass) {
	f := p.Facts
	title, _ := p.names()
	switch {
	case !strings.Contains(title, "指南") && !within(f, guideWord): // as all below ask for
		return
	case f.Kind != lanmu.PageArticle && f.Kind != lanmu.PageOther, p.Doc == nil || f.Home, noGuide.MatchString(title) && !serviceTitle.MatchString(title):
		return
	case !serviceTitle.MatchString(title) && !within(f, serviceColumn):
		return
	}
	t := p.ownText()
	s := serviceSeen{title: clip(title, 60), pictures: t.pictures}
	for _, e := range serviceElements {
		s.hits = append(s.hits, t.hits(e.word))
	}
	switch {
	case t.files > 0, t.frames > 0, f.Files > 0:
		s.doubt = "指南内容可能在附件或内嵌页面里"
	case f.NeedsScript && !f.Rendered:
		s.doubt = "页面内容由脚本加载"
	case elsewhere.MatchString(t.anchored):
		s.doubt = "页面链接到政务服务网办理"
	}
	p.Note("service-guide", s)
}

// commonPictures are those that several guides hold: the template's.
func commonPictures(notes []Note) map[uint64]bool {
	on := map[uint64]int{}
	for _, n := range notes {
		seen := map[uint64]bool{}
		for _, h := range n.Value.(serviceSeen).pictures {
			if !seen[h.line] {
				seen[h.line] = true
				on[h.line]++
			}
		}
	}
	out := map[uint64]bool{}
	for line, n := range on {
		out[line] = n >= 4 || n == 3 && len(notes) < 6
	}
	return out
}

func serviceGuides(p *SitePass) {
	notes := p.Notes("service-guide")
	if len(notes) == 0 || !p.governed() {
		return
	}
	template := commonPictures(notes)
	for _, n := range notes {
		s := n.Value.(serviceSeen)
		s.pictures = slices.DeleteFunc(slices.Clone(s.pictures), func(h lineHit) bool { return template[h.line] })
		var missing []string
		for i, e := range serviceElements {
			if !p.shown(s.hits[i]) {
				missing = append(missing, e.name)
			}
		}
		if len(missing) == 0 {
			continue
		}
		if s.doubt == "" && p.shown(s.pictures) {
			s.doubt = "指南内容可能在图片里"
		}
		if s.doubt != "" {
			p.SkipURLf(n.URL, "%s，没有检查要素。", s.doubt)
			continue
		}
		r := Report{
			URL: n.URL, Key: "elements", Anchor: s.title, Pages: p.pageUse(n.URL),
			Message: fmt.Sprintf("办事指南%s没有写明%s。", titled(s.title), joinNames(missing)),
		}
		if len(missing) < surelyLacking {
			r.Certainty = lanmu.Review
		}
		p.Report(r)
	}
}
