package queue

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"lanmu"
)

// Slice is one worker's turn at a site's audit.
type Slice struct {
	Site  string
	Asked time.Time     // when the audit was asked for
	Spent time.Duration // crawled by earlier turns
	Turn  int           // 0: the first
	// Progress takes how far the turn is, often and by any goroutine. Its stage
	// "judge" says that the crawl is over: the turn is not cut any more.
	Progress func(lanmu.Progress)
	// Shorten ends the turn sooner than usual, so long from now.
	Shorten func(time.Duration)
}

// Outcome is what came of a turn that went well.
type Outcome struct {
	Done bool          // the audit has ended
	Wait time.Duration // not done: how long to wait before the next turn
}

// Deed does a turn. It must return soon after ctx ends, and then only when
// nothing of it goes on.
type Deed func(ctx context.Context, s Slice) (Outcome, error)

// What River is told, and why. It knows of a dead worker only by its jobs' age,
// without a heartbeat.
const (
	// sliceTime is the longest turn: what a dead worker costs, at most.
	sliceTime = 5 * time.Minute
	// judgeTime is for what follows the crawl: judging, reports, history.
	judgeTime = 5 * time.Minute
	// rescueSlack is between a turn's last moment and its job being taken for
	// one whose worker died. River's own hour would cost the night.
	rescueSlack = time.Minute
)

// jobTimeout is when River ends a turn that does not end by itself. Its default,
// a minute, is less than a turn.
func (q *Queue) jobTimeout() time.Duration { return q.slice + min(judgeTime, 6*q.slice) }

// rescueAfter is from what age River takes a job's worker for dead. It must not
// be less than jobTimeout, or living ones would be taken for dead.
func (q *Queue) rescueAfter() time.Duration {
	return q.jobTimeout() + min(rescueSlack, q.slice)
}

// beatEvery is how often a worker says that it lives.
const beatEvery = 30 * time.Second

// Work takes audits under a name until ctx ends; then it ends the turns under
// way, gives them back and returns.
func (q *Queue) Work(ctx context.Context, name string, deed Deed) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, &worker{q: q, name: name, deed: deed, stopping: ctx})
	client, err := river.NewClient(riverpgxv5.New(q.pool), &river.Config{
		Queues:  map[string]river.QueueConfig{queueName: {MaxWorkers: max(q.slots, 1)}},
		Workers: workers, Logger: q.riverLog(), ErrorHandler: failures{q.log}, RetryPolicy: retries{},
		JobTimeout: q.jobTimeout(), RescueStuckJobsAfter: q.rescueAfter(), MaxAttempts: maxAttempts,
	})
	if err != nil {
		return fmt.Errorf("starting to work: %w", err)
	}
	whole := context.WithoutCancel(ctx) // turns are ended by us, not by River
	if err := client.Start(whole); err != nil {
		return fmt.Errorf("starting to work: %w", err)
	}
	q.beat(ctx, name)
	stop, cancel := context.WithTimeout(whole, stopTime)
	defer cancel()
	if err := client.Stop(stop); err != nil {
		return fmt.Errorf("ending the turns under way: %w", err)
	}
	return nil
}

// stopTime bounds the end of a worker: longer than an answer that is still
// being read, less than systemd waits before it kills.
const stopTime = 50 * time.Second

// beat says that the worker lives, until ctx ends.
func (q *Queue) beat(ctx context.Context, name string) {
	for {
		if err := q.note(ctx, noteWorker, name, map[string]int{"slots": q.slots}); err != nil && ctx.Err() == nil {
			q.log.Warn("cannot tell that this worker lives", "err", err)
		}
		if !sleep(ctx, beatEvery) {
			break
		}
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseTime)
	defer cancel()
	if err := q.forget(last, noteWorker, name); err != nil {
		q.log.Warn("cannot tell that this worker ends", "err", err)
	}
}

// retries are when a turn that failed, or whose worker died, is tried again:
// soon, for most often another worker can; later, for a disk that is full.
type retries struct{}

var retryWaits = []time.Duration{5 * time.Second, 30 * time.Second, 2 * time.Minute, 10 * time.Minute, 20 * time.Minute}

func (retries) NextRetry(row *rivertype.JobRow) time.Time {
	// A killed turn has no error of its own: attempts tell.
	n := min(max(row.Attempt, 1), len(retryWaits))
	return time.Now().UTC().Add(retryWaits[n-1])
}

// failures logs what River would only write to its tables.
type failures struct{ log *slog.Logger }

func (f failures) HandleError(_ context.Context, row *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if !errors.Is(err, river.ErrJobCancelledRemotely) {
		f.log.Error("a turn failed", "job", row.ID, "args", string(row.EncodedArgs), "attempt", row.Attempt, "of", row.MaxAttempts, "err", err)
	}
	return nil
}

func (f failures) HandlePanic(_ context.Context, row *rivertype.JobRow, panicked any, trace string) *river.ErrorHandlerResult {
	f.log.Error("a turn panicked", "job", row.ID, "args", string(row.EncodedArgs), "panic", panicked, "trace", trace)
	return nil
}
