package yamltree

// Align returns, for each wanted item of a sequence, the index of the old item that it
// corresponds to; -1 for a new one. Items keep their order. Equal items at both ends
// correspond; between them, the sum of what worth returns for two items is as large as
// possible. It returns 0 for two that do not correspond, and most for equal ones.
func Align(old, want []*Node, worth func(a, b *Node) int32) []int {
	from := make([]int, len(want))
	for i := range from {
		from[i] = -1
	}
	lo, hi := 0, 0 // number of equal items at both ends
	for lo < len(old) && lo < len(want) && Equal(old[lo], want[lo]) {
		from[lo] = lo
		lo++
	}
	for hi < len(old)-lo && hi < len(want)-lo && Equal(old[len(old)-1-hi], want[len(want)-1-hi]) {
		hi++
		from[len(want)-hi] = len(old) - hi
	}
	alignMiddle(old[lo:len(old)-hi], want[lo:len(want)-hi], from[lo:len(want)-hi], lo, worth)
	return from
}

// maxTable is the number of pairs of items that are compared at most.
const maxTable = 1 << 22

// alignMiddle finds the best common subsequence of items. It adds offset to the indices
// that it finds.
func alignMiddle(old, want []*Node, from []int, offset int, worth func(a, b *Node) int32) {
	n, m := len(old), len(want)
	if n == 0 || m == 0 || n > maxTable/m {
		return
	}
	// best[i][j] is the worth of old[i:] and want[j:].
	best := make([]int32, (n+1)*(m+1))
	at := func(i, j int) *int32 { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			if w := worth(old[i], want[j]); w > 0 {
				*at(i, j) = max(*at(i, j), w+*at(i+1, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch w := worth(old[i], want[j]); {
		case w > 0 && *at(i, j) == w+*at(i+1, j+1):
			from[j] = offset + i
			i++
			j++
		case *at(i, j) == *at(i+1, j):
			i++
		default:
			j++
		}
	}
}

// worth returns how strongly two items correspond: most for equal items, less for the
// same key, id, type or name, least for any shared content; 0 for none.
func worth(a, b *Node) int32 {
	if Equal(a, b) {
		return 3
	}
	isMapping, isSequence := a.Kind == Mapping, a.Kind == Sequence
	if isMapping != (b.Kind == Mapping) || isSequence != (b.Kind == Sequence) {
		return 0
	}
	if !isMapping {
		return 1
	}
	named := false
	for _, key := range []string{"key", "id", "type", "name"} {
		x, y := a.Get(key), b.Get(key)
		if x != nil && Equal(x, y) {
			return 2
		}
		if named = x != nil || y != nil; named {
			break
		}
	}
	for _, p := range a.Pairs { // a renamed item still has its other content
		if other := b.Get(p.Key.Text); other != nil && (!named || Equal(other, p.Value)) {
			return 1
		}
	}
	return 0
}
