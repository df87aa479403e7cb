package queue

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river/rivertype"
)

// Depth is how the queue stands.
type Depth struct {
	Waiting  int       // audits that wait for a worker, or for their hour
	Running  int       // turns under way
	Retrying int       // turns that failed, or whose worker died, and are tried again
	Oldest   time.Time // when the longest waiting of them was asked for; zero: none waits
	Workers  int       // processes that take audits
}

// Depth tells how the queue stands.
func (q *Queue) Depth(ctx context.Context) (d Depth, err error) {
	jobs, err := q.jobs(ctx)
	if err != nil {
		return d, err
	}
	for _, j := range jobs {
		switch j.State {
		case rivertype.JobStateRunning:
			d.Running++
			continue
		case rivertype.JobStateRetryable:
			d.Retrying++
		default:
			d.Waiting++
		}
		if d.Oldest.IsZero() || j.args.Asked.Before(d.Oldest) {
			d.Oldest = j.args.Asked
		}
	}
	err = q.pool.QueryRow(ctx, "SELECT count(*) FROM lanmu_notes WHERE kind = $1 AND at > now() - make_interval(secs => $2)",
		noteWorker, (3 * beatEvery).Seconds()).Scan(&d.Workers)
	if err != nil {
		return d, fmt.Errorf("counting the workers: %w", err)
	}
	return d, nil
}
