package main

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// collectSeldom has the garbage collector run less often, for a command that is over
// before much garbage is there: a generation takes a sixth less time. GOGC, if set, says
// how often; GOMEMLIMIT holds.
func collectSeldom() { collect(800) }

// collectOften has the garbage collector run more often, for a command that holds much
// that it need not look into: texts and their trees have no pointers. GOGC, if set,
// says how often; GOMEMLIMIT holds.
func collectOften() { collect(20) }

func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// startOfCollection is how many bytes a command takes before the garbage collector runs
// for the first time after [collectLater].
const startOfCollection = 48 << 20

// collectLater has the garbage collector wait until a command takes some memory, and run
// often from then on: for folders of many files, of which it is not known how many they
// are. A small folder is done before, and of a large one most is text. GOGC and
// GOMEMLIMIT, if set, say it in place of this.
func collectLater() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startOfCollection)
	mark := new([64]byte)
	runtime.AddCleanup(mark, func(struct{}) { // after the first run, which finds nobody holding it
		debug.SetGCPercent(35)
		debug.SetMemoryLimit(math.MaxInt64)
	}, struct{}{})
}
