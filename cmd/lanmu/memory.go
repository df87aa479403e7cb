package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// What garbage collection costs is settled by how much is allocated between two
// collections. A small audit is let grow to roomyHeap before anything is
// collected, and is done sooner; a larger one has the same room above what it
// keeps, whatever that is: an audit of a hundred thousand pages keeps some 110
// MiB, and is to stay below 200 with the program's own 40.
const (
	roomyHeap  = 80 << 20 // bytes of heap up to which collecting is put off
	room       = 32 << 20 // bytes allocated between two collections
	mostGrowth = 200      // GC percent while next to nothing is kept
	leastGrow  = 25       // and when the heap is large
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
	free := max(roomyHeap-int64(live), room)
	return int(min(max(free*100/int64(live), leastGrow), mostGrowth))
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
