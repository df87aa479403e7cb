package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"lanmu"
)

// Session is one audit's look at a site: it holds the recording and the way to
// the network over the crawl and what is looked at afterwards.
//
//	s, err := crawler.Open(ctx, site, opt)
//	defer s.Close()
//	crawl, err := s.Crawl(visit)
//	… which columns are shells that only a script fills? …
//	failures, err := s.Render(addresses, visitRendered)
//	err = s.Close()
//
// Judging a recording goes the same way: rendered pages then come from it, and
// no browser is needed. The methods are called one after the other.
type Session struct {
	run    *crawling
	ctx    context.Context
	crawl  *lanmu.Crawl
	closed bool
}

// Open opens the recording and the network as opt says. Errors are those of
// Crawl: Chinese sentences for the user.
func Open(ctx context.Context, site *lanmu.Site, opt Options) (*Session, error) {
	run, err := newRun(ctx, site, opt, nil)
	if err != nil {
		return nil, err
	}
	return &Session{run: run, ctx: ctx}, nil
}

// Crawl is the function Crawl on the session's recording, which it leaves open.
// A recording that cannot be written any more is told by Close.
func (s *Session) Crawl(visit func(*lanmu.Page) lanmu.Seen) *lanmu.Crawl {
	s.run.visit = visit
	s.crawl = s.run.whole()
	return s.crawl
}

// Close ends the recording. Closing again does nothing.
func (s *Session) Close() error {
	if s.closed {
		return nil
	}
	s.closed = true
	return s.run.close()
}

// RenderFailure is a page that could not be rendered so that its rows can be
// trusted: its column is unverified, never blank.
type RenderFailure struct {
	URL  string
	Fail *lanmu.Fail

	// Page is what there is of it where Fail is FailIncomplete, else nil. Many
	// pages carry a script of some other site that has nothing to do with their
	// list, so this is common: rows that the page has can be taken, but a page
	// without any is not blank, it is unverified.
	Page *lanmu.Page
}

// Reason says it in Chinese, a whole sentence.
func (f RenderFailure) Reason() string {
	switch f.Fail.Kind {
	case lanmu.FailIncomplete:
		return "浏览器打开页面时，页面向其他网站或出错的地址取数据而没有取到，列表可能不完整，未能判断；如数据在本单位的其他域名上，请加入站点配置的 crawl.hosts。"
	case lanmu.FailTimeout:
		return "浏览器打开页面后，内容在规定时间内没有加载完，未能判断。"
	case lanmu.FailTooLarge:
		return "浏览器打开页面时占用内存或内容过大，已停止，未能判断。"
	case lanmu.FailNotRecorded:
		return "录制文件中没有浏览器打开后的页面，未能判断；请联网重新检查。"
	case lanmu.FailStopped:
		return "检查提前结束，没有用浏览器打开这个页面，未能判断。"
	}
	return "浏览器打不开这个页面，未能判断。"
}

// Render opens the pages at addresses in a browser and hands visit each one
// whose rows can be trusted, one at a time; the rest are the failures. Each is
// recorded beside the raw page (purpose "render"). The error is ErrNoBrowser
// where a browser is needed and there is none, or why it does not start; what
// the recording holds is visited all the same. The Crawl that the session gave
// counts the browser's requests too.
func (s *Session) Render(addresses []string, visit func(*lanmu.Page)) ([]RenderFailure, error) {
	r := s.run
	unwatch := r.watch()
	defer unwatch()
	g := &rendering{Session: s, visit: visit, total: len(addresses)}
	defer g.count()
	var ask []string
	for _, a := range addresses {
		if p := g.recorded(a); p != nil {
			g.take(p)
		} else if r.replaying() {
			g.fail(a, &lanmu.Fail{Kind: lanmu.FailNotRecorded, Detail: a}, nil)
		} else {
			ask = append(ask, a)
		}
	}
	err := g.live(ask)
	return g.failures, err
}

// RenderPages is Render without a Session: it opens the recording for itself
// and adds to it. It reads the recording once to find its end, which a Session
// does not need to.
func RenderPages(ctx context.Context, site *lanmu.Site, opt Options, addresses []string, visit func(*lanmu.Page)) ([]RenderFailure, error) {
	opt.Resume = opt.Record != ""
	s, err := Open(ctx, site, opt)
	if err != nil {
		return nil, err
	}
	failures, err := s.Render(addresses, visit)
	return failures, errors.Join(err, s.Close())
}

// rendering is one call of Render.
type rendering struct {
	*Session
	visit func(*lanmu.Page)
	total int

	mu       sync.Mutex // of all below, and of visit
	done     int
	failures []RenderFailure
}

// take hands on a page or notes why not.
func (g *rendering) take(p *lanmu.Page) {
	switch {
	case p.Fail != nil && p.Fail.Kind == lanmu.FailIncomplete:
		g.fail(p.Asked, p.Fail, p)
	case p.Fail != nil:
		g.fail(p.Asked, p.Fail, nil)
	case p.Status < 200 || p.Status > 299:
		g.fail(p.Asked, &lanmu.Fail{Kind: lanmu.FailProtocol, Detail: fmt.Sprintf("status %d", p.Status)}, nil)
	default:
		g.mu.Lock()
		defer g.mu.Unlock()
		g.progress(p.Asked)
		g.visit(p)
	}
}

func (g *rendering) fail(address string, fail *lanmu.Fail, p *lanmu.Page) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.progress(address)
	g.failures = append(g.failures, RenderFailure{URL: address, Fail: fail, Page: p})
}

func (g *rendering) progress(address string) {
	g.done++
	if tell := g.run.opt.Progress; tell != nil {
		tell(lanmu.Progress{Stage: "render", Pages: g.done, Total: g.total, Queue: g.total - g.done, Current: address})
	}
}

// recorded is the page as the recording has it, nil where it has none. When
// going on live, a failure in the recording is tried again.
func (g *rendering) recorded(address string) (p *lanmu.Page) {
	r := g.run
	for {
		x, ok := r.tape.Next(http.MethodGet, address, purposeRender)
		if !ok {
			return p
		}
		if r.replaying() || x.Fail == nil {
			p = g.rendered(x)
		}
	}
}

// live asks the browser. One that dies is started again, twice.
func (g *rendering) live(ask []string) error {
	const starts = 3
	for try := 0; len(ask) > 0; try++ {
		if g.ended() || try == starts {
			break
		}
		b, err := NewRenderer(g.run.ctx, g.options())
		if err != nil {
			g.stopped(ask)
			if g.ended() {
				err = nil // it comes of the crawl's own end
			}
			return err
		}
		ask = g.all(b, ask)
		_ = b.Close() // what it could tell is told
	}
	g.stopped(ask)
	return nil
}

// ended tells that the crawl is over.
func (g *rendering) ended() bool { return g.run.ctx.Err() != nil }

func (g *rendering) stopped(ask []string) {
	for _, a := range ask {
		g.fail(a, &lanmu.Fail{Kind: lanmu.FailStopped, Detail: "not rendered"}, nil)
	}
}

// all renders the pages at ask and gives back those that it did not come to.
func (g *rendering) all(b *Renderer, ask []string) (left []string) {
	next := make(chan string)
	var wg sync.WaitGroup
	var mu sync.Mutex
	for range b.opt.Tabs {
		wg.Go(func() {
			for a := range next {
				if g.one(b, a) != nil {
					mu.Lock()
					left = append(left, a)
					mu.Unlock()
				}
			}
		})
	}
	for _, a := range ask {
		next <- a
	}
	close(next)
	wg.Wait()
	return left
}

// one renders a page, records it and hands it on.
func (g *rendering) one(b *Renderer, address string) error {
	r := g.run
	// robots.txt is asked for once for each host; Own then heeds it.
	r.open(r.newWorker(), originOf(address))
	t := newTab(b, address)
	if err := b.render(r.ctx, t); err != nil {
		return err
	}
	x := asExchange(t.page(), t.asks, t.bytes)
	if err := r.tape.Put(x); err != nil {
		r.cancel(recordingLost{err})
		return err
	}
	g.take(g.rendered(x))
	return nil
}

// options are those of the browser for this site: what it asks goes the way of
// all requests, at the site's pace.
func (g *rendering) options() RenderOptions {
	r := g.run
	opt := RenderOptions{
		Browser: r.opt.Browser, UserAgent: r.agent, MaxBody: r.tune.maxBody, Own: r.mayRender, Now: r.opt.Now,
		Transport: decode{inflate{next: withHeaders{r.polite, r}, max: r.tune.maxBody}},
	}
	if zone := r.site.Location; zone != nil && zone != time.Local {
		opt.Timezone = zone.String()
	}
	return opt
}

// mayRender tells an address that the browser may ask: the site's own, and not
// kept out by robots.txt or by the profile.
func (r *crawling) mayRender(address string) bool {
	return r.scope.own(address) && !r.scope.excluded(address) && r.mayAsk(address)
}

// withHeaders gives a browser's request what every request of ours says.
type withHeaders struct {
	next http.RoundTripper
	run  *crawling
}

func (w withHeaders) RoundTrip(req *http.Request) (*http.Response, error) {
	for name, values := range w.run.headers(req.URL.String(), purposeRender) {
		if req.Header.Get(name) == "" || name == "User-Agent" || name == "Accept-Encoding" {
			req.Header[name] = values
		}
	}
	return w.next.RoundTrip(req)
}

// count adds the browser's requests to what the crawl told.
func (g *rendering) count() {
	if g.crawl == nil {
		return
	}
	var last time.Time
	g.crawl.Requests, g.crawl.Bytes, _, last = g.run.tally.read()
	switch {
	case !g.run.replaying():
		g.crawl.Finished = g.run.opt.Now()
	case last.After(g.crawl.Finished):
		g.crawl.Finished = last
	}
}
