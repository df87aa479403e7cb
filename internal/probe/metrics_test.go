package probe

import (
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"lanmu/internal/store"
)

func TestMetrics(t *testing.T) {
	m := NewMetrics()
	m.Visit(store.Visit{Site: "a", OK: true, Took: 250 * time.Millisecond})
	m.Visit(store.Visit{Site: "a", Took: 15 * time.Second})
	m.Visit(store.Visit{Site: "gone", OK: true})
	m.Keep(map[string]bool{"a": true})
	want := `
# HELP lanmu_probe_duration_seconds How long the newest visit of the home page took.
# TYPE lanmu_probe_duration_seconds gauge
lanmu_probe_duration_seconds{site="a"} 15
# HELP lanmu_probe_failures_total Visits of the home page that failed.
# TYPE lanmu_probe_failures_total counter
lanmu_probe_failures_total{site="a"} 1
# HELP lanmu_probe_success Whether the newest visit of the home page found it open within 15 s.
# TYPE lanmu_probe_success gauge
lanmu_probe_success{site="a"} 0
# HELP lanmu_probe_visits_total Visits of the home page.
# TYPE lanmu_probe_visits_total counter
lanmu_probe_visits_total{site="a"} 2
`
	if err := testutil.CollectAndCompare(m, strings.NewReader(want)); err != nil {
		t.Error(err)
	}
	if problems, err := testutil.CollectAndLint(m); err != nil || len(problems) > 0 {
		t.Errorf("lint: %v (%v)", problems, err)
	}
}
