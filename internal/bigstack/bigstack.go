// Package bigstack gives the main goroutine a large stack when it is imported.
//
// gojsonschema and goldmark compile patterns before main that need more than 64 KB of
// stack. The runtime would get there by doubling: it would copy the stack five times, and
// look up the functions on it each time. That is 4 % of the processor time of a
// command that does little. The package imports nothing, so Go initializes it before
// those libraries.
package bigstack

func init() { grow(0) }

// size is a little less than the stack that the patterns need, because the runtime adds
// what is in use and rounds up to a power of two.
const size = 120 << 10

// grow makes the runtime replace the stack by one with room for the variable below. At
// least so many bytes are free whenever the function is entered, also if it returns
// before they are used.
//
//go:noinline
func grow(used int) byte {
	if used == 0 {
		return 0
	}
	var room [size]byte
	for i := range room[:used] {
		room[i] = byte(i)
	}
	return room[used-1]
}
