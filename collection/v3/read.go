package v3

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/collection/yamltree"
)

// mostUnits is how many units a goroutine takes at most before it asks for more. It gets
// neighbors, which are near each other in memory.
const mostUnits = 32

// unit is a set of files that are read together: a request with its examples, or another
// file.
type unit struct {
	element *element // nil for another file
	file    *oneFile // of the request, or the other file
}

// units returns all files in units. What is in a folder comes together.
func (f *folder) units(all []oneFile) []unit {
	in := make([]bool, len(all)) // whether the file is in a unit
	units := make([]unit, 0, len(all))
	f.each(func(f *folder) {
		if d := f.definition; d != nil {
			in[d.place] = true
			units = append(units, unit{file: &all[d.place]})
		}
		for _, e := range f.requests {
			in[e.source.place] = true
			for _, s := range e.examples {
				in[s.place] = true
			}
			units = append(units, unit{e, &all[e.source.place]})
		}
	})
	for i := range all {
		if all[i].source != nil && !in[i] {
			units = append(units, unit{file: &all[i]})
		}
	}
	return units
}

// each calls a function for the folder and each below.
func (f *folder) each(do func(*folder)) {
	do(f)
	for _, inner := range f.inner {
		inner.each(do)
	}
}

// readAll reads the files on all cores. Each file keeps its own findings, so the result
// does not depend on the number of cores.
func (c *reader) readAll(root *folder, all []oneFile) {
	units := root.units(all)
	var reading sync.WaitGroup
	var next atomic.Int64
	cores := runtime.GOMAXPROCS(0)
	count := min(1+len(units)/(4*cores), mostUnits)
	for range min(cores, len(units)) {
		reading.Go(func() {
			r := partReader{all: all, keep: c.cache != nil, schemas: c.schemas, texts: c.texts}
			r.writer.places = &places{}
			if c.texts != nil {
				r.open = c.texts.Open()
				defer r.open.Close()
			}
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
	all     []oneFile // by their places
	schemas map[string]*validate.Schema
	yaml    yamltree.Reader
	trials  yamltree.Reader
	writer  writer
	keep    bool        // whether to keep the trees
	result  Result      // of the file that is read
	texts   *textSource // nil if the files have their texts
	open    TextReader  // of texts
}

func (r *partReader) read(u unit) {
	e := u.element
	if r.keep || roleOf(u.file.source.Path) == definition {
		r.parse(u.file, true)
		for _, s := range e.answers() {
			r.parse(&r.all[s.place], true)
		}
		return
	}
	size, simple := r.parse(u.file, false)
	for _, s := range e.answers() {
		more, too := r.parse(&r.all[s.place], false)
		size, simple = size+more, simple && too
	}
	if e != nil && simple && size <= mostAtOnce && e.source.isMap && sendable(e.source) {
		e.written = r.write(e, size)
	}
	r.release(u.file, e)
	for _, s := range e.answers() {
		r.release(&r.all[s.place], e)
	}
	r.yaml.Reset()
}

// release drops the tree of a file, and its text if nothing in it will be asked for.
func (r *partReader) release(one *oneFile, e *element) {
	s := one.source
	if r.texts != nil && e != nil && e.written != nil && len(one.findings) == 0 && !s.failed {
		s.forget(r.texts)
	}
	s.release()
}

// parse reads a file unless it has been read. The tree stays, or is one that lasts until
// the next unit. It returns the file's size, and whether there are no aliases in it.
func (r *partReader) parse(one *oneFile, stays bool) (size int, simple bool) {
	s := one.source
	if one.text == "" && s.tree != nil {
		return 0, true
	}
	if r.texts != nil {
		one.text = r.texts.first(r.open, s.Path)
		s.sum = r.texts.sumOf(one.text)
	}
	r.result.Findings = nil
	c := reader{result: &r.result, schemas: r.schemas, rough: !stays, trials: &r.trials}
	if stays {
		c.parse(s, one.text, yamltree.Parse)
	} else {
		c.parse(s, one.text, r.yaml.Rough)
	}
	if c.suspected {
		r.result.Findings, c.rough = nil, false
		c.parse(s, one.text, r.yaml.Parse)
	}
	one.text, one.findings = "", r.result.Findings
	return len(s.text), !s.tree.HasAliases()
}

// mostAtOnce is the maximum size in bytes of a request's files that are written
// concurrently: everything that is being written is in memory twice.
const mostAtOnce = 1 << 20

// write writes a request for the document, whose files have a size.
func (r *partReader) write(e *element, size int) *fragment {
	w := &r.writer
	w.reset(e.depth)
	w.json, w.plain = slices.Grow(w.json, size), true
	(&reader{}).sent(w, e)
	return w.fragment(e)
}

// suspect notes that there may be something to report whose place a rough tree does not
// know.
func (c *reader) suspect() { c.suspected = true }

// parse reads a file and judges it by itself.
func (c *reader) parse(source *Source, text string, parse func(string) (*yamltree.Tree, *yamltree.Error)) {
	tree, err := parse(text)
	source.set(tree)
	if source.failed = err != nil; source.failed {
		c.syntax(source, err)
	} else {
		c.judge(source)
	}
	c.repairAll(source, err)
}
