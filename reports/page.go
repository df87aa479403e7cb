package reports

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"lanmu"
)

// page is what report.html shows; a department's list is the same page with
// that department's columns and findings alone.
type page struct {
	*names
	density
	Tag, Title, Policy string
	CSS                template.CSS
	JS                 template.JS
	Tight              bool // details were cut to keep the page small
	Alone              bool // a department's list
	Version            string

	Head        []pair
	Because     []string
	Open        int
	Certain     map[lanmu.Certainty]int // of those open
	Bad         int                     // columns not in order
	Vetoes      []vetoView
	Indicators  []indicatorView
	NoLoss      int // indicators without a finding
	Departments []departmentView
	Columns     []columnView
	Closed      []*lanmu.Finding
	Skips       []skipView
	SkipCount   int
	SkipMore    int // reasons not shown
	Rules       []lanmu.RuleRef
	Due         lanmu.Date // nearest due day of those open
	Choices     []pair     // rules for the filter
}

type pair struct{ Key, Value string }

type vetoView struct {
	lanmu.Veto
	State, Label string
	Share        int
	Links        []pair // anchors of the columns behind it
	More         int
	Rules        []pair // anchors of the findings behind it
}

type indicatorView struct {
	lanmu.IndicatorScore
	Label, WeightText, LostText string
	Rules                       []pair
}

// departmentView is one department's part of the list.
type departmentView struct {
	ID, Name, Contact, File string
	Open, Vetoes, Columns   int
	Due                     lanmu.Date
	Tasks                   []task
}

type columnView struct {
	*lanmu.Column
	Way, Days, Label, Owner string
	Cause                   string
	Link                    string
	Proof                   []string
	Bad                     bool
}

type skipView struct {
	Reason string
	Count  int
	Rules  string
	Where  []pair // name, address
	More   int
}

func newPage(a *lanmu.Audit, opt Options, only *string, d density) *page {
	n := namesOf(a, opt.Lang)
	p := &page{
		names: n, density: d, Tag: n.tag(), CSS: template.CSS(reportCSS), JS: template.JS(reportJS), Policy: policy(reportCSS, reportJS),
		Version: clip(opt.Version, 40), Title: n.say("title.site", n.site()), Alone: only != nil, Certain: map[lanmu.Certainty]int{},
	}
	findings, columns := a.Findings, a.Columns
	if p.Alone {
		p.Title = n.say("title.department", n.department(*only))
		findings, columns = ofDepartment(a, *only)
	}
	p.split(findings)
	p.listColumns(columns)
	p.listDepartments(findings, columns, departmentFiles(a, opt.Lang))
	p.Head = p.head(only)
	p.listRules(findings)
	if !p.Alone {
		p.Because = n.because()
		p.listVetoes()
		p.listIndicators()
		p.listSkips()
	}
	return p
}

func ofDepartment(a *lanmu.Audit, id string) (findings []*lanmu.Finding, columns []*lanmu.Column) {
	for _, f := range a.Findings {
		if f.Department == id {
			findings = append(findings, f)
		}
	}
	for _, c := range a.Columns {
		if c.Department == id {
			columns = append(columns, c)
		}
	}
	return findings, columns
}

// split counts what is open and sets aside what is closed.
func (p *page) split(findings []*lanmu.Finding) {
	for _, f := range findings {
		if isClosed(f) {
			p.Closed = append(p.Closed, f)
		}
		if !isOpen(f) {
			continue
		}
		p.Open++
		p.Certain[f.Certainty]++
		p.Due = sooner(p.Due, f.Due)
	}
	slices.SortStableFunc(p.Closed, byIdentity)
}

func sooner(a, b lanmu.Date) lanmu.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// head is the page's first table: what was looked at, when, by what.
func (p *page) head(only *string) []pair {
	m := p.audit.Meta
	var list []pair
	add := func(key, value string) {
		if value != "" {
			list = append(list, pair{p.say(key), value})
		}
	}
	add("head.site", p.site())
	add("head.url", clip(p.audit.Site.URL, 200))
	add("head.code", clip(p.audit.Site.SiteCode, 40))
	add("head.at", m.At.String())
	if only != nil {
		add("head.department", p.department(*only))
		add("head.contact", clip(p.departments[*only].Contact, 80))
		add("head.open", strconv.Itoa(p.Open))
		add("head.due", p.Due.String())
		return list
	}
	add("head.standard", p.standard())
	if !m.Started.IsZero() {
		add("head.run", p.say("head.span", m.Started.In(china).Format("2006-01-02 15:04"), m.Finished.In(china).Format("15:04")))
	}
	add("head.seen", p.say("head.pages", group(m.Pages), group(m.Requests), points(finite(m.Coverage)*100)))
	l := m.Links
	add("head.links", p.say("head.verdicts", group(l.OK), group(l.Broken), group(l.Suspected), group(l.Blocked), group(l.Skipped)))
	return list
}

func (p *page) standard() string {
	s := p.audit.Standard
	name := clip(or(s.Name, or(s.ID, p.audit.Meta.Standard)), 80)
	if doc := clip(s.Document, 80); doc != "" && !strings.Contains(name, doc) {
		name += "（" + doc + "）"
	}
	return name
}

func (p *page) listColumns(columns []*lanmu.Column) {
	for _, c := range p.byUrgency(columns) {
		bad := c.Status != lanmu.StatusOK && c.Status != lanmu.StatusExempt && c.Status != lanmu.StatusDueSoon
		if bad {
			p.Bad++
		}
		p.Columns = append(p.Columns, columnView{
			Column: c, Way: columnPath(c), Days: p.days(c), Label: p.status(c.Status), Cause: clip(c.Reason, p.Message), Link: href(c.URL),
			Owner: p.department(c.Department), Proof: p.proof(c.Evidence, p.Excerpt), Bad: bad,
		})
	}
}

func (p *page) listDepartments(findings []*lanmu.Finding, columns []*lanmu.Column, files map[string]string) {
	byID := map[string][]*lanmu.Finding{}
	for _, f := range findings {
		byID[f.Department] = append(byID[f.Department], f)
	}
	for _, id := range departmentsOf(&lanmu.Audit{Findings: findings, Columns: columns, Departments: p.audit.Departments}) {
		d := departmentView{ID: id, Name: p.department(id), Contact: clip(p.departments[id].Contact, 80), File: files[id]}
		var listed []*lanmu.Finding
		for _, f := range byID[id] {
			if isClosed(f) {
				continue
			}
			listed = append(listed, f)
			if isOpen(f) {
				d.Open++
				d.Due = sooner(d.Due, f.Due)
				d.Vetoes += rank(p.vetoOf(f) != "")
			}
		}
		for _, c := range columns {
			d.Columns += rank(c.Department == id)
		}
		d.Tasks = p.tasks(listed)
		p.Departments = append(p.Departments, d)
	}
}

// anchors counts findings by rule; each pair is the anchor of the rule's first
// finding and "链接失效 12".
func (p *page) anchors(ids []string) []pair {
	wanted := map[string]bool{}
	for _, id := range ids {
		wanted[id] = true
	}
	first, count := map[string]*lanmu.Finding{}, map[string]int{}
	var rules []string
	for _, f := range p.audit.Findings {
		if !wanted[f.ID] {
			continue
		}
		if count[f.Rule]++; count[f.Rule] == 1 {
			rules, first[f.Rule] = append(rules, f.Rule), f
		}
	}
	slices.SortFunc(rules, func(x, y string) int { return cmp.Or(count[y]-count[x], strings.Compare(x, y)) })
	var out []pair
	for _, r := range rules {
		out = append(out, pair{first[r].ID, p.title(first[r]) + " " + group(count[r])})
	}
	return out
}

func (p *page) listVetoes() {
	for _, v := range p.audit.Verdict.Vetoes {
		view := vetoView{Veto: v, State: vetoState(v), Share: vetoShare(v), Rules: p.anchors(v.Findings)}
		view.Name, view.Note = clip(or(v.Name, v.ID), 80), clip(v.Note, 300)
		view.Label = p.say("veto." + view.State)
		for i, id := range v.Columns {
			if i == 3*p.Rows {
				view.More = len(v.Columns) - i
				break
			}
			view.Links = append(view.Links, pair{id, p.path(id)})
		}
		p.Vetoes = append(p.Vetoes, view)
	}
	order := []string{"hit", "near", "unknown", "clear"}
	slices.SortStableFunc(p.Vetoes, func(x, y vetoView) int { return slices.Index(order, x.State) - slices.Index(order, y.State) })
}

func (p *page) listIndicators() {
	for _, i := range p.audit.Verdict.Indicators {
		if i.Count == 0 && i.Lost == 0 {
			p.NoLoss++
			continue
		}
		p.Indicators = append(p.Indicators, indicatorView{
			IndicatorScore: i, Label: clip(or(i.Name, i.ID), 80),
			WeightText: points(i.Weight), LostText: points(i.Lost), Rules: p.anchors(i.Findings),
		})
	}
}

// maxReasons bounds the reasons shown; the file of findings has them all.
const maxReasons = 60

// listSkips groups what was not judged by its reason, the commonest first.
func (p *page) listSkips() {
	byReason := map[string][]lanmu.Skip{}
	for _, s := range p.audit.Skipped {
		reason := clip(s.Reason, 200)
		byReason[reason] = append(byReason[reason], s)
	}
	p.SkipCount = len(p.audit.Skipped)
	for reason, list := range byReason {
		p.Skips = append(p.Skips, p.skip(reason, list))
	}
	slices.SortFunc(p.Skips, func(x, y skipView) int { return cmp.Or(y.Count-x.Count, strings.Compare(x.Reason, y.Reason)) })
	if len(p.Skips) > maxReasons {
		p.SkipMore = len(p.Skips) - maxReasons
		p.Skips = p.Skips[:maxReasons]
	}
}

func (p *page) skip(reason string, list []lanmu.Skip) skipView {
	v := skipView{Reason: reason, Count: len(list)}
	var rules []string
	seen := map[pair]bool{}
	for _, s := range list {
		for _, rule := range s.Rules() {
			if title := clip(or(p.rules[rule].Title, rule), 60); title != "" && !slices.Contains(rules, title) {
				rules = append(rules, title)
			}
		}
		where := pair{p.path(s.Column), s.URL}
		if where.Key == "" {
			where.Key = p.short(s.URL, 100)
		}
		if where.Key != "" && !seen[where] {
			seen[where] = true
			v.Where = append(v.Where, pair{where.Key, href(where.Value)})
		}
	}
	slices.Sort(rules)
	v.Rules = p.comma(rules)
	slices.SortFunc(v.Where, func(x, y pair) int { return cmp.Or(strings.Compare(x.Key, y.Key), strings.Compare(x.Value, y.Value)) })
	if len(v.Where) > p.Rows {
		v.More = len(v.Where) - p.Rows
		v.Where = v.Where[:p.Rows]
	}
	return v
}

// listRules explains each rule that found something, once, and offers it to
// the filter.
func (p *page) listRules(findings []*lanmu.Finding) {
	seen := map[string]bool{}
	for _, f := range findings {
		if seen[f.Rule] {
			continue
		}
		seen[f.Rule] = true
		p.Choices = append(p.Choices, pair{f.Rule, p.title(f)})
		if r, ok := p.rules[f.Rule]; ok && r.Doc != "" {
			p.Rules = append(p.Rules, lanmu.RuleRef{ID: r.ID, Title: clip(r.Title, 80), Doc: clip(r.Doc, 1200), Indicator: p.indicator(r.Indicator)})
		}
	}
	slices.SortFunc(p.Choices, func(x, y pair) int { return cmp.Or(strings.Compare(x.Value, y.Value), strings.Compare(x.Key, y.Key)) })
	slices.SortFunc(p.Rules, func(x, y lanmu.RuleRef) int { return strings.Compare(x.ID, y.ID) })
}

// group writes a count with thousands apart.
func group(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
