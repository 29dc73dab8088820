package collection

import "slices"

// EnclosingItem returns the innermost folder or request around a node, the node
// included, and the zero Node for what belongs to the collection itself.
func EnclosingItem(n Node) Node {
	for at := n; at.Exists(); at = at.Parent() {
		if list := at.Parent(); list.Kind() == Array && list.Key().Is("item") && at.Kind() == Object {
			return at
		}
	}
	return Node{}
}

// ItemPath returns the names of the folders and the request around a node, outermost
// first; none for what belongs to the collection itself.
func ItemPath(n Node) []string {
	var path []string
	for item := EnclosingItem(n); item.Exists(); item = EnclosingItem(item.Parent()) {
		path = append(path, item.Get("name").Text())
	}
	slices.Reverse(path)
	return path
}
