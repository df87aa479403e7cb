package crawler

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

const night = 24 * time.Hour

func notModified(url string) *Exchange {
	return anExchange(url, "", func(x *Exchange) {
		x.Status, x.At = 304, x.At.Add(night)
		x.Header = http.Header{"Date": {"Tue, 24 Nov 2026 02:30:00 GMT"}}
	})
}

// Three nights: what was not fetched again is still whole in each recording
// alone, even when those of the nights before are gone.
func TestRevisitsAcrossNights(t *testing.T) {
	dir := t.TempDir()
	first, second, third := filepath.Join(dir, "1.warc.gz"), filepath.Join(dir, "2.warc.gz"), filepath.Join(dir, "3.warc.gz")
	a := anExchange("http://h/a", "<p>甲", func(x *Exchange) { x.Header.Set("Last-Modified", "Mon, 02 Nov 2026 00:00:00 GMT") })
	b := anExchange("http://h/b", "<p>乙")
	recordTo(t, first, Options{}, a, b)

	for _, step := range []struct{ from, to string }{{first, second}, {second, third}} {
		prev, err := openPrevious(step.from)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := prev.Lookup(a.URL, purposePage)
		if !ok || v.ETag != `"a1"` || v.LastModified != "Mon, 02 Nov 2026 00:00:00 GMT" || v.Digest != digestOf(a.Body) {
			t.Fatalf("%s: validators of %s: %+v, %t", step.from, a.URL, v, ok)
		}
		h := http.Header{}
		v.set(h)
		if d := cmp.Diff(http.Header{"If-None-Match": {`"a1"`}, "If-Modified-Since": {v.LastModified}}, h); d != "" {
			t.Errorf("conditional request: %s", d)
		}
		same, digest := notModified(a.URL), anExchange(b.URL, "<p>乙", func(x *Exchange) { x.At = x.At.Add(night) })
		for _, x := range []*Exchange{same, digest} {
			if x.Earlier, err = prev.Load(x.URL, purposePage); err != nil {
				t.Fatal(err)
			}
		}
		recordTo(t, step.to, Options{}, same, digest)
		if err := prev.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(step.from); err != nil {
			t.Fatal(err)
		}
	}

	tape := replay(t, third)
	x, ok := tape.Next("GET", a.URL, purposePage)
	if !ok || x.Status != 304 || x.Earlier == nil {
		t.Fatalf("a 304 without what it stands for: %+v", x)
	}
	if d := cmp.Diff(a, x.Earlier, sameExchange); d != "" {
		t.Errorf("what the 304 stands for is not the first night's page:\n%s", d)
	}
	x, ok = tape.Next("GET", b.URL, purposePage)
	if !ok || x.Status != 200 || string(x.Body) != "<p>乙" || x.Earlier == nil || !x.At.Equal(day.Add(night)) || !x.Earlier.At.Equal(day) {
		t.Errorf("a page with the same digest: %+v", x)
	}
	if _, ok := tape.Next("GET", a.URL, purposePage); ok {
		t.Error("the copy of the earlier answer passes for one of this night")
	}
	text := string(gunzip(t, third))
	for _, want := range []string{profileNotModified, profileDigest, "WARC-Refers-To-Target-URI: http://h/a", "WARC-Refers-To-Date: " + warcDate(day)} {
		if !strings.Contains(text, want) {
			t.Errorf("the recording lacks %s", want)
		}
	}
	if n := strings.Count(text, "<p>甲"); n != 1 {
		t.Errorf("the page stands %d times in the recording", n)
	}
}

// An earlier answer that comes from nowhere, or from a file whose records
// cannot be copied, is written out.
func TestRevisitOfHandMadeAnswer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	x := notModified("http://h/a")
	x.Earlier = anExchange("http://h/a", "<p>甲")
	recordTo(t, path, Options{}, x)
	wantNext(t, replay(t, path), x)
}

// What must be asked in full.
func TestNothingToCompareWith(t *testing.T) {
	for name, xs := range map[string][]*Exchange{
		"an error page": {anExchange("http://h/a", "x", func(x *Exchange) { x.Status = 404 })},
		"a failure": {anExchange("http://h/a", "x", func(x *Exchange) {
			x.Fail = &lanmu.Fail{Kind: lanmu.FailReset}
		})},
		"no answer": {anExchange("http://h/a", "", func(x *Exchange) {
			x.Status, x.Proto, x.Header, x.Fail = 0, "", nil, &lanmu.Fail{Kind: lanmu.FailDNS}
		})},
		"cut":                     {anExchange("http://h/a", "x", func(x *Exchange) { x.Cut = true })},
		"for another purpose":     {anExchange("http://h/a", "x", func(x *Exchange) { x.Purpose = purposeCheck })},
		"by another method":       {anExchange("http://h/a", "x", func(x *Exchange) { x.Method = "POST" })},
		"failed after an answer":  {anExchange("http://h/a", "x"), anExchange("http://h/a", "x", func(x *Exchange) { x.Status = 503 })},
		"another page altogether": {anExchange("http://h/b", "x")},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "r.warc.gz")
			recordTo(t, path, Options{}, xs...)
			prev, err := openPrevious(path)
			if err != nil {
				t.Fatal(err)
			}
			defer prev.Close()
			if v, ok := prev.Lookup("http://h/a", purposePage); ok {
				t.Errorf("validators %+v", v)
			}
			if _, err := prev.Load("http://h/a", purposePage); err == nil {
				t.Error("Load found something")
			}
		})
	}
}

// Tonight may be recorded over the very file that is the previous one.
func TestRecordOverThePrevious(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.warc.gz")
	recordTo(t, path, Options{}, anExchange("http://h/a", "<p>甲"))
	prev, err := openPrevious(path)
	if err != nil {
		t.Fatal(err)
	}
	defer prev.Close()
	x := notModified("http://h/a")
	if x.Earlier, err = prev.Load(x.URL, purposePage); err != nil {
		t.Fatal(err)
	}
	recordTo(t, path, Options{}, x)
	wantNext(t, replay(t, path), x)
}
