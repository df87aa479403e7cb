package reports

import (
	"slices"
	"strconv"
	"strings"

	"lanmu"
)

// names looks up what an audit's ids stand for, in words for a reader.
type names struct {
	language
	audit       *lanmu.Audit
	departments map[string]lanmu.Department
	columns     map[string]*lanmu.Column
	rules       map[string]lanmu.RuleRef
	indicators  map[string]string
	vetoes      map[string]string // finding → name of the veto it counts towards
	host        string            // the site's own, with scheme: "http://swj.example.gov.cn"
}

func namesOf(a *lanmu.Audit, lang string) *names {
	n := &names{
		language: speak(lang), audit: a,
		departments: map[string]lanmu.Department{}, columns: map[string]*lanmu.Column{},
		rules: map[string]lanmu.RuleRef{}, indicators: map[string]string{}, vetoes: map[string]string{}, host: origin(a.Site.URL),
	}
	for _, d := range a.Departments {
		n.departments[d.ID] = d
	}
	for _, c := range a.Columns {
		n.columns[c.ID] = c
	}
	for _, r := range a.RulesRun {
		n.rules[r.ID] = r
	}
	for _, i := range a.Verdict.Indicators {
		n.indicators[i.ID] = i.Name
	}
	for _, v := range a.Verdict.Vetoes {
		n.indicators[v.ID] = v.Name
		for _, id := range v.Findings {
			if n.vetoes[id] == "" {
				n.vetoes[id] = or(v.Name, v.ID)
			}
		}
	}
	return n
}

// department is a department's name; one that the profile does not define
// keeps its id.
func (n *names) department(id string) string {
	if id == "" {
		return n.say("department.none")
	}
	return clip(or(n.departments[id].Name, id), 80)
}

func (n *names) indicator(id string) string { return clip(or(n.indicators[id], id), 80) }

// vetoOf names the single veto that a finding counts towards, "" none.
func (n *names) vetoOf(f *lanmu.Finding) string { return clip(n.vetoes[f.ID], 80) }

// weighs names all that a finding weighs on: its indicator and its veto.
func (n *names) weighs(f *lanmu.Finding) string {
	name, veto := n.indicator(f.Indicator), n.vetoOf(f)
	switch {
	case veto == "":
		return name
	case name == "":
		return n.say("ledger.veto", veto)
	}
	return name + n.say("semicolon") + n.say("ledger.veto", veto)
}

func (n *names) site() string { return clip(or(n.audit.Site.Name, n.audit.Site.URL), 120) }

// path is a column's way from the top: 政务公开＞行政许可.
func (n *names) path(id string) string {
	c := n.columns[id]
	if c == nil {
		return clip(id, 120)
	}
	return columnPath(c)
}

func columnPath(c *lanmu.Column) string {
	if len(c.Path) == 0 {
		return clip(or(c.Name, c.ID), 120)
	}
	steps := make([]string, len(c.Path))
	for i, s := range c.Path {
		steps[i] = clip(s, 60)
	}
	return strings.Join(steps, "＞")
}

// title is what sort of fault a finding is.
func (n *names) title(f *lanmu.Finding) string {
	return clip(or(f.Title, or(n.rules[f.Rule].Title, f.Rule)), 80)
}

// message is the finding's sentence, at most max runes.
func (n *names) message(f *lanmu.Finding, max int) string {
	text := or(f.Message, n.title(f))
	if max < 40 { // both ends say more than the start alone: what it is and what is wrong
		text = clip(text, 2000)
		if runes := []rune(text); len(runes) > max {
			return string(runes[:max/2]) + "…" + string(runes[len(runes)-max/2:])
		}
	}
	return clip(text, max)
}

// target is a finding's address where a reader may click it. What was found to
// lead to gambling, pornography or a hidden place is shown as text: the clerk
// is to remove it, not to visit it.
func target(f *lanmu.Finding) string {
	if f.Rule == "link-hijacked" || f.Rule == "hidden-link" {
		return ""
	}
	return href(f.URL)
}

// short is an address as text: without the site's own host, at most max runes.
func (n *names) short(url string, max int) string {
	if n.host != "" && strings.HasPrefix(url, n.host+"/") {
		url = url[len(n.host):]
	}
	return clip(url, max)
}

// days tells how a column stands to its deadline on the audit's day.
func (n *names) days(c *lanmu.Column) string {
	switch left := daysLeft(c, n.audit.Meta.At); {
	case c.OverdueDays > 0:
		return n.say("columns.over", c.OverdueDays)
	case c.Deadline.IsZero() || n.audit.Meta.At.IsZero() || left < 0:
		return ""
	case left == 0:
		return n.say("columns.today")
	default:
		return n.say("columns.left", left)
	}
}

func daysLeft(c *lanmu.Column, at lanmu.Date) int {
	if c.Deadline.IsZero() || at.IsZero() {
		return 0
	}
	return c.Deadline.DaysSince(at)
}

// proof is the evidence in lines, each at most max runes.
func (n *names) proof(e lanmu.Evidence, max int) []string {
	if max <= 0 {
		return nil
	}
	var lines []string
	add := func(key, text string) {
		if text = clip(text, max); text != "" {
			lines = append(lines, n.say(key, text))
		}
	}
	add("evidence.excerpt", e.Excerpt)
	if e.Raw != e.Excerpt {
		add("evidence.raw", e.Raw)
	}
	add("evidence.checked", e.Checked)
	if e.Status != 0 && e.Checked == "" {
		lines = append(lines, n.say("evidence.status", e.Status))
	}
	add("evidence.where", e.Selector)
	for i, d := range e.Refused {
		if i == maxRefused {
			break
		}
		lines = append(lines, n.say("evidence.refused", clip(d.Raw, 40), clip(or(d.Why, string(d.Role)), 60)))
	}
	return lines
}

// maxRefused bounds the refused dates shown under one finding; the file of
// findings has them all.
const maxRefused = 5

// holders are the pages that hold what is at fault, where those are other
// pages than the address itself.
func holders(f *lanmu.Finding) []string {
	if len(f.On) == 0 || len(f.On) == 1 && f.On[0] == f.URL {
		return nil
	}
	return f.On
}

// holderCount is the true number of those pages.
func holderCount(f *lanmu.Finding) int { return max(f.OnCount, len(holders(f))) }

// isOpen tells that a finding is still to be put right by somebody.
func isOpen(f *lanmu.Finding) bool {
	return f.State != lanmu.StateFixed && f.State != lanmu.StateWaived && f.Review != lanmu.ReviewFalseAlarm
}

// isClosed tells that nobody need look at a finding any more. What was waived
// is not closed: it still costs points.
func isClosed(f *lanmu.Finding) bool {
	return f.State == lanmu.StateFixed || f.Review == lanmu.ReviewFalseAlarm
}

// departmentsOf lists the departments that have findings or columns: those of
// the profile in its order, then unknown ones by id, then "" for none.
func departmentsOf(a *lanmu.Audit) []string {
	used := map[string]bool{}
	for _, f := range a.Findings {
		used[f.Department] = true
	}
	for _, c := range a.Columns {
		used[c.Department] = true
	}
	var ids, unknown []string
	known := map[string]bool{"": true}
	for _, d := range a.Departments {
		if used[d.ID] && !known[d.ID] {
			ids = append(ids, d.ID)
		}
		known[d.ID] = true
	}
	for id := range used {
		if !known[id] {
			unknown = append(unknown, id)
		}
	}
	slices.Sort(unknown)
	ids = append(ids, unknown...)
	if used[""] {
		ids = append(ids, "")
	}
	return ids
}

// origin is scheme and host of an address, "" where it has none.
func origin(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return scheme + "://" + host
}

// points writes a score with at most two decimals.
func points(x float64) string {
	s := strconv.FormatFloat(finite(x), 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

func or(s, other string) string {
	if strings.TrimSpace(s) == "" {
		return other
	}
	return s
}
