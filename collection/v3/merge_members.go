package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/yamltree"
)

// placing lists the members of a file that say where it, or what belongs to it, is.
// Merged documents do not have them: there an order is a place among siblings, which a
// single file does not have.
var placing = []string{"order", "examples"}

// MergeMembers returns the text of a merged file in which each member that one side
// changed, or none, is as that side has it, even in what documents do not have. Of a whole
// collection it leaves out the members that depend on other files, and always the ids,
// which Postman makes anew. It returns the members of a single file that merged documents do
// not have and both sides changed, differently; preferTheirs then takes those of theirs.
func MergeMembers(text, base, ours, theirs string, alone, preferTheirs bool) (merged string, clashes []string) {
	tree, result := mapIn(text)
	_, was := mapIn(base)
	_, mine := mapIn(ours)
	_, other := mapIn(theirs)
	if result == nil || mine == nil || other == nil {
		return text, nil
	}
	if !alone && (was == nil || !yamltree.Equal(was.Get("url"), other.Get("url")) || !yamltree.Equal(mine.Get("url"), result.Get("url"))) {
		return text, nil // perhaps another request has the path now
	}
	into := changer{rank: rankIn(keysOf(other))}
	wanted, changed := result.Clone(), false
	for _, key := range slices.Concat(keysOf(other), keysOf(mine), keysOf(was)) {
		before, here, there := was.Get(key), mine.Get(key), other.Get(key)
		want := there
		switch {
		case key == "id" || !alone && (key == "name" || slices.Contains(placing, key)):
			continue
		case yamltree.Equal(before, there), yamltree.Equal(here, there):
			want = here
		case yamltree.Equal(before, here):
		case !slices.Contains(placing, key) || slices.Contains(clashes, key):
			continue
		default:
			if clashes = append(clashes, key); !preferTheirs {
				continue
			}
		}
		switch {
		case yamltree.Equal(wanted.Get(key), want):
			continue
		case want == nil:
			wanted.Delete(key)
		default:
			into.set(wanted, key, want.Clone())
		}
		changed = true
	}
	if changed {
		if merged, err := yamltree.Rewrite(tree, wanted); err == nil {
			return merged, clashes
		}
	}
	return text, clashes
}

// mapIn returns the map that a text is; nil if it is none.
func mapIn(text string) (*yamltree.Tree, *yamltree.Node) {
	tree, failed := yamltree.Parse(text)
	if failed != nil || tree.Root == nil || tree.Root.Kind != yamltree.Mapping {
		return tree, nil
	}
	return tree, tree.Root
}

// keysOf returns the keys of a map, in their order.
func keysOf(n *yamltree.Node) []string {
	if n == nil {
		return nil
	}
	keys := make([]string, 0, len(n.Pairs))
	for _, p := range n.Pairs {
		keys = append(keys, p.Key.Text)
	}
	return keys
}
