// Package deploy tests that what operators copy is right: alerts fire and stay
// quiet as they should, and every file is taken by the program it is for.
package deploy

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// run runs a checker; without it the test is skipped, and fails in CI.
func run(t *testing.T, name string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv("LANMU_CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	if out, err := exec.Command(path, args...).CombinedOutput(); err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

func TestAlerts(t *testing.T) {
	run(t, "promtool", "check", "config", "prometheus/prometheus.yml")
	run(t, "promtool", "test", "rules", "prometheus/lanmu.rules.test.yml")
}

func TestAlertmanager(t *testing.T) {
	run(t, "amtool", "check-config", "alertmanager/alertmanager.yml")
}

// The units leave the services little to do harm with: an exposure of at most
// 2.0 of 10 by systemd's own reckoning.
func TestUnitIsHardened(t *testing.T) {
	for _, unit := range []string{"systemd/lanmu.service", "systemd/lanmu-work.service"} {
		run(t, "systemd-analyze", "security", "--offline=yes", "--threshold=20", unit)
	}
}

// Each alert of the rules is named in a test that makes it fire and in one that
// keeps it quiet.
func TestEveryAlertIsTested(t *testing.T) {
	rules, tests := read(t, "prometheus/lanmu.rules.yml"), read(t, "prometheus/lanmu.rules.test.yml")
	for _, m := range regexp.MustCompile(`- alert: (\w+)`).FindAllStringSubmatch(rules, -1) {
		if !regexp.MustCompile(`alertname: ` + m[1] + `\n\s+exp_alerts:\n`).MatchString(tests) {
			t.Errorf("%s never fires in the tests", m[1])
		}
		if !regexp.MustCompile(`alertname: ` + m[1] + `\n\s+exp_alerts: \[\]`).MatchString(tests) {
			t.Errorf("%s is never quiet in the tests", m[1])
		}
	}
}

// The dashboard is well-formed and asks only for metrics that lanmu has.
func TestDashboard(t *testing.T) {
	var dash struct {
		UID           string
		SchemaVersion int
		Panels        []struct {
			ID      int
			Title   string
			Type    string
			GridPos struct{ X, Y, W, H int }
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal([]byte(read(t, "grafana/dashboards/lanmu.json")), &dash); err != nil {
		t.Fatal(err)
	}
	if dash.UID != "lanmu" || dash.SchemaVersion < 36 || len(dash.Panels) < 8 {
		t.Errorf("dashboard %q of schema %d with %d panels", dash.UID, dash.SchemaVersion, len(dash.Panels))
	}
	seen := map[int]bool{}
	for _, p := range dash.Panels {
		if seen[p.ID] || p.Title == "" || p.GridPos.W == 0 || p.GridPos.X+p.GridPos.W > 24 || len(p.Targets) == 0 {
			t.Errorf("panel %d %q: id taken, no title, no place or no query", p.ID, p.Title)
		}
		seen[p.ID] = true
		for _, target := range p.Targets {
			for _, m := range regexp.MustCompile(`lanmu_\w+`).FindAllString(target.Expr, -1) {
				if !metrics[m] {
					t.Errorf("panel %q asks for %s, which lanmu has not", p.Title, m)
				}
			}
		}
	}
}

// metrics are those of contract §5 that the dashboard may ask for.
var metrics = map[string]bool{
	"lanmu_column_info": true, "lanmu_column_items": true, "lanmu_column_last_update_timestamp_seconds": true,
	"lanmu_column_deadline_timestamp_seconds": true, "lanmu_column_status": true, "lanmu_findings": true, "lanmu_links": true,
	"lanmu_veto": true, "lanmu_veto_count": true, "lanmu_veto_threshold": true, "lanmu_score": true,
	"lanmu_audit_last_completion_timestamp_seconds": true, "lanmu_audit_last_success_timestamp_seconds": true,
	"lanmu_audit_duration_seconds": true, "lanmu_audit_pages": true, "lanmu_audit_coverage_ratio": true,
	"lanmu_probe_success": true, "lanmu_probe_duration_seconds": true, "lanmu_probe_visits_total": true, "lanmu_probe_failures_total": true,
	"lanmu_probe_certificate_expiry_timestamp_seconds": true,
	"lanmu_queue_audits": true, "lanmu_queue_oldest_timestamp_seconds": true, "lanmu_queue_workers": true,
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
