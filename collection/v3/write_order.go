package v3

import (
	"cmp"
	"math"
	"slices"

	"github.com/postwright/postwright/collection/match"
)

// orders assigns order numbers to parts in their wanted order. Parts that have a number
// keep it if they are in order. A new part gets a number between those of its neighbors.
func orders(all []*part) {
	fixed := increasing(all)
	for i := 0; i < len(all); {
		if fixed[i] {
			i++
			continue
		}
		end := i
		for end < len(all) && !fixed[end] {
			end++
		}
		for !fill(all, i, end) {
			// There is no room before the next part: it changes, too.
			fixed[end] = false
			for end < len(all) && !fixed[end] {
				end++
			}
		}
		i = end
	}
}

// fill numbers the parts from start up to end between their neighbors, and reports
// whether there is room.
func fill(all []*part, start, end int) bool {
	count := float64(end - start)
	for i := start; i < end; i++ {
		k := float64(i - start + 1)
		p := all[i]
		p.placed = true
		switch {
		case start == 0 && end == len(all):
			p.order = step * k
		case end == len(all):
			p.order = math.Floor(all[start-1].order) + step*k
		case start == 0 && all[end].order <= 0:
			p.order = all[end].order - step*(count-k+1)
		case start == 0:
			p.order = all[end].order * k / (count + 1)
		default:
			from, to := all[start-1].order, all[end].order
			p.order = from + (to-from)*k/(count+1)
		}
		if i > 0 && p.order <= all[i-1].order || i == end-1 && end < len(all) && p.order >= all[end].order {
			return end == len(all)
		}
	}
	return true
}

// increasing returns, for each part, whether it keeps its number. Those that keep it are
// a largest set of parts with files that are already in order.
func increasing(all []*part) []bool {
	var old []int // the parts that were in this folder
	places := make([]int, len(all))
	for i, p := range all {
		places[i] = -1
		if p.was != nil && p.was.parent != nil && p.was.parent.next == p.parent {
			p.order = p.was.order
			old = append(old, i)
		}
	}
	slices.SortFunc(old, func(a, b int) int {
		switch {
		case less(all[a], all[b]):
			return -1
		case less(all[b], all[a]):
			return 1
		}
		return 0
	})
	for place, i := range old {
		places[i] = place
	}
	return match.InOrder(len(all), func(i int) int { return places[i] })
}

// less reports whether a part of a folder comes before another, as files are read: by
// their order, then requests before folders, then by name.
func less(a, b *part) bool {
	if a.order != b.order {
		return a.order < b.order
	}
	if a.role != b.role {
		return a.role == request
	}
	return cmp.Less(a.stem+suffixOf(a), b.stem+suffixOf(b))
}
