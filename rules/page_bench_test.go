package rules_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"lanmu"
	"lanmu/extract"
	"lanmu/rules"
)

// BenchmarkPage is what all page rules cost on one page, with the words that are
// shipped and with 20,000, beside what its parse and its reading cost: rules must
// be small against either. LANMU_PAGE names another page.
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
	b.Run("parse", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if _, err := html.Parse(bytes.NewReader(src)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("read", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			extract.Read(page, opt)
		}
	})
	r := extract.Read(page, opt)
	judge := func(b *testing.B) {
		s, err := rules.NewSession(site, at, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			s.Page(page, r.Doc, r.Facts)
		}
	}
	b.Run("rules", judge)
	site.Words = []string{manyWords(b, string(src), 20000)}
	b.Run("rules,20000words", judge)
}

// BenchmarkSite is what all page rules cost a page of a site whose pages are
// judged one after the other, as an audit does: LANMU_SITE names the folder.
func BenchmarkSite(b *testing.B) {
	dir := os.Getenv("LANMU_SITE")
	if dir == "" {
		b.Skip("LANMU_SITE is not set")
	}
	site := testSite()
	var pages []*lanmu.Page
	var read []*extract.Reading
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if ext := filepath.Ext(path); err != nil || ext != ".html" && ext != ".htm" && ext != ".shtml" || len(pages) == 300 {
			return err
		}
		src, err := os.ReadFile(path)
		addr := home + filepath.ToSlash(strings.TrimPrefix(path, dir+"/"))
		p := &lanmu.Page{Asked: addr, URL: addr, Status: 200, Body: bytes.ToValidUTF8(src, nil), Charset: "utf-8", MediaType: "text/html"}
		pages, read = append(pages, p), append(read, extract.Read(p, extract.Options{At: at, Site: site}))
		return err
	})
	if err != nil || len(pages) == 0 {
		b.Fatalf("%d pages, %v", len(pages), err)
	}
	s, err := rules.NewSession(site, at, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		k := i % len(pages)
		s.Page(pages[k], read[k].Doc, read[k].Facts)
	}
}

// manyWords is a list of words each of which begins with two characters of the
// page, which is as bad as a list can be.
func manyWords(b *testing.B, text string, n int) string {
	var list strings.Builder
	var chars []rune
	seen := map[rune]bool{}
	for _, r := range text {
		if r >= 0x4e00 && r <= 0x9fff && !seen[r] {
			seen[r] = true
			chars = append(chars, r)
		}
	}
	if len(chars) == 0 {
		b.Skip("the page holds no Chinese")
	}
	for i := range n {
		first, second := chars[i%len(chars)], chars[i/len(chars)%len(chars)]
		fmt.Fprintf(&list, "%c%c%c错,正,typo\n", first, second, rune(0x4e00+i))
	}
	path := filepath.Join(b.TempDir(), "words.csv")
	if err := os.WriteFile(path, []byte(list.String()), 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}
