package collection

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Parameter is a key and a value that can be disabled: a header, a query parameter or a
// form field. It is an entry of a list, or part of a text that holds several.
type Parameter struct {
	Node jsontree.Node // the entry of the list; absent for a parameter in a text

	text       jsontree.Node // the text that holds it
	key, value Part
	hasValue   bool
}

// Part is a part of a string in a document: its text, and where it starts in the node's
// text, in bytes. Whole reports whether it is the whole string.
type Part struct {
	Node  jsontree.Node
	Text  string
	Start int
	Whole bool
}

func wholeOf(n jsontree.Node) Part { return Part{n, n.Text(), 0, true} }

// InText reports whether the parameter is part of a text that holds several.
func (p Parameter) InText() bool { return p.text.Exists() }

// Key returns the parameter's name.
func (p Parameter) Key() string {
	if p.InText() {
		return p.key.Text
	}
	return p.Node.Get("key").Text()
}

// Value returns the node of the value, which may be missing or null. In a text the value
// has no node.
func (p Parameter) Value() jsontree.Node { return p.Node.Get("value") }

// ValueText returns the text of the value; "" if there is none or it is not a string.
func (p Parameter) ValueText() string {
	if p.InText() {
		return p.value.Text
	}
	return p.Value().Text()
}

// HasValue reports whether Postman sends a value with the key: "a=" has one, "a"
// has none.
func (p Parameter) HasValue() bool { return p.hasValue || p.Value().Kind() == jsontree.String }

// KeyPart returns the name and its place.
func (p Parameter) KeyPart() Part {
	if p.InText() {
		return p.key
	}
	return wholeOf(p.Node.Get("key"))
}

// ValuePart returns the value and its place.
func (p Parameter) ValuePart() Part {
	if p.InText() {
		return p.value
	}
	return wholeOf(p.Value())
}

// Disabled reports whether Postman leaves the parameter out.
func (p Parameter) Disabled() bool { return p.Node.Get("disabled").True() }

// The functions of this package that return a sequence are so small that they are inlined,
// with the loops over it: neither the sequence nor the loop's body is then on the heap.
// Those below do their work.

// eachParameter yields the entries of a list.
func eachParameter(list jsontree.Node, yield func(Parameter) bool) {
	for node := range list.Elements() {
		if !yield(Parameter{Node: node}) {
			return
		}
	}
}

// eachHeader yields the headers in a list, or in a block that is one string.
func eachHeader(n jsontree.Node, yield func(Parameter) bool) {
	if n.Kind() != jsontree.String {
		eachParameter(n, yield)
		return
	}
	for _, h := range HeaderLines(n.Text()) {
		if h.Sent && !yield(h.parameter(n)) {
			return
		}
	}
}

func (h HeaderLine) parameter(block jsontree.Node) Parameter {
	return Parameter{
		text: block, key: Part{Node: block, Text: h.Key, Start: h.Start},
		value: Part{Node: block, Text: h.Value, Start: h.ValueStart}, hasValue: true,
	}
}

// eachQuery yields the parameters in a list, or in a query that is one string. Source:
// QueryParam.parse of Postman's SDK, which splits inside references, too.
func eachQuery(n jsontree.Node, yield func(Parameter) bool) {
	if n.Kind() != jsontree.String {
		eachParameter(n, yield)
		return
	}
	text := n.Text()
	if text == "" {
		return
	}
	start := 0
	for pair := range strings.SplitSeq(text, "&") {
		key, value, hasValue := strings.Cut(pair, "=")
		p := Parameter{
			text: n, key: Part{Node: n, Text: key, Start: start},
			value: Part{Node: n, Text: value, Start: start + len(pair) - len(value)}, hasValue: hasValue,
		}
		if !yield(p) {
			return
		}
		start += len(pair) + len("&")
	}
}
