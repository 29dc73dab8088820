package v3

import (
	"iter"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

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

	mutex  sync.Mutex
	recent [recentRequests]recent

	last atomic.Pointer[quoted] // the long string that was asked for last
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
}

// node returns the node that a value comes from; nil for the whole file.
func (w whence) node() *yamltree.Node {
	if w.file != nil && w.number > 0 {
		return w.file.node(w.number)
	}
	return nil
}

// find returns the innermost origin around an offset of the JSON text.
func (p *places) find(offset int) (whence, bool) {
	o := p.innermost(offset)
	if o == nil {
		return whence{}, false
	}
	if o.number != wholeRequest {
		return p.whence(o), true
	}
	return p.inside(o).find(offset)
}

// innermost is like [places.find], but takes a request for one origin; nil if there is
// none.
func (p *places) innermost(offset int) *origin {
	at := sort.Search(len(p.origins), func(i int) bool { return int(p.origins[i].start) > offset }) - 1
	for at >= 0 && int(p.origins[at].end) <= offset {
		at = int(p.origins[at].parent)
	}
	if at < 0 {
		return nil
	}
	return &p.origins[at]
}

// nodeAt returns the node of the innermost origin around an offset; nil if there is
// none.
func (p *places) nodeAt(offset int) *yamltree.Node {
	found, _ := p.find(offset)
	return found.node()
}

func (p *places) whence(o *origin) whence {
	return whence{int(o.start), int(o.end), int(o.base), p.files[o.file], int(o.number)}
}

// all yields all origins.
func (p *places) all() iter.Seq[whence] {
	return func(yield func(whence) bool) {
		for i := range p.origins {
			o := &p.origins[i]
			if o.number != wholeRequest {
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

// request returns the request that starts at an offset of the JSON text; nil if there is
// none.
func (p *places) request(offset int) *element {
	at := sort.Search(len(p.origins), func(i int) bool { return int(p.origins[i].start) >= offset })
	if at < len(p.origins) && int(p.origins[at].start) == offset && p.origins[at].number == wholeRequest {
		return p.requests[p.origins[at].base]
	}
	return nil
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

// place returns the place that a range of the JSON text comes from. For a map or list it
// is the start.
func (p *places) place(start, end int) (place, bool) {
	o, ok := p.find(start)
	if !ok {
		return place{}, false
	}
	file, node := o.file, o.node()
	if node == nil {
		return place{file, 0, 0}, true
	}
	q := p.quoted(o, node)
	if !q.same {
		return place{file, node.Start(), firstPart(node)}, true
	}
	from, to := q.textOffset(start-o.start), q.textOffset(min(end, o.end)-o.start)
	if start == o.start && to == q.length {
		if o.base == 0 && q.length == len(node.Text) && !strings.Contains(file.Text()[node.Start():node.End()], "\n") {
			return place{file, node.Start(), node.End()}, true // with its quotes
		}
	}
	from, to = from+o.base, to+o.base
	found := place{file, node.Offset(from), node.Offset(to)}
	if to > from {
		// The end is that of the last character, not the start of what follows: there
		// may be a line break and an indentation between them.
		last := node.Offset(to - lastRune(node.Text[:to]))
		if source := file.Text(); last < len(source) {
			_, size := utf8.DecodeRuneInString(source[last:])
			found.end = max(min(last+size, max(found.end, last+size)), found.start)
		}
	}
	return found, true
}

func lastRune(text string) int {
	_, size := utf8.DecodeLastRuneInString(text)
	return size
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
