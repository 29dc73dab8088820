package analysis

import "sync"

// memo keeps the computed value for each key. The zero memo is ready for use. It is safe
// for concurrent use.
type memo[K comparable, V any] struct {
	mutex  sync.RWMutex
	values map[K]V
}

// get returns the value for a key. If two goroutines compute it at the same time, both
// get the value of the first to finish.
func (m *memo[K, V]) get(key K, compute func() V) V {
	m.mutex.RLock()
	value, ok := m.values[key]
	m.mutex.RUnlock()
	if ok {
		return value
	}
	value = compute()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if first, ok := m.values[key]; ok {
		return first
	}
	if m.values == nil {
		m.values = map[K]V{}
	}
	m.values[key] = value
	return value
}
