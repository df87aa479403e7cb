package auditor

import (
	"bytes"
	"fmt"
	"hash/maphash"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

func aReading(i int) *reading {
	return &reading{
		Page: fmt.Append(nil, "第", i, "页"),
		Links: []lanmu.Link{
			{URL: "http://h/same", Text: "同一条"},
			{URL: "http://h/same", Text: "同一条", Kind: lanmu.LinkFrame},
			{URL: "http://h/same", Raw: "同一条"},
			{Bad: lanmu.BadEmpty, Hidden: fmt.Sprint("藏", i)},
			{URL: "http://h/" + strings.Repeat("long", 100)},
		},
		Told: &rules.Told{Skips: []lanmu.Skip{{Rule: "r", URL: fmt.Sprint("http://h/", i)}}},
	}
}

// What rules said comes back whole, whichever of its fields are set.
func TestToldIsWhole(t *testing.T) {
	told, n := rules.Told{}, 0
	filled(reflect.ValueOf(&told).Elem(), &n)
	told.Partial = false // what is partial is not kept
	links := []lanmu.Link{{}}
	filled(reflect.ValueOf(&links[0]).Elem(), &n)
	for name, in := range map[string]*reading{
		"full": {Page: []byte("p"), Links: links, Told: &told},
		"bare": {Told: &rules.Told{}},
		"file": {Told: &told, File: &lanmu.Attachment{URL: "http://h/a.pdf", Kind: "pdf", Unread: lanmu.UnreadScan}},
	} {
		path := filepath.Join(t.TempDir(), "readings")
		r := open(t, path, "m")
		r.keep(keyOf(1), in, nil)
		if err := r.close(); err != nil {
			t.Fatal(err)
		}
		r = open(t, path, "m")
		if d := cmp.Diff(in, r.find(keyOf(1)), cmpopts.IgnoreUnexported(rules.Report{})); d != "" {
			t.Errorf("%s (-kept +found)\n%s", name, d)
		}
		r.close()
	}
}

// Packing does not touch what it packs, which others may be reading: the race
// detector tells.
func TestPackedByTwo(t *testing.T) {
	told, n, day := rules.Told{}, 0, lanmu.NewDate(2026, 1, 20)
	filled(reflect.ValueOf(&told).Elem(), &n)
	links := aReading(1).Links
	var wait sync.WaitGroup
	var out [2][]byte
	for i := range out {
		wait.Go(func() {
			p := &pack{words: &lexicon{seed: maphash.MakeSeed()}}
			p.date(&day)
			p.reading(&reading{Links: links, Told: &told})
			out[i] = p.out
		})
	}
	if wait.Wait(); !bytes.Equal(out[0], out[1]) {
		t.Error("the same is not packed alike")
	}
}

// filled sets every field, so that none can be forgotten.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("第%d个", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16:
		v.SetInt(int64(-*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n))
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				filled(f, n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		filled(v.Index(0), n)
		filled(v.Index(1), n)
	default:
		panic(v.Type().String() + ": not known here")
	}
}

// A file of an earlier form is begun anew.
func TestReadingsOfAnotherForm(t *testing.T) {
	path := filepath.Join(t.TempDir(), "readings")
	if err := os.WriteFile(path, []byte("lanmu readings 2 m\nS\x03\x02abxxxx"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := open(t, path, "m")
	r.keep(keyOf(0), aReading(0), nil)
	if err := r.close(); err != nil {
		t.Fatal(err)
	}
	r = open(t, path, "m")
	want(t, r, 1)
	r.close()
}

// Bytes that nobody packed are refused, whatever they ask for.
func FuzzReading(f *testing.F) {
	w := &lexicon{seed: maphash.MakeSeed()}
	p := &pack{words: w}
	p.reading(aReading(1))
	strs, links := bytes.Clone(w.newStrings), bytes.Clone(w.newLinks)
	f.Add(p.out)
	f.Add([]byte{0, 0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, in []byte) {
		w := &lexicon{seed: maphash.MakeSeed()}
		if !w.learn(frameStrings, strs) || !w.learn(frameLinks, links) {
			t.Fatal("what was packed is not learnt")
		}
		p := &pack{words: w, in: in, reads: true}
		p.reading(&reading{})
		w.learn(frameStrings, in)
		w.learn(frameLinks, in)
	})
}

func keyOf(i int) (k readingKey) {
	k[0] = byte(i)
	return k
}

func open(t *testing.T, path, maker string) *readings {
	t.Helper()
	r, err := openReadings(path, maker, lanmu.NewDate(2026, 1, 20), extract.NewCollector(nil, lanmu.NewDate(2026, 1, 20)))
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
		r.keep(keyOf(2*night), aReading(2*night), nil)
		r.keep(keyOf(2*night+1), aReading(2*night+1), nil)
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
		r.keep(keyOf(9), aReading(9), nil)
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
		r.keep(keyOf(i), aReading(i), nil)
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
