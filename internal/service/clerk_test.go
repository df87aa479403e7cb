package service

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/crypto/bcrypt"
)

// browser is a headless Chromium with one tab.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := needed(t, "chromium")
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx, chromedp.ExecPath(path), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("accept-lang", "zh-CN"), chromedp.Flag("disable-dev-shm-usage", true))
	t.Cleanup(stop)
	quiet := func(string, ...any) {}
	ctx, closeTab := chromedp.NewContext(ctx, chromedp.WithLogf(quiet), chromedp.WithErrorf(quiet))
	t.Cleanup(closeTab)
	return ctx
}

// do runs steps in the browser and ends the test where one fails.
func do(ctx context.Context, t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// js evaluates an expression in the page; a promise is waited for.
func js[T any](ctx context.Context, t *testing.T, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.80s: %v", expression, err)
	}
	return v
}

// press clicks and waits for the page that follows.
func press(ctx context.Context, t *testing.T, selector, then string) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.Click(chromedp.CSS(selector)))); err != nil {
		t.Fatalf("pressing %s: %v", selector, err)
	}
	do(ctx, t, chromedp.WaitReady(chromedp.CSS(then)))
}

// fetched is what a link to a file answers: fetch takes no names in addresses.
func fetched(file string) string {
	return `(() => { const u = new URL(document.querySelector('a[href*="` + file + `"]').href); u.username = u.password = ""; return fetch(u) })()`
}

// usersFile is a web configuration with one user.
func usersFile(t *testing.T, name, password string) string {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "web.yml")
	if err := os.WriteFile(path, fmt.Appendf(nil, "basic_auth_users:\n  %s: %s\n", name, hash), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A clerk signs in, filters to a department, marks an entry, exports the
// ledger, has an entry checked again and sees that it is fixed.
func TestClerkInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	b, dir := newBureau(t), t.TempDir()
	ctx := browser(t)
	r := start(t, Options{
		Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)},
		WebFile: usersFile(t, "zhang", "secret"), Editors: []string{"zhang"},
	})
	if status, _ := r.get(t, "/"); status != http.StatusUnauthorized {
		t.Fatalf("without signing in: %d", status)
	}
	r.url = strings.Replace(r.url, "http://", "http://zhang:secret@", 1)
	b.set("tzgg", 0)
	b.set("zcwj", 0)
	a := r.auditNow(t)
	empty := finding(a, "column-empty", "tzgg")
	if empty == nil || finding(a, "column-empty", "zcwj") == nil {
		t.Fatal("the empty columns were not found")
	}

	do(ctx, t, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(r.url+"/"))
	press(ctx, t, "section.card h2 a", "#columns")
	press(ctx, t, "a.button[href$='/findings']", "select[name=department]")
	all := js[int](ctx, t, "document.querySelectorAll('tbody tr').length")
	js[string](ctx, t, "document.querySelector('select[name=department]').value = 'office'")
	press(ctx, t, "form.filter button", "tbody tr")
	if where := js[string](ctx, t, "location.search"); !strings.Contains(where, "department=office") {
		t.Errorf("the filter is not in the address: %s", where)
	}
	few := js[int](ctx, t, "document.querySelectorAll('tbody tr').length")
	if few == 0 || few >= all {
		t.Errorf("%d of %d entries are the office's", few, all)
	}

	do(ctx, t, chromedp.Click(chromedp.CSS("input[name=id][value='"+empty.ID+"']")))
	js[string](ctx, t, "document.querySelector('select[name=review]').value = '已整改'")
	press(ctx, t, "form[action$='/mark'] button", "tbody tr")
	if row := js[string](ctx, t, "document.querySelector(\"input[value='"+empty.ID+"']\").closest('tr').innerText"); !strings.Contains(row, "已整改") {
		t.Errorf("marked, and the line says %q", row)
	}
	ledger := js[string](ctx, t, fetched("ledger.csv")+".then(r => r.text())")
	if !strings.Contains(ledger, "通知公告") || strings.Contains(ledger, "政策文件”栏目") {
		t.Errorf("the exported ledger is not the office's: %.300s", ledger)
	}
	if n := js[int](ctx, t, fetched("ledger.xlsx")+".then(r => r.arrayBuffer()).then(b => b.byteLength)"); n < 2000 {
		t.Errorf("the exported workbook has %d bytes", n)
	}

	press(ctx, t, "a[href='/findings/"+empty.ID+"']", "form[action$='/recheck']")
	b.set("tzgg", 8)
	do(ctx, t, chromedp.Click(chromedp.CSS("form[action$='/recheck'] button")), chromedp.WaitVisible(chromedp.CSS("p.say")))
	if say := js[string](ctx, t, "document.querySelector('p.say').innerText"); !strings.Contains(say, "已不存在") {
		t.Errorf("checked again: %s", say)
	}
	do(ctx, t, chromedp.Navigate(r.url+"/findings/"+empty.ID))
	if head := js[string](ctx, t, "document.querySelector('h1').innerText"); !strings.Contains(head, "已整改") {
		t.Errorf("fixed, and the page says %q", head)
	}
	if who := js[string](ctx, t, "document.querySelector('main ol.lines').innerText"); !strings.Contains(who, "zhang") {
		t.Errorf("the history does not say who marked it: %s", who)
	}

	second := r.auditNow(t)
	paths := []string{
		"/", "/expiring", "/judged", "/sites/swj", "/sites/swj/findings?state=all", "/sites/swj/columns/zcwj", "/sites/swj/profile",
		"/findings/" + finding(a, "column-empty", "zcwj").ID, "/audits/" + a.Meta.ID, "/audits/" + second.Meta.ID + "?with=" + a.Meta.ID, "/?lang=en", "/sites/swj/findings?lang=en",
	}
	checkPages(ctx, t, r.url, paths)
}

// checkPages looks for what keeps people from using the pages, at desk and at
// phone width. LANMU_SHOTS names a folder for pictures of them.
func checkPages(ctx context.Context, t *testing.T, base string, paths []string) {
	t.Helper()
	axe := axeCore(t)
	shots := os.Getenv("LANMU_SHOTS")
	for _, width := range []int64{1280, 390} {
		for i, path := range paths {
			do(ctx, t, chromedp.EmulateViewport(width, 844), chromedp.Navigate(base+path))
			if wide := js[int](ctx, t, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
				t.Errorf("%s at %d: the page is %d px wider than the window", path, width, wide)
			}
			js[bool](ctx, t, axe+";true")
			found := js[[]string](ctx, t, `axe.run().then(r => r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")))`)
			for _, f := range found {
				t.Errorf("%s at %d: %s", path, width, f)
			}
			if shots != "" {
				picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(shots, fmt.Sprintf("%d-%d.jpg", width, i)), picture, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// axeCore is the text of axe-core, from LANMU_AXE or from npm.
func axeCore(t *testing.T) string {
	t.Helper()
	if file := os.Getenv("LANMU_AXE"); file != "" {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	text, err := packed(t)
	if err != nil {
		if os.Getenv("LANMU_CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return text
}

// packed takes axe.min.js out of the newest package.
func packed(t *testing.T) (string, error) {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(t.Context(), npm, "pack", "--silent", "axe-core@4")
	cmd.Dir = t.TempDir()
	name, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("npm pack axe-core: %w", err)
	}
	f, err := os.Open(filepath.Join(cmd.Dir, strings.TrimSpace(string(name))))
	if err != nil {
		return "", err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return "", err
	}
	for tape := tar.NewReader(z); ; {
		h, err := tape.Next()
		if err != nil {
			return "", errors.Join(errors.New("no axe.min.js in the package"), err)
		}
		if h.Name == "package/axe.min.js" {
			b, err := io.ReadAll(tape)
			return string(b), err
		}
	}
}
