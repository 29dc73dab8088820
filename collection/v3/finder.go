package v3

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/yamltree"
)

// finder finds one origin after another, of which most are in the same file. It is not
// safe for concurrent use.
type finder struct {
	*places
	file  *origin // the last file; nil for none
	inner *places // the origins in it

	again *rereader // for many files; nil to share them with other finders
}

// rereader reads one file after another, each in the memory of the one before.
type rereader struct {
	yaml   yamltree.Reader
	writer writer
}

func newRereader() *rereader { return &rereader{writer: writer{places: &places{}}} }

// find is like [places.find].
func (f *finder) find(offset int) (whence, bool) {
	in, o := f.origin(offset)
	if o == nil {
		return whence{}, false
	}
	return in.whence(o), true
}

// origin returns the innermost origin around an offset, and the places that have it.
func (f *finder) origin(offset int) (*places, *origin) {
	o := f.innermost(offset)
	if o == nil || !o.isWhole() {
		return f.places, o
	}
	switch {
	case f.file == o:
	case f.again == nil:
		f.file, f.inner = o, f.inside(o)
	default:
		f.again.yaml.Reset()
		f.file, f.inner = o, f.read(o, &f.again.writer, f.again.yaml.Parse)
	}
	return f.inner, f.inner.innermost(offset)
}

// place returns the place that a range of the JSON text comes from. For a map or list it
// is the start.
func (f *finder) place(start, end int) (place, bool) {
	o, ok := f.find(start)
	if !ok {
		return place{}, false
	}
	file, node := o.file, o.node()
	if node == nil {
		return place{file, 0, 0}, true
	}
	q := f.quoted(o, node)
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
