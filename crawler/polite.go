package crawler

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"lanmu"
)

// polite lets requests to one host begin no faster than its rate and no more at
// once than its share. A host that errs gets half of both; one that answers
// well gets them back little by little.
type polite struct {
	next  http.RoundTripper
	rules func(host string) manners

	mu    sync.Mutex
	gates map[string]*gate
}

// manners are what one host may be asked.
type manners struct {
	rate     float64       // requests a second; 0: no limit
	parallel int           // under way at once
	first    time.Duration // gap of a host without a rate that errs when asked one at a time; 0: 200 ms
	own      bool          // the audited site: its distress ends the audit
	distress func(failed, of int)
	slowed   func(atOnce int, gap time.Duration) // it is asked more slowly from now on; nil: nobody asks
	waits    func(time.Duration)                 // it asks to be left alone for so long; nil: nobody asks
}

// RoundTrip waits for the host's turn, cancellably, and watches how the host
// takes the request.
func (p *polite) RoundTrip(req *http.Request) (*http.Response, error) {
	g := p.gate(req.URL.Host)
	ticket, err := g.enter(req.Context())
	if err != nil {
		return nil, err
	}
	resp, err := p.next.RoundTrip(req)
	g.leave(ticket, healthOf(req, resp, err), retryAfter(resp, time.Now()))
	return resp, err
}

func (p *polite) gate(host string) *gate {
	p.mu.Lock()
	defer p.mu.Unlock()
	g := p.gates[host]
	if g == nil {
		g = newGate(p.rules(host))
		if p.gates == nil {
			p.gates = map[string]*gate{}
		}
		p.gates[host] = g
	}
	return g
}

// slower makes a host's requests at least gap apart: robots.txt asks for it, or
// the second pass does.
func (p *polite) slower(host string, gap time.Duration) {
	g := p.gate(host)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.interval = max(g.interval, gap)
	g.floor = max(g.floor, gap)
}

// health is how a host took a request.
type health int

const (
	healthy    health = iota
	unhealthy         // an error of the application: slow down
	distressed        // the host or its line cannot bear more: slow down, and perhaps stop
	unknown           // says nothing about the host
)

func healthOf(req *http.Request, resp *http.Response, err error) health {
	if err == nil {
		if h, ok := resp.Body.(*held); ok && h.fail != nil {
			err = h.fail
		}
	}
	if err != nil {
		switch failOf(callOf(req).ctx, err).Kind {
		case lanmu.FailTimeout, lanmu.FailReset, lanmu.FailRefused:
			return distressed
		case lanmu.FailTruncated:
			return unhealthy
		}
		return unknown
	}
	switch resp.StatusCode {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable, http.StatusBadGateway, http.StatusGatewayTimeout:
		return distressed
	}
	if transient(resp.StatusCode) {
		return unhealthy
	}
	return healthy
}

// maxRetryAfter bounds what a host may make us wait.
const maxRetryAfter = 2 * time.Minute

// retryAfter is how long a host asks us to stay away.
func retryAfter(resp *http.Response, now time.Time) time.Duration {
	if resp == nil || resp.StatusCode != http.StatusTooManyRequests && resp.StatusCode != http.StatusServiceUnavailable {
		return 0
	}
	value := resp.Header.Get("Retry-After")
	if s, err := strconv.Atoi(value); err == nil {
		return min(max(time.Duration(s)*time.Second, 0), maxRetryAfter)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		now = date // the host's clock, not ours
	}
	return min(max(at.Sub(now), 0), maxRetryAfter)
}

// gate is one host's.
type gate struct {
	manners
	mu       sync.Mutex
	base     time.Duration // spacing by the rate
	floor    time.Duration // spacing never goes below
	interval time.Duration // spacing now
	cap      int           // under way at once now
	next     time.Time     // earliest start of the next
	active   int
	started  int // tickets given out
	halved   int // tickets up to this one do not halve again
	good     int // since the last trouble
	waiting  []chan int
	timer    *time.Timer

	window  [50]bool // the latest answers: distressed?
	seen    int
	wounded int // distressed ones in the window
	tripped bool
}

// The bounds of slowing down.
const (
	firstGap  = 200 * time.Millisecond
	recovery  = 5  // good answers before a step back up
	breakFrom = 25 // distressed answers in the window that end the audit
)

func newGate(m manners) *gate {
	g := &gate{manners: m, cap: max(m.parallel, 1)}
	if g.first == 0 {
		g.first = firstGap
	}
	if m.rate > 0 {
		g.base = time.Duration(float64(time.Second) / m.rate)
	}
	g.interval = g.base
	return g
}

// enter waits for a turn and gives its ticket.
func (g *gate) enter(ctx context.Context) (int, error) {
	g.mu.Lock()
	if len(g.waiting) == 0 && g.active < g.cap && !time.Now().Before(g.next) {
		defer g.mu.Unlock()
		return g.grant(), nil
	}
	turn := make(chan int, 1)
	g.waiting = append(g.waiting, turn)
	g.dispatch()
	g.mu.Unlock()
	select {
	case ticket := <-turn:
		return ticket, nil
	case <-ctx.Done():
		g.forget(turn)
		return 0, ctx.Err()
	}
}

// forget takes back a turn that nobody waits for any more.
func (g *gate) forget(turn chan int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, w := range g.waiting {
		if w == turn {
			g.waiting = append(g.waiting[:i], g.waiting[i+1:]...)
			break
		}
	}
	select {
	case <-turn:
		g.active--
	default:
	}
	g.dispatch()
}

// grant gives out a ticket; g.mu is held.
func (g *gate) grant() int {
	g.active++
	g.started++
	g.next = time.Now().Add(g.interval)
	return g.started
}

// dispatch lets in who may enter, and sets the clock for the next; g.mu is held.
func (g *gate) dispatch() {
	for len(g.waiting) > 0 && g.active < g.cap {
		if wait := time.Until(g.next); wait > 0 {
			if g.timer != nil {
				g.timer.Stop()
			}
			g.timer = time.AfterFunc(wait, func() {
				g.mu.Lock()
				defer g.mu.Unlock()
				g.dispatch()
			})
			return
		}
		g.waiting[0] <- g.grant()
		g.waiting = g.waiting[1:]
	}
	if len(g.waiting) == 0 && g.timer != nil {
		g.timer.Stop()
		g.timer = nil
	}
}

// leave gives the turn back and learns from how it went.
func (g *gate) leave(ticket int, h health, stayAway time.Duration) {
	g.mu.Lock()
	g.active--
	atOnce, gap := g.cap, g.interval
	switch h {
	case healthy:
		g.better()
	case unhealthy:
		g.worse(ticket, max(4*g.base, time.Second)) // a page that errs is not the host failing
	case distressed:
		g.worse(ticket, max(50*g.first, g.base))
	}
	if stayAway > 0 {
		if t := time.Now().Add(stayAway); t.After(g.next) {
			g.next = t
		}
	}
	slower := g.cap < atOnce || g.interval > gap
	atOnce, gap = g.cap, g.interval
	failed, of := g.watch(h)
	g.dispatch()
	g.mu.Unlock()
	if slower && g.slowed != nil {
		g.slowed(atOnce, gap)
	}
	if stayAway > 0 && g.waits != nil {
		g.waits(stayAway)
	}
	if failed > 0 && g.distress != nil {
		g.distress(failed, of)
	}
}

// better gives back a step after a run of good answers.
func (g *gate) better() {
	if g.good++; g.good < recovery {
		return
	}
	g.good = 0
	rest := max(g.base, g.floor)
	if g.interval > rest {
		g.interval = max(g.interval*2/3, rest)
		if rest == 0 && g.interval < g.first/2 {
			g.interval = 0
		}
		return
	}
	g.cap = min(g.cap+max(g.cap/2, 1), max(g.parallel, 1))
}

// worse halves, once for all requests that were under way together.
func (g *gate) worse(ticket int, slowest time.Duration) {
	g.good = 0
	if ticket <= g.halved {
		return
	}
	g.halved = g.started
	alone := g.cap == 1
	g.cap = max(g.cap/2, 1)
	switch {
	case g.interval > 0:
		g.interval = max(min(g.interval*2, slowest), g.interval)
	case alone:
		g.interval = g.first
	}
}

// watch keeps the latest answers and tells, once, that the site is failing
// although it is asked one at a time and slowly.
func (g *gate) watch(h health) (failed, of int) {
	if !g.own || h == unknown {
		return 0, 0
	}
	i := g.seen % len(g.window)
	g.seen++
	if g.window[i] {
		g.wounded--
	}
	g.window[i] = h == distressed
	if g.window[i] {
		g.wounded++
	}
	if g.wounded >= breakFrom && g.cap == 1 && !g.tripped {
		g.tripped = true
		return g.wounded, min(g.seen, len(g.window))
	}
	return 0, 0
}
