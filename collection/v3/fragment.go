package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// fragment is the JSON of a request. It stays valid as long as the request's files do.
type fragment struct {
	json     string
	nodes    int // number of nodes of the document
	examples []*Source
	depth    int      // depth of the place: values that nest too deeply are left out
	answers  []answer // the examples in the JSON
}

// answer is an example in a text.
type answer struct {
	source     *Source
	start, end int
}

// again writes a request, from its fragment if its files have not changed.
func (c *reader) again(w *writer, e *element) {
	f, k := e.written, c.cache
	if k != nil {
		f = k.written[e.source]
	}
	if f == nil || f.depth != w.depth() || !slices.Equal(f.examples, e.examples) || w.offset()+len(f.json) > maxJSON {
		apart := &writer{places: &places{}}
		apart.reset(w.depth())
		apart.before, apart.plain = w.offset(), true
		c.sent(apart, e)
		f = apart.fragment(e)
	}
	w.request(e, f)
	if e.written = nil; k != nil {
		k.next[e.source] = f
	}
}

// fragment returns the fragment of a request that was written, and nothing else.
func (w *writer) fragment(e *element) *fragment {
	return &fragment{json: string(w.json), nodes: w.nodes, depth: w.around, examples: e.examples, answers: slices.Clone(w.answers)}
}

// request writes a request from a fragment. The origins of its values are computed when
// they are asked for.
func (w *writer) request(e *element, f *fragment) {
	w.comma()
	before, p := w.offset(), w.places
	w.file = e.source
	at := w.begin(nil, len(p.requests))
	p.origins[at].number = wholeRequest
	w.paste(f)
	w.end(at)
	for _, example := range f.answers {
		p.origins = append(p.origins, origin{
			start: uint32(before + example.start), end: uint32(before + example.end),
			parent: int32(at), base: uint32(len(p.requests)), file: p.enter(example.source), number: wholeExample,
		})
	}
	p.requests = append(p.requests, e)
}

// paste writes the JSON of a fragment, which is one value.
func (w *writer) paste(f *fragment) {
	w.requests = append(w.requests, jsontree.Region{Start: w.offset(), End: w.offset() + len(f.json), Nodes: f.nodes})
	w.pasted = append(w.pasted, pasted{len(w.json), f.json})
	w.before += len(f.json)
	w.nodes += f.nodes
}

// These mark an origin that is all that a request or an example has in the document. Its
// base is then the index of the request.
const (
	wholeRequest = 1<<32 - 1 - iota
	wholeExample
)

// isWhole reports whether the origins of the values in an origin are left to
// [places.inside].
func (o *origin) isWhole() bool { return o.number >= wholeExample }

// recentFiles is how many requests and examples keep their inner origins in memory.
const recentFiles = 16

// recent is a request or an example with the origins in it.
type recent struct {
	of     *origin
	places *places
}

// inside returns the origins in a request, without its examples, or in an example. Their
// offsets are those in the document.
func (p *places) inside(o *origin) *places {
	slot := int(o.start) % recentFiles
	p.mutex.Lock()
	known := p.recent[slot]
	p.mutex.Unlock()
	if known.of != o {
		known = recent{o, p.read(o, &writer{places: &places{}}, yamltree.Parse)}
		p.mutex.Lock()
		p.recent[slot] = known
		p.mutex.Unlock()
	}
	return known.places
}

// read reads the file of a request or an example again, for the origins in it.
func (p *places) read(o *origin, w *writer, parse func(string) (*yamltree.Tree, *yamltree.Error)) *places {
	e := p.requests[o.base]
	if o.number == wholeExample {
		w.reset(e.depth + groupsAroundExample)
		w.before = int(o.start)
		(&reader{}).answer(w, p.files[o.file].again(parse))
		return w.places
	}
	w.reset(e.depth)
	w.before, w.skipped = int(o.start), p.sizes(o)
	(&reader{}).sent(w, &element{source: e.source.again(parse), depth: e.depth})
	return w.places
}

// groupsAroundExample is how many objects and lists are around an example in its request.
const groupsAroundExample = 2

// sizes returns the sizes of the examples in a request.
func (p *places) sizes(o *origin) []int {
	var sizes []int
	for at := p.index(int(o.start)) + 1; at < len(p.origins) && p.origins[at].number == wholeExample; at++ {
		sizes = append(sizes, int(p.origins[at].end-p.origins[at].start))
	}
	return sizes
}
