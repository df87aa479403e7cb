package auditor

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// cpu is what this process has used.
func cpu(t *testing.T) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// A second night on an unchanged site finds the same and is sent next to
// nothing; what did change is read anew. LANMU_NIGHT_PAGES sets the size.
func TestNights(t *testing.T) {
	pages := 400
	if s := os.Getenv("LANMU_NIGHT_PAGES"); s != "" {
		pages, _ = strconv.Atoi(s)
	}
	b := newBureau(t, pages)
	b.stamp = true
	site := b.site(t)
	dir := t.TempDir()
	night := func(record, previous string) Options {
		return Options{Record: filepath.Join(dir, record), Previous: previous, Readings: filepath.Join(dir, "readings")}
	}
	runtime.GC()
	c0 := cpu(t)
	plain := auditOf(t, site, Options{Record: filepath.Join(dir, "0.warc.gz")})
	c1 := cpu(t)
	b.reset()
	first := auditOf(t, site, night("1.warc.gz", ""))
	c2 := cpu(t)
	_, sent := b.reset()
	second := auditOf(t, site, night("2.warc.gz", filepath.Join(dir, "1.warc.gz")))
	c3 := cpu(t)
	_, again := b.reset()
	if d := cmp.Diff(plain, first, same); d != "" {
		t.Errorf("without (-) and with readings (+):\n%s", d)
	}
	if d := cmp.Diff(first, second, same); d != "" {
		t.Errorf("first night (-), second (+):\n%s", d)
	}
	if again*10 > sent {
		t.Errorf("%d bytes sent the first night, %d the second", sent, again)
	}
	t.Logf("%d pages: bytes %d, then %d; CPU (server's too) without readings %v, first night %v, second %v", pages, sent, again, c1-c0, c2-c1, c3-c2)
}
