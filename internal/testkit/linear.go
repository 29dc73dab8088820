package testkit

import (
	"testing"
	"time"
)

// Linear checks that the time of some work grows with its size, and not with the square of
// it: eight times as much may take up to 32 times as long. On a busy machine one
// measurement says little, so that one good one of several is enough.
func Linear(t testing.TB, about string, size int, work func(size int)) {
	t.Helper()
	took := func(size int) time.Duration {
		start := time.Now()
		work(size)
		return time.Since(start)
	}
	const tries = 5
	var one, eight time.Duration
	for range tries {
		if one, eight = took(size), took(8*size); eight < 32*one {
			return
		}
	}
	t.Errorf("%s: size %d takes %v, and eight times as much %v", about, size, one, eight)
}
