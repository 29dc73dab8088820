package v3

import (
	"bytes"
	"sync"

	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/yamltree"
)

// Masks gives the texts of files without the secrets and personal data in the document. It
// also masks all values that the document leaves out, because nothing is known about
// them. Every byte stays in its place. It is safe for concurrent use.
type Masks struct {
	result  *Result
	hidden  func() map[*origin][]int // offsets in the document's text, by what they are in
	origins func() map[string][]*origin
}

// Masks returns the masks of what was read. Only a file that is asked for is looked into.
func (r *Result) Masks() *Masks {
	m := &Masks{result: r}
	m.hidden = sync.OnceValue(m.findHidden)
	m.origins = sync.OnceValue(r.places.byFile)
	return m
}

// Masked returns the masked texts of all files, by path.
func (r *Result) Masked() map[string]string {
	m, all := r.Masks(), map[string]string{}
	for _, s := range r.Files {
		all[s.Path] = m.Text(s)
	}
	return all
}

// Text returns the masked text of a file.
func (m *Masks) Text(s *Source) string {
	if s.failed {
		return secret.MaskBroken(s.Text())
	}
	places := m.result.places
	known := numbers{} // the nodes that the document includes
	text := []byte(s.Text())
	for _, o := range m.origins()[s.Path] {
		if o.number != wholeRequest {
			known.add(places.whence(o))
			continue
		}
		for inner := range places.inside(o).all() {
			if inner.file != nil && inner.file.Path == s.Path {
				known.add(inner)
			}
		}
	}
	hideUnknown(text, s.Tree().Root, known[s.Path])
	for _, c := range s.Comments() {
		hideWithin(text, c.Start, c.End)
	}
	for _, o := range m.origins()[s.Path] {
		for _, i := range m.hidden()[o] {
			if at, ok := places.place(i, i+1); ok && at.file != nil && at.file.Path == s.Path {
				hide(text, at.start, at.end)
			}
		}
	}
	return string(text)
}

// findHidden returns the offsets of all that is masked in the document, by
// [places.innermost].
func (m *Masks) findHidden() map[*origin][]int {
	d, p := m.result.Document, m.result.places
	text, masked := d.Text(), redact.Document(d)
	all := map[*origin][]int{}
	for i := 0; i < len(text); i++ {
		if text[i] == masked[i] {
			continue
		}
		if o := p.innermost(i); o != nil {
			all[o] = append(all[o], i)
		}
	}
	return all
}

// byFile returns the origins in each file, by its path; for a request those of the whole.
func (p *places) byFile() map[string][]*origin {
	all := map[string][]*origin{}
	for i := range p.origins {
		o := &p.origins[i]
		if o.number != wholeRequest {
			if file := p.files[o.file]; file != nil {
				all[file.Path] = append(all[file.Path], o)
			}
			continue
		}
		e := p.requests[o.base]
		for _, s := range append([]*Source{e.source}, e.examples...) {
			all[s.Path] = append(all[s.Path], o)
		}
	}
	return all
}

// harmless lists the keys whose values are words of the format.
var harmless = lazy.Words{Text: "$kind order type examples disabled enabled language"}

func hideUnknown(text []byte, n *yamltree.Node, known []bool) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		hideWithin(text, p.Key.Start(), p.Key.End())
		if harmless.Has(p.Key.Text) {
			hideWithin(text, p.Value.Start(), p.Value.End())
			continue
		}
		hideUnknown(text, p.Value, known)
	}
	for _, item := range n.Items {
		hideUnknown(text, item, known)
	}
	if n.Pairs == nil && n.Items == nil && (n.Number() >= len(known) || !known[n.Number()]) && n.Kind != yamltree.Bool && n.Kind != yamltree.Null {
		hide(text, n.Start(), n.End())
	}
}

// hideWithin hides what is secret or private in a part of a text that is shown, such as a
// key or a comment. Only what has a digit or an address can be either.
func hideWithin(text []byte, start, end int) {
	if start >= end || end > len(text) || !bytes.ContainsAny(text[start:end], "@0123456789") {
		return
	}
	for _, found := range redact.Hidden(string(text[start:end])) {
		hide(text, start+found.Start, start+found.End)
	}
}

// hide overwrites bytes of a text, except line ends.
func hide(text []byte, start, end int) {
	for k := start; k < min(end, len(text)); k++ {
		if text[k] != '\n' && text[k] != '\r' {
			text[k] = '*'
		}
	}
}
