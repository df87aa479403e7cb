package accuracy

import (
	"bytes"
	"strings"
	"testing"

	"github.com/markusmobius/go-htmldate"

	"lanmu"
	"lanmu/extract"
)

// TestPublishedAgainstHtmldate holds our reading of publication dates against
// the best kept general library on the same pages: it may not be less often right.
func TestPublishedAgainstHtmldate(t *testing.T) {
	dir := corpus(t)
	at := lanmu.NewDate(2026, 11, 23)
	asked, ours, theirs := 0, 0, 0
	for _, l := range labels(t, dir) {
		if l.Kind != "article" || l.Truth.PubDate == "" {
			continue
		}
		asked++
		p := load(t, dir, &l)
		got := extract.Read(p, extract.Options{At: at}).Facts.Published.String()
		opt := htmldate.Options{URL: l.address(), UseOriginalDate: true, ExtractTime: false}
		lib := ""
		if r, err := htmldate.FromReader(bytes.NewReader(p.Body), opt); err == nil && !r.DateTime.IsZero() {
			lib = r.DateTime.Format("2006-01-02")
		}
		note := func(name, got string) {
			if got != l.Truth.PubDate {
				t.Logf("- %s: %s says %q, is %s", l.File, name, got, l.Truth.PubDate)
			}
		}
		note("lanmu", got)
		note("go-htmldate", lib)
		if got == l.Truth.PubDate {
			ours++
		}
		if lib == l.Truth.PubDate {
			theirs++
		}
	}
	t.Log(strings.Join([]string{"", "publication dates of articles", "lanmu        " + ratio(ours, asked), "go-htmldate  " + ratio(theirs, asked)}, "\n"))
	if ours < theirs {
		t.Errorf("lanmu is right on %d pages, go-htmldate on %d", ours, theirs)
	}
}
