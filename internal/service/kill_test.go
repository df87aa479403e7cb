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

	// Two whole ones first: they tell what is to be found, and how long an audit
	// takes that knows the site.
	clock := now
	var whole time.Duration
	var first string
	for range 2 {
		clock = clock.Add(time.Minute)
		c := spawn(t, data, profile, clock)
		began := time.Now()
		c.run(t)
		first = c.wait(t, "audited")
		whole = time.Since(began)
		c.kill()
	}
	want := openFindings(t, data)
	if len(want) == 0 {
		t.Fatalf("audit %s found nothing", first)
	}

	tally := struct{ before, amid, after int }{}
	for i := range rounds {
		had := settled(t, data, i)
		clock = clock.Add(time.Minute)
		c := spawn(t, data, profile, clock)
		c.run(t)
		// The moment is the test's matter, not a wait for something. A third of
		// them is near the end, where history and reports are written.
		part := 0.8 * random.Float64()
		if i%3 == 0 {
			part = 0.45 + 0.25*random.Float64()
		}
		<-time.After(time.Duration(part * float64(whole)))
		c.kill()

		begun, _ := recordingsAndAudits(t, data)
		switch n := audits(t, data); {
		case begun == had:
			tally.before++
		case n == had:
			tally.amid++
		default:
			tally.after++
		}
		if begun > had+1 {
			t.Fatalf("round %d: one audit was asked for, and %d recordings were begun", i, begun-had)
		}
		// What was cut is gone on with at the next start, without being asked, and
		// as often as it is cut.
		for cuts := i % 3; begun > audits(t, data); cuts-- {
			clock = clock.Add(time.Minute)
			c := spawn(t, data, profile, clock)
			if cuts > 0 {
				<-time.After(time.Duration(random.Float64() * float64(whole) / 2))
			} else {
				c.wait(t, "audited")
			}
			c.kill()
		}
		if n := settled(t, data, i); n != begun {
			t.Fatalf("round %d: %d recordings were begun, %d audits stand: one was lost or done twice", i, begun, n)
		}
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
	t.Logf("%d kills: %d before an audit began, %d in its midst, %d after its end; seed %d", rounds, tally.before, tally.amid, tally.after, seed)
	if tally.amid < rounds/4 {
		t.Errorf("only %d of %d kills met an audit in its midst: the moments tell too little", tally.amid, rounds)
	}
}

// settled is the number of audits, each of which stands on one recording, and
// each recording under one audit.
func settled(t *testing.T, data string, round int) int {
	t.Helper()
	recorded, distinct := recordingsAndAudits(t, data)
	n := audits(t, data)
	if recorded != n || distinct != n {
		t.Fatalf("round %d: %d recordings, %d audits that stand on %d of them: an audit was lost or done twice", round, recorded, n, distinct)
	}
	return n
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
