package reports

import (
	"cmp"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strings"

	"lanmu"
)

// writeJSON writes findings.json: schema lanmu.findings/v1, arrays never null,
// findings by rule, column, address and id, columns by path.
func writeJSON(w io.Writer, a *lanmu.Audit) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(tidy(a))
}

// tidy is a copy of the audit in stable order, with empty arrays where there
// is nothing and without numbers JSON cannot tell.
func tidy(a *lanmu.Audit) *lanmu.Audit {
	out := *a
	out.Schema = lanmu.SchemaFindings
	out.Meta.Limits = some(a.Meta.Limits)
	out.Meta.Coverage = finite(a.Meta.Coverage)
	out.Verdict = tidyVerdict(a.Verdict)

	out.Columns = make([]*lanmu.Column, len(a.Columns))
	for i, c := range a.Columns {
		col := *c
		col.Path = some(c.Path)
		col.Status = cmp.Or(c.Status, lanmu.StatusUnverified)
		out.Columns[i] = &col
	}
	slices.SortStableFunc(out.Columns, func(x, y *lanmu.Column) int {
		return cmp.Or(slices.Compare(x.Path, y.Path), strings.Compare(x.ID, y.ID))
	})

	out.Findings = make([]*lanmu.Finding, len(a.Findings))
	for i, f := range a.Findings {
		finding := *f
		finding.On = some(f.On)
		finding.State = cmp.Or(f.State, lanmu.StateOpen) // without a history nothing is known to be new
		out.Findings[i] = &finding
	}
	slices.SortStableFunc(out.Findings, byIdentity)

	out.Skipped = append([]lanmu.Skip{}, a.Skipped...)
	slices.SortStableFunc(out.Skipped, func(x, y lanmu.Skip) int {
		return cmp.Or(strings.Compare(x.Rule, y.Rule), strings.Compare(x.URL, y.URL),
			strings.Compare(x.Column, y.Column), strings.Compare(x.Reason, y.Reason))
	})
	return &out
}

func tidyVerdict(v lanmu.Verdict) lanmu.Verdict {
	v.Result = cmp.Or(v.Result, lanmu.Undecided)
	v.Vetoes = append([]lanmu.Veto{}, v.Vetoes...)
	for i := range v.Vetoes {
		v.Vetoes[i].Columns = some(v.Vetoes[i].Columns)
	}
	if v.Score != nil && finite(*v.Score) != *v.Score {
		v.Score = nil
	}
	return v
}

func byIdentity(x, y *lanmu.Finding) int {
	return cmp.Or(strings.Compare(x.Rule, y.Rule), strings.Compare(x.Column, y.Column),
		strings.Compare(x.URL, y.URL), strings.Compare(x.ID, y.ID))
}

func some(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func finite(f float64) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}
