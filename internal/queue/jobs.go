package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
)

// turnArgs are what a job knows: one turn at a site's audit. The turn after it
// is a job of its own, so that what fails is counted anew and goes before the
// audits that have not begun.
type turnArgs struct {
	Site  string        `json:"site" river:"unique"`
	Asked time.Time     `json:"asked"` // when the audit was asked for
	Spent time.Duration `json:"spent"` // crawled by earlier turns, ns
	Turn  int           `json:"turn"`  // 0: the first
}

const (
	queueName = "audits"
	turnKind  = "site_audit"
)

// Kind is the jobs' name in River's tables.
func (turnArgs) Kind() string { return turnKind }

// Priorities of River: 1 goes first. An audit that has begun is finished before
// another begins: a site's pages are to be of one night.
const (
	priorityGoOn  = 1
	priorityBegin = 2
)

// maxAttempts is how often a turn is tried that fails or whose worker dies.
// River's 25 tries spread over three weeks, when nobody wants that night any
// more; a page that brings down every worker must stop somewhere.
const maxAttempts = 6

// unended are the states of a job that is still to end. River's default counts
// completed jobs too, for as long as it keeps them: a site would be audited
// once a day and never again at a person's word.
var unended = []rivertype.JobState{
	rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable,
	rivertype.JobStateRunning, rivertype.JobStateScheduled,
}

// InsertOpts make a site's audit one job at a time.
func (t turnArgs) InsertOpts() river.InsertOpts {
	priority := priorityGoOn
	if t.Turn == 0 {
		priority = priorityBegin
	}
	return river.InsertOpts{
		Queue: queueName, Priority: priority, MaxAttempts: maxAttempts,
		UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unended},
	}
}

// Errors of an audit that ended without an outcome.
var (
	ErrCancelled = errors.New("检查已取消 (the audit was cancelled)")
	ErrGivenUp   = errors.New("检查多次失败，已放弃，下次计划时间再做 (the audit failed again and again)")
)

const (
	lookEvery   = 2 * time.Second  // how often it is looked whether audits have ended
	askPatience = 10 * time.Minute // for a database that is away when an audit is asked for
	askWait     = 5 * time.Second  // between two tries of it
)

// Audit asks for a site's audit, unless one is asked for already, and waits for
// its end on whichever machine. When ctx ends the audit goes on without us.
func (q *Queue) Audit(ctx context.Context, site string) error {
	if err := q.ask(ctx, site); err != nil {
		return err
	}
	asked := time.Now()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		open, err := q.open(ctx, later(asked, time.Now().Add(-lookEvery/2)))
		if err != nil {
			if ctx.Err() == nil {
				q.log.Warn("cannot tell whether the audit has ended; asking again", "site", site, "err", err)
			}
			continue
		}
		if open[site] {
			continue
		}
		ended, err := q.outcome(ctx, site)
		if ended {
			return err
		}
	}
}

func (q *Queue) ask(ctx context.Context, site string) error {
	end := time.Now().Add(askPatience)
	for {
		_, err := q.asker.Insert(ctx, turnArgs{Site: site, Asked: time.Now().UTC()}, nil)
		if err == nil || ctx.Err() != nil || time.Now().After(end) {
			return err
		}
		q.log.Warn("the queue does not answer; trying again", "site", site, "err", err)
		if !sleep(ctx, askWait) {
			return ctx.Err()
		}
	}
}

// Waiting tells whether an audit of the site is asked for and has not ended.
func (q *Queue) Waiting(ctx context.Context, site string) (bool, error) {
	open, err := q.open(ctx, time.Now())
	return open[site], err
}

// Cancel ends a site's audit, on whichever machine it is. Its recording stays.
func (q *Queue) Cancel(ctx context.Context, site string) error {
	jobs, err := q.jobs(ctx)
	if err != nil {
		return err
	}
	for _, j := range jobs {
		if j.args.Site != site {
			continue
		}
		if _, err := q.asker.JobCancel(ctx, j.ID); err != nil && !errors.Is(err, rivertype.ErrNotFound) {
			return fmt.Errorf("cancelling the audit of %s: %w", site, err)
		}
	}
	return nil
}

// open are the sites whose audits have not ended, as they stood at or after a
// moment. However many wait for theirs, the database is asked once.
func (q *Queue) open(ctx context.Context, since time.Time) (map[string]bool, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.seen != nil && !q.asked.Before(since) {
		return q.seen, nil
	}
	now := time.Now()
	jobs, err := q.jobs(ctx)
	if err != nil {
		return nil, err
	}
	q.seen, q.asked = map[string]bool{}, now
	for _, j := range jobs {
		q.seen[j.args.Site] = true
	}
	return q.seen, nil
}

// job is one of River's rows with its args read.
type job struct {
	*rivertype.JobRow
	args turnArgs
}

// maxJobs is the most that River lists at once.
const maxJobs = 10000

// jobs are those that have not ended.
func (q *Queue) jobs(ctx context.Context) ([]job, error) {
	return q.list(ctx, river.NewJobListParams().Kinds(turnKind).States(unended...).First(maxJobs))
}

func (q *Queue) list(ctx context.Context, ask *river.JobListParams) ([]job, error) {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	found, err := q.asker.JobList(ctx, ask)
	if err != nil {
		return nil, fmt.Errorf("reading the queue: %w", err)
	}
	list := make([]job, 0, len(found.Jobs))
	for _, row := range found.Jobs {
		j := job{JobRow: row}
		if err := json.Unmarshal(row.EncodedArgs, &j.args); err != nil {
			return nil, fmt.Errorf("job %d of the queue: %w", row.ID, err)
		}
		list = append(list, j)
	}
	return list, nil
}

// lookTime bounds a look at the queue.
const lookTime = 10 * time.Second

// outcome is how a site's newest job ended; false: it has not.
func (q *Queue) outcome(ctx context.Context, site string) (ended bool, err error) {
	last, err := q.list(ctx, river.NewJobListParams().Kinds(turnKind).
		Where("args->>'site' = @site", river.NamedArgs{"site": site}).
		OrderBy(river.JobListOrderByID, river.SortOrderDesc).First(1))
	if err != nil {
		q.log.Warn("cannot tell how the audit has ended; asking again", "site", site, "err", err)
		return false, nil
	}
	if len(last) == 0 {
		return true, ErrCancelled // somebody took the row away
	}
	switch j := last[0]; j.State {
	case rivertype.JobStateCompleted:
		return true, nil
	case rivertype.JobStateCancelled:
		return true, ErrCancelled
	case rivertype.JobStateDiscarded:
		return true, fmt.Errorf("%w：%s", ErrGivenUp, lastError(j.JobRow))
	case rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled:
	}
	return false, nil
}

func lastError(row *rivertype.JobRow) string {
	if len(row.Errors) == 0 {
		return "原因不明"
	}
	return row.Errors[len(row.Errors)-1].Error
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// sleep waits; false: ctx ended first.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
