package service

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// A running audit is seen on its site's page, and its end loads the page anew.
func TestProgressIsLive(t *testing.T) {
	b, dir := newBureau(t), t.TempDir()
	r := start(t, Options{Data: filepath.Join(dir, "data"), Profiles: []string{b.profile(t, dir)}})
	hold := make(chan struct{})
	b.mu.Lock()
	b.slow = hold
	b.mu.Unlock()
	r.post(t, "/sites/swj/run")
	until(t, "a running audit", func() (bool, string) {
		_, body := r.get(t, "/sites/swj/progress")
		return strings.Contains(body, "正在检查") && strings.Contains(body, "打开页面"), body
	})
	resp, err := http.Post(r.url+"/sites/swj/run", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusConflict {
		t.Errorf("a second audit of a running site: %s", resp.Status)
	}
	close(hold)
	if o := <-r.audited; o.err != nil {
		t.Fatal(o.err)
	}
	until(t, "its end", func() (bool, string) {
		resp, err := http.Get(r.url + "/sites/swj/progress?running=1")
		if err != nil {
			return false, err.Error()
		}
		defer resp.Body.Close()
		return resp.Header.Get("HX-Refresh") == "true", resp.Status
	})
}
