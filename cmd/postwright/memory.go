package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
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

// startOfCollection is how many bytes a command allocates before the garbage
// collector first runs after [collectLater].
const startOfCollection = 48 << 20

// collectLater makes the garbage collector wait until a command has allocated
// some memory, and run often from then on. It is for folders of an unknown
// number of files: a small folder is done before, and most of a large one is
// text. GOGC and GOMEMLIMIT, if set, take precedence.
func collectLater() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startOfCollection)
	mark := new([64]byte)
	runtime.AddCleanup(mark, func(struct{}) { // runs after the first collection, which finds mark unused
		debug.SetGCPercent(35)
		debug.SetMemoryLimit(math.MaxInt64)
	}, struct{}{})
}
