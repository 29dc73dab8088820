package bigstack

import (
	"runtime/metrics"
	"testing"
)

func stacks() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/stacks:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestGrow: a goroutine gets the stack at once, without using it.
func TestGrow(t *testing.T) {
	before, after := stacks(), make(chan uint64)
	go func() {
		grow(0)
		after <- stacks()
	}()
	if got := <-after - before; got < size || got > 4*size {
		t.Errorf("the stacks take %d bytes more, want about %d", got, size)
	}
}
