//go:build !pages

// Command postwright generates, validates and keeps in order Postman
// collections.
package main

import (
	"os"
	"runtime"
)

// heapFloor is memory that is held and never touched, in bytes: it costs
// addresses, no memory. Garbage is collected when the heap has doubled, which a
// small one does all the time. A higher floor would have a command that runs for
// a few milliseconds touch ever new memory instead, which costs more.
const heapFloor = 4 << 20

func main() {
	floor := make([]byte, heapFloor)
	code := run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	runtime.KeepAlive(floor)
	os.Exit(code)
}
