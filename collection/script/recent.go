package script

import "sync"

// kept is how many bytes of sources belong to the values that are kept.
const kept = 128 << 10

// recent keeps the values that were asked for of late. The zero recent is empty. It is
// safe for use by many goroutines.
type recent[K comparable, V any] struct {
	mutex  sync.Mutex
	values map[K]value[V]
	queue  []K // the keys; the next to go first
	size   int // of all
}

type value[V any] struct {
	is    V
	size  int
	again bool // whether it was asked for since it joined the queue
}

// get returns the value for a key; the zero value where it is not kept.
func (r *recent[K, V]) get(key K) V {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	known, ok := r.values[key]
	if ok && !known.again {
		known.again = true
		r.values[key] = known
	}
	return known.is
}

// add keeps a value of a size. The oldest go for it, but those that were asked for
// again join the queue once more.
func (r *recent[K, V]) add(key K, is V, size int) {
	const itself = 128 // what a value takes beside its source
	size += itself
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if r.values == nil {
		r.values = map[K]value[V]{}
	}
	known, ok := r.values[key]
	if !ok {
		r.queue = append(r.queue, key)
	}
	r.size += size - known.size
	r.values[key] = value[V]{is, size, known.again}
	for r.size > kept && len(r.queue) > 1 {
		oldest := r.queue[0]
		r.queue = r.queue[1:]
		if known := r.values[oldest]; known.again {
			known.again = false
			r.values[oldest] = known
			r.queue = append(r.queue, oldest)
		} else {
			delete(r.values, oldest)
			r.size -= known.size
		}
	}
}
