package jsontree

import "sync/atomic"

// marks are places in a node, in its order and a fixed way apart. Who asks for one
// place after the other goes on from the mark before it, not from the node's start.
type marks[T any] struct {
	node   uint32
	places []T
}

// markedNodes is how many nodes of a kind at a time have marks: who goes through a
// document asks about several.
const markedNodes = 64

// slots hold marks. Most documents are small and never need any.
type slots[T any] struct {
	all atomic.Pointer[[markedNodes]atomic.Pointer[marks[T]]]
}

// of returns the marks of a node, which are found at the first question and kept until
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
