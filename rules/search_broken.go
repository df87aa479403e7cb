package rules

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"

	"lanmu"
)

var _ = register(&Rule{
	ID:    "search-broken",
	Title: "站内搜索不可用",
	Doc: "首页没有站内搜索，或搜索框指向的地址打不开。搜索框由脚本生成、首页需要脚本才能显示的，请人工核实。" +
		"本工具不提交搜索，能不能搜到、结果是否准确请用一条已发布信息的标题人工试搜。",
	Fix:       "请恢复站内搜索，用一条已发布信息的标题试搜，确认能搜到。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page:      noteSearch,
	Site:      searchBroken,
})

var (
	forms  = cascadia.MustCompile("form")
	inputs = cascadia.MustCompile("input, textarea")
	anyA   = cascadia.MustCompile("a, area, iframe, button, script")
)

// searchSeen is what the home page offers for searching.
type searchSeen struct {
	home   bool
	action string // absolute; "" the form's address is unknown
	hint   bool   // something else that speaks of search
}

func noteSearch(p *PagePass) {
	if !p.Facts.Home || p.Doc == nil {
		return
	}
	seen := searchSeen{home: true}
	p.Doc.FindMatcher(forms).EachWithBreak(func(_ int, form *goquery.Selection) bool {
		if !searches(form.FindMatcher(inputs)) && !mentionsSearch(attr(form.Nodes[0], "action")) {
			return true
		}
		seen.hint = true
		if base, err := url.Parse(p.Facts.URL); err == nil {
			if u, err := base.Parse(strings.TrimSpace(attr(form.Nodes[0], "action"))); err == nil && strings.HasPrefix(u.Scheme, "http") {
				seen.action = u.String()
			}
		}
		return false
	})
	seen.hint = seen.hint || searches(p.Doc.FindMatcher(inputs)) || searches(p.Doc.FindMatcher(anyA))
	p.Note("search-broken", seen)
}

// searches tells elements one of which is for searching, by what it is called.
func searches(sel *goquery.Selection) bool {
	for _, n := range sel.Nodes {
		for _, a := range n.Attr {
			if mentionsSearch(a.Val) {
				return true
			}
		}
		if (n.Data == "a" || n.Data == "button") && mentionsSearch(nodeText(n)) {
			return true
		}
	}
	return false
}

func mentionsSearch(s string) bool {
	s = strings.ToLower(s)
	for _, w := range []string{"搜索", "检索", "搜一搜", "search", "keyword", "sousuo", "jiansuo", "searchword", "请输入关键"} {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

func searchBroken(p *SitePass) {
	notes := p.Notes("search-broken")
	if len(notes) == 0 {
		p.Skipf("没有读到首页，未能判断站内搜索。")
		return
	}
	seen := notes[0].Value.(searchSeen)
	if !seen.hint {
		if home := p.home(); home != nil && home.NeedsScript {
			p.Skipf("首页由脚本加载，未能判断站内搜索。")
			return
		}
		p.Reportf("首页没有找到站内搜索，请人工核实。")
		return
	}
	for _, t := range p.Crawl.Targets {
		if seen.action != "" && t.URL == seen.action && t.Verdict == lanmu.LinkBroken {
			p.Report(Report{
				Key: "action", Certainty: lanmu.Certain, Evidence: lanmu.Evidence{Status: t.Status, Raw: t.URL},
				Message: fmt.Sprintf("首页搜索框指向的地址打不开（%s）。", statusWords(t)),
			})
		}
	}
}
