package crawler

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Close leaves no process and no file, and cancelling a page is quick.
func TestRenderCleansUp(t *testing.T) {
	p := newScripted(t)
	t.Setenv("TMPDIR", t.TempDir())
	r := renderer(t, RenderOptions{})
	ctx, cancel := context.WithCancel(t.Context())
	asked := make(chan struct{})
	p.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		close(asked)
		<-req.Context().Done()
	})
	go func() {
		<-asked
		cancel()
	}()
	start := time.Now()
	if _, err := r.Render(ctx, p.URL+"/"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if took := time.Since(start); took > 3*time.Second {
		t.Errorf("cancelling took %s", took)
	}

	pid := chromedp.FromContext(r.ctx).Browser.Process().Pid
	dir := userDataDir(t, pid)
	if n := processesWith(t, dir); n < 2 {
		t.Fatalf("%d processes with %s: the test looks at the wrong thing", n, dir)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if n := processesWith(t, dir); n != 0 {
		t.Errorf("%d processes are left", n)
	}
	if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the browser's folder is left: %v", err)
	}
	if _, err := r.Render(t.Context(), p.URL+"/"); !errors.Is(err, errBrowserGone) {
		t.Errorf("rendering without a browser: %v", err)
	}
}

// userDataDir is the folder that the browser with that process id was given.
func userDataDir(t *testing.T, pid int) string {
	t.Helper()
	for arg := range bytes.SplitSeq(readAll(t, fmt.Sprintf("/proc/%d/cmdline", pid)), []byte{0}) {
		if dir, ok := strings.CutPrefix(string(arg), "--user-data-dir="); ok {
			return dir
		}
	}
	t.Fatal("the browser has no --user-data-dir")
	return ""
}

// processesWith counts the processes whose command line names dir.
func processesWith(t *testing.T, dir string) (n int) {
	t.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if cmd, err := os.ReadFile("/proc/" + e.Name() + "/cmdline"); err == nil && bytes.Contains(cmd, []byte(dir)) {
			n++
		}
	}
	return n
}
