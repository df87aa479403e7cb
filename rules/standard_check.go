package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"lanmu"
)

// standard makes the typed standard of a file and tells what is wrong with it.
func (c *standardCheck) standard(f *standardFile) *Standard {
	std := &Standard{
		ID: f.ID, Name: f.Name, Document: f.Document, From: c.day("$.from", f.From), Until: c.day("$.until", f.Until),
		Grace: f.Grace, Vetoes: f.Vetoes, Indicators: f.Indicators, Rules: f.Rules, Bonuses: f.Bonuses, file: c.name,
		HomeAge: lanmu.Period{Days: 14}, DueSoon: DueSoon{Share: 5, Min: 3, Max: 30},
		Frame: Frame{Full: 100, Pass: 60, BonusAbove: 80, ServiceFactor: 4.0 / 3},
	}
	for path, value := range map[string]string{"$.id": f.ID, "$.name": f.Name, "$.document": f.Document} {
		if strings.TrimSpace(value) == "" {
			c.wrong(path, "%s is missing", path[2:])
		}
	}
	if f.HomeAge != "" {
		std.HomeAge = c.period("$.home_age", f.HomeAge)
	}
	if f.DueSoon != nil {
		std.DueSoon = *f.DueSoon
	}
	if f.Frame != nil {
		std.Frame = *f.Frame
	}
	c.numbers(std)
	c.periods(std, f.Periods)
	c.indicators(std)
	c.vetoes(std)
	c.bonuses(std)
	slices.SortFunc(c.errs, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return std
}

func (c *standardCheck) numbers(std *Standard) {
	if std.Grace < 0 || std.Grace > 366 {
		c.wrong("$.grace", "grace is %d days: give 0 to 366", std.Grace)
	}
	if d := std.DueSoon; d.Share < 1 || d.Min < 0 || d.Max < d.Min {
		c.wrong("$.due_soon", "due_soon needs share ≥ 1 and 0 ≤ min ≤ max")
	}
	if std.Frame.BonusCap < 0 {
		c.wrong("$.frame.bonus_cap", "bonus_cap is below zero")
	}
	if f := std.Frame; f.Full <= 0 || f.Pass < 0 || f.Pass > f.Full || f.ServiceFactor < 1 {
		c.wrong("$.frame", "frame needs full > 0, 0 ≤ pass ≤ full and service_factor ≥ 1")
	}
}

func (c *standardCheck) periods(std *Standard, periods map[string]termFile) {
	std.Periods = make(map[lanmu.Kind]Term, len(periods))
	for _, kind := range slices.Sorted(maps.Keys(periods)) {
		path := "$.periods." + kind
		if !slices.Contains(lanmu.Kinds, lanmu.Kind(kind)) {
			c.wrong(path, "%q is no kind of column: known are %v", kind, lanmu.Kinds)
		}
		t := periods[kind]
		if !slices.Contains([]Mark{MarkVerified, MarkPractice, MarkUnverified}, t.Mark) {
			c.wrong(path+".mark", "mark is %q: give V (verified), P (practice) or U (unverified)", t.Mark)
		}
		std.Periods[lanmu.Kind(kind)] = Term{Age: c.period(path+".age", t.Age), Mark: t.Mark}
	}
}

func (c *standardCheck) indicators(std *Standard) {
	ids := map[string]bool{}
	for i, ind := range std.Indicators {
		path := fmt.Sprintf("$.indicators[%d]", i)
		if ind.ID == "" || ind.Name == "" {
			c.wrong(path, "an indicator needs id and name")
		}
		if ids[ind.ID] {
			c.wrong(path+".id", "indicator %q is there twice", ind.ID)
		}
		ids[ind.ID] = true
		if ind.Weight <= 0 || ind.Default < 0 {
			c.wrong(path, "indicator %q needs weight > 0 and default ≥ 0", ind.ID)
		}
		for _, m := range []struct {
			key    string
			points map[string]float64
		}{{"points", ind.Points}, {"caps", ind.Caps}} {
			for rule, n := range m.points {
				c.rule(fmt.Sprintf("%s.%s.%s", path, m.key, rule), rule)
				if n < 0 {
					c.wrong(fmt.Sprintf("%s.%s.%s", path, m.key, rule), "%v is below zero: write what is taken off as a positive number", n)
				}
			}
		}
	}
	for rule, ind := range std.Rules {
		c.rule("$.rules."+rule, rule)
		if ind != "" && !ids[ind] {
			c.wrong("$.rules."+rule, "indicator %q is not in this file", ind)
		}
	}
}

func (c *standardCheck) vetoes(std *Standard) {
	ids := map[string]bool{}
	for i, v := range std.Vetoes {
		path := fmt.Sprintf("$.vetoes[%d]", i)
		if v.ID == "" || v.Name == "" || len(v.Rules) == 0 {
			c.wrong(path, "a veto needs id, name and rules")
		}
		if ids[v.ID] {
			c.wrong(path+".id", "veto %q is there twice", v.ID)
		}
		ids[v.ID] = true
		if v.Threshold < 1 {
			c.wrong(path+".threshold", "threshold is %d: give at least 1", v.Threshold)
		}
		if v.Unit != "" && v.Unit != "columns" && v.Unit != "findings" {
			c.wrong(path+".unit", "unit is %q: give columns or findings", v.Unit)
		}
		for j, rule := range v.Rules {
			c.rule(fmt.Sprintf("%s.rules[%d]", path, j), rule)
		}
		for j, k := range v.Kinds {
			if !slices.Contains(lanmu.Kinds, k) {
				c.wrong(fmt.Sprintf("%s.kinds[%d]", path, j), "%q is no kind of column: known are %v", k, lanmu.Kinds)
			}
		}
		for j, s := range v.States {
			if !slices.Contains(lanmu.Statuses, lanmu.Status(s)) {
				c.wrong(fmt.Sprintf("%s.states[%d]", path, j), "%q is no state of a column: known are %v", s, lanmu.Statuses)
			}
		}
	}
}

func (c *standardCheck) bonuses(std *Standard) {
	ids := map[string]bool{}
	for i, b := range std.Bonuses {
		path := fmt.Sprintf("$.bonuses[%d]", i)
		if b.ID == "" || b.Name == "" || len(b.Kinds) == 0 && len(b.Clean) == 0 {
			c.wrong(path, "a bonus needs id, name, and kinds or clean: what earns it")
		}
		if ids[b.ID] {
			c.wrong(path+".id", "bonus %q is there twice", b.ID)
		}
		ids[b.ID] = true
		if b.Points <= 0 || b.Least < 0 {
			c.wrong(path, "bonus %q needs points > 0 and least ≥ 0", b.ID)
		}
		for j, rule := range b.Clean {
			c.rule(fmt.Sprintf("%s.clean[%d]", path, j), rule)
		}
		for j, k := range b.Kinds {
			if !slices.Contains(lanmu.Kinds, k) {
				c.wrong(fmt.Sprintf("%s.kinds[%d]", path, j), "%q is no kind of column: known are %v", k, lanmu.Kinds)
			}
		}
	}
}

// rule tells an unknown rule's id. Ids of the contract that no file holds yet
// are known all the same: a standard outlives versions.
func (c *standardCheck) rule(path, id string) {
	if !knownRule(id) {
		c.wrong(path, "there is no rule %q: `lanmu rules` lists them", id)
	}
}

func knownRule(id string) bool {
	return slices.Contains(contractRules, id) || slices.ContainsFunc(registry, func(r *Rule) bool { return r.ID == id })
}
