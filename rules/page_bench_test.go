package rules_test

import (
	"os"
	"path/filepath"
	"testing"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// BenchmarkPage is what all page rules cost on one page, beside what reading it
// costs: the second must not be small against the first.
func BenchmarkPage(b *testing.B) {
	src, err := os.ReadFile(filepath.Join("testdata", "hidden-link", "many.html"))
	if path := os.Getenv("LANMU_PAGE"); path != "" {
		src, err = os.ReadFile(path)
	}
	if err != nil {
		b.Fatal(err)
	}
	site := testSite()
	page := &lanmu.Page{Asked: home + "a.html", URL: home + "a.html", Status: 200, Body: src, Charset: "utf-8", MediaType: "text/html"}
	opt := extract.Options{At: at, Site: site}
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			extract.Read(page, opt)
		}
	})
	r := extract.Read(page, opt)
	s, err := rules.NewSession(site, at, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("rules", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			s.Page(page, r.Doc, r.Facts)
		}
	})
}
