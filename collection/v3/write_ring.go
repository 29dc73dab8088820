package v3

import (
	"slices"
	"strings"
)

// swapped are the parts of a folder that were renamed in a ring, such as two that have
// each other's name now. Their files stay: one after the other, they cannot take each
// other's name so that none is lost where that ends halfway.
func swapped(all, before []*part) map[*part]bool {
	byName := map[string]*part{}
	file := func(stem string, q *part) string { return strings.ToLower(stem + suffixOf(q)) }
	for _, q := range all {
		if was := q.was; was != nil && renamed(q, was) && slices.Contains(before, was) {
			byName[file(was.stem, q)] = q
		}
	}
	ring := map[*part]bool{}
	for _, first := range byName {
		q := first
		for range byName {
			if q = byName[file(q.wantedStem(), q)]; q == nil || q == first {
				break
			}
		}
		if q == first && file(q.was.stem, q) != file(q.wantedStem(), q) {
			ring[q] = true
		}
	}
	return ring
}
