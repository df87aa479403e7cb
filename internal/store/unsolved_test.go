package store

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestWithout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfDistinct(rapid.StringMatching(`[0-9a-c]{2}`), rapid.ID[string])
		a, b := ids.Draw(t, "a"), ids.Draw(t, "b")
		slices.Sort(a)
		slices.Sort(b)
		want := slices.DeleteFunc(slices.Clone(a), func(id string) bool { return slices.Contains(b, id) })
		if got := without(a, b); !slices.Equal(got, want) {
			t.Fatalf("%v without %v is %v, want %v", a, b, got, want)
		}
	})
}

// What was used longest ago goes first, and no more is kept than may be.
func TestMemoryIsBounded(t *testing.T) {
	var l leavings
	const each = maxUnsolved / 4
	for i := range 10 {
		l.put(fmt.Sprint(i), make([]string, each))
		l.get("0")
	}
	if _, ok := l.get("0"); !ok || l.count > maxUnsolved || len(l.by) != 4 || len(l.order) != 4 {
		t.Errorf("%d audits of %d findings kept, the one in use %t", len(l.by), l.count, ok)
	}

	var ls lists
	ls.bySite = map[string]*place{}
	for i := range 10 {
		p := &place{used: int64(i)}
		ls.bySite[fmt.Sprint(i)] = p
		ls.bound(p, maxListed/3)
	}
	if len(ls.bySite) != 3 || !ls.has("9") || ls.has("0") {
		t.Errorf("%d lists kept", len(ls.bySite))
	}
}
