package auditor

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
)

// A second night on an unchanged site finds the same and is sent next to
// nothing.
func TestNights(t *testing.T) {
	b := newBureau(t, 400)
	b.stamp = true
	site := b.site(t)
	dir := t.TempDir()
	plain := auditOf(t, site, Options{Record: filepath.Join(dir, "0.warc.gz")})
	b.reset()
	first := auditOf(t, site, night(dir, 1))
	_, sent := b.reset()
	second := auditOf(t, site, night(dir, 2))
	_, again := b.reset()
	if d := cmp.Diff(plain, first, same); d != "" {
		t.Errorf("without (-) and with readings (+):\n%s", d)
	}
	// That pages were taken at the server's word is told.
	if d := cmp.Diff(first, second, same, cmpopts.IgnoreFields(lanmu.Meta{}, "Limits")); d != "" || len(second.Meta.Limits) != 1 {
		t.Errorf("first night (-), second (+):\n%s\nlimits %q", d, second.Meta.Limits)
	}
	if again*10 > sent {
		t.Errorf("%d bytes sent the first night, %d the second", sent, again)
	}
}

// night is the nth one in a folder.
func night(dir string, n int) Options {
	o := Options{Record: filepath.Join(dir, fmt.Sprint(n, ".warc.gz")), Readings: filepath.Join(dir, "readings")}
	if n > 1 {
		o.Previous = filepath.Join(dir, fmt.Sprint(n-1, ".warc.gz"))
	}
	return o
}

// What nights cost, each in a process of its own. By hand: LANMU_NIGHT_PAGES=10000.
func TestNightsCost(t *testing.T) {
	pages, _ := strconv.Atoi(os.Getenv("LANMU_NIGHT_PAGES"))
	if pages == 0 {
		t.Skip("LANMU_NIGHT_PAGES is not set")
	}
	b := newBureau(t, pages)
	b.stamp, b.fat = true, true
	dir := t.TempDir()
	var cpu [4]time.Duration
	var bytes [4]int64
	for n := 1; n < len(cpu); n++ {
		o := night(dir, n)
		child := exec.Command(os.Args[0], "-test.run=^TestChild$")
		child.Env = append(os.Environ(), childSite+"="+b.URL+"/", childRecord+"="+o.Record, childPrev+"="+o.Previous, childRead+"="+o.Readings)
		if p := os.Getenv("LANMU_NIGHT_PROFILE"); p != "" {
			child.Args = append(child.Args, fmt.Sprint("-test.cpuprofile=", p, n))
		}
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		cpu[n] = child.ProcessState.UserTime() + child.ProcessState.SystemTime()
		_, bytes[n] = b.reset()
		t.Logf("night %d: CPU %v (%.0f %%), bytes %d (%.1f %%)", n, cpu[n], 100*float64(cpu[n])/float64(cpu[1]), bytes[n], 100*float64(bytes[n])/float64(bytes[1]))
	}
	if pages >= 10000 && (cpu[2]*4 > cpu[1] || bytes[2]*10 > bytes[1]) {
		t.Error("the second night costs too much")
	}
}
