package crawler

import (
	"fmt"
	"os/exec"
	"strconv"

	"github.com/chromedp/chromedp"
)

// browserNames are looked for on PATH, in this order.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"}

// findBrowser is the path of the browser to start.
func findBrowser(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", fmt.Errorf("%w（%s：%w）", ErrNoBrowser, path, err)
		}
		return found, nil
	}
	for _, name := range browserNames {
		if found, err := exec.LookPath(name); err == nil {
			return found, nil
		}
	}
	return "", ErrNoBrowser
}

// browserFlags start a browser that shows nothing, remembers nothing, calls
// nobody, and cannot: no host resolves for it, and its proxy is a port at which
// nothing listens. chromedp adds --no-sandbox for root, without which Chromium
// does not start there, and a fresh folder of its own, removed afterwards.
func browserFlags(path string, opt RenderOptions) []chromedp.ExecAllocatorOption {
	flags := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path),
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Headless,
		chromedp.WindowSize(1366, 4000), // tall: what loads when scrolled to is in sight
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("proxy-server", "http://127.0.0.1:9"),
		chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Flag("js-flags", "--max-old-space-size="+strconv.FormatInt(opt.Memory>>20, 10)),
		// A page kept for going back would hold the next one's virtual time.
		chromedp.Flag("disable-features", "BackForwardCache,Translate,OptimizationHints,MediaRouter,DialMediaRouteProvider,HttpsUpgrades"),
	}
	for _, name := range []string{
		"disable-gpu", "disable-quic", "disable-background-networking", "disable-component-update", "disable-sync",
		"disable-default-apps", "disable-extensions", "disable-breakpad", "disable-client-side-phishing-detection",
		"disable-domain-reliability", "disable-dev-shm-usage", "disable-hang-monitor", "disable-prompt-on-repost",
		"disable-background-timer-throttling", "disable-backgrounding-occluded-windows", "disable-renderer-backgrounding",
		"block-new-web-contents", "disable-notifications", "deny-permission-prompts", "metrics-recording-only",
		"no-pings", "no-service-autorun", "safebrowsing-disable-auto-update", "use-mock-keychain",
	} {
		flags = append(flags, chromedp.Flag(name, true))
	}
	if opt.UserAgent != "" {
		flags = append(flags, chromedp.UserAgent(opt.UserAgent))
	}
	return flags
}
