package v3

import (
	"fmt"
	"runtime"
	"slices"
	"sort"
	"strconv"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// Locate moves findings about the document to the files that they come from. Their paths
// are those of the files, their pointers lead through the file, and they have no fix,
// since that would edit the document's text.
func (r *Result) Locate(found []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	located := slices.Clone(found)
	if len(located) < share {
		f := finder{places: r.places}
		f.locate(located)
		return located
	}
	shares := make(chan []diagnostic.Diagnostic, 1+len(located)/share)
	var last *origin // the file of the finding before
	from := 0
	for i := range located {
		in := r.places.innermost(located[i].Start)
		if in != last && i-from >= share {
			shares <- located[from:i]
			from = i
		}
		last = in
	}
	shares <- located[from:]
	close(shares)
	var locating sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		locating.Go(func() {
			f := finder{places: r.places, again: newRereader()}
			for part := range shares {
				f.locate(part)
			}
		})
	}
	locating.Wait()
	return located
}

// share is how many findings at least, and all those in one file, are located on one core.
const share = 32

func (f *finder) locate(found []diagnostic.Diagnostic) {
	for i := range found {
		d := &found[i]
		d.Fix, d.FixEnvironment, d.Fixable = nil, nil, false
		at, ok := f.place(d.Start, d.End)
		if !ok || at.file == nil {
			d.Line, d.Column, d.EndLine, d.EndColumn, d.Start, d.End = 1, 1, 1, 1, 0, 0
			continue
		}
		d.Path, d.Start, d.End = at.file.Path, at.start, at.end
		t := at.file.Tree()
		d.Line, d.Column = t.Position(at.start)
		d.EndLine, d.EndColumn = t.Position(at.end)
		d.Pointer = pointer(t, at.start)
	}
}

// Line returns the line of a value of the document in words, such as "line 3 of
// Ping.request.yaml".
func (r *Result) Line(n jsontree.Node) string {
	at, ok := r.places.place(n.Start(), n.Start()+1)
	if !ok || at.file == nil {
		return "another file"
	}
	line, _ := at.file.Tree().Position(at.start)
	return fmt.Sprintf("line %d of %s", line, at.file.Path)
}

// pointer returns the JSON pointer of the innermost value around an offset in a file.
func pointer(t *yamltree.Tree, offset int) string {
	path, n := "", t.Root
	for {
		next := (*yamltree.Node)(nil)
		step := ""
		if n != nil {
			after := sort.Search(len(n.Pairs), func(i int) bool { return n.Pairs[i].Key.Start() > offset })
			if after > 0 {
				if p := n.Pairs[after-1]; offset < p.Value.End() || offset < p.Key.End() {
					next, step = p.Value, p.Key.Text
				}
			}
			if i := itemAt(t, n, offset); i >= 0 {
				next, step = n.Items[i], strconv.Itoa(i)
			}
		}
		if next == nil {
			return path
		}
		path += "/" + jsontree.EscapeToken(step)
		n = next
	}
}

// itemAt returns the index of the item of a sequence that is around an offset; -1 if none
// is.
func itemAt(t *yamltree.Tree, n *yamltree.Node, offset int) int {
	around := func(i int) bool { return n.Items[i].Start() <= offset && offset < n.Items[i].End() }
	if !t.HasAliases() {
		after := sort.Search(len(n.Items), func(i int) bool { return n.Items[i].Start() > offset })
		if after > 0 && around(after-1) {
			return after - 1
		}
		return -1
	}
	for i := range slices.Backward(n.Items) { // an alias is where its anchor is, so that items are not in order
		if around(i) {
			return i
		}
	}
	return -1
}

// Owner returns the element of the document that a file belongs to, by its path: a request
// for its file and those of its examples, a folder for its definition. It is absent for
// the collection's own definition.
func (r *Result) Owner(file string) jsontree.Node {
	for o := range r.places.inFile(file) {
		if o.isWhole() || o.number > 0 && int(o.number) == r.places.files[o.file].rootNumber {
			return collection.EnclosingItem(r.Document.NodeAt(int(o.start)))
		}
	}
	return jsontree.Node{}
}
