package service

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is another's program, started for one test. Without it the test is
// skipped, and fails in CI.
func program(t *testing.T, name string, args ...string) {
	t.Helper()
	path := needed(t, name)
	var out bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		err := cmd.Wait()
		if t.Failed() {
			t.Logf("%s: %v\n%s", name, err, out.Bytes()[:min(out.Len(), 8000)])
		}
	})
}

func needed(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	if os.Getenv("LANMU_CI") != "" {
		t.Fatal(err)
	}
	t.Skip(err)
	return ""
}

// freeAddress is an address of this machine on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// until polls another process until it says what is waited for.
func until(t *testing.T, what string, said func() (bool, string)) {
	t.Helper()
	last := ""
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		ok, say := said()
		if ok {
			return
		}
		last = say
	}
	t.Fatalf("%s did not come within a minute; last: %s", what, last)
}

func getJSON(address string, into any) error {
	resp, err := http.Get(address)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", resp.Status, b)
	}
	return json.Unmarshal(b, into)
}

// alert is one as Alertmanager tells it.
type alert struct {
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

// watchers are a Prometheus that scrapes the service every half second and an
// Alertmanager that it alerts.
type watchers struct{ prometheus, alertmanager string }

func startWatchers(t *testing.T, lanmu string) *watchers {
	t.Helper()
	needed(t, "prometheus")
	needed(t, "prometheus-alertmanager")
	dir := t.TempDir()
	w := &watchers{freeAddress(t), freeAddress(t)}
	rules, err := filepath.Abs("../../deploy/prometheus/lanmu.rules.yml")
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	am := write("alertmanager.yml", "route: {receiver: list, group_by: [alertname, column], group_wait: 0s}\nreceivers: [{name: list}]\n")
	program(t, "prometheus-alertmanager", "--config.file="+am, "--storage.path="+filepath.Join(dir, "am"),
		"--web.listen-address="+w.alertmanager, "--cluster.listen-address=")
	pc := write("prometheus.yml", fmt.Sprintf(`global: {scrape_interval: 500ms, evaluation_interval: 500ms}
rule_files: [%q]
alerting: {alertmanagers: [{static_configs: [{targets: [%q]}]}]}
scrape_configs: [{job_name: lanmu, static_configs: [{targets: [%q]}]}]
`, rules, w.alertmanager, strings.TrimPrefix(lanmu, "http://")))
	program(t, "prometheus", "--config.file="+pc, "--storage.tsdb.path="+filepath.Join(dir, "tsdb"), "--web.listen-address="+w.prometheus, "--alertmanager.notification-queue-capacity=100")
	return w
}

// alerts are those of a name that Alertmanager holds active.
func (w *watchers) alerts(name string) ([]alert, error) {
	var list []alert
	err := getJSON("http://"+w.alertmanager+"/api/v2/alerts?active=true&filter="+url.QueryEscape(`alertname="`+name+`"`), &list)
	return list, err
}

// query asks Prometheus; the answer is how many series there are.
func (w *watchers) query(expr string) (int, error) {
	var answer struct {
		Status string
		Data   struct{ Result []json.RawMessage }
	}
	err := getJSON("http://"+w.prometheus+"/api/v1/query?query="+url.QueryEscape(expr), &answer)
	return len(answer.Data.Result), err
}

// Prometheus and Alertmanager, the real ones: a column is emptied, the next
// audit runs, the alert fires for the right department; the column is filled,
// the alert ends and the finding is fixed.
func TestAlertFromEmptyColumnToFilled(t *testing.T) {
	if testing.Short() {
		t.Skip("starts Prometheus")
	}
	b, dir := newBureau(t), t.TempDir()
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}, Now: time.Now})
	r.auditNow(t)
	w := startWatchers(t, r.url)
	until(t, "the first scrape", func() (bool, string) {
		n, err := w.query(`lanmu_column_status{site="swj",column="tzgg",status="ok"} == 1`)
		return err == nil && n == 1, fmt.Sprint(n, err)
	})
	const name = "LanmuColumnEmpty"
	if list, err := w.alerts(name); err == nil && len(list) > 0 {
		t.Fatalf("before anything is wrong: %v", list)
	}

	b.set("tzgg", 0)
	r.auditNow(t)
	until(t, name, func() (bool, string) {
		list, err := w.alerts(name)
		return err == nil && len(list) == 1, fmt.Sprint(list, err)
	})
	list, err := w.alerts(name)
	if err != nil {
		t.Fatal(err)
	}
	got := list[0]
	for label, want := range map[string]string{"site": "swj", "column": "tzgg", "name": "通知公告", "department": "office", "severity": "warning"} {
		if got.Labels[label] != want {
			t.Errorf("label %s is %q, want %q", label, got.Labels[label], want)
		}
	}
	if !strings.Contains(got.Annotations["summary"], "通知公告") || got.Annotations["link"] != r.url+"/sites/swj/columns/tzgg" {
		t.Errorf("the alert says %v", got.Annotations)
	}
	if status, body := r.get(t, strings.TrimPrefix(got.Annotations["link"], r.url)); status != 200 || !strings.Contains(body, "通知公告") {
		t.Errorf("the alert's link answers %d", status)
	}
	askDashboard(t, w)

	b.set("tzgg", 8)
	a := r.auditNow(t)
	if f := finding(a, "column-empty", "tzgg"); f == nil || f.State != "fixed" {
		t.Errorf("filled again: %+v", f)
	}
	until(t, "the end of "+name, func() (bool, string) {
		list, err := w.alerts(name)
		return err == nil && len(list) == 0, fmt.Sprint(list, err)
	})
}

// askDashboard runs every query of the dashboard; those that need no past must
// have an answer.
func askDashboard(t *testing.T, w *watchers) {
	t.Helper()
	text, err := os.ReadFile("../../deploy/grafana/dashboards/lanmu.json")
	if err != nil {
		t.Fatal(err)
	}
	var dash struct {
		Panels []struct {
			Title   string
			Targets []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(text, &dash); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, p := range dash.Panels {
		for _, target := range p.Targets {
			asked++
			expr := strings.NewReplacer("$site", ".*", "$department", ".*").Replace(target.Expr)
			n, err := w.query(expr)
			if err != nil {
				t.Errorf("panel %q: %s: %v", p.Title, expr, err)
			}
			if n == 0 && !strings.Contains(expr, "probe") {
				t.Errorf("panel %q: %s has no answer", p.Title, expr)
			}
		}
	}
	if asked < 10 {
		t.Errorf("only %d queries on the dashboard", asked)
	}
}
