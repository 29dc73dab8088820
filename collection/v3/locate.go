package v3

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/yamltree"
)

// Locate moves findings about the document to the files that they come from. Their paths
// are those of the files, their pointers lead through the file, and they have no fix,
// since that would edit the document's text.
func (r *Result) Locate(found []diagnostic.Diagnostic) []diagnostic.Diagnostic {
	located := slices.Clone(found)
	for i := range located {
		d := &located[i]
		d.Fix, d.FixEnvironment, d.Fixable = nil, nil, false
		at, ok := r.places.place(d.Start, d.End)
		if !ok || at.file == nil {
			d.Line, d.Column, d.EndLine, d.EndColumn, d.Start, d.End = 1, 1, 1, 1, 0, 0
			continue
		}
		d.Path, d.Start, d.End = at.file.Path, at.start, at.end
		d.Line, d.Column = at.file.Tree().Position(at.start)
		d.EndLine, d.EndColumn = at.file.Tree().Position(at.end)
		d.Pointer = pointer(at.file.Tree().Root, at.start)
	}
	return located
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
func pointer(n *yamltree.Node, offset int) string {
	path := ""
	for {
		next := (*yamltree.Node)(nil)
		step := ""
		if n != nil {
			for _, p := range n.Pairs {
				if p.Key.Start() <= offset && (offset < p.Value.End() || offset < p.Key.End()) {
					next, step = p.Value, p.Key.Text
				}
			}
			for i, item := range n.Items {
				if item.Start() <= offset && offset < item.End() {
					next, step = item, strconv.Itoa(i)
				}
			}
		}
		if next == nil {
			return path
		}
		path += "/" + jsontree.EscapeToken(step)
		n = next
	}
}

// Owners returns the elements of the document by the paths of their files: a request for
// its file and those of its examples, a folder for its definition. The collection's own
// definition is not included.
func (r *Result) Owners() map[string]jsontree.Node {
	owners := map[string]jsontree.Node{}
	for item := range collection.Of(r.Document).Items() {
		e := r.places.request(item.Node.Start())
		if e == nil {
			if o, ok := r.places.find(item.Node.Start()); ok && o.file != nil && o.number > 0 && o.number == o.file.rootNumber {
				owners[o.file.Path] = item.Node
			}
			continue
		}
		owners[e.source.Path] = item.Node
		for _, s := range e.examples {
			if s.isMap {
				owners[s.Path] = item.Node
			}
		}
	}
	return owners
}

// Masked returns the texts of the files by path, without the secrets and personal data
// in the document. It also masks all values that the document leaves out, because
// nothing is known about them. Every byte stays in its place.
func (r *Result) Masked() map[string]string {
	known := numbers{} // the nodes that the document includes
	for o := range r.places.all() {
		known.add(o)
	}
	texts := map[string][]byte{}
	for _, s := range r.Files {
		if s.failed {
			texts[s.Path] = []byte(secret.MaskBroken(s.Text))
			continue
		}
		texts[s.Path] = []byte(s.Text)
		hideUnknown(texts[s.Path], s.Tree().Root, known[s.Path])
		for _, c := range s.Comments() {
			for _, found := range secret.HiddenIn(s.Text[c.Start:c.End]) {
				hide(texts[s.Path], c.Start+found.Start, c.Start+found.End)
			}
		}
	}
	text, masked := r.Document.Text(), redact.Document(r.Document)
	for i := 0; i < len(text); i++ {
		if text[i] == masked[i] {
			continue
		}
		if at, ok := r.places.place(i, i+1); ok && at.file != nil {
			hide(texts[at.file.Path], at.start, at.end)
		}
	}
	all := map[string]string{}
	for path, hidden := range texts {
		all[path] = string(hidden)
	}
	return all
}

// harmless lists the keys whose values are words of the format.
var harmless = map[string]bool{"$kind": true, "order": true, "type": true, "examples": true, "disabled": true, "enabled": true, "language": true}

func hideUnknown(text []byte, n *yamltree.Node, known []bool) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		if !harmless[p.Key.Text] {
			hideUnknown(text, p.Value, known)
		}
	}
	for _, item := range n.Items {
		hideUnknown(text, item, known)
	}
	if n.Pairs == nil && n.Items == nil && (n.Number() >= len(known) || !known[n.Number()]) && n.Kind != yamltree.Bool && n.Kind != yamltree.Null {
		hide(text, n.Start(), n.End())
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
