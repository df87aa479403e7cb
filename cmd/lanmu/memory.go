package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What garbage collection may cost is settled by how much memory is in use: a
// small audit is let grow to roomyHeap before anything is collected, and is
// done sooner; a large one is collected the oftener the more it keeps.
const (
	roomyHeap  = 80 << 20 // bytes of heap up to which collecting is put off
	mostGrowth = 200      // GC percent while next to nothing is kept
	leastGrow  = 45       // and when the heap is large
)

// paceMemory sets the collector's pace after each collection. GOGC, where it is
// set, is left as it is.
func paceMemory() {
	if os.Getenv("GOGC") != "" {
		return
	}
	set := debug.SetGCPercent(mostGrowth)
	var again func(*[]byte)
	again = func(mark *[]byte) {
		if want := growth(liveHeap()); want*10 < set*9 || want*10 > set*11 {
			debug.SetGCPercent(want)
			set = want
		}
		runtime.SetFinalizer(mark, again) // it is called once for each collection
	}
	mark := make([]byte, 1<<10)
	runtime.SetFinalizer(&mark, again)
}

// growth is the GC percent for a heap that keeps live bytes.
func growth(live uint64) int {
	if live == 0 {
		return mostGrowth
	}
	room := (roomyHeap - int64(live)) * 100 / int64(live)
	return int(min(max(room, leastGrow), mostGrowth))
}

// liveHeap is what the last collection left, in bytes.
func liveHeap() uint64 {
	s := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(s)
	if s[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return s[0].Value.Uint64()
}
