package main

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lanmu"
)

// TestLines prints what was told last, once every ten seconds, and nothing
// before the first word.
func TestLines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		a := &app{lang: "zh", std: streams{err: &out}}
		tell, done := a.progress()
		time.Sleep(lineEvery + time.Second)
		tell(lanmu.Progress{Stage: "crawl", Pages: 1})
		tell(lanmu.Progress{Stage: "crawl", Pages: 120, Queue: 340, Links: 55, Rate: 8.5})
		time.Sleep(lineEvery)
		tell(lanmu.Progress{Stage: "links", Pages: 460, Links: 900, Total: 1000, Rate: 0.5})
		time.Sleep(lineEvery)
		done()
		want := "抓取：已读 120 页，待读 340 页，已核验链接 55 个，每秒 8.5 页，约剩 40 秒\n" +
			"核验链接：已读 460 页，待读 0 页，已核验链接 900 个，每秒 0.5 页\n"
		if out.String() != want {
			t.Errorf("got\n%swant\n%s", out.String(), want)
		}
	})
}

func TestLineEnglish(t *testing.T) {
	a := &app{lang: "en"}
	got := a.progressLine(lanmu.Progress{Stage: "crawl", Pages: 3, Queue: 36000, Rate: 1})
	if want := "crawling: 3 pages read, 36000 waiting, 0 links verified, 1.0 pages/s, about 10 h 0 min left"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestBar draws on a terminal's stand-in and leaves no goroutine waiting.
func TestBar(t *testing.T) {
	var out bytes.Buffer
	a := &app{lang: "zh", std: streams{err: &out}}
	tell, done := a.bar()
	for i := range 50 {
		tell(lanmu.Progress{Stage: "crawl", Pages: i, Queue: 50 - i, Rate: 10})
	}
	tell(lanmu.Progress{Stage: "links", Links: 3, Total: 3})
	done()
	if strings.Contains(out.String(), "NaN") {
		t.Error(out.String())
	}
}

// TestQuiet tells nobody anything.
func TestQuiet(t *testing.T) {
	a := &app{quiet: true}
	tell, done := a.progress()
	if tell != nil {
		t.Error("quiet, and still told")
	}
	done()
}
