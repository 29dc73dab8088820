package v3

import "github.com/postwright/postwright/collection/yamltree"

// maxAligned is the maximum number of comparisons for aligning two lists.
const maxAligned = 1 << 21

// align returns, for each wanted item, the index of the old item that it was; -1 for a
// new one. Items keep their order. An equal item counts twice as much as one with the
// same identity.
func align(old, wanted []*yamltree.Node) []int {
	from := make([]int, len(wanted))
	for i := range from {
		from[i] = -1
	}
	start := 0
	for start < len(old) && start < len(wanted) && yamltree.Equal(old[start], wanted[start]) {
		from[start] = start
		start++
	}
	rows, columns := len(old)-start, len(wanted)-start
	if rows == 0 || columns == 0 || rows*columns > maxAligned {
		return from
	}
	best := make([][]int, rows+1)
	for i := range best {
		best[i] = make([]int, columns+1)
	}
	worth := func(i, k int) int {
		a, b := old[start+i], wanted[start+k]
		switch {
		case called(a) != called(b):
			return 0
		case yamltree.Equal(a, b):
			return 2
		}
		return 1
	}
	for i := rows - 1; i >= 0; i-- {
		for k := columns - 1; k >= 0; k-- {
			best[i][k] = max(best[i+1][k], best[i][k+1])
			if w := worth(i, k); w > 0 {
				best[i][k] = max(best[i][k], best[i+1][k+1]+w)
			}
		}
	}
	for i, k := 0, 0; i < rows && k < columns; {
		w := worth(i, k)
		switch {
		case w > 0 && best[i][k] == best[i+1][k+1]+w:
			from[start+k] = start + i
			i, k = i+1, k+1
		case best[i][k] == best[i+1][k]:
			i++
		default:
			k++
		}
	}
	return from
}

// called returns the identity of an item in a list.
func called(n *yamltree.Node) string {
	if n.Kind != yamltree.Mapping {
		return n.Text
	}
	kind := n.Get("type").String()
	if key := n.Get("key"); key != nil {
		return kind + "\x00" + key.Text
	}
	return kind
}
