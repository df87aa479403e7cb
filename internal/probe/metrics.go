package probe

import (
	"sync"

	"github.com/prometheus/client_golang/prometheus"

	"lanmu/internal/store"
)

// Metrics are the visits as Prometheus sees them (contract §5). They are const
// metrics of what is known now, so a site that is gone leaves no series.
type Metrics struct {
	mu   sync.Mutex
	last map[string]count
}

// count is what a site's visits amount to since the service started.
type count struct {
	last             store.Visit
	visits, failures float64
}

var (
	descSuccess  = prometheus.NewDesc("lanmu_probe_success", "Whether the newest visit of the home page found it open within 15 s.", []string{"site"}, nil)
	descDuration = prometheus.NewDesc("lanmu_probe_duration_seconds", "How long the newest visit of the home page took.", []string{"site"}, nil)
	descVisits   = prometheus.NewDesc("lanmu_probe_visits_total", "Visits of the home page.", []string{"site"}, nil)
	descCert     = prometheus.NewDesc("lanmu_probe_certificate_expiry_timestamp_seconds", "Last moment of the certificate that the home page showed; absent without https.", []string{"site"}, nil)
	descFailures = prometheus.NewDesc("lanmu_probe_failures_total", "Visits of the home page that failed.", []string{"site"}, nil)
)

// NewMetrics begins counting.
func NewMetrics() *Metrics { return &Metrics{last: map[string]count{}} }

// Visit counts one.
func (m *Metrics) Visit(v store.Visit) {
	m.mu.Lock()
	defer m.mu.Unlock()
	c := m.last[v.Site]
	c.last = v
	c.visits++
	if !v.OK {
		c.failures++
	}
	m.last[v.Site] = c
}

// Keep forgets sites other than these.
func (m *Metrics) Keep(sites map[string]bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id := range m.last {
		if !sites[id] {
			delete(m.last, id)
		}
	}
}

// Describe tells Prometheus what there is.
func (m *Metrics) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{descSuccess, descDuration, descVisits, descFailures, descCert} {
		ch <- d
	}
}

// Collect tells Prometheus how it stands.
func (m *Metrics) Collect(ch chan<- prometheus.Metric) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for site, c := range m.last {
		ok := 0.0
		if c.last.OK {
			ok = 1
		}
		if !c.last.CertEnds.IsZero() {
			ch <- prometheus.MustNewConstMetric(descCert, prometheus.GaugeValue, float64(c.last.CertEnds.Unix()), site)
		}
		ch <- prometheus.MustNewConstMetric(descSuccess, prometheus.GaugeValue, ok, site)
		ch <- prometheus.MustNewConstMetric(descDuration, prometheus.GaugeValue, c.last.Took.Seconds(), site)
		ch <- prometheus.MustNewConstMetric(descVisits, prometheus.CounterValue, c.visits, site)
		ch <- prometheus.MustNewConstMetric(descFailures, prometheus.CounterValue, c.failures, site)
	}
}
