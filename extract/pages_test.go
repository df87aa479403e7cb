package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/extract"
	"lanmu/internal/charset"
)

var update = flag.Bool("update", false, "write the goldens anew")

var day = lanmu.NewDate(2026, 11, 23)

// reading is what the fixtures are held against.
type reading struct {
	Kind        lanmu.PageKind  `json:"kind"`
	Column      string          `json:"column,omitempty"`
	Rows        int             `json:"rows"`
	First, Last string          `json:",omitempty"`
	Newest      lanmu.Date      `json:"newest"`
	Empty       lanmu.Emptiness `json:"empty,omitempty"`
	NeedsScript bool            `json:"needs_script,omitempty"`
	Next        []string        `json:"next,omitempty"`
	Pages       int             `json:"pages,omitempty"`
	Items       int             `json:"items"`
	RedirectTo  string          `json:"redirect_to,omitempty"`
	Soft        bool            `json:"soft,omitempty"`
	Published   lanmu.Date      `json:"published"`
}

func summary(f *lanmu.Facts) reading {
	r := reading{
		Kind: f.Kind, Column: f.ColumnName, Rows: len(f.Items()), Newest: lanmu.Newest(f.Items(), day),
		Empty: f.Empty, NeedsScript: f.NeedsScript, Next: f.NextPages, Pages: f.PageCount, Items: f.ItemCount,
		RedirectTo: f.RedirectTo, Soft: f.Soft != "", Published: f.Published,
	}
	if n := len(f.Items()); n > 0 {
		r.First, r.Last = f.Items()[0].Title, f.Items()[n-1].Title
	}
	return r
}

// fixture reads a page of testdata; its address stands in its first line.
func fixture(t testing.TB, path string) *lanmu.Page {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, name, _ := charset.Decode(raw, "")
	_, rest, ok := bytes.Cut(text, []byte("<!-- url: "))
	addr, _, found := bytes.Cut(rest, []byte(" -->"))
	if !ok || !found {
		t.Fatalf("%s tells no address in its first line", path)
	}
	return &lanmu.Page{URL: string(addr), Asked: string(addr), Status: 200, Body: text, Charset: name, MediaType: "text/html"}
}

// site is whose pages the fixtures are: none of them is its home page.
var site = &lanmu.Site{URL: "http://nyj.example.gov.cn/"}

func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d fixtures, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		t.Run(name, func(t *testing.T) {
			got := summary(extract.Read(fixture(t, file), extract.Options{At: day, Site: site}).Facts)
			golden := strings.TrimSuffix(file, ".html") + ".json"
			if *update {
				b, err := json.MarshalIndent(got, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, append(b, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			b, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			var want reading
			if err := json.Unmarshal(b, &want); err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("reading differs (-want +got):\n%s", d)
			}
			if got.Empty != "" && got.NeedsScript {
				t.Error("both empty and filled by a script")
			}
		})
	}
}
