package batch_test

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/batch"
)

func TestOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		next := 0
		err := batch.Do(500, workers, func(i int) int {
			time.Sleep(time.Duration((i*7)%5) * 100 * time.Microsecond)
			return i * i
		}, func(i, result int) error {
			if i != next || result != i*i {
				t.Fatalf("%d workers: %d gives %d, expected %d", workers, i, result, next)
			}
			next++
			return nil
		})
		if err != nil || next != 500 {
			t.Errorf("%d workers: %d results, %v", workers, next, err)
		}
	}
}

// TestBounded counts results that wait.
func TestBounded(t *testing.T) {
	const workers = 3
	var waiting, most atomic.Int64
	err := batch.Do(200, workers, func(int) struct{} {
		if n := waiting.Add(1); n > most.Load() {
			most.Store(n)
		}
		return struct{}{}
	}, func(int, struct{}) error {
		time.Sleep(200 * time.Microsecond)
		waiting.Add(-1)
		return nil
	})
	if err != nil || most.Load() > 3*workers+2 {
		t.Errorf("%d results at a time, %v", most.Load(), err)
	}
}

func TestError(t *testing.T) {
	wrong := errors.New("wrong")
	for _, workers := range []int{1, 4} {
		emitted := 0
		err := batch.Do(100, workers, func(i int) int { return i }, func(i, _ int) error {
			emitted++
			if i == 10 {
				return wrong
			}
			return nil
		})
		if !errors.Is(err, wrong) || emitted != 11 {
			t.Errorf("%d workers: %v after %d", workers, err, emitted)
		}
	}
}
