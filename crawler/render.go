package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/chromedp/chromedp"

	"lanmu"
)

// ErrNoBrowser is returned where no Chromium can be found. The sentence is the user's.
var ErrNoBrowser = errors.New("没有找到 Chromium 浏览器，由脚本生成内容的栏目无法判断：请安装 chromium（或 Google Chrome），或用 --browser 指定它的路径")

// errBrowserGone tells that the browser died while it was needed.
var errBrowserGone = errors.New("浏览器在检查过程中退出，其余由脚本生成内容的页面没有查看")

// RenderOptions bound the browser. The browser itself has no network at all:
// every request of a page is held, judged, and answered through Transport.
type RenderOptions struct {
	Browser   string            // path of Chromium; "" found on the system
	UserAgent string            // "" the browser's own
	Timezone  string            // IANA name in which the page's clock runs; "" the machine's
	Tabs      int               // pages at once; 0: 2
	PageTime  time.Duration     // for one page, all of it; 0: 20 s
	Total     time.Duration     // for all pages; 0: 10 min
	Memory    int64             // bytes one page's process may hold; 0: 512 MiB
	MaxBody   int64             // bytes of a rendered page, and of each answer; 0: 20 MiB
	Requests  int               // of one page; 0: 200
	Own       func(string) bool // tells an address that may be asked; nil: the host of the page itself
	Now       func() time.Time  // for Page.Fetched; nil: time.Now
	Transport http.RoundTripper // asks the network, one hop; nil: net/http with 15 s for an answer
}

func (o RenderOptions) withDefaults() RenderOptions {
	o.Tabs = orElse(o.Tabs, 2)
	o.PageTime = orElse(o.PageTime, 20*time.Second)
	o.Total = orElse(o.Total, 10*time.Minute)
	o.Memory = orElse(o.Memory, 512<<20)
	o.MaxBody = orElse(o.MaxBody, 20<<20)
	o.Requests = orElse(o.Requests, 200)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Transport == nil {
		o.Transport = &http.Transport{ResponseHeaderTimeout: 15 * time.Second, DisableKeepAlives: true}
	}
	return o
}

func orElse[T int | int64 | time.Duration](v, standard T) T {
	if v > 0 {
		return v
	}
	return standard
}

// Renderer is one browser with a few tabs. Its methods may be called by several
// at once.
type Renderer struct {
	opt     RenderOptions
	ctx     context.Context // the browser's life
	stop    func()
	slots   chan struct{}
	cache   cache
	watched sync.WaitGroup
}

// NewRenderer starts a browser, which lives until Close, until ctx ends, or for
// opt.Total. The error is ErrNoBrowser where there is none.
func NewRenderer(ctx context.Context, opt RenderOptions) (*Renderer, error) {
	opt = opt.withDefaults()
	path, err := findBrowser(opt.Browser)
	if err != nil {
		return nil, err
	}
	ctx, cancelTotal := context.WithTimeout(ctx, opt.Total)
	allocator, cancelAllocator := chromedp.NewExecAllocator(ctx, browserFlags(path, opt)...)
	browser, cancelBrowser := chromedp.NewContext(allocator, chromedp.WithLogf(quiet), chromedp.WithErrorf(quiet), chromedp.WithBrowserOption(chromedp.WithBrowserErrorf(quiet)))
	r := &Renderer{opt: opt, ctx: browser, slots: make(chan struct{}, opt.Tabs)}
	r.stop = func() {
		cancelBrowser()
		cancelAllocator()
		cancelTotal()
	}
	if err := chromedp.Do(browser); err != nil {
		r.stop()
		return nil, fmt.Errorf("浏览器 %s 无法启动，请检查它能否单独运行：%w", path, err)
	}
	r.watched.Go(r.watchMemory)
	return r, nil
}

func quiet(string, ...any) {}

// Close ends the browser with all its processes and removes what it wrote.
func (r *Renderer) Close() error {
	r.stop()
	r.watched.Wait()
	return nil
}

// Render opens address, lets its scripts run until nothing changes any more and
// gives the page as it then is: Rendered, its body UTF-8, its digest that of
// the body. A page that could not be had, or that may lack something because
// what it asked for did not come, has Fail set; the error is for a browser that
// is gone and for ctx.
//
// Timers run on virtual time, which stands still while a request is under way:
// a list that appears three seconds after loading is there at once.
func (r *Renderer) Render(ctx context.Context, address string) (*lanmu.Page, error) {
	t := newTab(r, address)
	if err := r.render(ctx, t); err != nil {
		return nil, err
	}
	return t.page(), nil
}

// render waits for its turn and renders t's page.
func (r *Renderer) render(ctx context.Context, t *tab) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return ctx.Err()
	case <-r.ctx.Done():
		return errBrowserGone
	}
	t.render(ctx)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case r.ctx.Err() != nil:
		return errBrowserGone
	}
	return nil
}
