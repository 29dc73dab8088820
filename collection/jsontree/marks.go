package jsontree

import "sync/atomic"

// marks are places in a node, in its order and a fixed way apart. Who asks for one
// place after the other goes on from the mark before it, not from the node's start.
type marks[T any] struct {
	node   uint32
	places []T
}

// marksOf returns the marks of a node, which are found at the first question and kept
// until another node needs their slot.
func marksOf[T any](slots []atomic.Pointer[marks[T]], node uint32, find func() []T) []T {
	slot := &slots[int(node)%len(slots)]
	if known := slot.Load(); known != nil && known.node == node {
		return known.places
	}
	made := &marks[T]{node, find()}
	slot.Store(made)
	return made.places
}
