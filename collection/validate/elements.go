package validate

import (
	"iter"
	"runtime"
	"slices"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
)

// leastShare is the minimum number of bytes of an array per goroutine.
const leastShare = 64 << 10

// checkElements checks each element of an array against a rule, concurrently for a large
// array. The violations keep the order of the text.
func checkElements(array jsontree.Node, r, owner *rule, found []violation) []violation {
	size := array.End() - array.Start()
	if size < 2*leastShare {
		return checkAll(array.Elements(), r, owner, found)
	}
	// More shares than processors, because shares take different times.
	share := max(size/(4*runtime.GOMAXPROCS(0)), leastShare)
	var working sync.WaitGroup
	var results []*[]violation
	var part []jsontree.Node
	from := array.Start()
	for e := range array.Elements() {
		part = append(part, e)
		if e.End()-from < share {
			continue
		}
		elements, result := part, new([]violation)
		results = append(results, result)
		working.Go(func() { *result = checkAll(slices.Values(elements), r, owner, nil) })
		part, from = nil, e.End()
	}
	rest := checkAll(slices.Values(part), r, owner, nil)
	working.Wait()
	for _, result := range results {
		found = append(found, *result...)
	}
	return append(found, rest...)
}

func checkAll(elements iter.Seq[jsontree.Node], r, owner *rule, found []violation) []violation {
	for e := range elements {
		found = check(e, r, owner, found)
	}
	return found
}
