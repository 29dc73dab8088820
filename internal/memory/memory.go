// Package memory gets the heap ready for much that is to come.
package memory

import (
	"runtime"
	"runtime/debug"
	"sync"
)

var (
	mutex    sync.Mutex
	expected int
)

// Expect is called before a command takes many megabytes: about size bytes. A
// system hands out memory page by page, at the first touch of each, and on
// virtual machines, where CI runs, that is much of what a command of a few tenths
// of a second takes. Where a system has large pages for those who ask, the heap's
// next pages are such ones. It costs about a millisecond, and nothing where as
// much was expected before, or where GOMEMLIMIT allows for less.
func Expect(size int) {
	mutex.Lock()
	defer mutex.Unlock()
	if size <= expected || int64(size) > debug.SetMemoryLimit(-1) {
		return
	}
	expected = size
	advise(make([]byte, size))
	runtime.GC() // so that what comes is put where that was
}
