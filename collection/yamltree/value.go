package yamltree

import "slices"

// Equal reports whether two values have the same content, in any style. The order of a
// mapping's pairs counts: it is the order in which headers are sent.
func Equal(a, b *Node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil || a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case Mapping:
		return slices.EqualFunc(a.Pairs, b.Pairs, func(x, y Pair) bool {
			return x.Key.Text == y.Key.Text && Equal(x.Value, y.Value)
		})
	case Sequence:
		return slices.EqualFunc(a.Items, b.Items, Equal)
	case Null:
		return true
	}
	return a.Text == b.Text
}

// Clone returns a copy of a value whose mappings and sequences may be changed. It shares
// the scalars, which never change, and has no positions.
func (n *Node) Clone() *Node {
	if n == nil || n.Kind != Mapping && n.Kind != Sequence {
		return n
	}
	c := &Node{Kind: n.Kind}
	for _, p := range n.Pairs {
		c.Pairs = append(c.Pairs, Pair{p.Key, p.Value.Clone()})
	}
	for _, item := range n.Items {
		c.Items = append(c.Items, item.Clone())
	}
	return c
}

// Members returns a function that is like [Node.Get] for the pairs that a mapping has now,
// and takes no longer for more of them.
func (n *Node) Members() func(key string) *Node {
	const few = 32
	if n == nil || len(n.Pairs) <= few {
		pairs := n
		if n != nil {
			pairs = &Node{Kind: n.Kind, Pairs: slices.Clone(n.Pairs)}
		}
		return pairs.Get
	}
	values := make(map[string]*Node, len(n.Pairs))
	for _, p := range n.Pairs {
		if _, ok := values[p.Key.Text]; !ok {
			values[p.Key.Text] = p.Value
		}
	}
	return func(key string) *Node { return values[key] }
}

// Set sets the value of a key of a mapping: in place if the key exists, otherwise at the
// end.
func (n *Node) Set(key string, value *Node) {
	for i, p := range n.Pairs {
		if p.Key.Text == key {
			n.Pairs[i].Value = value
			return
		}
	}
	n.Pairs = append(n.Pairs, Pair{Text(key), value})
}

// Delete removes a key of a mapping, if it exists.
func (n *Node) Delete(key string) {
	n.Pairs = slices.DeleteFunc(n.Pairs, func(p Pair) bool { return p.Key.Text == key })
}

// Text returns a string value.
func Text(s string) *Node { return &Node{Kind: String, Text: s} }
