package v3

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/yamltree"
)

// text returns a string value.
func text(s string) *yamltree.Node { return yamltree.Text(s) }

func boolean(b bool) *yamltree.Node {
	if b {
		return &yamltree.Node{Kind: yamltree.Bool, Text: "true"}
	}
	return &yamltree.Node{Kind: yamltree.Bool, Text: "false"}
}

// members builds a map, in the order in which its members are set.
type members struct{ node *yamltree.Node }

func newMembers() members { return members{&yamltree.Node{Kind: yamltree.Mapping}} }

// set adds a member, unless the value is nil.
func (m members) set(key string, value *yamltree.Node) {
	if value != nil {
		m.node.Pairs = append(m.node.Pairs, yamltree.Pair{Key: text(key), Value: value})
	}
}

// setText adds a string, unless it is empty.
func (m members) setText(key, value string) {
	if value != "" {
		m.set(key, text(value))
	}
}

// list returns a list of values; nil if there are none.
func list(items []*yamltree.Node) *yamltree.Node {
	if len(items) == 0 {
		return nil
	}
	return &yamltree.Node{Kind: yamltree.Sequence, Items: items}
}

// fromJSON returns a JSON value as a YAML value.
func fromJSON(n jsontree.Node) *yamltree.Node {
	switch n.Kind() {
	case jsontree.Bool:
		return boolean(n.True())
	case jsontree.Number:
		return &yamltree.Node{Kind: yamltree.Number, Text: n.Raw()}
	case jsontree.String:
		return text(n.Text())
	case jsontree.Array:
		made := &yamltree.Node{Kind: yamltree.Sequence}
		for e := range n.Elements() {
			made.Items = append(made.Items, fromJSON(e))
		}
		return made
	case jsontree.Object:
		made := newMembers()
		for key, value := range n.Members() {
			if n.Get(key.Text()) == value { // the last of several duplicate keys counts
				made.set(key.Text(), fromJSON(value))
			}
		}
		return made.node
	}
	return &yamltree.Node{Kind: yamltree.Null, Text: "null"}
}
