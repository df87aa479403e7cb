package extract

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
)

// nightOf keeps pages as a night does, and gives what another night is told.
func nightOf(pages []*lanmu.Facts) (c *Collector, names []string, kept [][]byte) {
	c = NewCollector(profile(), day)
	c.Learn(nil)
	for _, f := range pages[:2] { // no other night's
		c.Add(f)
	}
	for _, f := range pages[2:] {
		c.Keep(f, func(n, page []byte) {
			names = append(names, string(n))
			kept = append(kept, bytes.Clone(page))
		})
	}
	return c, names, kept
}

// variety are pages of every form, with all that may be said of one.
func variety() []*lanmu.Facts {
	pages := bureau().pages
	for i := range 40 {
		pages = append(pages, longArticle(i))
	}
	list := whole()
	list.Kind, list.Home, list.List, list.URL, list.NextPages = lanmu.PageColumn, false, 1, "http://www.example.gov.cn/full/", []string{"http://www.example.gov.cn/full/2.html"}
	list.Nav = []lanmu.Crumb{{Name: "通知公告", URL: "http://www.example.gov.cn/tzgg/"}}
	for i, refused := range []string{refusedOther, "", refusedWeak} {
		list.Blocks = append(list.Blocks, &lanmu.Block{
			Hash: uint64(i) << 60, Where: "div > ul", Heading: "要闻", More: "http://www.example.gov.cn/yw/", Refused: refused, Score: 70 - i, Dated: 1,
			Rows: []lanmu.Row{{Title: "一", URL: "http://www.example.gov.cn/1.html", Date: day, Raw: "2026-01-20", Pinned: true}, {}},
		})
	}
	return append(pages, list)
}

// What is taken in by Again is what Add takes in, whatever the order.
func TestAnotherNight(t *testing.T) {
	plain := NewCollector(profile(), day)
	for _, f := range variety() {
		plain.Add(f)
	}
	first, names, kept := nightOf(variety())
	second := NewCollector(profile(), day)
	if !second.Learn(names) {
		t.Fatal("names that were handed out are not learnt")
	}
	slices.Reverse(kept)
	for _, f := range variety()[:2] {
		second.Add(f)
	}
	for _, page := range kept {
		if _, ok := second.Again(page); !ok {
			t.Fatalf("a page that was handed out is not taken in: %q", page)
		}
	}
	for name, c := range map[string]*Collector{"kept": first, "again": second} {
		if d := cmp.Diff(plain.Columns(nil), c.Columns(nil)); d != "" {
			t.Errorf("columns, added (-) and %s (+):\n%s", name, d)
		}
		if d := cmp.Diff(factsOf(plain), factsOf(c)); d != "" {
			t.Errorf("facts, added (-) and %s (+):\n%s", name, d)
		}
	}
}

func factsOf(c *Collector) (all []*lanmu.Facts) {
	for f := range c.Facts().All() {
		all = append(all, f)
	}
	return all
}

func TestNamesOfNobody(t *testing.T) {
	for _, in := range []string{"\x09", "\x00\x05abc", "\x00\x01a\x00\x01a", "\x01\xff\xff\xff\xff\x7f", "\x02\x01", "\x03\x01a\x03\x01a"} {
		c := NewCollector(profile(), day)
		if c.Learn([]string{"\x00\x01b", in}) {
			t.Errorf("%q is learnt", in)
		}
		if c.Keep(longArticle(1), func(names, _ []byte) {
			if !NewCollector(profile(), day).Learn([]string{string(names)}) {
				t.Errorf("after %q: what is handed out cannot be learnt", in)
			}
		}); c.Facts().Len() != 1 {
			t.Errorf("%q left something behind", in)
		}
	}
}

// Bytes that nobody packed are refused, or taken for some page; nothing breaks.
func FuzzAgain(f *testing.F) {
	_, names, kept := nightOf(variety())
	for _, page := range kept {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		c := NewCollector(profile(), day)
		if !c.Learn(names) {
			t.Fatal("names that were handed out are not learnt")
		}
		if _, ok := c.Again(in); !ok && c.Facts().Len() > 0 {
			t.Error("refused and taken in")
		}
		for page := range c.Facts().All() {
			_ = page.Items()
		}
		c.Columns(nil)
		NewCollector(profile(), day).Learn([]string{string(in)})
	})
}
