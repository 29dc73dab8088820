package collection

import "slices"

// ItemPath is the names of the folders and the request around a node, outermost
// first; none for what belongs to the collection itself.
func ItemPath(n Node) []string {
	var path []string
	for at := ItemAround(n); at.Exists(); at = ItemAround(at.Parent()) {
		path = append(path, at.Get("name").Text())
	}
	slices.Reverse(path)
	return path
}

// ItemAround returns the innermost folder or request around a node, which may be
// the node itself; absent for what belongs to the collection itself.
func ItemAround(n Node) Node {
	for at := n; at.Exists(); at = at.Parent() {
		if list := at.Parent(); list.Kind() == Array && list.Key().Is("item") && at.Kind() == Object {
			return at
		}
	}
	return Node{}
}
