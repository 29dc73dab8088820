// Package format is the canonical form of a collection or environment: tabs,
// one value a line, keys in the order of Postman's own export and behind them
// others by the alphabet, one line feed at the end.
package format

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
)

// Canonical is the document in canonical form. It means the same JSON value:
// duplicate keys, unknown fields, number spelling and string escapes stay; only
// whitespace, the order of keys and a byte order mark go.
func Canonical(d *collection.Document) string {
	var p printer
	p.Grow(len(d.Text()) + len(d.Text())/8)
	p.value(d.Root(), shapeOf(d.Root()), 0)
	p.WriteByte('\n')
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) value(n collection.Node, s *shape, depth int) {
	switch n.Kind() {
	case collection.Object:
		p.object(n, s, depth)
	case collection.Array:
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

func (p *printer) object(n collection.Node, s *shape, depth int) {
	type member struct {
		key, value collection.Node
		rank       int
	}
	var members []member
	for key, value := range n.Members() {
		members = append(members, member{key, value, s.rank(key)})
	}
	if s != foreign {
		slices.SortStableFunc(members, func(a, b member) int {
			if a.rank != b.rank {
				return a.rank - b.rank
			}
			return strings.Compare(a.key.Text(), b.key.Text())
		})
	}
	p.WriteByte('{')
	empty := true
	for _, m := range members {
		p.next(&empty, depth+1)
		p.WriteString(m.key.Raw())
		p.WriteString(": ")
		p.value(m.value, s.member(m.key), depth+1)
	}
	p.close(empty, depth, '}')
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
