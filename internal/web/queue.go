package web

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// QueueDepth is how the queue of audits stands that several machines share.
type QueueDepth struct {
	Waiting, Running, Retrying int
	Oldest                     time.Time // when the longest waiting was asked for; zero: none waits
	Workers                    int       // processes that take audits
}

// queueCollector shows it to Prometheus. Where there is no queue it shows
// nothing.
type queueCollector struct {
	ask func(context.Context) (QueueDepth, bool)
}

var (
	queueJobs    = prometheus.NewDesc("lanmu_queue_audits", "Audits in the queue by state: waiting for a worker, running, or retrying after a failure.", []string{"state"}, nil)
	queueOldest  = prometheus.NewDesc("lanmu_queue_oldest_timestamp_seconds", "When the longest waiting audit of the queue was asked for; absent where none waits.", nil, nil)
	queueWorkers = prometheus.NewDesc("lanmu_queue_workers", "Processes that take audits from the queue.", nil, nil)
)

// Describe is prometheus.Collector's.
func (c queueCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- queueJobs
	ch <- queueOldest
	ch <- queueWorkers
}

// queueTime bounds the look at the queue: a scrape waits for it.
const queueTime = 5 * time.Second

// Collect is prometheus.Collector's.
func (c queueCollector) Collect(ch chan<- prometheus.Metric) {
	if c.ask == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), queueTime)
	defer cancel()
	d, ok := c.ask(ctx)
	if !ok {
		return
	}
	gauge := func(desc *prometheus.Desc, value float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
	}
	gauge(queueJobs, float64(d.Waiting), "waiting")
	gauge(queueJobs, float64(d.Running), "running")
	gauge(queueJobs, float64(d.Retrying), "retrying")
	gauge(queueWorkers, float64(d.Workers))
	if !d.Oldest.IsZero() {
		gauge(queueOldest, float64(d.Oldest.UnixMilli())/1000)
	}
}
