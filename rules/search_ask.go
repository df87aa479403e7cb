package rules

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/encoding/simplifiedchinese"

	"lanmu"
)

// The site's own search is asked for titles that the crawl found: at most two,
// as a visitor would ask who fills in the form.

// searchForm is the home page's form for searching, as far as it can be sent
// without a browser.
type searchForm struct {
	action string // absolute
	field  string // name of the field for words
	rest   url.Values
	gbk    bool
	cannot string // Chinese clause: why it cannot be sent; "" it can
}

// Question is an address that the search form would ask for, for a title that is
// on the site.
type Question struct {
	URL   string
	Title string // of the article
	Words string // asked for
	Page  string // of the article
}

// answered is what came of a question.
type answered struct {
	question Question
	state    answerState
	status   int
	said     string // the page's own words
}

type answerState int

const (
	answerUnclear answerState = iota
	answerFound
	answerNothing // says that there is nothing
	answerBroken  // an error in place of an answer
)

// readSearchForm reads how a form is sent.
func readSearchForm(p *PagePass, form *goquery.Selection) searchForm {
	n := form.Nodes[0]
	f := searchForm{rest: url.Values{}, gbk: strings.HasPrefix(strings.ToLower(attr(n, "accept-charset")), "gb")}
	if attr(n, "accept-charset") == "" {
		f.gbk = strings.HasPrefix(p.Facts.Charset, "gb")
	}
	base := p.base()
	if e := p.elements().base; e != nil && base != nil {
		if u, err := base.Parse(attr(e, "href")); err == nil {
			base = u
		}
	}
	action := strings.TrimSpace(attr(n, "action"))
	if base != nil {
		if u, err := base.Parse(action); err == nil && strings.HasPrefix(u.Scheme, "http") {
			u.Fragment, u.RawQuery = "", ""
			f.action = u.String()
		}
	}
	switch {
	case strings.EqualFold(strings.TrimSpace(attr(n, "method")), "post"):
		f.cannot = "搜索框以 POST 方式提交"
	case f.action == "" || action == "" || strings.HasPrefix(action, "#"):
		f.cannot = "搜索框由脚本提交"
	case attr(n, "onsubmit") != "":
		f.cannot = "搜索框提交前由脚本处理"
	case !ownHost(p.Site, hostOf(f.action)):
		f.cannot = "搜索由另一个网站提供"
	}
	f.fields(form)
	if f.cannot == "" && f.field == "" {
		f.cannot = "看不出搜索框的输入项"
	}
	return f
}

// fields reads what the form sends: its one field for words, and what it sends
// besides.
func (f *searchForm) fields(form *goquery.Selection) {
	button, words := false, 0
	for _, n := range form.FindMatcher(formParts).Nodes {
		name, kind := attr(n, "name"), strings.ToLower(attr(n, "type"))
		switch {
		case n.DataAtom == atom.Button:
			button = button || kind == "" || kind == "submit"
		case n.DataAtom == atom.Select:
			f.cannot = firstClause(f.cannot, "搜索框带有选择项")
		case kind == "submit" || kind == "image":
			button = true
			if name != "" && kind == "submit" {
				f.rest.Add(name, attr(n, "value"))
			}
		case kind == "hidden":
			f.rest.Add(name, attr(n, "value"))
		case (kind == "checkbox" || kind == "radio") && has(n, "checked"):
			f.rest.Add(name, attr(n, "value"))
		case kind == "" || kind == "text" || kind == "search":
			if words++; name != "" {
				f.field = name
			}
		}
	}
	if words > 1 {
		f.cannot = firstClause(f.cannot, "搜索框有几个输入项")
	}
	if !button {
		f.cannot = firstClause(f.cannot, "搜索框由脚本提交")
	}
}

func firstClause(had, s string) string {
	if had != "" {
		return had
	}
	return s
}

// ask is the address that the form asks for words at; "": they cannot be written
// in its charset.
func (f *searchForm) ask(words string) string {
	if f.gbk {
		b, err := simplifiedchinese.GBK.NewEncoder().String(words)
		if err != nil {
			return ""
		}
		words = b
	}
	q := url.Values{}
	for name, list := range f.rest {
		q[name] = list
	}
	q.Set(f.field, words)
	return f.action + "?" + q.Encode()
}

// Questions are what the site's search is to be asked, in order; the second only
// where the first is not answered well. None: it cannot be asked.
func (s *Session) Questions(columns []*lanmu.Column, pages lanmu.Pages) []Question {
	notes := s.notesOf("search-broken")
	if len(notes) == 0 {
		return nil
	}
	seen, ok := notes[0].Value.(searchSeen)
	if !ok || seen.form == nil || seen.form.cannot != "" {
		return nil
	}
	var list []Question
	for _, c := range slices.SortedFunc(slices.Values(columns), func(a, b *lanmu.Column) int { return strings.Compare(a.URL, b.URL) }) {
		if q := s.question(seen.form, c, pages); q != nil && !slices.ContainsFunc(list, func(had Question) bool { return had.Words == q.Words }) {
			if list = append(list, *q); len(list) == 2 {
				return list
			}
		}
	}
	return nil
}

// The days that an article asked for must have been there at least, for search
// engines to have taken it in, and at most: old ones may have been moved.
const (
	settledDays = 60
	recentDays  = 3 * 365
)

// question takes the newest article of a column that has been there for a while
// and was read under its title.
func (s *Session) question(form *searchForm, c *lanmu.Column, pages lanmu.Pages) *Question {
	if c.External || !c.Leaf {
		return nil
	}
	var best *Question
	var when lanmu.Date
	for _, r := range c.Rows {
		title := clean(r.Title)
		words := distinctive(title)
		if r.Date.IsZero() || r.Date.After(s.at.AddDays(-settledDays)) || r.Date.Before(s.at.AddDays(-recentDays)) || words == "" || when.After(r.Date) || when == r.Date && best != nil {
			continue
		}
		f := pages.At(r.URL)
		if f == nil || f.Kind != lanmu.PageArticle || !strings.Contains(squeeze(f.Title), words) || !ownHost(s.site, hostOf(f.URL)) {
			continue
		}
		if addr := form.ask(words); addr != "" {
			best, when = &Question{addr, title, words, f.URL}, r.Date
		}
	}
	return best
}

// distinctive is the longest run of a title without signs, of which no search
// makes something else; "" there is none that is long enough.
func distinctive(title string) string {
	if strings.Contains(title, "…") || strings.Contains(title, "...") {
		return ""
	}
	best := ""
	for _, run := range strings.FieldsFunc(title, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		if len(run) > len(best) {
			best = run
		}
	}
	r := []rune(best)
	if len(r) < 8 {
		return ""
	}
	return string(r[:min(len(r), 16)])
}

// Answer judges what came of a question; true: there is no need to ask more.
func (s *Session) Answer(q Question, p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts) bool {
	a := answered{question: q, status: p.Status}
	a.state, a.said = readAnswer(q, p, doc, f)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, a)
	return a.state == answerFound
}

// filled are signs of scripts that put the answer into the page.
var filled = regexp.MustCompile(`\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest|fetch\(|axios|v-for|ng-repeat|\{\{|layui|template-?id|jsonp`)

// nothing are the words of a search that found nothing.
var nothing = regexp.MustCompile(`(?:没有|未能|未|无法)(?:找到|检索到|搜索到|搜到|查到|查询到)|(?:共|找到|检索到|搜索到|搜到|查询到|查到|有关)[^0-9。]{0,8}0\s*(?:条|个|项|篇|件|则|结果|记录)|(?:没有|无|暂无)(?:相关|匹配|符合|满足)[^。]{0,10}(?:结果|记录|内容|信息|数据)|搜索结果为空`)

func readAnswer(q Question, p *lanmu.Page, doc *goquery.Document, f *lanmu.Facts) (answerState, string) {
	switch {
	case p.Fail != nil || p.Status == 0:
		return answerUnclear, ""
	case p.Status == 404 || p.Status == 410 || p.Status >= 500 && p.Status != 503:
		return answerBroken, ""
	case !p.OK() || doc == nil || f == nil || f.Unread:
		return answerUnclear, ""
	}
	var text strings.Builder
	for _, t := range textsUnder(doc.Nodes[0]) {
		if !inHidden(t) {
			text.WriteString(t.text + "\n")
		}
	}
	if leadsTo(q, p, doc) {
		return answerFound, ""
	}
	if f.NeedsScript || f.Kind == lanmu.PageShell || f.Kind == lanmu.PageRedirect || filled.Match(p.Body) {
		return answerUnclear, ""
	}
	if f.Kind == lanmu.PageError {
		return answerBroken, clip(clean(f.Soft), 60)
	}
	if m := nothing.FindString(text.String()); m != "" {
		return answerNothing, clip(clean(m), 60)
	}
	return answerUnclear, ""
}

// leadsTo tells that a link of the page leads to the article or has its title.
func leadsTo(q Question, p *lanmu.Page, doc *goquery.Document) bool {
	base, err := url.Parse(p.URL)
	if err != nil {
		return false
	}
	want, _ := url.Parse(q.Page)
	begin := string([]rune(q.Words)[:8])
	for _, n := range doc.FindMatcher(anyLink).Nodes {
		if strings.Contains(squeeze(nodeText(n)), begin) || strings.Contains(squeeze(attr(n, "title")), begin) {
			return true
		}
		if u, err := base.Parse(strings.TrimSpace(attr(n, "href"))); err == nil && want != nil && u.Path == want.Path && u.RawQuery == want.RawQuery {
			return true
		}
	}
	return false
}

// inHidden tells a text that its own page hides until a script shows it.
func inHidden(t textRun) bool {
	for n := t.node; n != nil; n = n.Parent {
		if has(n, "hidden") || hides(attr(n, "style")) != "" {
			return true
		}
	}
	return false
}
