package service

import (
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

// Killed at any moment, the service loses no audit that was begun, does none
// twice, and changes no finding's state wrongly: the site stays as it is, so
// that nothing is ever fixed or comes back.
func TestKilledAtAnyMoment(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 10
	}
	const seed = 20261123
	random := rand.New(rand.NewPCG(seed, 1))
	b, dir := newBureau(t), t.TempDir()
	b.set("zcwj", 0)
	data, profile := filepath.Join(dir, "data"), b.profile(t, dir)

	// A whole one first: it tells what is to be found and how long that takes.
	clock := now
	c := spawn(t, data, profile, clock)
	began := time.Now()
	c.run(t)
	first := c.wait(t, "audited")
	whole := time.Since(began)
	c.kill()
	want := openFindings(t, data)
	if len(want) == 0 {
		t.Fatalf("audit %s found nothing", first)
	}

	for i := range rounds {
		clock = clock.Add(time.Minute)
		c := spawn(t, data, profile, clock)
		if n, _ := recordingsAndAudits(t, data); n == audits(t, data) {
			c.run(t) // nothing was cut short: begin anew
		}
		// The moment is the test's matter, not a wait for something.
		<-time.After(time.Duration(random.Float64() * 2 * float64(whole)))
		c.kill()
		got := openFindings(t, data)
		for id, state := range got {
			if _, known := want[id]; !known || state != lanmu.StateOpen && state != lanmu.StateNew {
				t.Fatalf("round %d: finding %s is %s", i, id, state)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("round %d: %d findings, want %d", i, len(got), len(want))
		}
	}

	// What was cut last is gone on with at the next start, without being asked.
	recorded, _ := recordingsAndAudits(t, data)
	before := audits(t, data)
	c = spawn(t, data, profile, clock.Add(time.Minute))
	if recorded > before {
		c.wait(t, "audited")
	}
	c.kill()
	recorded, distinct := recordingsAndAudits(t, data)
	n := audits(t, data)
	if recorded != n || distinct != n {
		t.Errorf("%d recordings, %d audits that stand on %d of them: an audit was lost or done twice", recorded, n, distinct)
	}
	if n < 2 {
		t.Errorf("none of %d audits came to its end: the moments are too early to tell anything", rounds)
	}
	t.Logf("%d kills, %d audits, seed %d", rounds, n, seed)
}

func history(t *testing.T, data string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(data, "lanmu.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openFindings(t *testing.T, data string) map[string]lanmu.State {
	t.Helper()
	s := history(t, data)
	defer s.Close()
	list, _, err := s.Findings(t.Context(), store.Filter{Limit: 10000})
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]lanmu.State{}
	for _, f := range list {
		states[f.ID] = f.State
	}
	return states
}

func audits(t *testing.T, data string) int {
	t.Helper()
	s := history(t, data)
	defer s.Close()
	lines, err := s.Audits(t.Context(), "swj", 1000)
	if err != nil {
		t.Fatal(err)
	}
	return len(lines)
}

// recordingsAndAudits counts the recordings on disk, and those of them on which
// an audit stands.
func recordingsAndAudits(t *testing.T, data string) (files, stood int) {
	t.Helper()
	have, err := filepath.Glob(filepath.Join(data, "recordings", "swj", "*"+recordingSuffix))
	if err != nil {
		t.Fatal(err)
	}
	s := history(t, data)
	defer s.Close()
	known, err := s.Recordings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	on := map[string]bool{}
	for _, r := range known {
		on[r.Path] = true
	}
	for _, path := range have {
		if on[path] {
			stood++
		}
	}
	return len(have), stood
}
