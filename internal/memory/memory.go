// Package memory gets the heap ready for much that is to come.
package memory

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// floorSize is the size of the memory that [Floor] holds, in bytes.
const floorSize = 4 << 20

var (
	floor    = sync.OnceValue(func() []byte { return make([]byte, floorSize) })
	expected atomic.Bool
)

// Floor has the garbage collector run less often while the heap is small, for a
// command that reads files. The collector runs when the heap has doubled, which a
// small one does all the time, so some memory is held and never touched: it takes
// addresses, no memory. A larger floor would make a command that runs for a few
// milliseconds touch new memory instead, which costs more. A command that only
// prints something is over before the collector runs, and needs no floor: taking it
// starts the collector.
func Floor() { floor() }

// Expect is called before a command takes many megabytes: about size bytes. A
// system hands out memory page by page, at the first touch of each, and on
// virtual machines, where CI runs, that is much of what a command of a few tenths
// of a second takes. Where a system has large pages for those who ask, the heap's
// next pages are such ones. It costs about a millisecond, and nothing where
// GOMEMLIMIT allows for less. Only the first call counts: for a later one, memory
// that was in use would have to be cleared.
func Expect(size int) {
	if int64(size) > debug.SetMemoryLimit(-1) || expected.Swap(true) {
		return
	}
	advise(make([]byte, size))
	runtime.GC() // so that what comes is put where that was
}

// Seldom has the garbage collector run less often, for a command that is over
// before much garbage is there. GOGC, if set, says how often; GOMEMLIMIT holds.
func Seldom() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
}

// Sparingly has the garbage collector run more often, for a command that holds much
// that it need not look into: texts and their trees have no pointers. GOGC, if set,
// says how often; GOMEMLIMIT holds.
func Sparingly() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(20)
	}
}
