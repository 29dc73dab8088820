// Package batch works on many things on all cores and gives the results in
// their order.
package batch

import (
	"runtime"
	"sync"
)

// heapFloor is the size, in bytes, of memory that is held but never touched while there
// is more than one thing to work on. Garbage is collected when the heap has doubled.
// Small things, one after another, leave so small a heap that collecting would be most
// of the work, and the cores would wait for each other.
const heapFloor = 16 << 20

// Do calls work for 0 to n-1 with up to that many workers at a time, and calls emit with
// the results one after another, in order. At most two results per worker wait for their
// turn, so that memory does not grow with n. With one worker, work and emit alternate.
// The first error of emit ends it and is returned.
func Do[T any](n, workers int, work func(i int) T, emit func(i int, result T) error) error {
	if n > 1 {
		floor := make([]byte, heapFloor)
		defer runtime.KeepAlive(floor)
	}
	if workers <= 1 {
		for i := range n {
			if err := emit(i, work(i)); err != nil {
				return err
			}
		}
		return nil
	}
	type job struct {
		index  int
		result chan T
	}
	jobs := make(chan job)
	queue := make(chan job, 2*workers)
	stop := make(chan struct{})
	var running sync.WaitGroup
	for range workers {
		running.Go(func() {
			for j := range jobs {
				j.result <- work(j.index)
			}
		})
	}
	running.Go(func() {
		defer close(queue)
		defer close(jobs)
		for i := range n {
			j := job{i, make(chan T, 1)}
			select {
			case queue <- j:
			case <-stop:
				return
			}
			jobs <- j
		}
	})
	defer running.Wait()
	defer close(stop)
	for j := range queue {
		if err := emit(j.index, <-j.result); err != nil {
			return err
		}
	}
	return nil
}
