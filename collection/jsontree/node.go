package jsontree

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Kind is the JSON type of a value.
type Kind uint8

// The kinds of JSON values. Absent is the kind of the zero [Node].
const (
	Absent Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String returns the kind in the words that readers of a collection know: "list" for an
// array.
func (k Kind) String() string {
	return [...]string{"nothing", "null", "boolean", "number", "string", "list", "object"}[k]
}

// Node is one value or key of a [Document]. The zero Node is an absent one: its kind is
// [Absent], and everything looked up in it is absent, so that chains of lookups need no
// checks.
type Node struct {
	doc   *Document
	index uint32
}

// Exists reports whether the node is not the zero Node.
func (n Node) Exists() bool { return n.doc != nil }

// Document returns the document the node belongs to; nil for the zero Node.
func (n Node) Document() *Document { return n.doc }

func (n Node) data() node { return n.doc.nodes[n.index] }

// Kind returns the JSON type of the value; String for a key.
func (n Node) Kind() Kind {
	if n.doc == nil {
		return Absent
	}
	switch n.doc.text[n.data().start] {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	}
	return Number
}

// Start returns the byte offset of the node's first byte; 0 for the zero Node.
func (n Node) Start() int {
	if n.doc == nil {
		return 0
	}
	return int(n.data().start)
}

// End returns the byte offset after the node's last byte; 0 for the zero Node.
func (n Node) End() int {
	if n.doc == nil {
		return 0
	}
	return int(n.data().end)
}

// Raw returns the node's source text, quotes and inner whitespace included.
func (n Node) Raw() string {
	if n.doc == nil {
		return ""
	}
	return n.doc.text[n.data().start:n.data().end]
}

// IsKey reports whether the node is the key of an object's member.
func (n Node) IsKey() bool {
	if n.doc == nil {
		return false
	}
	p := n.doc.nodes[n.index].parent
	return p != noParent && n.doc.text[n.doc.nodes[p].start] == '{'
}

// Parent returns the object or array that holds the value or key; absent for the root.
func (n Node) Parent() Node {
	if n.doc == nil {
		return n
	}
	p := n.doc.nodes[n.index].parent
	if p != noParent && n.doc.text[n.doc.nodes[p].start] == '"' {
		p = n.doc.nodes[p].parent // the object of the key
	}
	if p == noParent {
		return Node{}
	}
	return Node{n.doc, p}
}

// Key returns the key of an object's member: the node itself for a key, absent for the
// root and for an element of an array.
func (n Node) Key() Node {
	if n.doc == nil {
		return n
	}
	if p := n.doc.nodes[n.index].parent; p != noParent {
		switch n.doc.text[n.doc.nodes[p].start] {
		case '{':
			return n
		case '"':
			return Node{n.doc, p}
		}
	}
	return Node{}
}

// Index returns the value's index in its array, from 0; -1 if it is not in an array.
func (n Node) Index() int {
	parent := n.Parent()
	if parent.Kind() != Array {
		return -1
	}
	at, index := parent.index+1, 0
	for ; at < n.index && index < elementsPerMark; index++ {
		at = n.doc.nodes[at].next
	}
	if at < n.index {
		marks := n.doc.elementMarks(parent.index)
		behind, _ := slices.BinarySearch(marks, n.index+1)
		at, index = marks[behind-1], (behind-1)*elementsPerMark
		for ; at < n.index; index++ {
			at = n.doc.nodes[at].next
		}
	}
	return index
}

// at returns an array's element by its index, from 0; absent if there is none.
func (n Node) at(wanted int) Node {
	at, index, end := n.index+1, 0, n.data().next
	if wanted >= elementsPerMark {
		marks := n.doc.elementMarks(n.index)
		if wanted/elementsPerMark >= len(marks) {
			return Node{}
		}
		index = wanted - wanted%elementsPerMark
		at = marks[wanted/elementsPerMark]
	}
	for ; at < end && index < wanted; index++ {
		at = n.doc.nodes[at].next
	}
	if at >= end {
		return Node{}
	}
	return Node{n.doc, at}
}

// elementsPerMark is the number of array elements between two marks.
const elementsPerMark = 64

// elementMarks returns the first of each elementsPerMark elements of an array.
func (d *Document) elementMarks(array uint32) []uint32 {
	return d.arrayMarks.of(array, func() []uint32 {
		var first []uint32
		end := d.nodes[array].next
		for at, i := array+1, 0; at < end; at, i = d.nodes[at].next, i+1 {
			if i%elementsPerMark == 0 {
				first = append(first, at)
			}
		}
		return first
	})
}

// Members yields the keys and values of an object in the order of the text, duplicates
// included. It yields nothing for other kinds.
func (n Node) Members() iter.Seq2[Node, Node] {
	return func(yield func(key, value Node) bool) {
		if n.Kind() != Object {
			return
		}
		end := n.data().next
		for i := n.index + 1; i < end; i = n.doc.nodes[i].next {
			if !yield(Node{n.doc, i}, Node{n.doc, i + 1}) {
				return
			}
		}
	}
}

// Elements yields the elements of an array in order; nothing for other kinds.
func (n Node) Elements() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.Kind() != Array {
			return
		}
		end := n.data().next
		for i := n.index + 1; i < end; i = n.doc.nodes[i].next {
			if !yield(Node{n.doc, i}) {
				return
			}
		}
	}
}

// Descendants yields the node and all keys and values under it in the order of
// the text.
func (n Node) Descendants() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.doc == nil {
			return
		}
		for i := n.index; i < n.data().next; i++ {
			if !yield(Node{n.doc, i}) {
				return
			}
		}
	}
}

// DescendantsWhere yields of the [Node.Descendants] those for which shown returns true.
// What is in an object or a list for which it returns false is passed over.
func (n Node) DescendantsWhere(shown func(Node) bool) iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.doc == nil {
			return
		}
		for i, end := n.index, n.data().next; i < end; {
			m := Node{n.doc, i}
			i++
			if !shown(m) {
				if kind := m.Kind(); kind == Object || kind == Array {
					i = m.data().next
				}
				continue
			}
			if !yield(m) {
				return
			}
		}
	}
}

// Count returns how many nodes there are in the value, itself included: one for each value
// and each key.
func (n Node) Count() int {
	if n.doc == nil {
		return 0
	}
	return int(n.data().next - n.index)
}

// Len returns the number of members or elements; 0 for scalars.
func (n Node) Len() int {
	count := 0
	for range n.Members() {
		count++
	}
	for range n.Elements() {
		count++
	}
	return count
}

// Get follows keys into nested objects. The last of several duplicate keys counts, as in
// JavaScript. The result is absent if a key is missing or a value is not an object.
func (n Node) Get(keys ...string) Node {
	for _, name := range keys {
		n = n.member(name)
	}
	return n
}

func (n Node) member(name string) Node {
	var found Node
	if n.Kind() != Object {
		return found
	}
	nodes, text := n.doc.nodes, n.doc.text
	end := nodes[n.index].next
	if n.doc.plainKeys {
		size := uint32(len(name) + len(`""`))
		for i := n.index + 1; i < end; {
			key := &nodes[i]
			if key.end-key.start == size && text[key.start+1:key.end-1] == name {
				found = Node{n.doc, i + 1}
			}
			i = key.next
		}
		return found
	}
	for i := n.index + 1; i < end; {
		key := &nodes[i]
		// Most keys are too short or differ in the first byte, unless they start with an
		// escape.
		inner := text[key.start+1 : key.end-1]
		if len(inner) >= len(name) && (name == "" || inner[0] == name[0] || inner[0] == '\\') && spells(inner, name) {
			found = Node{n.doc, i + 1}
		}
		i = key.next
	}
	return found
}

// Is reports whether the node is a string (or key) with exactly this content.
func (n Node) Is(content string) bool {
	return n.Kind() == String && spells(n.inner(), content)
}

// spells reports whether the inside of a string decodes to exactly this content. An
// escape takes at most six bytes for one byte of content.
func spells(inner, content string) bool {
	switch {
	case len(inner) == len(content):
		return inner == content && strings.IndexByte(inner, '\\') < 0
	case len(inner) < len(content) || len(inner) > 6*len(content) || inner[0] != content[0] && inner[0] != '\\':
		return false
	}
	return strings.IndexByte(inner, '\\') >= 0 && unescape(inner) == content
}

// Text returns the content of a string or key, unescaped; "" for other kinds. It
// shares the document's memory unless there is something to unescape. A lone
// surrogate becomes U+FFFD, as everywhere in Go.
func (n Node) Text() string {
	if n.Kind() != String {
		return ""
	}
	inner := n.inner()
	if len(inner) < longText {
		return unescape(inner)
	}
	return n.doc.longTexts.of(n.index, func() []string { return []string{unescape(inner)} })[0]
}

// longText is the size in bytes from which the text of a string is kept: a body or a script
// may be asked for once for each of its findings.
const longText = 4 << 10

// True reports whether the node is the literal true.
func (n Node) True() bool { return n.Kind() == Bool && n.Raw() == "true" }

// inner returns a string's raw text between its quotes.
func (n Node) inner() string { return n.doc.text[n.data().start+1 : n.data().end-1] }

// Value returns the node as encoding/json would decode it: nil, bool, float64,
// string, []any or map[string]any.
func (n Node) Value() any {
	switch n.Kind() {
	case Bool:
		return n.True()
	case Number:
		value, _ := strconv.ParseFloat(n.Raw(), 64)
		return value
	case String:
		return n.Text()
	case Array:
		list := []any{}
		for e := range n.Elements() {
			list = append(list, e.Value())
		}
		return list
	case Object:
		object := map[string]any{}
		for key, value := range n.Members() {
			object[key.Text()] = value.Value()
		}
		return object
	}
	return nil
}
