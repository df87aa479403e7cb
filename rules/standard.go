package rules

import (
	"slices"

	"lanmu"
)

// Standard is one edition: vetoes, indicators, periods. A file of standards/.
type Standard struct {
	ID       string     `yaml:"id"`
	Name     string     `yaml:"name"`
	Document string     `yaml:"document"` // 国办秘函〔2019〕19号
	From     lanmu.Date `yaml:"from"`     // first day in force; empty: only when asked for
	Until    lanmu.Date `yaml:"until"`    // last day in force; empty: still

	Periods    map[lanmu.Kind]Term `yaml:"periods"`
	Grace      int                 `yaml:"grace"`    // days granted beyond every period
	HomeAge    lanmu.Period        `yaml:"home_age"` // 首页不更新
	DueSoon    DueSoon             `yaml:"due_soon"`
	Vetoes     []VetoSpec          `yaml:"vetoes"`
	Indicators []IndicatorSpec     `yaml:"indicators"`
	Bonuses    []BonusSpec         `yaml:"bonuses"` // 加分项; none: none is counted
	Frame      Frame               `yaml:"frame"`
	Rules      map[string]string   `yaml:"rules"` // rule → indicator, over the rule's own

	file string // where it was read
}

// Mark says how sure a figure is (standards.md).
type Mark string

// The marks.
const (
	MarkVerified   Mark = "V" // on published pages
	MarkPractice   Mark = "P" // local rule or practice: a default of this tool, not the law
	MarkUnverified Mark = "U" // a setting: warns, counts for nothing
)

// Term is a column kind's period of update.
type Term struct {
	Age  lanmu.Period `yaml:"age"`
	Mark Mark         `yaml:"mark"`
}

// DueSoon says when a column not yet late is warned of, in days.
type DueSoon struct {
	Share int `yaml:"share"` // the last 1/Share of the period
	Min   int `yaml:"min"`
	Max   int `yaml:"max"`
}

// VetoSpec is a 单项否决: what counts and from how many.
type VetoSpec struct {
	ID        string         `yaml:"id"`
	Name      string         `yaml:"name"`
	Threshold int            `yaml:"threshold"`
	Unit      string         `yaml:"unit"`   // "columns": each column once; "findings" (default)
	Rules     []string       `yaml:"rules"`  // findings of these rules count
	Kinds     []lanmu.Kind   `yaml:"kinds"`  // of columns of these kinds only; none: all
	Marks     []Mark         `yaml:"marks"`  // of columns whose period is so marked; none: all
	States    []string       `yaml:"states"` // column states that might still count: could not be told
	From      map[string]int `yaml:"from"`   // rule → its findings count only from so many
	Manual    string         `yaml:"manual"` // Chinese: why one audit alone cannot settle it
}

// IndicatorSpec is a scored indicator.
type IndicatorSpec struct {
	ID       string             `yaml:"id"`
	Name     string             `yaml:"name"`
	Group    string             `yaml:"group"`
	Weight   float64            `yaml:"weight"`   // points in all; deductions never pass it
	Verified bool               `yaml:"verified"` // false: 示例分值
	Points   map[string]float64 `yaml:"points"`   // rule → points a finding
	Default  float64            `yaml:"default"`  // points a finding of any other rule that counts here
	Caps     map[string]float64 `yaml:"caps"`     // rule → most points all its findings cost
	Service  bool               `yaml:"service"`  // left out where the site has no outward services
}

// BonusSpec is a 加分项: earned where enough columns of its kinds are in order and
// rules that ran found nothing.
type BonusSpec struct {
	ID       string       `yaml:"id"`
	Name     string       `yaml:"name"`
	Points   float64      `yaml:"points"`
	Verified bool         `yaml:"verified"` // false: 示例分值
	Kinds    []lanmu.Kind `yaml:"kinds"`
	Least    int          `yaml:"least"` // columns of those kinds in order; 0: one
	Clean    []string     `yaml:"clean"` // rules that have to have run without a finding
}

// Frame is how points make a verdict.
type Frame struct {
	Full          float64 `yaml:"full"`
	Pass          float64 `yaml:"pass"`           // below fails
	BonusAbove    float64 `yaml:"bonus_above"`    // above earns bonuses
	BonusCap      float64 `yaml:"bonus_cap"`      // most that bonuses add; 0: 30
	ServiceFactor float64 `yaml:"service_factor"` // score × this where services are left out
}

// indicatorOf is the indicator a rule's findings count for.
func (std *Standard) indicatorOf(r *Rule) string {
	if id, ok := std.Rules[r.ID]; ok {
		return id
	}
	return r.Indicator
}

// vetoOf is the veto that a rule's finding in a column of a kind counts for, the
// narrowest where there are several: a blank column is told under 空白栏目, not
// under all that is not updated. "" none.
func (std *Standard) vetoOf(rule string, c *lanmu.Column) string {
	best, rules := "", 0
	for _, v := range std.Vetoes {
		if !slices.Contains(v.Rules, rule) || v.Unit == "columns" && c == nil ||
			len(v.Kinds) > 0 && (c == nil || !slices.Contains(v.Kinds, c.Kind)) {
			continue
		}
		if best == "" || len(v.Rules) < rules {
			best, rules = v.ID, len(v.Rules)
		}
	}
	return best
}

// scoredUnder is the indicator whose points a finding costs: its own, or its
// rule's where it is told under a veto.
func (std *Standard) scoredUnder(f *lanmu.Finding) string {
	if f.Indicator == "" || !slices.ContainsFunc(std.Vetoes, func(v VetoSpec) bool { return v.ID == f.Indicator }) {
		return f.Indicator
	}
	for _, r := range registry {
		if r.ID == f.Rule {
			return std.indicatorOf(r)
		}
	}
	return f.Indicator
}

// Ref names the edition.
func (std *Standard) Ref() lanmu.StandardRef {
	return lanmu.StandardRef{ID: std.ID, Name: std.Name, Document: std.Document}
}

// warnsOnly tells a kind whose period nobody verified: it is reminded of, and
// counts for nothing.
func (std *Standard) warnsOnly(c *lanmu.Column) bool {
	return c.AgeFrom == "standard" && std.Periods[c.Kind].Mark == MarkUnverified
}
