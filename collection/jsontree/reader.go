package jsontree

import "sync"

// Reader reads one text after another into the same memory. The zero Reader is ready for
// use. It is not safe for concurrent use.
type Reader struct {
	nodes []node
}

// Parse is like [Parse]. The document is valid until the next one is read.
func (r *Reader) Parse(text string) (*Document, error) {
	d, err := parse(text, r.nodes[:0])
	if d != nil {
		r.nodes = d.nodes
	}
	return d, err
}

var validators = sync.Pool{New: func() any { return new(Reader) }}

// mostValidated is the number of nodes that a validator keeps memory for.
const mostValidated = 1 << 16

// Valid reports whether [Parse] reads a text. It makes no tree.
func Valid(text string) bool {
	r := validators.Get().(*Reader)
	s := scannerOf(text, r.nodes[:0])
	valid := uint64(len(text)) <= MaxSize && s.encodingFault() == nil && s.scan() == nil
	if r.nodes = s.nodes; cap(r.nodes) <= mostValidated {
		validators.Put(r)
	}
	return valid
}
