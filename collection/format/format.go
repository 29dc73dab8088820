// Package format prints collections and environments in canonical form: tabs, one value
// per line, keys in the order of Postman's own export followed by others in alphabetical
// order, and one line feed at the end.
package format

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Canonical returns the document in canonical form. It is the same JSON value: duplicate
// keys, unknown fields, number spelling and string escapes stay. Only whitespace, the
// order of keys and a byte order mark change.
func Canonical(d *jsontree.Document) string {
	var p printer
	p.Grow(lengthOf(d))
	p.value(d.Root(), shapeOf(func(key string) bool { return d.Root().Get(key).Exists() }), 0)
	p.WriteByte('\n')
	return p.String()
}

// lengthOf estimates the length of a document's canonical form. A document with few
// lines gets many more, with indentation.
func lengthOf(d *jsontree.Document) int {
	length, lines := len(d.Text()), strings.Count(d.Text(), "\n")
	if lines < d.NodeCount()/4 {
		return length + 8*d.NodeCount()
	}
	return length + length/8
}

type printer struct {
	strings.Builder
	members []member // of the objects around the current value, outermost first
}

type member struct {
	key, value jsontree.Node
	rank       int
}

func (p *printer) value(n jsontree.Node, s *shape, depth int) {
	switch n.Kind() {
	case jsontree.Object:
		p.object(n, s, depth)
	case jsontree.Array:
		p.WriteByte('[')
		empty := true
		for e := range n.Elements() {
			p.next(&empty, depth+1)
			p.value(e, s, depth+1)
		}
		p.close(empty, depth, ']')
	default:
		p.WriteString(n.Raw())
	}
}

func (p *printer) object(n jsontree.Node, s *shape, depth int) {
	from := len(p.members)
	for key, value := range n.Members() {
		p.members = append(p.members, member{key, value, s.rank(key)})
	}
	to := len(p.members)
	if s != foreign {
		slices.SortStableFunc(p.members[from:to], func(a, b member) int {
			if a.rank != b.rank {
				return a.rank - b.rank
			}
			return strings.Compare(a.key.Text(), b.key.Text())
		})
	}
	p.WriteByte('{')
	empty := true
	for i := from; i < to; i++ {
		m := p.members[i]
		p.next(&empty, depth+1)
		p.WriteString(m.key.Raw())
		p.WriteString(": ")
		p.value(m.value, s.memberOf(m.key.Text()), depth+1)
	}
	p.close(empty, depth, '}')
	p.members = p.members[:from]
}

// next starts the next entry of a container.
func (p *printer) next(empty *bool, depth int) {
	if !*empty {
		p.WriteByte(',')
	}
	*empty = false
	p.newline(depth)
}

func (p *printer) close(empty bool, depth int, bracket byte) {
	if !empty {
		p.newline(depth)
	}
	p.WriteByte(bracket)
}

func (p *printer) newline(depth int) {
	const tabs = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
	p.WriteByte('\n')
	for depth > len(tabs) {
		p.WriteString(tabs)
		depth -= len(tabs)
	}
	p.WriteString(tabs[:depth])
}
