package v3

import (
	"bytes"
	"sort"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/yamltree"
)

// Masked returns the text of a file as by [Result.Mask], with everything shown.
func (r *Result) Masked(s *Source) string {
	return r.Mask(s, func(int, int) bool { return true })
}

// Mask returns the text of a file without the secrets and personal data in what is shown,
// as the document has them. All values that the document leaves out are masked, too,
// because nothing is known about them. Every byte stays in its place. Shown reports
// whether one of the bytes from start up to end is shown; it may be called on several
// goroutines.
func (r *Result) Mask(s *Source, shown func(start, end int) bool) string {
	if s.failed {
		return secret.MaskBroken(s.Text())
	}
	v := view{
		finder: finder{places: r.places}, source: s, shown: shown, text: []byte(s.Text()),
		known: numbers{}, within: map[*origin]*places{}, wanted: map[*origin]bool{},
	}
	for o := range r.places.inFile(s.Path) {
		v.add(o)
	}
	if v.tree == nil {
		v.tree = s.Tree()
	}
	v.unknown(v.tree.Root)
	if bytes.IndexByte(v.text, '#') >= 0 {
		for _, c := range v.tree.Comments() {
			v.words(c.Start, c.End)
		}
	}
	v.hidden()
	return string(v.text)
}

// view is a file that is being masked.
type view struct {
	finder
	source *Source
	tree   *yamltree.Tree
	shown  func(start, end int) bool
	text   []byte

	known      numbers             // the nodes that the document includes
	start, end int                 // of all of them in the document; 0 for none
	within     map[*origin]*places // the origins in a request or an example
	wanted     map[*origin]bool    // those that are shown
	ranges     []jsontree.Region   // of these, in the order of the document
}

// add notes an origin in the file, or those in it.
func (v *view) add(o *origin) {
	if v.end == 0 {
		v.start = int(o.start)
	}
	v.end = max(v.end, int(o.end))
	if !o.isWhole() {
		v.value(v.places, o)
		return
	}
	p := v.inside(o)
	v.within[o] = p
	v.tree = p.files[0].Tree()
	for i := range p.origins {
		v.value(p, &p.origins[i])
	}
}

// value notes the origin of one value.
func (v *view) value(p *places, o *origin) {
	w := p.whence(o)
	n := w.node()
	if n == nil {
		return
	}
	v.known.add(w)
	if !v.shown(n.Start(), firstPart(n)) {
		return
	}
	v.wanted[o] = true
	if last := len(v.ranges) - 1; last >= 0 && w.start < v.ranges[last].End {
		v.ranges[last].End = max(v.ranges[last].End, w.end)
		return
	}
	v.ranges = append(v.ranges, jsontree.Region{Start: w.start, End: w.end})
}

// shows reports whether a value or key of the document is shown, or one in it.
func (v *view) shows(n jsontree.Node) bool {
	if kind := n.Kind(); kind == jsontree.Object || kind == jsontree.Array {
		i := sort.Search(len(v.ranges), func(i int) bool { return v.ranges[i].End > n.Start() })
		return i < len(v.ranges) && v.ranges[i].Start < n.End()
	}
	o := v.innermost(n.Start())
	if p := v.within[o]; p != nil {
		o = p.innermost(n.Start())
	}
	return v.wanted[o]
}

// hidden hides what is masked in the document.
func (v *view) hidden() {
	if len(v.ranges) == 0 {
		return
	}
	d := v.document
	root := d.NodeAt(v.start)
	for root.End() < v.end {
		root = root.Parent()
	}
	for _, e := range redact.Edits(root, v.shows) {
		if at, ok := v.place(e.Start, e.End); !ok || !v.shown(at.start, at.end) {
			continue
		}
		for i := range len(e.Text) {
			if e.Text[i] == d.Text()[e.Start+i] {
				continue
			}
			if at, ok := v.place(e.Start+i, e.Start+i+1); ok && at.file != nil && at.file.Path == v.source.Path {
				v.hide(at.start, at.end)
			}
		}
	}
}

// harmless lists the keys whose values are words of the format.
var harmless = lazy.Words{Text: "$kind order type examples disabled enabled language"}

// unknown hides the values that the document leaves out, and what is secret or private
// in keys.
func (v *view) unknown(n *yamltree.Node) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		v.words(p.Key.Start(), p.Key.End())
		if harmless.Has(p.Key.Text) {
			v.words(p.Value.Start(), p.Value.End())
			continue
		}
		v.unknown(p.Value)
	}
	for _, item := range n.Items {
		v.unknown(item)
	}
	switch {
	case n.Pairs != nil || n.Items != nil || v.known.has(v.source.Path, n) || n.Kind == yamltree.Bool || n.Kind == yamltree.Null:
	case isRelative(n.Text):
		v.words(n.Start(), n.End())
	default:
		v.hide(n.Start(), n.End())
	}
}

// isRelative reports whether a text is a relative path, which findings show.
func isRelative(text string) bool {
	for _, start := range []string{"./", "../", `.\`, `..\`} {
		if strings.HasPrefix(text, start) {
			return true
		}
	}
	return false
}

// words hides what is secret or private in a part of the text that is shown, such as a
// key or a comment. Only what has a digit or an address can be either.
func (v *view) words(start, end int) {
	if start >= end || end > len(v.text) || !v.shown(start, end) || !bytes.ContainsAny(v.text[start:end], "@0123456789") {
		return
	}
	for _, found := range redact.Hidden(string(v.text[start:end])) {
		v.hide(start+found.Start, start+found.End)
	}
}

// hide overwrites bytes of the text, except line ends.
func (v *view) hide(start, end int) {
	for k := start; k < min(end, len(v.text)); k++ {
		if v.text[k] != '\n' && v.text[k] != '\r' {
			v.text[k] = '*'
		}
	}
}
