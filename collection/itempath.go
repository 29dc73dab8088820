package collection

import "slices"

// ItemPath is the names of the folders and the request around a node, outermost
// first; none for what belongs to the collection itself.
func ItemPath(n Node) []string {
	var path []string
	for at := n; at.Exists(); at = at.Parent() {
		if list := at.Parent(); list.Kind() == Array && list.Key().Is("item") && at.Kind() == Object {
			path = append(path, at.Get("name").Text())
		}
	}
	slices.Reverse(path)
	return path
}
