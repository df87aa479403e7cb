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
	Doc: "首页没有站内搜索，或搜索框指向的地址打不开，或用已发布信息的标题搜不到。检查结束后用两条两个月以前发布的信息的标题各试搜一次（先试一条，搜到就不再试），" +
		"两条都明说没有结果，或两次都返回出错页面，才算问题。以 POST 提交、由脚本提交或由别的网站提供的搜索不试，结果由脚本加载的不判断，都请人工试搜。" +
		"搜索框由脚本生成、首页需要脚本才能显示的，请人工核实。",
	Fix:       "请恢复站内搜索，用一条已发布信息的标题试搜，确认能搜到。",
	Indicator: "functions",
	Source:    "国办发〔2017〕47号",
	Certainty: lanmu.Review,
	Page:      noteSearch,
	Site:      searchBroken,
})

var (
	forms     = cascadia.MustCompile("form")
	inputs    = cascadia.MustCompile("input, textarea")
	formParts = cascadia.MustCompile("input, textarea, select, button")
	anyLink   = cascadia.MustCompile("a[href]")
	anyA      = cascadia.MustCompile("a, area, iframe, button, script")
)

// searchSeen is what the home page offers for searching.
type searchSeen struct {
	home   bool
	action string // absolute; "" the form's address is unknown
	form   *searchForm
	hint   bool // something else that speaks of search
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
		read := readSearchForm(p, form)
		seen.form = &read
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
			return
		}
	}
	p.searchAnswers(seen.form)
}

// searchAnswers tells what came of the questions. Only two that fail are a fault.
func (p *SitePass) searchAnswers(form *searchForm) {
	list := p.s.asked
	if form == nil || len(list) == 0 {
		why := "没有合适的标题可供试搜，或试搜没有进行"
		if form == nil {
			why = "没有读到可以提交的搜索框"
		} else if form.cannot != "" {
			why = form.cannot
		}
		p.pass.Skipf("首页有站内搜索，%s，没有试搜，请用一条已发布信息的标题人工试搜。", why)
		return
	}
	states := map[answerState]int{}
	for _, a := range list {
		states[a.state]++
	}
	first, last := list[0], list[len(list)-1]
	switch {
	case states[answerFound] > 0:
	case states[answerBroken] == 2:
		what := "返回出错页面"
		if first.status >= 400 {
			what = fmt.Sprintf("返回 %d", first.status)
		}
		p.Report(Report{
			Key: "ask", Certainty: lanmu.Likely, Evidence: lanmu.Evidence{Status: first.status, Raw: first.question.URL, Excerpt: first.said},
			Message: fmt.Sprintf("用已发布信息标题中的文字“%s”和“%s”各试搜一次，站内搜索两次都%s。", first.question.Words, last.question.Words, what),
		})
	case len(list) == 2 && states[answerUnclear] == 0:
		p.Report(Report{
			Key: "ask", Evidence: lanmu.Evidence{Status: first.status, Raw: first.question.URL, Excerpt: bothSaid(first.said, last.said)},
			Message: fmt.Sprintf("用已发布信息标题中的文字“%s”和“%s”各试搜一次，站内搜索都没有搜到，请人工核实。", first.question.Words, last.question.Words),
		})
	default:
		p.pass.Skipf("用一条已发布信息的标题试搜，看不出搜索结果（结果可能由脚本加载），请人工试搜。")
	}
}

// bothSaid is what two answers said, once where it is the same.
func bothSaid(a, b string) string {
	if a == b || b == "" {
		return a
	}
	return strings.Trim(a+"；"+b, "；")
}
