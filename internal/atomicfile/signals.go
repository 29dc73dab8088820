//go:build !windows

package atomicfile

import (
	"os"
	"syscall"
	"time"
)

// endings are the signals that end a program by default.
var endings = []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}

// endBy sends this program a signal again, so that its parent sees what ended it. It
// returns only if another part of the program handles that signal.
func endBy(ending os.Signal) {
	if number, ok := ending.(syscall.Signal); ok && syscall.Kill(os.Getpid(), number) == nil {
		time.Sleep(arrival)
	}
}

// arrival is the longest time that a signal of this program to itself takes.
const arrival = time.Second
