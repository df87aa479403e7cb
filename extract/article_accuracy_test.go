package extract

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"

	"lanmu"
	"lanmu/internal/charset"
)

// labelledPage is one line of a corpus: a page and what a person read on it.
type labelledPage struct {
	File  string `json:"file"`
	Path  string `json:"path"`
	URL   string `json:"url"`
	Kind  string `json:"kind"`
	Truth struct {
		Published string `json:"pub_date"`
		Title     string `json:"title"`
	} `json:"truth"`
}

// corpus reads the labelled pages in the folder LANMU_CORPUS names.
func corpus(t *testing.T) (dir string, pages []labelledPage) {
	t.Helper()
	dir = os.Getenv("LANMU_CORPUS")
	if dir == "" {
		t.Skip("LANMU_CORPUS is not set: no real pages here")
	}
	index, err := os.ReadFile(filepath.Join(dir, "INDEX.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(index)) {
		var p labelledPage
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		if p.URL == "" {
			p.URL = "http://site.example.gov.cn/" + p.Path
		}
		pages = append(pages, p)
	}
	return dir, pages
}

// yardstick asks the library that such work is usually done with.
func yardstick(text []byte, addr string, at lanmu.Date) string {
	root, err := html.Parse(bytes.NewReader(text))
	if err != nil {
		return ""
	}
	r, err := htmldate.FromDocument(root, htmldate.Options{URL: addr, UseOriginalDate: true, MaxDate: at.Time(time.UTC)})
	if err != nil || r.IsZero() {
		return ""
	}
	return r.DateTime.Format(time.DateOnly)
}

// TestAccuracyPublication compares publication dates on real pages with those
// of markusmobius/go-htmldate: lanmu is to be right at least as often.
func TestAccuracyPublication(t *testing.T) {
	dir, pages := corpus(t)
	at := lanmu.NewDate(2026, 11, 23)
	asked, ours, theirs := 0, 0, 0
	t.Logf("%-28s %-10s  %-10s  %-10s", "page", "truth", "lanmu", "htmldate")
	for _, p := range pages {
		if p.Kind != "article" || p.Truth.Published == "" {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, "pages", p.File))
		if err != nil {
			t.Fatal(err)
		}
		text, _, _ := charset.Decode(body, "")
		got := Read(&lanmu.Page{Asked: p.URL, URL: p.URL, Status: 200, Body: text, MediaType: "text/html"}, Options{At: at}).Facts.Published.String()
		other := yardstick(text, p.URL, at)
		asked++
		note := ""
		if got == p.Truth.Published {
			ours++
		} else {
			note = "  lanmu is wrong"
		}
		if other == p.Truth.Published {
			theirs++
		}
		t.Logf("%-28s %-10s  %-10s  %-10s%s", p.File, p.Truth.Published, got, other, note)
	}
	t.Logf("publication dates right: lanmu %d of %d, htmldate %d of %d", ours, asked, theirs, asked)
	if ours < theirs {
		t.Errorf("lanmu is right less often than htmldate")
	}
}
