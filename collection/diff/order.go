package diff

import (
	"slices"

	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
)

// reordered returns the smallest set of pairs whose order changed. pairs are in the
// order of the new side. Swapping the sides gives the same set.
func reordered(old []*normalize.Element, pairs []match.Pair) []match.Pair {
	byOld := inOldOrder(old, pairs)
	if slices.Equal(byOld, pairs) {
		return nil
	}
	from, to := byOld, pairs
	// Either of two elements that changed places may be reported as moved. The choice
	// must not depend on the direction.
	if slices.CompareFunc(from, to, compareLabels) > 0 {
		from, to = to, from
	}
	place := make(map[*normalize.Element]int, len(to))
	for i, p := range to {
		place[p.B] = i
	}
	stayed := map[*normalize.Element]bool{}
	for i, kept := range match.InOrder(len(from), func(i int) int { return place[from[i].B] }) {
		stayed[from[i].B] = kept
	}
	return slices.DeleteFunc(slices.Clone(pairs), func(p match.Pair) bool { return stayed[p.B] })
}

// inOldOrder returns the pairs in the order of the old side.
func inOldOrder(old []*normalize.Element, pairs []match.Pair) []match.Pair {
	of := make(map[*normalize.Element]match.Pair, len(pairs))
	for _, p := range pairs {
		of[p.A] = p
	}
	var sorted []match.Pair
	for _, e := range old {
		if p, ok := of[e]; ok {
			sorted = append(sorted, p)
		}
	}
	return sorted
}

// compareLabels compares pairs by the names and addresses of both sides.
func compareLabels(p, q match.Pair) int {
	first := func(p match.Pair) (string, string) {
		a, b := p.A.Identity.Name+"\x00"+p.A.Identity.Written, p.B.Identity.Name+"\x00"+p.B.Identity.Written
		return min(a, b), max(a, b)
	}
	a, b := first(p)
	x, y := first(q)
	return slices.Compare([]string{a, b}, []string{x, y})
}
