package reports

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"lanmu"
)

// The metrics of the contract's §5 that an audit yields. Times are exported,
// not ages, so that a dashboard is right however old the audit is.
var (
	columnInfo     = metric("column_info", "A column as the audit found it; always 1.", "site", "column", "name", "department", "kind", "url")
	columnItems    = metric("column_items", "Items in the column's list.", "site", "column")
	columnUpdate   = metric("column_last_update_timestamp_seconds", "Start of the day of the column's newest item (UTC+8); absent where undated.", "site", "column")
	columnDeadline = metric("column_deadline_timestamp_seconds", "End of the last day on which the column is still in time (UTC+8); absent where no period applies.", "site", "column")
	columnStatus   = metric("column_status", "State of the column: exactly one is 1.", "site", "column", "status")
	findingsOpen   = metric("findings", "Findings that are open: new, open or reopened; 0 for every rule that ran and found nothing.", "site", "department", "rule", "certainty")
	linksByVerdict = metric("links", "Distinct link targets by verdict.", "site", "verdict")
	vetoHit        = metric("veto", "Whether the single-veto indicator is hit.", "site", "indicator")
	vetoCount      = metric("veto_count", "What counts towards the single-veto indicator.", "site", "indicator")
	vetoThreshold  = metric("veto_threshold", "Count at which the single-veto indicator fails the site.", "site", "indicator")
	score          = metric("score", "Score by the standard, 0 to 130; absent where not scored.", "site")
	auditCompleted = metric("audit_last_completion_timestamp_seconds", "End of the newest audit, complete or not.", "site")
	auditSucceeded = metric("audit_last_success_timestamp_seconds", "End of the newest complete audit; absent where none is known.", "site")
	auditDuration  = metric("audit_duration_seconds", "How long the newest audit took.", "site")
	auditPages     = metric("audit_pages", "Pages read by the newest audit.", "site")
	auditCoverage  = metric("audit_coverage_ratio", "Part of the known columns and pages that the newest audit looked at.", "site")

	descs = []*prometheus.Desc{
		columnInfo, columnItems, columnUpdate, columnDeadline, columnStatus, findingsOpen, linksByVerdict, vetoHit, vetoCount,
		vetoThreshold, score, auditCompleted, auditSucceeded, auditDuration, auditPages, auditCoverage,
	}
)

func metric(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("lanmu_"+name, help, labels, nil)
}

// NewCollector exports the audits that the function returns when asked: the
// newest of each site. A column or site that is no more leaves no series.
func NewCollector(audits func() []*lanmu.Audit) prometheus.Collector { return collector{audits} }

type collector struct{ audits func() []*lanmu.Audit }

// Describe implements prometheus.Collector.
func (c collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range descs {
		ch <- d
	}
}

// Collect implements prometheus.Collector.
func (c collector) Collect(ch chan<- prometheus.Metric) {
	s := sender{ch: ch, seen: map[string]bool{}}
	for _, a := range c.audits() {
		if a == nil || s.seen[label(a.Site.ID)] {
			continue // one audit a site: two would fail the whole scrape
		}
		s.seen[label(a.Site.ID)] = true
		s.audit(a)
	}
}

// sender sends const metrics, each series once.
type sender struct {
	ch   chan<- prometheus.Metric
	seen map[string]bool
	site string
}

func (s *sender) send(d *prometheus.Desc, value float64, labels ...string) {
	s.typed(d, prometheus.GaugeValue, value, labels...)
}

func (s *sender) typed(d *prometheus.Desc, t prometheus.ValueType, value float64, labels ...string) {
	values := []string{s.site}
	for _, l := range labels {
		values = append(values, label(l))
	}
	key := d.String() + "\x00" + strings.Join(values, "\x00")
	if s.seen[key] {
		return
	}
	s.seen[key] = true
	s.ch <- prometheus.MustNewConstMetric(d, t, value, values...)
}

func (s *sender) audit(a *lanmu.Audit) {
	s.site = label(a.Site.ID)
	s.meta(a.Meta)
	s.verdict(a.Verdict)
	for _, c := range a.Columns {
		s.column(c)
	}
	s.findings(a)
}

func (s *sender) meta(m lanmu.Meta) {
	if !m.Finished.IsZero() {
		s.send(auditCompleted, unix(m.Finished))
		s.send(auditDuration, m.Finished.Sub(m.Started).Seconds())
	}
	if success := succeeded(m); !success.IsZero() {
		s.send(auditSucceeded, unix(success))
	}
	s.send(auditPages, float64(m.Pages))
	s.send(auditCoverage, finite(m.Coverage))
	for _, l := range []struct {
		verdict lanmu.LinkVerdict
		n       int
	}{
		{lanmu.LinkOK, m.Links.OK},
		{lanmu.LinkBroken, m.Links.Broken},
		{lanmu.LinkSuspected, m.Links.Suspected},
		{lanmu.LinkBlocked, m.Links.Blocked},
		{lanmu.LinkSkipped, m.Links.Skipped},
	} {
		s.send(linksByVerdict, float64(l.n), string(l.verdict))
	}
}

func succeeded(m lanmu.Meta) time.Time {
	if m.Complete && len(m.Rules) == 0 { // a part of the rules is no whole audit
		return m.Finished
	}
	return m.LastSuccess
}

func (s *sender) verdict(v lanmu.Verdict) {
	for _, veto := range v.Vetoes {
		s.send(vetoHit, one01(veto.Hit), veto.ID)
		// The contract names it _count, which promlint keeps for histograms;
		// an untyped metric may be called so.
		s.typed(vetoCount, prometheus.UntypedValue, float64(veto.Count), veto.ID)
		s.send(vetoThreshold, float64(veto.Threshold), veto.ID)
	}
	if v.Score != nil && finite(*v.Score) == *v.Score {
		s.send(score, *v.Score)
	}
}

func (s *sender) column(c *lanmu.Column) {
	s.send(columnInfo, 1, c.ID, c.Name, c.Department, string(c.Kind), c.URL)
	s.send(columnItems, float64(c.Items), c.ID)
	if !c.Newest.IsZero() {
		s.send(columnUpdate, unix(c.Newest.Time(china)), c.ID)
	}
	if !c.Deadline.IsZero() {
		s.send(columnDeadline, unix(c.Deadline.AddDays(1).Time(china))-1, c.ID)
	}
	now := c.Status
	if !slices.Contains(lanmu.Statuses, now) {
		now = lanmu.StatusUnverified // nobody judged it
	}
	for _, status := range lanmu.Statuses {
		s.send(columnStatus, one01(status == now), c.ID, string(status))
	}
}

func (s *sender) findings(a *lanmu.Audit) {
	type series struct{ department, rule, certainty string }
	counts := map[series]int{}
	ruled := map[string]bool{}
	for _, f := range a.Findings {
		if isOpen(f) {
			counts[series{f.Department, f.Rule, string(f.Certainty)}]++
			ruled[f.Rule] = true
		}
	}
	for k, n := range counts {
		s.send(findingsOpen, float64(n), k.department, k.rule, k.certainty)
	}
	for _, r := range a.RulesRun {
		if !ruled[r.ID] {
			s.send(findingsOpen, 0, "", r.ID, string(r.Certainty))
		}
	}
}

// china is the one zone of the mainland, without summer time.
var china = time.FixedZone("UTC+8", 8*60*60)

func unix(t time.Time) float64 { return float64(t.Unix()) }

func one01(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// maxLabel bounds a label's value in runes.
const maxLabel = 200

func label(s string) string { return clip(s, maxLabel) }
