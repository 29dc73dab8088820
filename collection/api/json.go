package api

import (
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// JSON returns the value as JSON text. Each level of objects and lists is indented by
// indent; with an empty one the text is a single line.
func (v *Value) JSON(indent string) string {
	w := writer{indent: indent}
	w.Grow(v.length(len(indent), 0))
	w.value(v)
	return w.String()
}

// length estimates the length of the text, where the value is at a depth.
func (v *Value) length(indent, depth int) int {
	const marks = len(`"": ,`)
	line := 0
	if indent > 0 {
		line = len("\n") + indent*(depth+1)
	}
	n := marks + len(v.Text) + len(v.Text)/16
	for _, item := range v.Items {
		n += line + item.length(indent, depth+1)
	}
	for _, m := range v.Members {
		n += line + marks + len(m.Name) + m.Value.length(indent, depth+1)
	}
	return n + line
}

// writer writes values as JSON.
type writer struct {
	strings.Builder
	indent string
	depth  int
}

func (w *writer) value(v *Value) {
	switch v.Kind {
	case Null:
		w.WriteString("null")
	case String:
		jsontree.WriteQuoted(&w.Builder, v.Text)
	case Bool, Number:
		w.WriteString(v.Text)
	case List:
		w.WriteByte('[')
		for i, item := range v.Items {
			w.next(i)
			w.value(item)
		}
		w.close(len(v.Items), ']')
	case Object:
		w.WriteByte('{')
		for i, m := range v.Members {
			w.next(i)
			jsontree.WriteQuoted(&w.Builder, m.Name)
			w.WriteByte(':')
			if w.indent != "" {
				w.WriteByte(' ')
			}
			w.value(m.Value)
		}
		w.close(len(v.Members), '}')
	}
}

// next starts the element with an index.
func (w *writer) next(i int) {
	if i > 0 {
		w.WriteByte(',')
	} else {
		w.depth++
	}
	w.line()
}

// close ends a list or object with so many elements.
func (w *writer) close(n int, bracket byte) {
	if n > 0 {
		w.depth--
		w.line()
	}
	w.WriteByte(bracket)
}

// line starts a line, unless all is on one.
func (w *writer) line() {
	if w.indent == "" {
		return
	}
	w.WriteByte('\n')
	for range w.depth {
		w.WriteString(w.indent)
	}
}

// ValueOf returns the value of a node in a document; nil if there is no node.
func ValueOf(n jsontree.Node) *Value {
	if !n.Exists() {
		return nil
	}
	v := &Value{}
	switch n.Kind() {
	case jsontree.Object:
		v.Kind = Object
		for key, inner := range n.Members() {
			v.Members = append(v.Members, Member{key.Text(), ValueOf(inner)})
		}
	case jsontree.Array:
		v.Kind = List
		for inner := range n.Elements() {
			v.Items = append(v.Items, ValueOf(inner))
		}
	case jsontree.String:
		v.Kind, v.Text = String, n.Text()
	case jsontree.Number:
		v.Kind, v.Text = Number, n.Raw()
	case jsontree.Bool:
		v.Kind, v.Text = Bool, n.Raw()
	}
	return v
}

// TextValue returns a string.
func TextValue(text string) *Value { return &Value{Kind: String, Text: text} }

// WholeValue returns a whole number.
func WholeValue(n int) *Value { return &Value{Kind: Number, Text: strconv.Itoa(n)} }

// ListValue returns a list.
func ListValue(items ...*Value) *Value { return &Value{Kind: List, Items: items} }

// ObjectValue returns an object made from names, which are strings, and values in turn.
func ObjectValue(pairs ...any) *Value {
	v := &Value{Kind: Object}
	for i := 0; i < len(pairs); i += 2 {
		v.Members = append(v.Members, Member{Name: pairs[i].(string), Value: pairs[i+1].(*Value)})
	}
	return v
}
