package yamltree

import (
	"sync"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/yamltext"
)

// quick makes a tree without the library's. It is the [yamltext.Builder] of this package.
type quick struct {
	reader  yamltext.Reader
	rough   bool // whether no places within texts are needed
	size    int  // of the text
	made    uint32
	open    []opened
	content []*Node // of the nodes in open

	nodes    slab[Node]
	allPairs slab[Pair]
	allItems slab[*Node]
}

// quicks hold no memory of trees.
var quicks = sync.Pool{New: func() any { return new(quick) }}

// leave gives the memory of the trees that were read to them.
func (q *quick) leave() {
	clear(q.content[:cap(q.content)])
	clear(q.open[:cap(q.open)])
	q.nodes, q.allPairs, q.allItems = slab[Node]{}, slab[Pair]{}, slab[*Node]{}
}

// opened is a mapping or a sequence whose content is that above a height.
type opened struct {
	node *Node
	base int
}

// read returns the root of a text; nil if that is left to the library. The nodes that
// were read before stay.
func (q *quick) read(text string) *Node {
	q.size, q.made, q.open, q.content = len(text), 0, q.open[:0], q.content[:0]
	if !q.reader.Read(text, !q.rough, q) {
		return nil
	}
	return q.content[0]
}

// room returns the number of values that the text may still need.
func (q *quick) room() int { return min(max(q.size/16, 8), 256) }

func (q *quick) node(start, end int) *Node {
	n := &q.nodes.take(1, q.room())[0]
	q.made++
	n.number, n.start, n.end = q.made, uint32(start), uint32(end)
	q.content = append(q.content, n)
	return n
}

// Open implements [yamltext.Builder].
func (q *quick) Open(at yamltext.Place, kind yaml.Kind, _ yaml.Style) {
	n := q.node(at.Offset, at.Offset+1)
	if n.Kind = Mapping; kind == yaml.SequenceNode {
		n.Kind = Sequence
	}
	q.open = append(q.open, opened{n, len(q.content)})
}

// Close implements [yamltext.Builder].
func (q *quick) Close(end int) {
	last := q.open[len(q.open)-1]
	n, inner := last.node, q.content[last.base:]
	if n.end = uint32(end); end == 0 {
		n.end = inner[len(inner)-1].end
	}
	switch {
	case len(inner) == 0:
	case n.Kind == Sequence:
		n.Items = q.allItems.take(len(inner), q.room()/8)
		copy(n.Items, inner)
	default:
		n.Pairs = q.allPairs.take(len(inner)/2, q.room()/2)
		for i := range n.Pairs {
			n.Pairs[i] = Pair{inner[2*i], inner[2*i+1]}
		}
	}
	q.open, q.content = q.open[:len(q.open)-1], q.content[:last.base]
}

// Scalar implements [yamltext.Builder].
func (q *quick) Scalar(at yamltext.Place, s yamltext.Scalar) {
	n := q.node(at.Offset, s.End)
	n.Text = s.Text
	if n.Kind = String; s.Style == 0 {
		n.Kind, n.Date = kindOf(n.Text, &untagged, true)
	}
	if q.rough {
		return
	}
	if n.quoted = s.Pieces == nil && s.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0; !n.quoted {
		n.stands(s.Pieces)
	}
}

var untagged yaml.Node
