package crawler

import (
	"context"
	"net/http"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// pause is how long a page stays away before it is asked again.
type pause struct{ steps *backoff.ExponentialBackOff }

// next is the next pause: what the server asked for at first, then longer each
// time; about first where it asked for nothing.
func (p *pause) next(first, asked time.Duration) time.Duration {
	if p.steps == nil {
		p.steps = backoff.NewExponentialBackOff()
		p.steps.InitialInterval = first
		p.steps.MaxInterval = 30 * time.Second
		if asked > 0 {
			return asked
		}
	}
	return max(p.steps.NextBackOff(), asked)
}

// maxTries is how often a page is asked in the first pass where the server said
// that we should come back.
const maxTries = 3

// comeBack tells an answer by which the server asks us to come back later, and
// when. Every other failure waits for the second pass.
func (a *answer) comeBack() (after time.Duration, ok bool) {
	switch {
	case a.fail != nil:
		return 0, false
	case a.status == http.StatusTooManyRequests:
	case a.status == http.StatusServiceUnavailable && a.header.Get("Retry-After") != "":
	default:
		return 0, false
	}
	resp := &http.Response{StatusCode: a.status, Header: a.header}
	return retryAfter(resp, a.exchange.At), true
}

// sleep waits for d; false: ctx ended before.
func sleep(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return ctx.Err() == nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
