package v3

import (
	"path"
	"slices"
)

// Follow is a folder and the one that its element has now.
type Follow struct{ From, To string }

// unused returns the folders in which nothing is left, without those that another element
// has now.
func (w *writing) unused() []string {
	used := map[string]bool{}
	for file := range w.put {
		for at := path.Dir(file); at != "." && !used[at]; at = path.Dir(at) {
			used[at] = true
		}
	}
	return slices.DeleteFunc(w.empty, func(folder string) bool { return used[folder] })
}

// inFreeOrder returns folders in an order in which what comes to one comes after what was
// in it has left. In a ring, any is the first.
func inFreeOrder(all []Follow) []Follow {
	leaves := map[string]Follow{}
	for _, f := range all {
		leaves[f.From] = f
	}
	ordered := make([]Follow, 0, len(all))
	done := map[string]bool{}
	var one func(f Follow)
	one = func(f Follow) {
		if done[f.From] {
			return
		}
		done[f.From] = true
		if next, ok := leaves[f.To]; ok {
			one(next)
		}
		ordered = append(ordered, f)
	}
	for _, f := range all {
		one(f)
	}
	return ordered
}
