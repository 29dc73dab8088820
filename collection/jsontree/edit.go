package jsontree

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the bytes from Start up to End of a document by Text. Start and End are
// byte offsets; if they are equal, Text is inserted.
type Edit struct {
	Start, End int
	Text       string
	// Joins reports whether the edit inserts a further element into an array that has
	// some, so that there may be other such edits at its place.
	Joins bool
}

// OverlapError is returned when two edits replace the same bytes.
type OverlapError struct {
	First, Second Edit
}

func (e *OverlapError) Error() string {
	return fmt.Sprintf("two edits overlap: bytes %d to %d and %d to %d",
		e.First.Start, e.First.End, e.Second.Start, e.Second.End)
}

// Apply applies edits to the document's text, as the function [Apply] does.
func (d *Document) Apply(edits ...Edit) (string, error) { return Apply(d.text, edits...) }

// Edited returns the document with edits applied: itself if there are none.
func (d *Document) Edited(edits ...Edit) (*Document, error) {
	if len(edits) == 0 {
		return d, nil
	}
	text, err := d.Apply(edits...)
	if err != nil {
		return nil, err
	}
	return Parse(text)
}

// Apply applies all edits to a text, each to the bytes as they are before any edit, and
// returns the new text. Insertions at one place keep the order in which they are given,
// and come before a replacement that starts there.
//
// It returns an [*OverlapError] for edits that overlap, and another error for edits
// outside the text; nothing is applied then.
func Apply(text string, edits ...Edit) (string, error) {
	if len(edits) == 0 {
		return text, nil
	}
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(min(a.End-a.Start, 1), min(b.End-b.Start, 1)))
	})
	size := len(text)
	for i, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(text) {
			return "", fmt.Errorf("an edit of bytes %d to %d is outside the text of %d bytes", e.Start, e.End, len(text))
		}
		if i > 0 && e.Start < sorted[i-1].End {
			return "", &OverlapError{sorted[i-1], e}
		}
		size += len(e.Text) - (e.End - e.Start)
	}
	var b strings.Builder
	b.Grow(size)
	done := 0
	for _, e := range sorted {
		b.WriteString(text[done:e.Start])
		b.WriteString(e.Text)
		done = e.End
	}
	b.WriteString(text[done:])
	return b.String(), nil
}

// Member is a key and the JSON text of its value, to be inserted.
type Member struct {
	Key  string
	JSON string
}

// Replace returns the edit that replaces the node by a JSON text.
func (n Node) Replace(json string) Edit { return Edit{Start: n.Start(), End: n.End(), Text: json} }

// Append returns the edit that adds members after the last one of an object, with its
// spacing.
func (n Node) Append(members ...Member) Edit {
	var lastKey, lastValue Node
	for key, value := range n.Members() {
		lastKey, lastValue = key, value
	}
	at, before, colon := n.Start()+1, "", ": "
	if lastKey.Exists() {
		at = lastValue.End()
		text := n.doc.text
		space := lastKey.Start()
		for isSpace(text[space-1]) {
			space--
		}
		before = text[space:lastKey.Start()]
		colon = text[lastKey.End():lastValue.Start()]
	}
	var b strings.Builder
	for i, m := range members {
		if i > 0 || lastKey.Exists() {
			b.WriteByte(',')
		}
		b.WriteString(before + Quote(m.Key) + colon + m.JSON)
	}
	return Edit{Start: at, End: at, Text: b.String()}
}

// AppendElement returns the edit that adds an element after the last one of an array,
// with its spacing.
func (n Node) AppendElement(json string) Edit {
	var last Node
	for e := range n.Elements() {
		last = e
	}
	if !last.Exists() {
		return Edit{Start: n.Start() + 1, End: n.Start() + 1, Text: json}
	}
	text, space := n.doc.text, last.Start()
	for isSpace(text[space-1]) {
		space--
	}
	between := text[space:last.Start()]
	if between == "" && !isMinified(last) {
		between = " "
	}
	return Edit{Start: last.End(), End: last.End(), Text: "," + between + json, Joins: true}
}

// isMinified reports whether an object seems to be written without white space.
func isMinified(n Node) bool {
	for key, value := range n.Members() {
		return value.Start()-key.End() < 2
	}
	return true
}

// Remove returns the edit that removes a member (given by key or value) or an element
// from its object or array, with its comma. The root cannot be removed: the edit is then
// empty.
func (n Node) Remove() Edit {
	if !n.Parent().Exists() {
		return Edit{Start: n.Start(), End: n.Start()}
	}
	if key := n.Key(); key.Exists() {
		n = key
	}
	container := n.Parent()
	if next := n.data().next; next < container.data().next {
		return Edit{Start: n.Start(), End: Node{n.doc, next}.Start()}
	}
	var previous Node
	for e := range container.entries() {
		if e != n {
			previous = e
		}
	}
	if previous.Exists() {
		return Edit{Start: previous.entryEnd(), End: n.entryEnd()}
	}
	// The closing bracket is part of the edit, so that a member that is appended at the
	// same time causes an overlap and not a stray comma.
	return Edit{Start: container.Start() + 1, End: container.End(), Text: container.Raw()[container.End()-container.Start()-1:]}
}

// entries yields the entries of an object or array: its keys or elements.
func (n Node) entries() func(yield func(Node) bool) {
	if n.Kind() == Array {
		return n.Elements()
	}
	return func(yield func(Node) bool) {
		for key := range n.Members() {
			if !yield(key) {
				return
			}
		}
	}
}

func (n Node) entryEnd() int {
	if n.IsKey() {
		return Node{n.doc, n.index + 1}.End()
	}
	return n.End()
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }
