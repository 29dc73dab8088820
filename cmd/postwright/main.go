// Command postwright generates, validates and keeps in order Postman
// collections.
package main

import (
	"os"
	"runtime"
)

// heapFloor is memory that is held and never touched, in bytes: it costs
// addresses, no memory. Garbage is collected when the heap has doubled. One
// small file after the other leaves hardly any heap behind, so that collecting
// would be most of the work, and the cores would wait for each other there.
const heapFloor = 16 << 20

func main() {
	floor := make([]byte, heapFloor)
	code := run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	runtime.KeepAlive(floor)
	os.Exit(code)
}
