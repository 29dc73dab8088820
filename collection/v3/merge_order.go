package v3

import "github.com/postwright/postwright/collection/yamltree"

// MergeOrder returns the text of a file, merged from three versions of it, with the order
// of theirs where that changed it. Merging documents does not: there an order is a place
// among others, and a file alone has none. It reports whether ours changed the order,
// too, and differently; the text then has the order of theirs if that is preferred.
func MergeOrder(text, base, ours, theirs string, preferTheirs bool) (merged string, clash bool) {
	tree, failed := yamltree.Parse(text)
	if failed != nil || tree.Root == nil || tree.Root.Kind != yamltree.Mapping {
		return text, false
	}
	was, mine, other := orderIn(base), orderIn(ours), orderIn(theirs)
	if yamltree.Equal(mine, other) || yamltree.Equal(was, other) {
		return text, false
	}
	clash = !yamltree.Equal(was, mine)
	if clash && !preferTheirs {
		return text, true
	}
	wanted := tree.Root.Clone()
	if other == nil {
		wanted.Delete("order")
	} else {
		wanted.Set("order", other)
	}
	if merged, err := yamltree.Rewrite(tree, wanted); err == nil {
		return merged, clash
	}
	return text, true
}

// orderIn returns what a text says as the order; nil where it says none.
func orderIn(text string) *yamltree.Node {
	tree, failed := yamltree.Parse(text)
	if failed != nil {
		return nil
	}
	return tree.Root.Get("order")
}
