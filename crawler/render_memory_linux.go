package crawler

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/systeminfo"
	"github.com/chromedp/chromedp"
)

// memoryPause is how often processes are looked at. A page can fill about
// 200 MiB in that time.
const memoryPause = 50 * time.Millisecond

// watchMemory kills the process of a page that holds more memory than it may.
// The browser tells the tab that its page crashed.
func (r *Renderer) watchMemory() {
	browser := chromedp.FromContext(r.ctx).Browser
	tick := time.NewTicker(memoryPause)
	defer tick.Stop()
	for {
		select {
		case <-r.ctx.Done():
			return
		case <-tick.C:
		}
		if len(r.slots) == 0 {
			continue // no page is open
		}
		info, err := cdp.Call(r.ctx, browser, systeminfo.GetProcessInfo, cdp.Empty{})
		if err != nil {
			return // the browser is gone
		}
		for _, p := range info.ProcessInfo {
			if p.Type == "renderer" && anonymousMemory(p.ID) > r.opt.Memory {
				// An error means that it has just ended by itself.
				_ = syscall.Kill(int(p.ID), syscall.SIGKILL)
			}
		}
	}
}

// anonymousMemory is the memory in bytes that a process holds for itself; 0
// where it is gone.
func anonymousMemory(pid int64) int64 {
	f, err := os.Open("/proc/" + strconv.FormatInt(pid, 10) + "/status")
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "RssAnon:"); ok {
			kib, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				return 0
			}
			return kib << 10
		}
	}
	return 0
}
