// Package cores does work on all cores.
package cores

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each calls a function for each number from 0 up to a count, on all cores, and returns
// when all calls have.
func Each(count int, each func(i int)) {
	var next atomic.Int64
	some := func() {
		for i := int(next.Add(1)) - 1; i < count; i = int(next.Add(1)) - 1 {
			each(i)
		}
	}
	var running sync.WaitGroup
	for range min(count, runtime.GOMAXPROCS(0)) - 1 {
		running.Go(some)
	}
	some()
	running.Wait()
}
