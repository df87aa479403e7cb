package queue

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"lanmu"
)

// Why a turn was cut.
var (
	errSliceOver = errors.New("the turn is over")
	errStopping  = errors.New("the worker ends")
	errLost      = errors.New("the lease of the site is lost")
)

// worker does River's jobs.
type worker struct {
	river.WorkerDefaults[turnArgs]
	q        *Queue
	name     string
	deed     Deed
	stopping context.Context
}

// heldWait is when a site is looked at again that another worker still holds:
// one that was taken for dead and is not.
const heldWait = 15 * time.Second

// Work does one turn, alone on the site.
func (w *worker) Work(ctx context.Context, job *river.Job[turnArgs]) error {
	if w.stopping.Err() != nil {
		return river.JobSnooze(0)
	}
	l, err := w.q.take(ctx, "site "+job.Args.Site)
	if errors.Is(err, errHeld) {
		w.q.log.Warn("another worker still holds the site; waiting for it", "site", job.Args.Site)
		return river.JobSnooze(heldWait)
	}
	if err != nil {
		return fmt.Errorf("taking the lease of %s: %w", job.Args.Site, err)
	}
	defer l.release()
	t := &turn{worker: w, job: job, lease: l}
	out, err := t.run(ctx)
	return t.settle(ctx, out, err)
}

// turn is one turn under way.
type turn struct {
	*worker
	job   *river.Job[turnArgs]
	lease *lease
	cut   context.CancelCauseFunc
	began time.Time

	mu      sync.Mutex
	last    lanmu.Progress
	news    bool
	crawled time.Duration // how long the crawl took; 0: it goes on
	timer   *time.Timer
	cause   error // why the turn was cut; nil: it was not
}

// run does the deed until it ends or is cut.
func (t *turn) run(ctx context.Context) (Outcome, error) {
	ctx, t.cut = context.WithCancelCause(ctx)
	defer t.cut(nil)
	t.began = time.Now()
	defer context.AfterFunc(t.stopping, func() { t.cut(errStopping) })()
	t.mu.Lock()
	t.timer = time.AfterFunc(t.q.slice, func() { t.cut(errSliceOver) })
	t.mu.Unlock()
	defer t.timer.Stop()

	var watch sync.WaitGroup
	ended := make(chan struct{})
	watch.Go(func() { t.watch(ctx, ended) })
	args := t.job.Args
	out, err := t.deed(ctx, Slice{Site: args.Site, Asked: args.Asked, Spent: args.Spent, Turn: args.Turn, Progress: t.progress, Shorten: t.shorten})
	close(ended)
	watch.Wait()
	t.cause = context.Cause(ctx)
	return out, err
}

// progress takes how far the crawl is; the crawl's end ends the slice's clock.
func (t *turn) progress(p lanmu.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last, t.news = p, true
	if p.Stage == "judge" && t.crawled == 0 {
		t.timer.Stop()
		t.crawled = time.Since(t.began)
	}
}

func (t *turn) shorten(d time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.crawled == 0 && d < t.q.slice {
		t.timer.Reset(d)
	}
}

const (
	tellEvery  = 2 * time.Second // progress goes to the database so often at most
	checkEvery = 3               // and with every so many of them it is asked whether the lease holds
)

// watch tells how far the turn is, and cuts it when the lease is lost.
func (t *turn) watch(ctx context.Context, ended <-chan struct{}) {
	tick := time.NewTicker(min(tellEvery, t.q.slice/8))
	defer tick.Stop()
	for n := 1; ; n++ {
		select {
		case <-ended:
			return
		case <-tick.C:
		}
		if n%checkEvery == 0 {
			if err := t.lease.held(context.WithoutCancel(ctx)); err != nil {
				t.q.log.Warn("the lease is lost; ending the turn", "site", t.job.Args.Site, "err", err)
				t.cut(errLost)
				return
			}
		}
		t.tell(ctx, n%checkEvery == 0)
	}
}

// tell writes how far the turn is; always: even where nothing moved.
func (t *turn) tell(ctx context.Context, always bool) {
	t.mu.Lock()
	p, news := t.last, t.news
	t.news = false
	t.mu.Unlock()
	if !news && !always {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseTime)
	defer cancel()
	if err := t.q.note(ctx, noteProgress, t.job.Args.Site, progressNote{t.name, p}); err != nil {
		t.q.log.Warn("progress not told", "site", t.job.Args.Site, "err", err)
	}
}

// settle tells River what comes after the turn. ctx may have ended.
func (t *turn) settle(ctx context.Context, out Outcome, err error) error {
	done, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	switch {
	case err == nil && out.Done:
		t.clear(done)
		return nil
	case errors.Is(t.cause, river.ErrJobCancelledRemotely):
		t.clear(done)
		return river.JobCancel(t.cause)
	case t.cause != nil: // cut: by its time, by our end, or because the lease is lost
		t.q.log.Info("turn ended, the audit goes on", "site", t.job.Args.Site, "turn", t.job.Args.Turn, "why", t.cause)
		// Who takes the next turn, at once, is not to find the site held.
		t.lease.release()
		return t.goOn(done)
	case err != nil:
		return err
	}
	return river.JobSnooze(out.Wait)
}

// settleTime bounds what follows a turn.
const settleTime = 30 * time.Second

// clear takes the note of progress away: the audit has ended.
func (t *turn) clear(ctx context.Context) {
	if err := t.q.forget(ctx, noteProgress, t.job.Args.Site); err != nil {
		t.q.log.Warn("progress of an ended audit still told", "site", t.job.Args.Site, "err", err)
	}
}

// goOn ends the job and asks for the next turn, both or neither.
func (t *turn) goOn(ctx context.Context) error {
	next := t.job.Args
	next.Turn++
	t.mu.Lock()
	next.Spent += t.crawled
	if t.crawled == 0 {
		next.Spent += min(time.Since(t.began), t.q.slice)
	}
	t.mu.Unlock()
	err := pgx.BeginFunc(ctx, t.q.pool, func(tx pgx.Tx) error {
		if _, err := river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, t.job); err != nil {
			return err
		}
		_, err := t.q.asker.InsertTx(ctx, tx, next, nil)
		return err
	})
	if err != nil {
		return fmt.Errorf("asking for the next turn at %s: %w", next.Site, err)
	}
	return nil
}
