package v3

import (
	"cmp"
	"math"
)

// orders gives parts in their wanted order the numbers by which they are sorted. Those
// of parts that have one already stay, as far as they are in order: a new one is put
// between its neighbours.
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
			// There is no room before the next one: it moves, too.
			fixed[end] = false
			for end < len(all) && !fixed[end] {
				end++
			}
		}
		i = end
	}
}

// fill numbers the parts from start up to end between their neighbours, and reports
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

// increasing reports of each part whether it keeps its number: a largest set of those
// with files that are in order as they are.
func increasing(all []*part) []bool {
	fixed := make([]bool, len(all))
	var tails []int                 // the last part of the best run of each length
	before := make([]int, len(all)) // the part before it in its run; -1 for none
	for i, p := range all {
		if p.was == nil || p.was.parent == nil || p.was.parent.next != p.parent {
			continue
		}
		p.order = p.was.order
		low, high := 0, len(tails)
		for low < high {
			if middle := (low + high) / 2; less(all[tails[middle]], p) {
				low = middle + 1
			} else {
				high = middle
			}
		}
		before[i] = -1
		if low > 0 {
			before[i] = tails[low-1]
		}
		if low == len(tails) {
			tails = append(tails, i)
		} else {
			tails[low] = i
		}
	}
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			fixed[i] = true
		}
	}
	return fixed
}

// less reports whether one part of a folder is before another, as files are read: by
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
