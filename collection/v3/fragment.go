package v3

import "slices"

// fragment is what was written for a request: the same as long as its files are.
type fragment struct {
	json     string
	origins  []origin // places in the fragment; of what is around it the parent is -1
	files    []*Source
	examples []*Source
	depth    int // of the place: values that nest too deeply are left out
}

// again writes what a request was written as before, where its files are the same.
// Otherwise, and where there is no cache, write writes it.
func (w *writer) again(k *Cache, e *element, write func()) {
	if k == nil {
		write()
		return
	}
	f := k.written[e.source]
	if f == nil || f.depth != len(w.open) || !slices.Equal(f.examples, e.examples) {
		first := len(w.places.origins)
		write()
		f = w.fragment(first, e)
	} else {
		w.comma()
		w.paste(f)
	}
	k.next[e.source] = f
}

// fragment returns what was written since an origin was the next one: one value.
func (w *writer) fragment(first int, e *element) *fragment {
	base, files := w.places.origins[first].start, w.places.origins[first].file
	f := &fragment{json: string(w.json[base:]), origins: slices.Clone(w.places.origins[first:]), examples: e.examples, depth: len(w.open), files: slices.Clone(w.places.files[files:])}
	for i := range f.origins {
		o := &f.origins[i]
		o.start, o.end, o.file = o.start-base, o.end-base, o.file-files
		o.parent = max(o.parent-int32(first), -1)
	}
	return f
}

func (w *writer) paste(f *fragment) {
	base, first, files := uint32(len(w.json)), int32(len(w.places.origins)), int32(len(w.places.files))
	around := int32(-1)
	if len(w.open) > 0 {
		around = w.open[len(w.open)-1]
	}
	w.json = append(w.json, f.json...)
	w.places.origins = append(w.places.origins, f.origins...)
	w.places.files = append(w.places.files, f.files...)
	for i := range w.places.origins[first:] {
		o := &w.places.origins[int(first)+i]
		o.start, o.end, o.file = o.start+base, o.end+base, o.file+files
		if o.parent < 0 {
			o.parent = around
		} else {
			o.parent += first
		}
	}
}
