package script

import (
	"hash/maphash"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// Reader reads scripts. Real collections have the same one in request after
// request, so those that say the same share their Text. What is known of a script
// takes many times the memory of its source: only what was asked for of late is kept.
// The zero Reader is ready for use, by many goroutines.
type Reader struct {
	scripts recent[jsontree.Node, *Script] // by event
	texts   recent[uint64, *Text]          // by the hash of the source
	shapes  shapes
}

var seed = maphash.MakeSeed()

// sources are buffers for the sources of scripts: many are known already.
var sources = sync.Pool{New: func() any { return new([]byte) }}

// Parse reads the script of an event.
func (r *Reader) Parse(e collection.Event) *Script {
	if s := r.scripts.get(e.Node); s != nil {
		return s
	}
	s := &Script{Event: e}
	buffer := sources.Get().(*[]byte)
	source := (*buffer)[:0]
	first := true
	for node := range e.Lines() {
		if !first {
			source = append(source, '\n')
		}
		first = false
		source = append(source, node.Text()...)
	}
	s.Text = r.text(source)
	*buffer = source
	sources.Put(buffer)
	r.scripts.add(e.Node, s, len(s.Source))
	return s
}

// text returns what a source says. It keeps no reference to the source.
func (r *Reader) text(source []byte) *Text {
	hash := maphash.Bytes(seed, source)
	if known := r.texts.get(hash); known != nil && known.Source == string(source) {
		return known
	}
	t := &Text{Source: string(source), shapes: &r.shapes}
	r.texts.add(hash, t, len(source))
	return t
}
