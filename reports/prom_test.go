package reports

import (
	"bytes"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"lanmu"
)

func gatherer(t *testing.T, audits ...*lanmu.Audit) *prometheus.Registry {
	t.Helper()
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(NewCollector(func() []*lanmu.Audit { return audits }), BuildInfo("1.0"))
	return reg
}

// contractMetrics are the names of the contract's §5 that an audit yields, with
// their labels.
var contractMetrics = map[string]string{
	"lanmu_column_info":                             "column department kind name site url",
	"lanmu_column_items":                            "column site",
	"lanmu_column_last_update_timestamp_seconds":    "column site",
	"lanmu_column_deadline_timestamp_seconds":       "column site",
	"lanmu_column_status":                           "column site status",
	"lanmu_findings":                                "certainty department rule site",
	"lanmu_links":                                   "site verdict",
	"lanmu_veto":                                    "indicator site",
	"lanmu_veto_count":                              "indicator site",
	"lanmu_veto_threshold":                          "indicator site",
	"lanmu_score":                                   "site",
	"lanmu_audit_last_completion_timestamp_seconds": "site",
	"lanmu_audit_last_success_timestamp_seconds":    "site",
	"lanmu_audit_duration_seconds":                  "site",
	"lanmu_audit_pages":                             "site",
	"lanmu_audit_coverage_ratio":                    "site",
	"lanmu_build_info":                              "goversion revision version",
}

func TestMetricsAreTheContract(t *testing.T) {
	a := sampleAudit()
	points := 92.5
	a.Verdict.Score, a.Meta.Complete = &points, true
	families, err := gatherer(t, a).Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range families {
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		slices.Sort(labels)
		got[f.GetName()] = strings.Join(labels, " ")
	}
	if diff := cmp.Diff(contractMetrics, got); diff != "" {
		t.Error(diff)
	}
}

func TestTextfileIsClean(t *testing.T) {
	dir := t.TempDir()
	for _, a := range []*lanmu.Audit{sampleAudit(), hostileAudit(), {Site: lanmu.SiteRef{ID: "new"}}} {
		if _, err := Write(dir, a, Options{Formats: []string{FormatProm}, Version: attacks[0]}); err != nil {
			t.Fatal(err)
		}
		problems, err := promlint.New(bytes.NewReader(read(t, filepath.Join(dir, "lanmu.prom")))).Lint()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range problems {
			t.Errorf("%s: %s", p.Metric, p.Text)
		}
	}
}

// metricsAudit is small enough for its metrics to be read by eye.
func metricsAudit() *lanmu.Audit {
	return &lanmu.Audit{
		Site: lanmu.SiteRef{ID: "swj"},
		Meta: lanmu.Meta{Coverage: math.NaN()},
		Columns: []*lanmu.Column{
			{ID: "a", Name: "通知", Status: lanmu.StatusStale, Items: 3, Newest: lanmu.NewDate(2018, 3, 6), Deadline: lanmu.NewDate(2018, 9, 6)},
			{ID: "b", Name: "要闻"}, // nobody judged it
			{ID: "a", Name: "twice"},
		},
		Findings: []*lanmu.Finding{
			{Rule: "column-stale", Department: "office", Certainty: lanmu.Certain, State: lanmu.StateNew},
			{Rule: "column-stale", Department: "office", Certainty: lanmu.Certain, State: lanmu.StateReopened},
			{Rule: "column-stale", Department: "office", Certainty: lanmu.Certain, State: lanmu.StateFixed},
			{Rule: "column-empty", Department: "office", Certainty: lanmu.Certain, State: lanmu.StateWaived},
			{Rule: "column-empty", Department: "office", Certainty: lanmu.Certain, Review: lanmu.ReviewFalseAlarm},
		},
		RulesRun: []lanmu.RuleRef{{ID: "column-stale", Certainty: lanmu.Certain}, {ID: "column-empty", Certainty: lanmu.Certain}},
		Verdict:  lanmu.Verdict{Vetoes: []lanmu.Veto{{ID: "columns-empty", Count: 5, Threshold: 5, Hit: true}}},
	}
}

func TestMetricValues(t *testing.T) {
	// The last second of 6 September and the first of 6 March 2018 in UTC+8.
	const want = `
# HELP lanmu_audit_coverage_ratio Part of the known columns and pages that the newest audit looked at.
# TYPE lanmu_audit_coverage_ratio gauge
lanmu_audit_coverage_ratio{site="swj"} 0
# HELP lanmu_column_deadline_timestamp_seconds End of the last day on which the column is still in time (UTC+8); absent where no period applies.
# TYPE lanmu_column_deadline_timestamp_seconds gauge
lanmu_column_deadline_timestamp_seconds{column="a",site="swj"} 1.536249599e+09
# HELP lanmu_column_last_update_timestamp_seconds Start of the day of the column's newest item (UTC+8); absent where undated.
# TYPE lanmu_column_last_update_timestamp_seconds gauge
lanmu_column_last_update_timestamp_seconds{column="a",site="swj"} 1.5202656e+09
# HELP lanmu_findings Findings that are open: new, open or reopened; 0 for every rule that ran and found nothing.
# TYPE lanmu_findings gauge
lanmu_findings{certainty="certain",department="",rule="column-empty",site="swj"} 0
lanmu_findings{certainty="certain",department="office",rule="column-stale",site="swj"} 2
# HELP lanmu_veto Whether the single-veto indicator is hit.
# TYPE lanmu_veto gauge
lanmu_veto{indicator="columns-empty",site="swj"} 1
# HELP lanmu_veto_count What counts towards the single-veto indicator.
# TYPE lanmu_veto_count untyped
lanmu_veto_count{indicator="columns-empty",site="swj"} 5
`
	err := testutil.GatherAndCompare(gatherer(t, metricsAudit(), nil, metricsAudit()), strings.NewReader(want), "lanmu_audit_coverage_ratio",
		"lanmu_column_deadline_timestamp_seconds", "lanmu_column_last_update_timestamp_seconds", "lanmu_findings", "lanmu_veto", "lanmu_veto_count",
		"lanmu_score", "lanmu_audit_last_success_timestamp_seconds")
	if err != nil {
		t.Error(err)
	}
}

// Exactly one status of each column is 1, whatever the audit says.
func TestOneStatusEach(t *testing.T) {
	families, err := gatherer(t, sampleAudit(), metricsAudit()).Gather()
	if err != nil {
		t.Fatal(err)
	}
	ones := map[string]float64{}
	for _, f := range families {
		if f.GetName() != "lanmu_column_status" {
			continue
		}
		for _, m := range f.GetMetric() {
			ones[m.GetLabel()[0].GetValue()] += m.GetGauge().GetValue()
		}
	}
	if len(ones) == 0 {
		t.Fatal("no status at all")
	}
	for column, n := range ones {
		if n != 1 {
			t.Errorf("column %s has %v states", column, n)
		}
	}
}

func TestIncompleteAuditKeepsLastSuccess(t *testing.T) {
	a := sampleAudit() // not complete
	a.Meta.LastSuccess = a.Meta.Finished.AddDate(0, 0, -1)
	got := testutil.CollectAndCount(NewCollector(func() []*lanmu.Audit { return []*lanmu.Audit{a} }), "lanmu_audit_last_success_timestamp_seconds")
	if got != 1 {
		t.Errorf("%d series, want the success of the night before", got)
	}
}
