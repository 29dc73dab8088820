package v3

import (
	"iter"
	"sort"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// places holds the origins of a document, sorted by their start. It is safe for
// concurrent use.
type places struct {
	document *jsontree.Document
	origins  []origin
	files    []*Source // the files of the origins; a file may be there several times
	requests []*element

	indexing sync.Once
	first    map[string]int32 // 1 + the index of the first origin in a file, by its path
	next     []int32          // 1 + the index of the next origin in the file of an origin; 0 for none

	mutex  sync.Mutex
	recent [recentFiles]recent

	last atomic.Pointer[quoted] // the string that was asked for last
}

// reset empties the places.
func (p *places) reset() {
	p.document, p.origins, p.files, p.requests = nil, p.origins[:0], p.files[:0], nil
	p.last.Store(nil)
}

// enter returns the index of the file that the next origin is in.
func (p *places) enter(s *Source) int32 {
	last := len(p.files) - 1
	if last < 0 || p.files[last] != s {
		p.files = append(p.files, s)
		last++
	}
	return int32(last)
}

// whence is where a value or key of the JSON text comes from.
type whence struct {
	start, end int // in the JSON text
	base       int // the offset in the node's text at which a string starts
	file       *Source
	number     int // of the node; 0 for the whole file
	in         *places
}

// node returns the node that a value comes from; nil for the whole file.
func (w whence) node() *yamltree.Node {
	if w.file != nil && w.number > 0 {
		return w.file.node(w.number)
	}
	return nil
}

// find returns the innermost origin around an offset of the JSON text.
func (p *places) find(offset int) (whence, bool) { return (&finder{places: p}).find(offset) }

// innermost is like [places.find], but takes a request or an example for one origin; nil
// if there is none.
func (p *places) innermost(offset int) *origin {
	at := p.index(offset)
	for at >= 0 && int(p.origins[at].end) <= offset {
		at = int(p.origins[at].parent)
	}
	if at < 0 {
		return nil
	}
	return &p.origins[at]
}

// index returns the index of the last origin that starts at an offset or before it; -1 if
// none does.
func (p *places) index(offset int) int {
	return sort.Search(len(p.origins), func(i int) bool { return int(p.origins[i].start) > offset }) - 1
}

// nodeAt returns the node of the innermost origin around an offset; nil if there is
// none.
func (p *places) nodeAt(offset int) *yamltree.Node {
	found, _ := p.find(offset)
	return found.node()
}

func (p *places) whence(o *origin) whence {
	return whence{int(o.start), int(o.end), int(o.base), p.files[o.file], int(o.number), p}
}

// all yields all origins.
func (p *places) all() iter.Seq[whence] {
	return func(yield func(whence) bool) {
		for i := range p.origins {
			o := &p.origins[i]
			if !o.isWhole() {
				if !yield(p.whence(o)) {
					return
				}
				continue
			}
			for inner := range p.inside(o).all() {
				if !yield(inner) {
					return
				}
			}
		}
	}
}

// inFile yields the origins in a file, by its path; of a request or an example only the
// whole.
func (p *places) inFile(path string) iter.Seq[*origin] {
	p.indexing.Do(func() {
		p.first, p.next = make(map[string]int32, len(p.files)), make([]int32, len(p.origins))
		for i := len(p.origins) - 1; i >= 0; i-- {
			if s := p.files[p.origins[i].file]; s != nil {
				p.next[i] = p.first[s.Path]
				p.first[s.Path] = int32(i + 1)
			}
		}
	})
	return func(yield func(*origin) bool) {
		for i := p.first[path]; i > 0 && yield(&p.origins[i-1]); i = p.next[i-1] {
		}
	}
}

// numbers is a set of nodes in files, by the files' paths and the nodes' numbers.
type numbers map[string][]bool

func (k numbers) add(w whence) {
	if w.file == nil {
		return
	}
	known := k[w.file.Path]
	if missing := w.number + 1 - len(known); missing > 0 {
		known = append(known, make([]bool, missing)...)
		k[w.file.Path] = known
	}
	known[w.number] = true
}

func (k numbers) has(file string, n *yamltree.Node) bool {
	known := k[file]
	return n.Number() < len(known) && known[n.Number()]
}

// place is a range of bytes in a file.
type place struct {
	file       *Source
	start, end int
}

// place is like [finder.place].
func (p *places) place(start, end int) (place, bool) {
	return (&finder{places: p}).place(start, end)
}

// firstPart returns the end of the part of a node that reports mark: for a map its first
// key.
func firstPart(n *yamltree.Node) int {
	if n.Kind == yamltree.Mapping && len(n.Pairs) > 0 && n.Pairs[0].Key.Start() == n.Start() {
		return n.Pairs[0].Key.End()
	}
	if n.Kind == yamltree.Mapping || n.Kind == yamltree.Sequence {
		return n.Start() + 1
	}
	return n.End()
}
