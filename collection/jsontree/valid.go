package jsontree

import "sync"

// validator is memory for the nodes of a text that is only validated.
type validator struct{ nodes []node }

var validators = sync.Pool{New: func() any { return new(validator) }}

// mostValidated is the number of nodes that a validator keeps memory for.
const mostValidated = 1 << 16

// Valid reports whether [Parse] reads a text. It makes no tree.
func Valid(text string) bool {
	v := validators.Get().(*validator)
	s := scannerOf(text, v.nodes[:0])
	valid := uint64(len(text)) <= MaxSize && s.encodingFault() == nil && s.scan() == nil
	if v.nodes = s.nodes; cap(v.nodes) <= mostValidated {
		validators.Put(v)
	}
	return valid
}
