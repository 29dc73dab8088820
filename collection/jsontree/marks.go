package jsontree

import "sync/atomic"

// marks are places in a node, in order and at a fixed distance. A series of lookups
// continues from the nearest mark instead of the node's start.
type marks[T any] struct {
	node   uint32
	places []T
}

// markedNodes is the number of nodes that can have marks at the same time: a walk
// through a document asks about several.
const markedNodes = 64

// slots hold the marks of several nodes. Most documents are small and never need any.
type slots[T any] struct {
	all atomic.Pointer[[markedNodes]atomic.Pointer[marks[T]]]
}

// of returns the marks of a node. It finds them on first use and keeps them until
// another node needs their slot.
func (s *slots[T]) of(node uint32, find func() []T) []T {
	all := s.all.Load()
	if all == nil {
		s.all.CompareAndSwap(nil, new([markedNodes]atomic.Pointer[marks[T]]))
		all = s.all.Load()
	}
	slot := &all[node%markedNodes]
	if known := slot.Load(); known != nil && known.node == node {
		return known.places
	}
	made := &marks[T]{node, find()}
	slot.Store(made)
	return made.places
}
