package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/inspector"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	_ "embed"

	"lanmu"
)

//go:embed render_start.js
var startScript string

// tab renders one page. It has a browser context of its own: no cookie, no
// storage and no process is shared with another page.
type tab struct {
	r     *Renderer
	asked string
	at    time.Time // when it was begun
	took  time.Duration

	ctx    context.Context // the tab's life, at most PageTime
	kill   context.CancelCauseFunc
	target *chromedp.Target
	frame  cdp.FrameID // the main one

	navigated, expired, idle chan struct{} // signals, of which one may wait

	mu       sync.Mutex
	doc      document
	moves    int // documents that scripts asked for in place of the first
	asks     int // requests
	bytes    int64
	underWay int
	lacks    []string
	fail     *lanmu.Fail
	html     []byte
}

// document is the answer that the page was made of.
type document struct {
	url       string
	redirects []string // addresses on the way to url
	status    int
	header    http.Header
}

var (
	errPageTime = errors.New("the page took too long")
	errCrashed  = errors.New("the page's process died")
)

func newTab(r *Renderer, address string) *tab {
	signal := func() chan struct{} { return make(chan struct{}, 1) }
	return &tab{
		r: r, asked: address, doc: document{url: address},
		navigated: signal(), expired: signal(), idle: signal(),
	}
}

// send leaves a signal, if none waits yet.
func send(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// render does all of it. What came of it is in t.
func (t *tab) render(ctx context.Context) {
	t.at = t.r.opt.Now()
	start := time.Now()
	defer func() { t.took = time.Since(start) }()
	if !isHTTP(t.asked) || hostOf(t.asked) == "" {
		t.failed(lanmu.FailURL, "no http address")
		return
	}
	timed, cancel := context.WithTimeoutCause(t.r.ctx, t.r.opt.PageTime, errPageTime)
	defer cancel()
	defer context.AfterFunc(ctx, cancel)()
	life, kill := context.WithCancelCause(timed)
	defer kill(nil)
	t.kill = kill
	tabCtx, closeTab := chromedp.NewContext(life, chromedp.WithNewBrowserContext(), chromedp.WithListener(t.hear))
	defer closeTab()
	t.ctx = tabCtx

	err := t.open()
	if err == nil {
		err = t.navigate()
	}
	if err == nil {
		err = t.settle()
	}
	if err == nil {
		err = t.read()
	}
	t.conclude(life, err)
}

// conclude makes a failure of err, unless a better reason is known.
func (t *tab) conclude(life context.Context, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var fail *lanmu.Fail
	switch {
	case t.fail != nil:
	case err == nil && len(t.lacks) > 0:
		t.fail = &lanmu.Fail{Kind: lanmu.FailIncomplete, Detail: "the page did not get what it asked for: " + short(strings.Join(t.lacks, "; "))}
	case err == nil:
	case errors.As(err, &fail):
		t.fail = fail
	case errors.Is(context.Cause(life), errCrashed):
		t.fail = &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: fmt.Sprintf("the page's process died, most likely of memory (limit %d MiB)", t.r.opt.Memory>>20)}
	case errors.Is(context.Cause(life), errPageTime):
		t.fail = &lanmu.Fail{Kind: lanmu.FailTimeout, Detail: fmt.Sprintf("the page was not done within %s", t.r.opt.PageTime)}
	default:
		t.fail = &lanmu.Fail{Kind: lanmu.FailProtocol, Detail: short(err.Error())}
	}
	t.lacks = slices.Clone(t.lacks) // requests may still end
}

func (t *tab) failed(kind lanmu.FailKind, detail string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fail == nil {
		t.fail = &lanmu.Fail{Kind: kind, Detail: short(detail)}
	}
}

// lack notes what the page asked for and did not get.
func (t *tab) lack(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.lacks) < 10 && !slices.Contains(t.lacks, what) {
		t.lacks = append(t.lacks, what)
	}
}

// hear is called for each event of the tab, in order, and must be quick.
func (t *tab) hear(ev any) {
	switch ev := ev.(type) {
	case *fetch.EventRequestPaused:
		t.paused(ev)
	case *page.EventFrameNavigated:
		if ev.Frame.ParentID == "" {
			send(t.navigated)
		}
	case *emulation.EventVirtualTimeBudgetExpired:
		send(t.expired)
	case *page.EventJavascriptDialogOpening:
		go t.dismiss(ev.Type)
	case *inspector.EventTargetCrashed:
		t.kill(errCrashed)
	case *network.EventWebSocketCreated:
		t.lack("web socket " + ev.URL)
	case *target.EventAttachedToTarget:
		if strings.Contains(ev.TargetInfo.Type, "worker") {
			t.lack("worker " + ev.TargetInfo.URL)
		}
	}
}

// dismiss closes a dialog as a person does who wants to go on.
func (t *tab) dismiss(kind page.DialogType) {
	accept := kind == page.DialogTypeBeforeunload
	// An error means that the tab is gone, which render notices.
	_, _ = cdp.Call(t.ctx, t.target, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: accept})
}

// open makes the tab and closes it in.
func (t *tab) open() error {
	if err := chromedp.Do(t.ctx); err != nil {
		return err
	}
	c := chromedp.FromContext(t.ctx)
	t.target = c.Target
	tree, err := cdp.Call(t.ctx, t.target, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	t.frame = tree.FrameTree.Frame.ID
	if _, err := cdp.Call(t.ctx, t.target, fetch.Enable, fetch.EnableParams{}); err != nil {
		return err
	}
	if _, err := cdp.Call(t.ctx, t.target, network.SetBypassServiceWorker, network.SetBypassServiceWorkerParams{Bypass: true}); err != nil {
		return err
	}
	if _, err := cdp.Call(t.ctx, c.Browser, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorDeny, BrowserContextID: c.BrowserContextID,
	}); err != nil {
		return err
	}
	if tz := t.r.opt.Timezone; tz != "" {
		if _, err := cdp.Call(t.ctx, t.target, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: tz}); err != nil {
			return err
		}
	}
	_, err = cdp.Call(t.ctx, t.target, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: startScript})
	return err
}

// navigate opens the page; it returns when the page's document has come.
func (t *tab) navigate() error {
	res, err := cdp.Call(t.ctx, t.target, page.Navigate, page.NavigateParams{URL: t.asked})
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err != nil:
		return err
	case t.fail != nil:
		return t.fail
	case res.ErrorText != "" || res.IsDownload:
		return &lanmu.Fail{Kind: lanmu.FailProtocol, Detail: "the browser cannot show it: " + short(res.ErrorText)}
	}
	return nil
}

// page is what came of it.
func (t *tab) page() *lanmu.Page {
	t.mu.Lock()
	defer t.mu.Unlock()
	return &lanmu.Page{
		Asked: t.asked, URL: t.doc.url, Redirects: t.doc.redirects, Status: t.doc.status, Header: t.doc.header,
		Body: t.html, RawSize: len(t.html), Charset: "utf-8", MediaType: "text/html", Digest: digestOf(t.html),
		Fetched: t.at, Took: t.took, Rendered: true, Fail: t.fail,
	}
}
