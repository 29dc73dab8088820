package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// collectSeldom makes the garbage collector run less often, for a command
// that ends before it creates much garbage: generating takes a sixth less
// time. GOGC, if set, takes precedence; GOMEMLIMIT always applies.
func collectSeldom() { collect(800) }

// collectOften makes the garbage collector run more often, for a command
// whose memory is cheap to scan: texts and their trees have no pointers.
// GOGC, if set, takes precedence; GOMEMLIMIT always applies.
func collectOften() { collect(20) }

func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// startOfCollection is the size of the heap in bytes below which the garbage
// collector does not run after [collectLater].
const startOfCollection = 48 << 20

// collectLater makes the garbage collector wait until a command uses some
// memory, and run often from then on. It is for folders of an unknown number
// of files: a small folder is done before, and most of a large one is text.
// GOGC and GOMEMLIMIT, if set, take precedence.
func collectLater() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startOfCollection)
	collectNext()
}

// collectNext decides after each collection when the next one is.
func collectNext() {
	mark := new([64]byte) // unused, so that the next collection finds it
	runtime.AddCleanup(mark, func(struct{}) {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		room := max(35, 100*startOfCollection/max(1, int(live[0].Value.Uint64()))-100)
		debug.SetGCPercent(room)
		debug.SetMemoryLimit(math.MaxInt64)
		if room > 35 {
			collectNext()
		}
	}, struct{}{})
}
