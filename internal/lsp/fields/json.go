package fields

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// PathOf returns the path to a value or key of a JSON document.
func PathOf(n jsontree.Node) []Step {
	var path []Step
	for ; n.Exists(); n = n.Parent() {
		parent := n.Parent()
		switch parent.Kind() {
		case jsontree.Object:
			path = append(path, Step{n.Key().Text(), Members(parent)})
		case jsontree.Array:
			path = append(path, Step{Key: "0"})
		}
	}
	slices.Reverse(path)
	return path
}

// Members returns an object's members that are strings.
func Members(object jsontree.Node) map[string]string {
	members := map[string]string{}
	for key, value := range object.Members() {
		if value.Kind() == jsontree.String {
			members[key.Text()] = value.Text()
		}
	}
	return members
}

// IsObject reports whether a node is an object.
func IsObject(n jsontree.Node) bool { return n.Kind() == jsontree.Object }

// HoldsOthers reports whether the value of a field is a map or a list.
func HoldsOthers(f Field) bool { return f.Holds == jsontree.Object || f.Holds == jsontree.Array }
