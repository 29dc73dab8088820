package collection

import (
	"iter"

	"github.com/postwright/postwright/collection/jsontree"
)

// Auth is an authorization block: a type, and beside it the block of that type
// with its attributes.
type Auth struct {
	Node jsontree.Node
}

// IsSet reports whether the block says anything: a missing one and null inherit.
func (a Auth) IsSet() bool { return a.Node.Kind() == jsontree.Object }

// Type returns the authorization type, such as "oauth2"; "noauth" sends none.
func (a Auth) Type() string { return a.Node.Get("type").Text() }

// Attributes yields the attributes of the block that the type names, which in
// v2.1.0 is a list.
func (a Auth) Attributes() iter.Seq[Attribute] {
	return func(yield func(Attribute) bool) {
		for node := range a.Node.Get(a.Type()).Elements() {
			if !yield(Attribute{node}) {
				return
			}
		}
	}
}

// Attribute returns the value of the attribute with a key; absent where there is
// none. Of duplicates the last one counts. In v2.0.0 the block is an object.
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
	return func(yield func(string, jsontree.Node) bool) {
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
}

// Attribute is one setting of an authorization: {key, value, type}.
type Attribute struct {
	Node jsontree.Node
}

// Key returns the attribute's name, such as "accessTokenUrl".
func (a Attribute) Key() string { return a.Node.Get("key").Text() }

// Value returns the node of the value, which may have any type or be missing.
func (a Attribute) Value() jsontree.Node { return a.Node.Get("value") }
