package collection

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
)

// EnclosingItem returns the innermost folder or request around a node, the node
// included. It returns the zero Node for parts of the collection itself.
func EnclosingItem(n jsontree.Node) jsontree.Node {
	for at := n; at.Exists(); at = at.Parent() {
		if list := at.Parent(); list.Kind() == jsontree.Array && list.Key().Is("item") && at.Kind() == jsontree.Object {
			return at
		}
	}
	return jsontree.Node{}
}

// ItemPath returns the names of the folders and the request around a node, outermost
// first; none for parts of the collection itself.
func ItemPath(n jsontree.Node) []string {
	var path []string
	for item := EnclosingItem(n); item.Exists(); item = EnclosingItem(item.Parent()) {
		path = append(path, item.Get("name").Text())
	}
	slices.Reverse(path)
	return path
}
