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
// in it has left.
func inFreeOrder(all []Follow) []Follow {
	ordered := make([]Follow, 0, len(all))
	left := slices.Clone(all)
	for len(left) > 0 {
		at := slices.IndexFunc(left, func(f Follow) bool {
			return !slices.ContainsFunc(left, func(other Follow) bool { return other.From == f.To })
		})
		at = max(at, 0) // in a ring, any
		ordered = append(ordered, left[at])
		left = slices.Delete(left, at, at+1)
	}
	return ordered
}
