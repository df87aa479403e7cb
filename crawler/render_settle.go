package crawler

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"

	_ "embed"

	"lanmu"
)

//go:embed render_probe.js
var probeScript string

//go:embed render_read.js
var readScript string

// How much virtual time a page gets: firstBudget after it has loaded, then
// nextBudget until two looks at it agree, maxLooks at most.
const (
	firstBudget = 5000 // ms
	nextBudget  = 2000 // ms
	maxLooks    = 8
)

// look is what tells whether a page is still being filled. Elements that are
// neither rows nor links may come and go: clocks, carousels.
type look struct {
	Links, Rows int
	Ready       string
}

// settle lets virtual time run until the page is done.
func (t *tab) settle() error {
	var last *look
	clearSignal(t.navigated)
	if err := t.budget(firstBudget); err != nil {
		return err
	}
	for looks := 0; looks < maxLooks; {
		select {
		case <-t.ctx.Done():
			return t.ctx.Err()
		case <-t.navigated: // a script moved on: another page
			last = nil
			if err := t.budget(firstBudget); err != nil {
				return err
			}
		case <-t.expired:
			if err := t.quiet(); err != nil {
				return err
			}
			now, err := t.look()
			if err == nil && last != nil && *now == *last && now.Ready != "loading" {
				return nil
			}
			looks++
			if last = now; err != nil {
				last = nil // between two pages
			}
			if err := t.budget(nextBudget); err != nil {
				return err
			}
		}
	}
	return &lanmu.Fail{Kind: lanmu.FailTimeout, Detail: fmt.Sprintf("the page still changes after %d looks", maxLooks)}
}

// quiet waits until no request is under way: a document that a script moved on
// to may still be coming.
func (t *tab) quiet() error {
	for {
		t.mu.Lock()
		busy := t.underWay > 0
		t.mu.Unlock()
		if !busy {
			return nil
		}
		select {
		case <-t.idle:
		case <-t.ctx.Done():
			return t.ctx.Err()
		}
	}
}

// budget lets ms of virtual time run; t.expired then tells. Time is stopped
// first, so that no earlier budget's end is taken for this one's: events and
// replies come in order.
func (t *tab) budget(ms float64) error {
	if _, err := cdp.Call(t.ctx, t.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPause,
	}); err != nil {
		return err
	}
	clearSignal(t.expired)
	_, err := cdp.Call(t.ctx, t.target, emulation.SetVirtualTimePolicy, emulation.SetVirtualTimePolicyParams{
		Policy: emulation.VirtualTimePolicyPauseIfNetworkFetchesPending, Budget: &ms,
	})
	return err
}

func clearSignal(c chan struct{}) {
	select {
	case <-c:
	default:
	}
}

func (t *tab) look() (*look, error) {
	l := new(look)
	return l, t.eval(probeScript, l)
}

// read takes the page as it is.
func (t *tab) read() error {
	limit := t.r.opt.MaxBody
	var got struct {
		Size int64
		HTML string
	}
	if err := t.eval(readScript+"("+strconv.FormatInt(limit, 10)+")", &got); err != nil {
		return err
	}
	if got.Size > limit {
		return &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: fmt.Sprintf("the rendered page has %d characters", got.Size)}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.html = []byte(got.HTML)
	return nil
}

// eval runs script in a world of its own in the page and reads its value.
func (t *tab) eval(script string, into any) error {
	world, err := cdp.Call(t.ctx, t.target, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: t.frame, WorldName: "lanmu"})
	if err != nil {
		return err
	}
	res, err := cdp.Call(t.ctx, t.target, runtime.Evaluate, runtime.EvaluateParams{
		Expression: script, ContextID: world.ExecutionContextID, ReturnByValue: new(true), Silent: new(true),
	})
	if err != nil {
		return err
	}
	if res.ExceptionDetails != nil {
		return errors.New(res.ExceptionDetails.Text)
	}
	return json.Unmarshal(res.Result.Value, into)
}
