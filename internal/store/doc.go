package store

import (
	"encoding/json"
	"fmt"
	"time"

	"lanmu"
)

// doc is an audit as its row keeps it: findings.json without the findings, and
// what metrics need beside it.
type doc struct {
	*lanmu.Audit
	Rules       []lanmu.RuleRef    `json:"rules_run"`
	Departments []lanmu.Department `json:"departments"`
	Standard    lanmu.StandardRef  `json:"standard_ref"`
	Recording   string             `json:"recording"`
	LastSuccess time.Time          `json:"last_success"`
}

func encode(a *lanmu.Audit) (string, error) {
	light := *a
	light.Findings = nil
	b, err := json.Marshal(doc{&light, a.RulesRun, a.Departments, a.Standard, a.Meta.Recording, a.Meta.LastSuccess})
	return string(b), err
}

// audit is the row's audit, without its findings.
func (r *auditRow) audit() (*lanmu.Audit, error) {
	d := doc{Audit: new(lanmu.Audit)}
	if err := json.Unmarshal([]byte(r.Doc), &d); err != nil {
		return nil, fmt.Errorf("audit %s in the history: %w", r.ID, err)
	}
	a := d.Audit
	a.RulesRun, a.Departments, a.Standard = d.Rules, d.Departments, d.Standard
	a.Meta.Recording, a.Meta.LastSuccess = d.Recording, d.LastSuccess
	return a, nil
}
