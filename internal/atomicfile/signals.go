//go:build !windows

package atomicfile

import (
	"os"
	"syscall"
	"time"
)

// endings are the signals that end a program which does not take them.
var endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// endBy sends this program a signal again, so that whoever started it sees what
// ended it. It returns only where somebody else here takes that signal.
func endBy(ending os.Signal) {
	if number, ok := ending.(syscall.Signal); ok && syscall.Kill(os.Getpid(), number) == nil {
		time.Sleep(arrival)
	}
}

// arrival is how long a signal of this program to itself takes at the most.
const arrival = time.Second
