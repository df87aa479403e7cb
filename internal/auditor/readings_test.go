package auditor

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/rules"
)

func aReading(i int) *reading {
	row := lanmu.Row{Title: "同一条", URL: "http://h/same", Date: lanmu.NewDate(2026, 1, 5), Raw: "2026-01-05"}
	pinned := row
	pinned.Pinned = true
	return &reading{
		Facts: &lanmu.Facts{
			URL: fmt.Sprintf("http://h/%d", i), Kind: lanmu.PageColumn, Title: fmt.Sprint("第", i), List: -1, Digest: 1 << 63,
			Blocks: []*lanmu.Block{{Rows: []lanmu.Row{row, pinned, {Title: fmt.Sprint(i)}}}},
			Tags:   map[string][]string{"SiteName": {"示例局"}},
		},
		Links: []lanmu.Link{
			{URL: "http://h/same", Text: "同一条"},
			{URL: "http://h/same", Text: "同一条", Kind: lanmu.LinkFrame},
			{URL: "http://h/same", Raw: "同一条"},
			{Bad: lanmu.BadEmpty, Hidden: fmt.Sprint("藏", i)},
		},
		Told: &rules.Told{},
	}
}

func keyOf(i int) (k readingKey) {
	k[0] = byte(i)
	return k
}

func open(t *testing.T, path, maker string) *readings {
	t.Helper()
	r, err := openReadings(path, maker, lanmu.NewDate(2026, 1, 20))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// want finds the first n readings and no more.
func want(t *testing.T, r *readings, n int) {
	t.Helper()
	for i := range 10 {
		got := r.find(keyOf(i))
		if i >= n {
			if got != nil {
				t.Errorf("reading %d is there", i)
			}
			continue
		}
		if d := cmp.Diff(aReading(i), got); d != "" {
			t.Errorf("reading %d (-kept +found)\n%s", i, d)
		}
	}
}

func TestReadingsOfThreeNights(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readings")
	for night := range 3 {
		r := open(t, path, "m")
		want(t, r, 2*night)
		r.keep(keyOf(2*night), aReading(2*night))
		r.keep(keyOf(2*night+1), aReading(2*night+1))
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range whole {
		cut := filepath.Join(t.TempDir(), "cut")
		if err := os.WriteFile(cut, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		r := open(t, cut, "m")
		r.keep(keyOf(9), aReading(9))
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
		r = open(t, cut, "m")
		if got := r.find(keyOf(9)); got == nil || !cmp.Equal(aReading(9), got) {
			t.Fatalf("cut at %d: what was added is not what is found", n)
		}
		r.close()
	}
	other := open(t, path, "another")
	want(t, other, 0)
	other.close()
}

// Bytes that are turned are found out, or say nothing wrong.
func TestReadingsDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readings")
	r := open(t, path, "m")
	for i := range 3 {
		r.keep(keyOf(i), aReading(i))
	}
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(readingsForm) + 2; at < len(whole); at++ {
		bad := append([]byte(nil), whole...)
		bad[at] ^= 0x55
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		r := open(t, path, "m")
		for i := range 3 {
			if got := r.find(keyOf(i)); got != nil && !cmp.Equal(aReading(i), got) {
				t.Fatalf("byte %d turned: another reading is found", at)
			}
		}
		r.close()
	}
}
