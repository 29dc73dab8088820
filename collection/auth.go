package collection

import (
	"iter"

	"github.com/postwright/postwright/collection/jsontree"
)

// Auth is an authorization block: its type, and next to it the block with the attributes
// of that type.
type Auth struct {
	Node jsontree.Node
}

// IsSet reports whether the block says anything: a missing one and null inherit.
func (a Auth) IsSet() bool { return a.Node.Kind() == jsontree.Object }

// Type returns the authorization type, such as "oauth2"; "noauth" sends none.
func (a Auth) Type() string { return a.Node.Get("type").Text() }

// Attributes yields the attributes in the block that the type names. It reads a list, as
// in v2.1.0; [Auth.Values] reads both spellings.
func (a Auth) Attributes() iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) { eachAttribute(a, yield) }
}

func eachAttribute(a Auth, yield func(Attribute) bool) {
	for node := range a.Node.Get(a.Type()).Elements() {
		if !yield(Attribute{node}) {
			return
		}
	}
}

// Attribute returns the value of the attribute with a key, in either spelling; absent if
// there is none. The last of several duplicates counts.
func (a Auth) Attribute(key string) jsontree.Node {
	value := a.Node.Get(a.Type(), key)
	for attribute := range a.Attributes() {
		if attribute.Node.Get("key").Is(key) {
			value = attribute.Value()
		}
	}
	return value
}

// Values yields the attributes by key, each with the node of its value, in
// either spelling: a list of {key, value}, or, as in v2.0.0, an object.
func (a Auth) Values() iter.Seq2[string, jsontree.Node] {
	return func(yield func(string, jsontree.Node) bool) { eachValue(a, yield) }
}

func eachValue(a Auth, yield func(string, jsontree.Node) bool) {
	for key, value := range a.Node.Get(a.Type()).Members() {
		if !yield(key.Text(), value) {
			return
		}
	}
	for attribute := range a.Attributes() {
		if !yield(attribute.Key(), attribute.Value()) {
			return
		}
	}
}

// Attribute is one setting of an authorization: {key, value, type}.
type Attribute struct {
	Node jsontree.Node
}

// Key returns the attribute's name, such as "accessTokenUrl".
func (a Attribute) Key() string { return a.Node.Get("key").Text() }

// Value returns the node of the value, which may have any type or be missing.
func (a Attribute) Value() jsontree.Node { return a.Node.Get("value") }
