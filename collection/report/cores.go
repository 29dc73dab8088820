package report

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inShares calls a function for ranges of findings, on all cores if there are many.
func inShares(count int, each func(from, to int)) {
	const share = 100 // findings, for which a goroutine is worthwhile
	shares := max(1, min(count/share, runtime.GOMAXPROCS(0)))
	var running sync.WaitGroup
	for i := range shares - 1 {
		running.Go(func() { each(count*i/shares, count*(i+1)/shares) })
	}
	each(count*(shares-1)/shares, count)
	running.Wait()
}

// inTurn calls a function for each number up to a count, on all cores.
func inTurn(count int, each func(i int)) {
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
