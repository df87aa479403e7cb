package main

import "testing"

// A small heap may grow to roomyHeap, a larger one by room, a huge one by a quarter.
func TestGrowth(t *testing.T) {
	for _, c := range []struct {
		live uint64
		want int
	}{
		{0, mostGrowth},
		{8 << 20, mostGrowth},
		{40 << 20, 100},
		{20 << 20, mostGrowth},
		{80 << 20, 40},
		{100 << 20, 32},
		{160 << 20, leastGrow},
		{4 << 30, leastGrow},
	} {
		if got := growth(c.live); got != c.want {
			t.Errorf("growth(%d MiB) = %d, want %d", c.live>>20, got, c.want)
		}
	}
}
