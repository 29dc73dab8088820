package report

import (
	"runtime"
	"sync"
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
