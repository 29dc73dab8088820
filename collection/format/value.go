package format

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Value is a JSON value that is being made.
type Value struct {
	text   string // the content of a string; the JSON of a number, boolean or null
	*parts        // of an object or list; nil for others, which are most
	kind   byte   // its first byte; 0 for a number, boolean or null
}

type parts struct {
	members  []Member // of an object
	elements []Value  // of a list
}

// Member is a member of an object.
type Member struct {
	Key   string
	Value Value
}

// Raw returns a number, boolean or null from its JSON.
func Raw(json string) Value { return Value{text: json} }

// Text returns a string.
func Text(text string) Value { return Value{text: text, kind: '"'} }

// Object returns an object.
func Object(members ...Member) Value { return Value{parts: &parts{members: members}, kind: '{'} }

// List returns a list.
func List(elements ...Value) Value { return Value{parts: &parts{elements: elements}, kind: '['} }

// Copy returns the value of a node.
func Copy(n jsontree.Node) Value {
	switch n.Kind() {
	case jsontree.Object:
		v := Object()
		for key, value := range n.Members() {
			v.members = append(v.members, Member{key.Text(), Copy(value)})
		}
		return v
	case jsontree.Array:
		v := List()
		for e := range n.Elements() {
			v.elements = append(v.elements, Copy(e))
		}
		return v
	case jsontree.String:
		return Text(n.Text())
	}
	return Raw(n.Raw())
}

// Print returns a value in canonical form, as [Canonical] would print any text of it.
func Print(v Value) string {
	var p printer
	p.Grow(v.length(0))
	p.made(v, shapeOf(func(key string) bool { return v.has(key) }), 0)
	p.WriteByte('\n')
	return p.String()
}

func (v Value) has(key string) bool {
	return v.parts != nil && slices.ContainsFunc(v.members, func(m Member) bool { return m.Key == key })
}

// length estimates the length of a value in canonical form.
func (v Value) length(depth int) int {
	const marks = len("\n") + len(`"": `) + len(",")
	n := len(v.text) + len(v.text)/16 + depth + marks
	if v.parts == nil {
		return n
	}
	for _, m := range v.members {
		n += len(m.Key) + m.Value.length(depth+1) + depth + 1 + marks
	}
	for _, e := range v.elements {
		n += e.length(depth+1) + depth + 1 + marks
	}
	return n
}

func (p *printer) made(v Value, s *shape, depth int) {
	switch v.kind {
	case '{':
		p.madeObject(v, s, depth)
	case '[':
		p.WriteByte('[')
		empty := true
		for _, e := range v.elements {
			p.next(&empty, depth+1)
			p.made(e, s, depth+1)
		}
		p.close(empty, depth, ']')
	case '"':
		jsontree.WriteQuoted(&p.Builder, v.text)
	default:
		p.WriteString(v.text)
	}
}

func (p *printer) madeObject(v Value, s *shape, depth int) {
	if s != foreign {
		slices.SortStableFunc(v.members, func(a, b Member) int {
			if i, k := s.rankOf(a.Key), s.rankOf(b.Key); i != k {
				return i - k
			}
			return strings.Compare(a.Key, b.Key)
		})
	}
	p.WriteByte('{')
	empty := true
	for _, m := range v.members {
		p.next(&empty, depth+1)
		jsontree.WriteQuoted(&p.Builder, m.Key)
		p.WriteString(": ")
		p.made(m.Value, s.memberOf(m.Key), depth+1)
	}
	p.close(empty, depth, '}')
}
