package web

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"
)

func TestQueueMetrics(t *testing.T) {
	c := queueCollector{func(context.Context) (QueueDepth, bool) {
		return QueueDepth{Waiting: 3, Running: 2, Retrying: 1, Oldest: time.Unix(1764000000, 500e6), Workers: 2}, true
	}}
	want := `
# HELP lanmu_queue_audits Audits in the queue by state: waiting for a worker, running, or retrying after a failure.
# TYPE lanmu_queue_audits gauge
lanmu_queue_audits{state="retrying"} 1
lanmu_queue_audits{state="running"} 2
lanmu_queue_audits{state="waiting"} 3
# HELP lanmu_queue_oldest_timestamp_seconds When the longest waiting audit of the queue was asked for; absent where none waits.
# TYPE lanmu_queue_oldest_timestamp_seconds gauge
lanmu_queue_oldest_timestamp_seconds 1.7640000005e+09
# HELP lanmu_queue_workers Processes that take audits from the queue.
# TYPE lanmu_queue_workers gauge
lanmu_queue_workers 2
`
	if err := testutil.CollectAndCompare(c, strings.NewReader(want)); err != nil {
		t.Error(err)
	}
	if problems, err := testutil.CollectAndLint(c); err != nil || len(problems) > 0 {
		t.Errorf("%v (%v)", problems, err)
	}
	for name, c := range map[string]queueCollector{
		"without a queue":         {},
		"that does not answer":    {func(context.Context) (QueueDepth, bool) { return QueueDepth{}, false }},
		"in which nobody's audit": {func(context.Context) (QueueDepth, bool) { return QueueDepth{Workers: 1}, true }},
	} {
		if n := testutil.CollectAndCount(c, "lanmu_queue_oldest_timestamp_seconds"); n != 0 {
			t.Errorf("a service %s tells of an oldest one", name)
		}
	}
}
