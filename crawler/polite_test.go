package crawler

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"lanmu"
)

// clockwork answers after took and notes when each request began.
type clockwork struct {
	mu      sync.Mutex
	took    time.Duration
	status  func(n int) int
	header  http.Header
	begun   []time.Time
	now     int
	atOnce  int
	failing error
}

func (c *clockwork) RoundTrip(req *http.Request) (*http.Response, error) {
	c.mu.Lock()
	n := len(c.begun)
	c.begun = append(c.begun, time.Now())
	c.now++
	c.atOnce = max(c.atOnce, c.now)
	c.mu.Unlock()
	time.Sleep(c.took)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now--
	status := 200
	if c.status != nil {
		status = c.status(n)
	}
	if status == 0 {
		return nil, c.failing
	}
	return &http.Response{StatusCode: status, Header: c.header, Body: &held{}, Request: req}, nil
}

// press sends n requests to one host, workers at once.
func press(t *testing.T, p *polite, n, workers int) {
	t.Helper()
	var wg sync.WaitGroup
	next := make(chan struct{}, n)
	for range n {
		next <- struct{}{}
	}
	close(next)
	for range workers {
		wg.Go(func() {
			for range next {
				req, err := http.NewRequest(http.MethodGet, "http://h/", nil)
				if err != nil {
					t.Error(err)
					return
				}
				resp, err := p.RoundTrip(req)
				if err == nil {
					resp.Body.Close()
				}
			}
		})
	}
	wg.Wait()
}

func shortest(times []time.Time) time.Duration {
	least := time.Hour
	for i := 1; i < len(times); i++ {
		least = min(least, times[i].Sub(times[i-1]))
	}
	return least
}

func TestPoliteRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{took: 30 * time.Millisecond}
		p := &polite{next: c, rules: func(string) manners { return manners{rate: 5, parallel: 4} }}
		start := time.Now()
		press(t, p, 20, 16)
		if least := shortest(c.begun); least < 200*time.Millisecond {
			t.Errorf("two requests only %s apart at 5 a second", least)
		}
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("20 requests took %s", took)
		}
	})
}

func TestPoliteParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{took: time.Second}
		p := &polite{next: c, rules: func(string) manners { return manners{parallel: 3} }}
		start := time.Now()
		press(t, p, 12, 16)
		if c.atOnce != 3 || time.Since(start) != 4*time.Second {
			t.Errorf("%d at once, %s in all; want 3, 4s", c.atOnce, time.Since(start))
		}
	})
}

func TestPoliteHalves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{took: 10 * time.Millisecond, status: func(int) int { return 500 }}
		p := &polite{next: c, rules: func(string) manners { return manners{rate: 10, parallel: 8} }}
		press(t, p, 12, 8)
		if last := c.begun[11].Sub(c.begun[10]); last < 400*time.Millisecond {
			t.Errorf("still %s apart after eleven errors", last)
		}
		g := p.gate("h")
		slow := g.interval
		c.status = nil
		press(t, p, 400, 8)
		if g.interval != 100*time.Millisecond || g.cap != 8 {
			t.Errorf("after 400 good answers %s apart (was %s) and %d at once, want 100ms and 8", g.interval, slow, g.cap)
		}
	})
}

// Requests that were under way together count as one trouble.
func TestPoliteHalvesOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{took: time.Second, status: func(int) int { return 503 }}
		p := &polite{next: c, rules: func(string) manners { return manners{parallel: 8} }}
		press(t, p, 8, 8)
		if g := p.gate("h"); g.cap != 4 {
			t.Errorf("cap %d after one burst, want 4", g.cap)
		}
	})
}

func TestPoliteRetryAfter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{status: func(n int) int { return []int{429, 200}[min(n, 1)] }, header: http.Header{"Retry-After": {"7"}}}
		p := &polite{next: c, rules: func(string) manners { return manners{parallel: 1} }}
		press(t, p, 2, 1)
		if gap := c.begun[1].Sub(c.begun[0]); gap < 7*time.Second {
			t.Errorf("came back after %s, was asked for 7s", gap)
		}
	})
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"": 0, "5": 5 * time.Second, "-5": 0, "99999": maxRetryAfter, "soon": 0,
		"Fri, 02 Jan 2026 03:04:35 GMT": 30 * time.Second, "Thu, 01 Jan 2026 03:04:35 GMT": 0,
	} {
		resp := &http.Response{StatusCode: 503, Header: http.Header{"Retry-After": {value}}}
		if got := retryAfter(resp, now); got != want {
			t.Errorf("Retry-After %q: %s, want %s", value, got, want)
		}
	}
}

func TestPoliteCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &clockwork{took: time.Hour}
		p := &polite{next: c, rules: func(string) manners { return manners{parallel: 1} }}
		var first sync.WaitGroup
		defer first.Wait()
		first.Go(func() { press(t, p, 1, 1) })
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://h/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.RoundTrip(req); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		g := p.gate("h")
		g.mu.Lock()
		defer g.mu.Unlock()
		if len(g.waiting) != 0 || g.active != 1 {
			t.Errorf("%d waiting, %d active", len(g.waiting), g.active)
		}
	})
}

// The site's distress ends the audit, once; that of other hosts does not.
func TestPoliteDistress(t *testing.T) {
	for _, own := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			c := &clockwork{took: time.Millisecond, status: func(n int) int {
				if n < 20 {
					return 200
				}
				return 0
			}, failing: &lanmu.Fail{Kind: lanmu.FailTimeout}}
			told := 0
			p := &polite{next: c, rules: func(string) manners {
				return manners{rate: 100, parallel: 4, own: own, distress: func(failed, of int) {
					told++
					if failed < breakFrom || of > 50 {
						t.Errorf("%d of %d", failed, of)
					}
				}}
			}}
			press(t, p, 80, 4)
			if want := map[bool]int{true: 1}[own]; told != want {
				t.Errorf("own %t: told %d times", own, told)
			}
		})
	}
}
