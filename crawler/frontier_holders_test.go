package crawler

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"lanmu"
)

// TestHoldersInAnyOrder: whichever worker was faster, of an address the same
// holders are told, the first in order of their address, and what links say of
// the first and of those that say the same.
func TestHoldersInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 60).Draw(t, "texts") // what page i's link says
		raw := rapid.SampledFrom([]string{"http://h/to", "/to", "./to#top"})
		raws := make([]string, len(texts))
		for i := range raws {
			raws[i] = raw.Draw(t, "raw")
		}
		order := rapid.Permutation(numbers(len(texts))).Draw(t, "order")
		f := newFrontier(newScope(&lanmu.Site{URL: "http://h/"}))
		to := f.intern("http://h/to")
		for _, i := range order {
			link := lanmu.Link{URL: "http://h/to", Raw: raws[i], Text: fmt.Sprint("text ", texts[i]), Where: fmt.Sprint("ul ", texts[i]%3), Kind: lanmu.LinkPage}
			f.take(f.intern(pageNumber(i)), f.nextTurn(), []lanmu.Link{link}, func(*lanmu.Link, *node) wish { return wishNothing })
		}
		var want []lanmu.Use
		for i := range min(len(texts), maxUses) {
			u := lanmu.Use{Page: pageNumber(i), Kind: lanmu.LinkPage}
			if slices.ContainsFunc(numbers(min(len(texts), maxInfos)), func(k int) bool { return texts[k] == texts[i] && raws[k] == raws[i] }) {
				u.Text, u.Raw, u.Where = fmt.Sprint("text ", texts[i]), raws[i], fmt.Sprint("ul ", texts[i]%3)
			}
			want = append(want, u)
		}
		n := f.node(to)
		if got := usesOf(f, n); !cmp.Equal(got, want) {
			t.Fatal(cmp.Diff(want, got))
		}
		if said := len(f.said.list) - 1 - len(f.said.unused); said > maxInfos {
			t.Fatalf("%d sayings are kept of one address", said)
		}
		f.forget(n)
		if said := len(f.said.list) - 1 - len(f.said.unused); said != 0 {
			t.Fatalf("%d sayings are kept of nothing", said)
		}
	})
}

func pageNumber(i int) string { return fmt.Sprintf("http://h/%03d", i) }

func numbers(n int) []int {
	list := make([]int, n)
	for i := range list {
		list[i] = i
	}
	return list
}

func usesOf(f *frontier, n *node) (list []lanmu.Use) {
	for _, h := range n.toldOf() {
		list = append(list, f.said.use(f.node(h.page).url, n.url, h.info, n.kind))
	}
	return list
}

// TestMergedNamesSayWhatTheySaid: the holders of a page's other name say how
// that name was written, which is the end of the other name only.
func TestMergedNamesSayWhatTheySaid(t *testing.T) {
	f := newFrontier(newScope(&lanmu.Site{URL: "http://h/"}))
	wants := func(*lanmu.Link, *node) wish { return wishNothing }
	for i, addr := range []string{"https://h/a", "http://h/a", "https://h/a"} {
		f.take(f.intern(pageNumber(i)), f.nextTurn(), []lanmu.Link{{URL: addr, Raw: addr, Text: "甲"}}, wants)
	}
	page, other := f.node(f.intern("https://h/a")), f.node(f.intern("http://h/a"))
	f.merge(other, page)
	var raws []string
	for _, u := range usesOf(f, page) {
		raws = append(raws, u.Raw)
	}
	if want := []string{"https://h/a", "http://h/a", "https://h/a"}; !slices.Equal(raws, want) || page.count != 3 {
		t.Errorf("%d pages hold it, written %q, want %q", page.count, raws, want)
	}
}

// TestIndexFindsAll: every address is found again, in tables that grew, and one
// of each key is its page.
func TestIndexFindsAll(t *testing.T) {
	f := newFrontier(newScope(&lanmu.Site{URL: "http://h/"}))
	ids := map[string]uint32{}
	for i := range 5000 {
		for _, scheme := range []string{"http://", "https://", "http://www."} {
			addr := fmt.Sprintf("%sh/%d", scheme, i)
			ids[addr] = f.intern(addr)
		}
	}
	if want := uint32(15001); f.count != want {
		t.Fatalf("%d nodes, want %d", f.count, want)
	}
	for addr, id := range ids {
		if again := f.intern(addr); again != id || f.node(id).url != addr {
			t.Fatalf("%s was number %d, is %d", addr, id, again)
		}
	}
	for i := range 5000 {
		first := ids[fmt.Sprintf("https://h/%d", i)]
		if _, ok := f.claim(first); !ok {
			t.Fatalf("page %d is taken before anybody took it", i)
		}
		if other, ok := f.claim(ids[fmt.Sprintf("http://www.h/%d", i)]); ok || other != first {
			t.Fatalf("page %d is number %d, want %d", i, other, first)
		}
		if _, ok := f.claim(first); !ok {
			t.Fatalf("page %d is not its own", i)
		}
	}
	if f.claimed != 5000 {
		t.Errorf("%d pages, want 5000", f.claimed)
	}
}
