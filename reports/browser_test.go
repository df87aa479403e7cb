package reports

import (
	"bytes"
	"context"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"lanmu"
)

// browse loads a page from disk in headless Chromium and returns the document
// after its script ran, and the hosts that the browser asked for: every request
// that leaves the machine goes through a proxy of the test's own.
func browse(t *testing.T, page []byte, flags ...string) (dom string, hosts []string) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("no chromium on this machine")
	}
	var mu sync.Mutex
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		hosts = append(hosts, r.Host)
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer proxy.Close()
	dir := t.TempDir()
	path := filepath.Join(dir, "report.html")
	if err := os.WriteFile(path, page, 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	args := append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
		"--user-data-dir=" + filepath.Join(dir, "profile"), "--proxy-server=" + proxy.URL, "--proxy-bypass-list=<-loopback>", "--dump-dom",
	}, flags...)
	cmd := exec.CommandContext(ctx, chromium, append(args, "file://"+path)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Skipf("chromium does not run here: %v: %.300s", err, stderr.String())
	}
	mu.Lock()
	defer mu.Unlock()
	return string(out), hosts
}

func TestBrowserAsksNobody(t *testing.T) {
	for name, a := range map[string]*lanmu.Audit{"sample": sampleAudit(), "hostile": hostileAudit()} {
		page, err := renderPage(a, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		dom, hosts := browse(t, page)
		for _, h := range hosts {
			if strings.Contains(h, "example") {
				t.Errorf("%s: the page asked %s", name, h)
			}
		}
		if strings.Contains(dom, "<title>owned</title>") {
			t.Errorf("%s: a scraped script ran", name)
		}
		// The filters come out of hiding only where our own script may run.
		if strings.Contains(dom, `data-for="fixes" hidden`) || !strings.Contains(dom, `data-for="fixes"`) {
			t.Errorf("%s: the page's own script did not run", name)
		}
	}
}

// The test of the test: a page that does ask somebody is caught.
func TestBrowserCatches(t *testing.T) {
	_, hosts := browse(t, []byte(`<!doctype html><img src="http://caught.example/x.png">`))
	if !strings.Contains(strings.Join(hosts, " "), "caught.example") {
		t.Errorf("the proxy saw %v", hosts)
	}
}

// inBrowser renders an audit with a script of the test's own in place of ours,
// allowed by the policy as ours is; it leaves what it found in the title.
func inBrowser(t *testing.T, a *lanmu.Audit, script string, flags ...string) string {
	t.Helper()
	p := newPage(a, Options{}, nil, densities[0])
	p.JS, p.Policy = template.JS(script), policy(reportCSS, script)
	var b bytes.Buffer
	if err := pageTemplates[chinese]().Execute(&b, p); err != nil {
		t.Fatal(err)
	}
	dom, _ := browse(t, b.Bytes(), flags...)
	_, rest, _ := strings.Cut(dom, "<title>")
	title, _, _ := strings.Cut(rest, "</title>")
	return title
}

func TestPhoneWidthDoesNotScroll(t *testing.T) {
	const measure = `
		for (const d of document.querySelectorAll("details")) d.open = true;
		const width = document.documentElement.clientWidth;
		const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > width + 1 && e.getBoundingClientRect().width > 0);
		document.title = [innerWidth <= 500, document.documentElement.scrollWidth <= width, wide.length, wide[0]?.outerHTML.slice(0, 200) ?? ""].join(" ");`
	for name, a := range map[string]*lanmu.Audit{"sample": sampleAudit(), "hostile": hostileAudit()} {
		if got := inBrowser(t, a, measure, "--window-size=390,844"); got != "true true 0 " && got != "true true 0" {
			t.Errorf("%s: narrow, not scrolling, elements too wide: %s", name, got)
		}
	}
}

func TestFiltersFilter(t *testing.T) {
	const ask = `
		const form = document.querySelector('form[data-for="fixes"]');
		const shown = () => [...document.querySelectorAll("#fixes article li[id]")].filter((li) => li.getClientRects().length).length;
		const set = async (name, value) => { form.reset(); await new Promise((r) => setTimeout(r)); form[name].value = value; form.dispatchEvent(new Event("input", {bubbles: true})); await new Promise((r) => setTimeout(r, 400)); return shown(); };
		(async () => {
			for (const d of document.querySelectorAll("#fixes details.rest")) d.open = true;
			const out = [shown()];
			out.push(await set("rule", "column-empty"), await set("department", "office"), await set("certainty", "review"),
				await set("state", "waived"), await set("text", "网站地图"), await set("text", "OLD-1.example"), await set("text", "no such text"), await set("text", ""));
			document.title = out.join(" ");
		})();`
	a := sampleAudit()
	want := map[string]int{}
	for _, f := range a.Findings {
		if isClosed(f) {
			continue
		}
		want["all"]++
		want[f.Rule]++
		want[f.Department]++
		want[string(f.Certainty)]++
		want[string(f.State)]++
		if strings.Contains(f.URL, "old-1.example") {
			want["host"]++
		}
	}
	var list []string
	for _, k := range []string{"all", "column-empty", "office", "review", "waived", "", "host", "none", "all"} {
		n := want[k]
		if k == "" {
			n = 1
		}
		list = append(list, group(n))
	}
	if got := inBrowser(t, a, reportJS+ask, "--virtual-time-budget=20000"); got != strings.Join(list, " ") {
		t.Errorf("shown are %s, want %s", got, strings.Join(list, " "))
	}
}
