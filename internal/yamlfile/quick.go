package yamlfile

import (
	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/yamltext"
)

// quick builds a tree without the library. It is the [yamltext.Builder] of
// this package.
type quick struct {
	nodes []Node  // pool of nodes
	lists []*Node // pool of content slices
	stack []*Node // content of the open nodes
	open  []opened
}

// opened is an open mapping or sequence. Its content is on the stack, above a
// height.
type opened struct {
	node *Node
	base int
}

// Quick returns the root of a text that is one mapping; nil if only the
// library can read the text, which may still be valid.
func Quick(text string) *Node {
	var q quick
	if new(yamltext.Reader).Read(text, false, &q) {
		return q.stack[0]
	}
	return nil
}

func (q *quick) node(at yamltext.Place, kind yaml.Kind, style yaml.Style) *Node {
	if len(q.nodes) == 0 {
		q.nodes = make([]Node, 128)
	}
	n := &q.nodes[0]
	q.nodes = q.nodes[1:]
	n.Kind, n.Style, n.Line, n.Column = kind, style, at.Line, at.Column
	q.stack = append(q.stack, n)
	return n
}

// Open implements [yamltext.Builder].
func (q *quick) Open(at yamltext.Place, kind yaml.Kind, style yaml.Style) {
	n := q.node(at, kind, style)
	q.open = append(q.open, opened{n, len(q.stack)})
}

// Close implements [yamltext.Builder].
func (q *quick) Close(int) {
	last := q.open[len(q.open)-1]
	size := len(q.stack) - last.base
	if len(q.lists) < size {
		q.lists = make([]*Node, max(size, 512))
	}
	last.node.Content = q.lists[:size:size]
	q.lists = q.lists[size:]
	copy(last.node.Content, q.stack[last.base:])
	q.open, q.stack = q.open[:len(q.open)-1], q.stack[:last.base]
}

// Scalar implements [yamltext.Builder].
func (q *quick) Scalar(at yamltext.Place, s yamltext.Scalar) {
	n := q.node(at, yaml.ScalarNode, s.Style)
	if n.Value = s.Text; s.Style != 0 {
		n.Type = TypeString
	}
}
