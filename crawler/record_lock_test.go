package crawler

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A recording has one writer: a second one, resuming or beginning anew, is told
// so and changes nothing.
func TestOneWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	first, err := openTape(testSite, Options{Record: path})
	if err != nil {
		t.Fatal(err)
	}
	for _, resume := range []bool{true, false} {
		second, err := openTape(testSite, Options{Record: path, Resume: resume})
		if !errors.Is(err, errLocked) || !strings.Contains(err.Error(), "另一个 lanmu") {
			t.Errorf("resume %t: a second writer gets %v, %v", resume, second, err)
		}
	}
	x := anExchange("http://h/a", "<p>甲")
	if err := errors.Join(first.Put(x), first.Close()); err != nil {
		t.Fatal(err)
	}
	wantNext(t, replay(t, path), x)

	again, err := openTape(testSite, Options{Record: path, Resume: true})
	if err != nil {
		t.Fatalf("after the first has closed: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	wantNext(t, replay(t, path), x)
}

// What was cut off is asked again: a resumed audit is no worse for it.
func TestResumeSaysNothingOfTheCut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	recordTo(t, path, Options{}, somePages(5)...)
	if err := os.Truncate(path, int64(len(readAll(t, path))*2/3)); err != nil {
		t.Fatal(err)
	}
	tape, err := openTape(testSite, Options{Record: path, Resume: true})
	if err != nil {
		t.Fatal(err)
	}
	defer tape.Close()
	if n := tape.Notices(); len(n) > 0 {
		t.Errorf("notices: %q", n)
	}
}
