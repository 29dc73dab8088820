package yamlfile

import (
	"iter"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/lazy"
)

// Node is a value or a key of a YAML text, without what only a printer needs.
// The content of a mapping alternates keys and values. Trees of large
// documents take a third of the memory of the library's.
type Node struct {
	Kind         yaml.Kind
	Style        yaml.Style
	Line, Column int32
	Type         Type
	Value        string
	Content      []*Node
}

// Members yields the keys and values of a mapping; nothing for any other
// node.
func (n *Node) Members() iter.Seq2[*Node, *Node] {
	return func(yield func(key, value *Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content) && yield(n.Content[i], n.Content[i+1]); i += 2 {
		}
	}
}

// Texts returns the scalars in a sequence; nil for any other node.
func (n *Node) Texts() []string {
	if n.Kind != yaml.SequenceNode {
		return nil
	}
	var texts []string
	for _, element := range n.Content {
		texts = append(texts, element.Value)
	}
	return texts
}

// Type is the type that a scalar has if its text does not determine it.
type Type uint8

// The types of scalars. A type of any other name is a string.
const (
	TypeOfText Type = iota // the text of a plain scalar determines it
	TypeString
	TypeNull
	TypeBool
	TypeInt
	TypeFloat
)

var typesOfTags = lazy.Value[map[string]Type]{New: func() map[string]Type {
	return map[string]Type{"!!null": TypeNull, "!!bool": TypeBool, "!!int": TypeInt, "!!float": TypeFloat}
}}

// spelledStyles are the styles of scalars whose text does not determine their
// type.
const spelledStyles = yaml.TaggedStyle | yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

// Compact returns the tree of a library node, with each alias replaced by its
// anchor's value. The tree must not have an alias inside the value that it
// refers to.
func Compact(n *yaml.Node) *Node { return compactor{}.node(n) }

// compactor maps each anchored library node to its compact node.
type compactor map[*yaml.Node]*Node

func (c compactor) node(n *yaml.Node) *Node {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if made, ok := c[n]; ok {
		return made
	}
	made := Bare(n)
	if n.Anchor != "" {
		c[n] = made
	}
	if len(n.Content) > 0 {
		made.Content = make([]*Node, len(n.Content))
		for i, inner := range n.Content {
			made.Content[i] = c.node(inner)
		}
	}
	return made
}

// Bare returns a library node as a node without its content.
func Bare(n *yaml.Node) *Node {
	made := &Node{Kind: n.Kind, Style: n.Style, Line: int32(n.Line), Column: int32(n.Column), Value: n.Value}
	if n.Kind == yaml.ScalarNode && n.Style&spelledStyles != 0 {
		made.Type = TypeString
		if t, ok := typesOfTags.Get()[n.ShortTag()]; ok {
			made.Type = t
		}
	}
	return made
}
