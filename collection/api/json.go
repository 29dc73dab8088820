package api

import (
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// JSON returns the value as JSON text. Each level of objects and lists is indented by
// indent; with an empty one the text is a single line.
func (v *Value) JSON(indent string) string {
	var b strings.Builder
	v.write(&b, indent, "\n")
	return b.String()
}

func (v *Value) write(b *strings.Builder, indent, newline string) {
	switch v.Kind {
	case Null:
		b.WriteString("null")
	case String:
		b.WriteString(jsontree.Quote(v.Text))
	case Bool, Number:
		b.WriteString(v.Text)
	case List:
		writeAll(b, "[]", len(v.Items), indent, newline, func(i int, inner string) {
			v.Items[i].write(b, indent, inner)
		})
	case Object:
		writeAll(b, "{}", len(v.Members), indent, newline, func(i int, inner string) {
			b.WriteString(jsontree.Quote(v.Members[i].Name) + ":")
			if indent != "" {
				b.WriteByte(' ')
			}
			v.Members[i].Value.write(b, indent, inner)
		})
	}
}

func writeAll(b *strings.Builder, brackets string, n int, indent, newline string, one func(i int, inner string)) {
	b.WriteByte(brackets[0])
	inner := newline + indent
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		if indent != "" {
			b.WriteString(inner)
		}
		one(i, inner)
	}
	if n > 0 && indent != "" {
		b.WriteString(newline)
	}
	b.WriteByte(brackets[1])
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
