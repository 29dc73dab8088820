package v3

import (
	"sync"

	"github.com/postwright/postwright/collection/yamltree"
)

// parts is the number of goroutines that read files. It is larger than the usual number
// of cores, so that one that waits leaves its core to another.
const parts = 16

// unit is a set of files that are read together: a request with its examples, or another
// file.
type unit struct {
	element *element  // nil for another file
	readers []*reader // of the files
}

// units returns all files in units.
func (f *folder) units(all []*reader) []unit {
	in := make([]bool, len(all)) // whether the file is in a unit
	var units []unit
	f.elements(func(e *element) {
		u := unit{element: e, readers: []*reader{all[e.source.place]}}
		in[e.source.place] = true
		for _, s := range e.examples {
			u.readers, in[s.place] = append(u.readers, all[s.place]), true
		}
		units = append(units, u)
	})
	for i, one := range all {
		if one != nil && !in[i] {
			units = append(units, unit{readers: []*reader{one}})
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
	for part := range min(parts, len(units)) {
		reading.Go(func() {
			var r partReader
			r.writer.places = &places{}
			r.keep = c.cache != nil
			for i := part; i < len(units); i += parts {
				r.read(units[i])
			}
		})
	}
	reading.Wait()
}

// partReader reads a part of the files. The trees of requests and examples take many
// times the memory of their texts. So each request is written for the document as soon
// as it is read, and the next ones reuse the memory of its trees.
type partReader struct {
	yaml   yamltree.Reader
	writer writer
	keep   bool // whether to keep the trees
}

func (r *partReader) read(u unit) {
	parse, released := yamltree.Parse, !r.keep && roleOf(u.readers[0].result.Files[0].Path) != definition
	if released {
		parse = r.yaml.Parse
	}
	simple := released && u.element != nil
	size := 0
	for _, one := range u.readers {
		s := one.result.Files[0]
		if one.text != "" || s.tree == nil {
			tree := one.parse(s, one.text, parse)
			one.text = ""
			size += len(s.Text)
			simple = simple && !tree.HasAliases()
		}
	}
	if !released {
		return
	}
	if e := u.element; simple && size <= mostAtOnce && e.source.isMap && sendable(e.source) {
		e.written = r.write(e)
	}
	for _, one := range u.readers {
		one.result.Files[0].release()
	}
	r.yaml.Reset()
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
	return &fragment{json: string(w.json), nodes: w.nodes, depth: e.depth, examples: e.examples}
}

// parse reads a file and judges it by itself.
func (c *reader) parse(source *Source, text string, parse func(string) (*yamltree.Tree, *yamltree.Error)) *yamltree.Tree {
	tree, err := parse(text)
	source.set(tree)
	source.failed = err != nil
	if err != nil {
		c.syntax(source, err)
		return tree
	}
	c.judge(source)
	return tree
}
