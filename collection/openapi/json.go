package openapi

import (
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection"
)

// jsonTree is a JSON document as YAML's nodes, positions included. The nodes and
// their lists are made in one piece each.
func jsonTree(d *collection.Document) *yaml.Node {
	b := jsonBuilder{
		text: d.Text(), line: 1, counted: len(d.Text()) - len(d.Body()),
		nodes: make([]yaml.Node, 0, d.NodeCount()), lists: make([]*yaml.Node, 0, d.NodeCount()),
	}
	return b.node(d.Root())
}

type jsonBuilder struct {
	text  string
	nodes []yaml.Node
	lists []*yaml.Node // what objects and lists hold, those inside before those around

	// How far lines are counted, and how many characters of the line are before.
	counted, line, columns int
}

func (b *jsonBuilder) node(n collection.Node) *yaml.Node {
	b.nodes = append(b.nodes, yaml.Node{})
	y := &b.nodes[len(b.nodes)-1]
	y.Line, y.Column = b.position(n.Start())
	switch n.Kind() {
	case collection.Object:
		y.Kind, y.Tag = yaml.MappingNode, "!!map"
		y.Content = b.list(2 * n.Len())
		i := 0
		for key, value := range n.Members() {
			y.Content[i], y.Content[i+1] = b.node(key), b.node(value)
			i += 2
		}
	case collection.Array:
		y.Kind, y.Tag = yaml.SequenceNode, "!!seq"
		y.Content = b.list(n.Len())
		i := 0
		for e := range n.Elements() {
			y.Content[i] = b.node(e)
			i++
		}
	case collection.String:
		y.Kind, y.Tag, y.Value, y.Style = yaml.ScalarNode, "!!str", n.Text(), yaml.DoubleQuotedStyle
	case collection.Null:
		y.Kind, y.Tag, y.Value = yaml.ScalarNode, "!!null", n.Raw()
	case collection.Bool:
		y.Kind, y.Tag, y.Value = yaml.ScalarNode, "!!bool", n.Raw()
	default:
		y.Kind, y.Tag, y.Value = yaml.ScalarNode, "!!float", n.Raw()
	}
	return y
}

// list is a list of n nodes, which are still to be set.
func (b *jsonBuilder) list(n int) []*yaml.Node {
	at := len(b.lists)
	b.lists = b.lists[: at+n : cap(b.lists)]
	return b.lists[at : at+n : at+n]
}

// position is the line and column of an offset that is not before the last one.
func (b *jsonBuilder) position(offset int) (line, column int) {
	for b.counted < offset {
		c := b.text[b.counted]
		switch {
		case c == '\n':
			b.line++
			b.columns = 0
		case utf8.RuneStart(c):
			b.columns++
		}
		b.counted++
	}
	return b.line, b.columns + 1
}
