package collection

import (
	"github.com/postwright/postwright/collection/jsontree"
)

// Variable is a named value of a collection, a folder, or a URL's path.
type Variable struct {
	Node jsontree.Node
}

// Key returns the variable's name. Older exports name it by id.
func (v Variable) Key() string {
	if key := v.Node.Get("key"); key.Exists() {
		return key.Text()
	}
	return v.Node.Get("id").Text()
}

// Value returns the node of the value, which may have any type or be missing.
func (v Variable) Value() jsontree.Node { return v.Node.Get("value") }

// IsSecret reports whether the variable says that its value is secret, whatever its name.
func (v Variable) IsSecret() bool { return v.Node.Get("type").Is("secret") }

// Disabled reports whether Postman ignores the variable.
func (v Variable) Disabled() bool { return v.Node.Get("disabled").True() }

// IsEnabled reports whether an entry of an environment or of globals is enabled. An
// entry is enabled unless it says otherwise.
func IsEnabled(entry jsontree.Node) bool {
	enabled := entry.Get("enabled")
	return !enabled.Exists() || enabled.True()
}

// eachVariable yields the variables in a list.
func eachVariable(list jsontree.Node, yield func(Variable) bool) {
	for node := range list.Elements() {
		if !yield(Variable{node}) {
			return
		}
	}
}
