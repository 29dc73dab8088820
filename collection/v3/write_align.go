package v3

import "github.com/postwright/postwright/collection/yamltree"

// align returns, for each wanted item, the index of the old item that it was; -1 for a
// new one. Items keep their order. An equal item counts twice as much as one with the
// same identity.
func align(old, wanted []*yamltree.Node) []int {
	return yamltree.Align(old, wanted, func(a, b *yamltree.Node) int32 {
		switch {
		case called(a) != called(b):
			return 0
		case yamltree.Equal(a, b):
			return 2
		}
		return 1
	})
}

// called returns the identity of an item in a list.
func called(n *yamltree.Node) string {
	if n.Kind != yamltree.Mapping {
		return n.Text
	}
	kind := n.Get("type").String()
	if key := n.Get("key"); key != nil {
		return kind + "\x00" + key.Text
	}
	return kind
}
