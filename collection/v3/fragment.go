package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// fragment is the JSON of a request. It stays valid as long as the request's files do.
type fragment struct {
	json     string
	nodes    int // number of nodes of the document
	examples []*Source
	depth    int // depth of the place: values that nest too deeply are left out
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
		f = &fragment{json: string(apart.json), nodes: apart.nodes, depth: w.depth(), examples: e.examples}
	}
	w.request(e, f)
	if e.written = nil; k != nil {
		k.next[e.source] = f
	}
}

// request writes a request from a fragment. The origins of its values are computed when
// they are asked for.
func (w *writer) request(e *element, f *fragment) {
	w.comma()
	at := w.begin(nil, len(w.places.requests))
	w.places.requests = append(w.places.requests, e)
	w.places.origins[at].number = wholeRequest
	w.paste(f)
	w.end(at)
}

// paste writes the JSON of a fragment, which is one value.
func (w *writer) paste(f *fragment) {
	w.requests = append(w.requests, jsontree.Region{Start: w.offset(), End: w.offset() + len(f.json), Nodes: f.nodes})
	w.pasted = append(w.pasted, pasted{len(w.json), f.json})
	w.before += len(f.json)
	w.nodes += f.nodes
}

// wholeRequest marks an origin that is a whole request. The origin's base is then the
// index of the request.
const wholeRequest = 1<<32 - 1

// recentRequests is how many requests keep their inner origins in memory.
const recentRequests = 16

// recent is a request with its origins.
type recent struct {
	request *element
	places  *places
}

// inside returns the origins in a request, with their offsets in the document.
func (p *places) inside(o *origin) *places {
	e := p.requests[o.base]
	p.mutex.Lock()
	defer p.mutex.Unlock()
	known := &p.recent[o.base%recentRequests]
	if known.request != e {
		w := &writer{places: &places{}}
		w.reset(e.depth)
		w.before = int(o.start)
		apart := &element{source: e.source.again(), depth: e.depth}
		for _, s := range e.examples {
			apart.examples = append(apart.examples, s.again())
		}
		(&reader{}).sent(w, apart)
		*known = recent{e, w.places}
	}
	return known.places
}
