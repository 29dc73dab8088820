package main

import (
	"os"
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
