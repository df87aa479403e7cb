package demo

import "lanmu"

// Truth is all that an audit of a portal on its base day must say, and what it
// must not.
type Truth struct {
	Portal  string        `json:"portal"`
	Base    lanmu.Date    `json:"base"`
	Columns []ColumnTruth `json:"columns"`
	Planted []Planted     `json:"planted"`
	Decoys  []Decoy       `json:"decoys"`
	Vetoes  []VetoTruth   `json:"vetoes,omitempty"`
	Result  lanmu.Result  `json:"result,omitempty"` // where a veto hits: fail
}

// VetoTruth is how often a veto of columns must have been counted, by the plan.
type VetoTruth struct {
	ID    string `json:"id"`
	Count int    `json:"count"`
	Hit   bool   `json:"hit"`
}

// truthOfVerdict counts what the plan's columns weigh against the vetoes of
// 国办秘函〔2019〕19号: news, notice and policy columns not updated 5, blank ones
// 5, all of them 10, a home page without anything new for two weeks 1.
func (p *Portal) truthOfVerdict() {
	var timed, should, empty int
	for _, c := range p.columns {
		late := c.status == stale || c.status == undated
		switch c.kind {
		case news, notice, policy:
			if late {
				timed++
			}
		case interpretation, interaction:
			late = false // their periods are nobody's figures: a reminder only
		}
		if c.status == blank {
			empty++
		}
		if late || c.status == blank {
			should++
		}
	}
	home := 0
	if p.ID == "table" {
		home = 1
	}
	p.truth.Vetoes = []VetoTruth{
		{"home-stale", home, home >= 1},
		{"columns-stale-timed", timed, timed >= 5},
		{"columns-stale-should", should, should >= 10},
		{"columns-empty", empty, empty >= 5},
	}
	for _, v := range p.truth.Vetoes {
		if v.Hit {
			p.truth.Result = lanmu.Failed
		}
	}
}

// ColumnTruth is what is known of one judged column.
type ColumnTruth struct {
	Name   string       `json:"name"`
	URL    string       `json:"url"`
	Kind   lanmu.Kind   `json:"kind"`
	Status lanmu.Status `json:"status"`
	Newest lanmu.Date   `json:"newest"`
	Items  int          `json:"items"`           // rows over all its pages; -1: not asked
	Rough  bool         `json:"rough,omitempty"` // only state and kind are asked
}

// Planted is one fault that must be found.
type Planted struct {
	Rule   string   `json:"rule"`
	URL    string   `json:"url"`              // of the finding (contract §3)
	Or     []string `json:"or,omitempty"`     // other addresses that name the same fault as well
	Any    bool     `json:"any,omitempty"`    // a template's fault: whichever page of the portal names it
	Column string   `json:"column,omitempty"` // name of the column, for column rules
	Words  []string `json:"words,omitempty"`  // must stand in the message or its evidence
}

// Decoy is something right that looks like a fault: no finding of Rule may name
// its address.
type Decoy struct {
	Rule string `json:"rule"` // the rule it could mislead
	URL  string `json:"url"`
	Why  string `json:"why"` // why it looks like a fault and is none
}

// plant notes a fault, decoy notes a look-alike; both take paths of the portal
// or absolute addresses.
func (p *Portal) plant(rule, url string, words ...string) {
	p.truth.Planted = append(p.truth.Planted, Planted{Rule: rule, URL: p.full(url), Words: words})
}

// plantTemplate notes a fault of a template: told once, on any of its pages.
func (p *Portal) plantTemplate(rule string, words ...string) {
	p.plant(rule, "/", words...)
	p.truth.Planted[len(p.truth.Planted)-1].Any = true
}

func (p *Portal) decoy(rule, url, why string) {
	p.truth.Decoys = append(p.truth.Decoys, Decoy{Rule: rule, URL: p.full(url), Why: why})
}

func (p *Portal) full(url string) string {
	if len(url) > 0 && url[0] == '/' {
		return p.abs(url)
	}
	return url
}
