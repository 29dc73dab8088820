package v3

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/yamltree"
)

// mostUnits is how many units a goroutine takes at most before it asks for more. It gets
// neighbors, which are near each other in memory.
const mostUnits = 32

// unit is a set of files that are read together: a request with its examples, or another
// file.
type unit struct {
	element *element // nil for another file
	file    *reader  // of the request, or of the other file
}

// units returns all files in units.
func (f *folder) units(all []*reader) []unit {
	in := make([]bool, len(all)) // whether the file is in a unit
	units := make([]unit, 0, len(all))
	f.elements(func(e *element) {
		in[e.source.place] = true
		for _, s := range e.examples {
			in[s.place] = true
		}
		units = append(units, unit{e, all[e.source.place]})
	})
	for i, one := range all {
		if one != nil && !in[i] {
			units = append(units, unit{file: one})
		}
	}
	return units
}

// elements calls a function for each request in the folder and below.
func (f *folder) elements(do func(*element)) {
	for _, e := range f.requests {
		do(e)
	}
	for _, name := range sortedKeys(f.folders) {
		f.folders[name].elements(do)
	}
}

// readAll reads the files on all cores. Each file keeps its own findings, so the result
// does not depend on the number of cores.
func (c *reader) readAll(root *folder, all []*reader) {
	units := root.units(all)
	var reading sync.WaitGroup
	var next atomic.Int64
	cores := runtime.GOMAXPROCS(0)
	count := min(1+len(units)/(4*cores), mostUnits)
	for range min(cores, len(units)) {
		reading.Go(func() {
			r := partReader{all: all, keep: c.cache != nil}
			r.writer.places = &places{}
			for end := int(next.Add(int64(count))); end-count < len(units); end = int(next.Add(int64(count))) {
				for _, u := range units[end-count : min(end, len(units))] {
					r.read(u)
				}
			}
		})
	}
	reading.Wait()
}

// partReader reads a part of the files. The trees of requests and examples take many
// times the memory of their texts. So each request is written for the document as soon
// as it is read, and the next ones reuse the memory of its trees.
type partReader struct {
	all    []*reader // of the files, by their places
	yaml   yamltree.Reader
	writer writer
	keep   bool // whether to keep the trees
}

func (r *partReader) read(u unit) {
	e := u.element
	if r.keep || roleOf(u.file.result.Files[0].Path) == definition {
		r.parse(u.file, true)
		for _, s := range e.answers() {
			r.parse(r.all[s.place], true)
		}
		return
	}
	size, simple := r.parse(u.file, false)
	for _, s := range e.answers() {
		more, too := r.parse(r.all[s.place], false)
		size, simple = size+more, simple && too
	}
	if e != nil && simple && size <= mostAtOnce && e.source.isMap && sendable(e.source) {
		e.written = r.write(e)
	}
	u.file.result.Files[0].release()
	for _, s := range e.answers() {
		s.release()
	}
	r.yaml.Reset()
}

// parse reads a file unless it has been read. The tree stays, or is one that lasts until
// the next unit. It returns the file's size, and whether there are no aliases in it.
func (r *partReader) parse(one *reader, stays bool) (size int, simple bool) {
	s := one.result.Files[0]
	if one.text == "" && s.tree != nil {
		return 0, true
	}
	if stays {
		one.parse(s, one.text, yamltree.Parse)
	} else {
		one.rough = true
		one.parse(s, one.text, r.yaml.Rough)
		one.rough = false
	}
	if !stays && len(one.result.Findings) > 0 { // a finding has a place
		one.result.Findings = nil
		one.parse(s, one.text, r.yaml.Parse)
	}
	one.text = ""
	return len(s.Text), !s.tree.HasAliases()
}

// mostAtOnce is the maximum size in bytes of a request's files that are written
// concurrently: everything that is being written is in memory twice.
const mostAtOnce = 1 << 20

// write writes a request for the document.
func (r *partReader) write(e *element) *fragment {
	w := &r.writer
	w.reset(e.depth)
	w.plain = true
	(&reader{}).sent(w, e)
	return w.fragment(e)
}

// suspect notes that there may be something to report.
func (c *reader) suspect() { c.result.Findings = append(c.result.Findings, diagnostic.Diagnostic{}) }

// parse reads a file and judges it by itself.
func (c *reader) parse(source *Source, text string, parse func(string) (*yamltree.Tree, *yamltree.Error)) {
	tree, err := parse(text)
	source.set(tree)
	source.failed = err != nil
	switch {
	case err != nil && c.rough:
		c.suspect()
		return
	case err != nil:
		c.syntax(source, err)
		return
	}
	c.judge(source)
}
