package jsontree

// Ref refers to a value below the root of a document, in a quarter of the memory of a
// [Node]. The zero Ref refers to nothing.
type Ref uint32

// Ref returns the reference to the node; the zero Ref for the root and for an absent node.
func (n Node) Ref() Ref { return Ref(n.index) }

// At returns the node of the same document that a reference of that document refers to;
// absent for the zero Ref.
func (n Node) At(r Ref) Node {
	if r == 0 {
		return Node{}
	}
	return Node{n.doc, uint32(r)}
}
