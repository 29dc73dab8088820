package cores_test

import (
	"sync/atomic"
	"testing"

	"github.com/postwright/postwright/collection/cores"
)

func TestEach(t *testing.T) {
	for count := range 20 {
		calls := make([]atomic.Int32, count)
		cores.Each(count, func(i int) { calls[i].Add(1) })
		for i := range calls {
			if n := calls[i].Load(); n != 1 {
				t.Errorf("of %d, %d was called %d times", count, i, n)
			}
		}
	}
}
