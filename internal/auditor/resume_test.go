package auditor

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
)

// The environment of a process that audits and is killed.
const (
	childSite   = "LANMU_TEST_CHILD_SITE"
	childRecord = "LANMU_TEST_CHILD_RECORD"
	childPrev   = "LANMU_TEST_CHILD_PREVIOUS"
	childRead   = "LANMU_TEST_CHILD_READINGS"
)

// TestChild is no test: it is the process that TestKilled kills.
func TestChild(t *testing.T) {
	url := os.Getenv(childSite)
	if url == "" {
		t.Skip("only as a process of TestKilled")
	}
	auditOf(t, siteAt(t, url), Options{Record: os.Getenv(childRecord), Previous: os.Getenv(childPrev), Readings: os.Getenv(childRead)})
}

var testDay = lanmu.NewDate(2026, 11, 23)

func auditOf(t testing.TB, site *lanmu.Site, opt Options) *lanmu.Audit {
	t.Helper()
	opt.At = testDay
	audit, err := New(opt).Audit(context.Background(), site)
	if err != nil {
		t.Fatal(err)
	}
	return audit
}

// same leaves out when an audit was made, and how much it had to ask for it.
var same = cmp.Options{
	cmpopts.IgnoreFields(lanmu.Meta{}, "ID", "Started", "Finished", "Requests", "Bytes", "Recording"),
	cmpopts.IgnoreFields(lanmu.Audit{}, "Log"), // how it went, not what it found
	cmpopts.EquateEmpty(),
}

// An audit that is killed at any point and resumed finds what the undisturbed
// one finds, and asks next to nothing twice. LANMU_KILL_PAGES sets the size of
// the site.
func TestKilled(t *testing.T) {
	pages, kills := 2000, 50
	if testing.Short() {
		pages, kills = 600, 8
	}
	if s := os.Getenv("LANMU_KILL_PAGES"); s != "" {
		pages, _ = strconv.Atoi(s)
	}
	b := newBureau(t, pages)
	site := b.site(t)
	whole := auditOf(t, site, Options{Record: filepath.Join(t.TempDir(), "whole.warc.gz")})
	once, _ := b.reset()
	total := 0
	for _, n := range once {
		total += n
	}
	if len(whole.Findings) == 0 || whole.Meta.Pages < pages {
		t.Fatalf("%d pages, %d findings", whole.Meta.Pages, len(whole.Findings))
	}

	rnd := rand.New(rand.NewPCG(20, 26))
	most, twice := 0, 0
	for range kills {
		at := 1 + rnd.IntN(total-1)
		path := filepath.Join(t.TempDir(), "r.warc.gz")
		kill(t, b, site.URL, path, at)
		resumed := auditOf(t, site, Options{Record: path, Resume: true})
		again := 0
		asked, _ := b.reset()
		for addr, n := range asked {
			again += max(n-once[addr], 0)
		}
		most, twice = max(most, again), twice+again
		if d := cmp.Diff(whole, resumed, same); d != "" {
			t.Errorf("killed at request %d of %d: undisturbed (-), resumed (+):\n%s", at, total, d)
		}
		if again > max(pages/100, 16) { // what was under way, whatever the size
			t.Errorf("killed at request %d of %d: %d pages fetched twice", at, total, again)
		}
	}
	t.Logf("%d pages, %d kills: fetched twice at most %d, %.1f on average", pages, kills, most, float64(twice)/float64(kills))
}

// kill starts an audit in a process of its own and kills it when the site was
// asked so often.
func kill(t *testing.T, b *bureau, url, record string, at int) {
	t.Helper()
	reached := b.signal(at)
	child := exec.Command(os.Args[0], "-test.run=^TestChild$")
	child.Env = append(os.Environ(), childSite+"="+url, childRecord+"="+record)
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	select {
	case <-reached:
		if err := child.Process.Kill(); err != nil {
			t.Error(err)
		}
		<-ended
	case err := <-ended:
		t.Errorf("the audit ended before its %dth request: %v", at, err)
	}
}
