package crawler

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"lanmu"
)

// crawling is one crawl under way. What is below mu is shared by the workers; the
// rest is set before they start, or used by the goroutine of Crawl alone.
type crawling struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	site   *lanmu.Site
	opt    Options
	tune   tuning
	visit  func(*lanmu.Page) lanmu.Seen

	tape    *reel
	prev    *previous
	tally   tally
	client  *http.Client
	polite  *polite
	trust   *trust
	files   appetite
	cookies *cookies
	agent   string
	scope   *scope
	limits  limits
	pool    *pool
	outside *outside
	self    *worker       // of the goroutine of Crawl
	reading chan struct{} // as many pages are read at once as there are processors: a page being read takes a megabyte

	mu        sync.Mutex
	front     *frontier
	traps     *traps
	origins   map[string]*origin
	softHosts map[string]bool
	moved     []*job    // pages of this level that lead to other pages
	slowPages []*doubt  // pages for the second pass
	slowLinks []*doubt  // files and outside links for the second pass
	pages     int       // read
	revisited int       // of them unchanged since last night
	links     int       // verified
	told      time.Time // when progress was last told

	fresh, pagers []uint32 // admitted pages, in order
	given         int      // pages given out
	crawl         *lanmu.Crawl
	tapeErr       error
}

// tuning are the figures that tests make small.
type tuning struct {
	timeout  time.Duration                                                     // for an answer, body included
	maxBody  int64                                                             // bytes, before and after unpacking
	slowGap  time.Duration                                                     // between two requests of the second pass to one host
	slowWait time.Duration                                                     // between an address's first failure and its second look, at least
	firstGap time.Duration                                                     // of a failing host without a rate, see manners
	backoff  time.Duration                                                     // before a page is asked again where the server says so, at first
	homeGaps []time.Duration                                                   // before the home page is asked again
	names    names                                                             // looks up the site's own name
	dial     func(ctx context.Context, network, addr string) (net.Conn, error) // nil: the profile's
}

func tuningFor(site *lanmu.Site) tuning {
	t := tuning{timeout: site.Crawl.Timeout, maxBody: 20 << 20, names: net.DefaultResolver}
	if t.timeout <= 0 {
		t.timeout = 15 * time.Second
	}
	t.slowGap, t.slowWait = 100*time.Millisecond, time.Second
	if rate := site.Crawl.Rate; rate > 0 {
		t.slowGap = max(time.Second, time.Duration(3*float64(time.Second)/rate))
		t.slowWait = 5 * time.Second
	}
	t.backoff = 2 * time.Second
	t.homeGaps = []time.Duration{3 * time.Second, 10 * time.Second}
	return t
}

// stopCause says in Chinese why the crawl was ended before its end.
type stopCause string

// Error makes it a cause of a cancelled context.
func (s stopCause) Error() string { return string(s) }

// limits gathers what cut the crawl short, each sentence once.
type limits struct {
	mu   sync.Mutex
	list []string
}

func (l *limits) add(sentences ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, s := range sentences {
		if !slices.Contains(l.list, s) {
			l.list = append(l.list, s)
		}
	}
}

// Crawl visits site breadth first from its home page. visit is called by the
// crawler's workers, several at a time, once for each page that gave an answer
// and for each that failed (Page.Fail set); it answers with the page's links.
// The page and its body are the crawler's again when visit returns.
// The error is for what keeps the audit from being one at all (recording not
// writable, profile without a host); an unreachable site is no error but
// Crawl.Home. When ctx ends, Crawl returns within a second with what there is.
func Crawl(ctx context.Context, site *lanmu.Site, opt Options, visit func(*lanmu.Page) lanmu.Seen) (*lanmu.Crawl, error) {
	r, err := newRun(ctx, site, opt, visit)
	if err != nil {
		return nil, err
	}
	crawl := r.whole()
	return crawl, r.close()
}

func newRun(ctx context.Context, site *lanmu.Site, opt Options, visit func(*lanmu.Page) lanmu.Seen) (*crawling, error) {
	if hostOf(site.URL) == "" {
		return nil, fmt.Errorf("站点地址 %q 没有主机名，请写成 http://主机/ 的形式", site.URL)
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	r := &crawling{
		site: site, opt: opt, visit: visit, reading: make(chan struct{}, max(runtime.GOMAXPROCS(0), 2)), cookies: newCookies(), scope: newScope(site), traps: newTraps(),
		origins: map[string]*origin{}, softHosts: map[string]bool{}, crawl: &lanmu.Crawl{NotLooked: map[string]lanmu.FailKind{}},
	}
	r.front = newFrontier(r.scope)
	r.agent = userAgent(site, opt.Version)
	r.trust = newTrust(site, opt.Now())
	r.tune = tuningFor(site)
	r.files.set = site.Crawl.Attachments
	if opt.Impatient {
		r.tune.homeGaps = []time.Duration{time.Second}
	}
	if opt.tune != nil {
		opt.tune(&r.tune)
	}
	var err error
	if opt.Previous != "" && opt.Replay == "" {
		if r.prev, err = openPrevious(opt.Previous); err != nil {
			r.limits.add("上一次的录制文件无法使用，本次全部重新下载：" + err.Error() + "。")
			r.prev = nil
		}
	}
	if r.prev != nil {
		r.trust.remember(r.prev, site.URL)
	}
	if r.tape, err = openTape(site, opt); err != nil {
		return nil, errors.Join(err, r.closePrevious())
	}
	r.limits.add(r.tape.Notices()...)
	r.ctx, r.cancel = context.WithCancelCause(ctx)
	if err := r.connect(); err != nil {
		r.cancel(nil)
		return nil, errors.Join(err, r.tape.Close(), r.closePrevious())
	}
	return r, nil
}

// connect builds the chain of RoundTrippers, see transport.go.
func (r *crawling) connect() error {
	outsiders := outsideWorkers(r.site.Crawl.Concurrency)
	wire, err := newWire(r.site, r.scope.ownName, max(r.site.Crawl.Concurrency, 2))
	if err != nil {
		return err
	}
	if r.tune.dial != nil {
		wire.DialContext = r.tune.dial
	}
	wire.MaxIdleConns = max(wire.MaxIdleConns, 2*outsiders)
	r.polite = &polite{
		next:  whole{next: wire, timeout: r.tune.timeout, max: r.tune.maxBody, now: r.opt.Now},
		rules: r.manners,
	}
	t := &taped{
		next: r.polite, tape: r.tape, prev: r.prev, trust: r.trust, replay: r.opt.Replay != "", tally: &r.tally,
		failed: func(err error) { r.cancel(recordingLost{err}) },
	}
	r.client = &http.Client{
		Transport:     deliver{decode{inflate{next: t, max: r.tune.maxBody}}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	context.AfterFunc(r.ctx, wire.CloseIdleConnections)
	return nil
}

// recordingLost ends a crawl whose recording cannot be written any more: it
// could be neither proved nor resumed.
type recordingLost struct{ err error }

func (l recordingLost) Error() string { return l.err.Error() }

func (r *crawling) manners(host string) manners {
	c := r.site.Crawl
	m := manners{
		rate: c.Rate, parallel: max(c.Concurrency, 1), first: r.tune.firstGap, own: r.scope.ownHost(host),
	}
	if !m.own {
		m.parallel = 2
		return m
	}
	m.slowed = r.slowed(host)
	m.waits = func(d time.Duration) { r.asksToWait(host, d) }
	m.distress = func(failed, of int) {
		r.cancel(stopCause(fmt.Sprintf("网站在检查期间接连出错（最近 %d 次访问有 %d 次失败），为不影响网站运行，已停止检查。请确认网站状态，并在访问较少的时段用更低的速率重新检查。", of, failed)))
	}
	return m
}

func (r *crawling) replaying() bool { return r.opt.Replay != "" }

// userAgent says who asks and why. It is ASCII: some firewalls take any other
// byte in it for an attack. The address is the inspected site's own, where its
// staff can be asked.
func userAgent(site *lanmu.Site, version string) string {
	if site.Crawl.UserAgent != "" {
		return site.Crawl.UserAgent
	}
	if version == "" {
		version = "devel"
	}
	return fmt.Sprintf("Mozilla/5.0 (compatible; lanmu/%s; wangzhan zicha, the site's own self-inspection; +%s)", version, site.URL)
}

// headers are those of a request; the profile's own go to the site alone.
func (r *crawling) headers(addr, purpose string) http.Header {
	h := http.Header{
		"User-Agent":      {r.agent},
		"Accept":          {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"},
		"Accept-Language": {"zh-CN,zh;q=0.9,en;q=0.5"},
		"Accept-Encoding": {"gzip, deflate, br"},
	}
	if purpose == purposeAttachment || purpose == purposeAttachmentAgain {
		h["Accept"], h["Accept-Encoding"] = []string{"*/*"}, []string{"identity"}
	}
	if len(r.site.Crawl.Headers) > 0 && r.scope.own(addr) {
		for k, v := range r.site.Crawl.Headers {
			h.Set(k, v)
		}
	}
	r.cookies.set(addr, h)
	return h
}

// close ends the recording.
func (r *crawling) close() error {
	err := r.tape.Close()
	var lost recordingLost
	if errors.As(context.Cause(r.ctx), &lost) && err == nil {
		err = lost.err
	}
	r.cancel(nil)
	r.client.CloseIdleConnections()
	return errors.Join(err, r.closePrevious())
}

func (r *crawling) closePrevious() error {
	if r.prev == nil {
		return nil
	}
	return r.prev.Close()
}

// window tells whether now is an hour in which the profile allows to crawl.
func inWindow(window string, now time.Time) bool {
	from, to, ok := strings.Cut(window, "-")
	if !ok {
		return true
	}
	a, err1 := time.Parse("15:04", strings.TrimSpace(from))
	b, err2 := time.Parse("15:04", strings.TrimSpace(to))
	if err1 != nil || err2 != nil {
		return true
	}
	start, end, t := minutes(a), minutes(b), minutes(now)
	if start <= end {
		return start <= t && t < end
	}
	return t >= start || t < end
}

func minutes(t time.Time) int { return t.Hour()*60 + t.Minute() }
