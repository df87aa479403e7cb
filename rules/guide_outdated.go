package rules

import (
	"fmt"
	"regexp"
	"strings"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "guide-outdated",
	Title: "信息公开指南没有更新",
	Doc: "2019 年 5 月 15 日起施行的新条例（国务院令第 711 号）改了答复期限等规定，指南仍写旧条例内容的，应当更新。" +
		"判断依据：引用国务院令第 492 号而没有提到第 711 号；答复期限仍写 15 个工作日；仍要求申请人说明“生产、生活、科研等特殊需要”。" +
		"新条例里第三方 15 个工作日内提出意见的规定不算。检查日早于新条例施行的，不检查。",
	Fix:       "请按国务院令第 711 号修订指南：答复期限为 20 个工作日，可延长 20 个工作日，不再要求说明特殊需要。",
	Indicator: "publish-disclosure",
	Source:    "《政府信息公开条例》（国务院令第 711 号）第十二条、第三十三条",
	Certainty: lanmu.Likely,
	Asks:      []string{"platform-incomplete", "guide-incomplete"},
	Site: func(p *SitePass) {
		if p.At.Before(duty2019) {
			return
		}
		p.guides(func(n Note, g guideSeen) {
			if len(g.outdated) == 0 {
				return
			}
			p.Report(Report{
				URL: n.URL, Key: "old", Anchor: g.title, Pages: p.pageUse(n.URL),
				Message:  fmt.Sprintf("%s仍是旧条例的内容：%s。", titled(g.title), strings.Join(g.outdated, "；")),
				Evidence: lanmu.Evidence{Excerpt: clip(g.outdated[0], 160)},
			})
		})
	},
})

// duty2019 is when the regulation of 2019 came into force.
var duty2019 = lanmu.NewDate(2019, 5, 15)

var (
	oldDecree   = regexp.MustCompile(`第?492号|四百九十二号`)
	newDecree   = regexp.MustCompile(`第?711号|七百一十一号|2019年.{0,12}(修订|修正)`)
	oldTerm     = regexp.MustCompile(`[^。；\n]{0,60}(15|十五|１５)(个)?工作日[^。；\n]{0,30}`)
	thirdParty  = regexp.MustCompile(`第三方|征求意见|征询|意见书|补正|公开之日|提出意见`)
	answers     = regexp.MustCompile(`答复|办理|作出|予以|处理`)
	specialNeed = regexp.MustCompile(`[^。；，\n]{0,20}生产、?生活、?科研等?(自身)?特殊需要`)
)

// oldTerms are the passages that only the regulation of 2007 has.
func oldTerms(text string) []string {
	var out []string
	if m := oldDecree.FindString(text); m != "" && !newDecree.MatchString(text) {
		out = append(out, "引用的是国务院令第 492 号")
	}
	for _, m := range oldTerm.FindAllString(text, -1) {
		if !thirdParty.MatchString(m) && answers.MatchString(m) {
			out = append(out, "答复期限写的是“"+clip(strings.TrimSpace(m), 60)+"”")
			break
		}
	}
	if m := specialNeed.FindString(text); m != "" {
		out = append(out, "仍要求“"+clip(strings.TrimSpace(m), 40)+"”")
	}
	return out
}
