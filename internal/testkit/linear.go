package testkit

import (
	"math"
	"testing"
	"time"
)

// Linear checks that the time of some work grows with its size, and not with the square of
// it: eight times as much may take up to 32 times as long. It compares the least of several
// times, since on a busy machine a single one says little.
func Linear(t testing.TB, about string, size int, work func(size int)) {
	t.Helper()
	const tries = 10
	one, eight := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for range tries {
		one, eight = min(one, timeOf(work, size)), min(eight, timeOf(work, 8*size))
		if eight < 20*time.Millisecond || eight/32 < one { // what is shorter cannot be measured
			return
		}
	}
	t.Errorf("%s: size %d takes %v, and eight times as much %v", about, size, one, eight)
}

func timeOf(work func(size int), size int) time.Duration {
	start := time.Now()
	work(size)
	return time.Since(start)
}
