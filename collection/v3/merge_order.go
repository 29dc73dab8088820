package v3

import "github.com/postwright/postwright/collection/yamltree"

// MergeOrder returns the text of a merged file, with the order of theirs if theirs
// changed it. A merge of documents does not do that: there an order is a place among
// siblings, which a single file does not have. It reports whether ours changed the
// order, too, and differently; preferTheirs then decides which order the text has.
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

// orderIn returns the order in a text; nil if it has none.
func orderIn(text string) *yamltree.Node {
	tree, failed := yamltree.Parse(text)
	if failed != nil {
		return nil
	}
	return tree.Root.Get("order")
}
