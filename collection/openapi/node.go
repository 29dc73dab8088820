package openapi

import (
	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/yamlfile"
)

// node is a value or a key, in a YAML or JSON text. The zero node is an absent one.
type node struct {
	yaml *yamlfile.Node
	json jsontree.Node
}

func (n node) exists() bool { return n.yaml != nil || n.json.Exists() }

// kind returns the node's kind in YAML's terms; 0 for the zero node.
func (n node) kind() yaml.Kind {
	if n.yaml != nil {
		return n.yaml.Kind
	}
	switch n.json.Kind() {
	case jsontree.Absent:
		return 0
	case jsontree.Object:
		return yaml.MappingNode
	case jsontree.Array:
		return yaml.SequenceNode
	}
	return yaml.ScalarNode
}

// tag returns the type of a single value as a short YAML tag.
func (n node) tag() string {
	if n.yaml != nil {
		if n.yaml.Type == yamlfile.TypeOfText {
			return coreTag(n.yaml.Value)
		}
		return tags[n.yaml.Type]
	}
	switch n.json.Kind() {
	case jsontree.String:
		return "!!str"
	case jsontree.Null:
		return "!!null"
	case jsontree.Bool:
		return "!!bool"
	}
	return "!!float"
}

var tags = [...]string{
	yamlfile.TypeString: "!!str", yamlfile.TypeNull: "!!null", yamlfile.TypeBool: "!!bool", yamlfile.TypeInt: "!!int", yamlfile.TypeFloat: "!!float",
}

// text returns a single value as written, without quotes.
func (n node) text() string {
	switch {
	case n.yaml != nil:
		return n.yaml.Value
	case n.json.Kind() == jsontree.String:
		return n.json.Text()
	}
	return n.json.Raw()
}

// size returns the number of members or elements.
func (n node) size() int {
	switch {
	case n.yaml == nil:
		return n.json.Len()
	case n.yaml.Kind == yaml.MappingNode:
		return len(n.yaml.Content) / 2
	}
	return len(n.yaml.Content)
}

// placed returns the node as a YAML node with its place but without its content, for
// findings.
func (n node) placed() *yamlfile.Node {
	if n.yaml != nil {
		return n.yaml
	}
	at := n.json.Document().Position(n.json.Start())
	y := &yamlfile.Node{Kind: n.kind(), Line: int32(at.Line), Column: int32(at.Column)}
	if y.Kind == yaml.ScalarNode {
		y.Value = n.text()
	}
	if n.json.Kind() == jsontree.String {
		y.Style, y.Type = yaml.DoubleQuotedStyle, yamlfile.TypeString
	}
	return y
}

// worthIndex is the size in bytes of a JSON object from which it may be worth an index.
const worthIndex = 4 << 10

// perhapsLarge reports, without counting, whether a mapping may have enough members to
// be worth an index.
func (n node) perhapsLarge() bool {
	if n.yaml != nil {
		return len(n.yaml.Content) >= 2*indexed
	}
	return n.json.End()-n.json.Start() >= worthIndex
}

// sizeOf returns the number of values in a node of a plain tree.
func sizeOf(n node) int {
	size := 0
	if n.yaml == nil {
		for inner := range n.json.Descendants() {
			size += 1 + len(node{json: inner}.scalar())/64
		}
		return size
	}
	size = weight(n.yaml.Value)
	for _, inner := range n.yaml.Content {
		size += sizeOf(node{yaml: inner})
	}
	return size
}

// scalar returns the text of a single value; "" for anything else.
func (n node) scalar() string {
	if n.kind() != yaml.ScalarNode {
		return ""
	}
	return n.text()
}
