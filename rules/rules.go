// Package rules turns facts into findings and lets a standard weigh them. Rules
// find, a standard weighs: a rule has no severity of its own.
//
// A rule is one file and one folder of fixtures: the file holds a package-level
// `var _ = register(&Rule{…})`, the folder testdata/<id> holds pages that break
// it and look-alikes that do not. No list is to be extended and no test written.
package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"lanmu"
)

// Rule is a check. It is a value. A rule ends in reports, in nothing, or in a
// skip with its reason; a panic becomes a skip.
type Rule struct {
	ID        string
	Title     string // Chinese, as the ledger's 问题类别 says it
	Doc       string // Chinese: what is looked for, why, what is not accused
	Fix       string // Chinese: what the clerk is to do
	Indicator string // indicator of the standard it counts for by default; "" none
	Source    string // document number, 国办秘函〔2019〕19号
	Certainty lanmu.Certainty

	NeedsHistory bool     // runs only where earlier audits are known
	Asks         []string // rules whose Page keeps notes that this one's Site asks for, beside its own

	Page   func(*PagePass)   // called once a readable page, concurrently
	Column func(*ColumnPass) // called once a judged column, after all pages
	Site   func(*SitePass)   // called once
	File   func(*FilePass)   // called once an attachment of whose text something was read, concurrently
}

var registry []*Rule

// register adds a rule when the package starts; All tells what is wrong with it.
func register(r *Rule) *Rule {
	registry = append(registry, r)
	return r
}

// All are the registered rules ordered by id. The error tells every rule that
// is not documented, has no check or takes another's id: such a rule does not
// start.
func All() ([]*Rule, error) {
	all := slices.Clone(registry)
	slices.SortStableFunc(all, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	var errs []error
	for i, r := range all {
		errs = append(errs, r.check())
		if i > 0 && all[i-1].ID == r.ID {
			errs = append(errs, fmt.Errorf("rule %s is registered twice", r.ID))
		}
	}
	return all, errors.Join(errs...)
}

func (r *Rule) check() error {
	var missing []string
	for _, field := range []struct{ name, value string }{
		{"ID", r.ID}, {"Title", r.Title}, {"Doc", r.Doc}, {"Fix", r.Fix}, {"Source", r.Source}, {"Certainty", string(r.Certainty)},
	} {
		if strings.TrimSpace(field.value) == "" {
			missing = append(missing, field.name)
		}
	}
	if r.Page == nil && r.Column == nil && r.Site == nil {
		missing = append(missing, "Page, Column or Site")
	}
	if missing == nil {
		return nil
	}
	return fmt.Errorf("rule %q has no %s", r.ID, strings.Join(missing, ", "))
}

// Ref is the rule as reports name it.
func (r *Rule) Ref() lanmu.RuleRef {
	return lanmu.RuleRef{ID: r.ID, Title: r.Title, Doc: r.Doc, Fix: r.Fix, Indicator: r.Indicator, Certainty: r.Certainty}
}
