package secret

import (
	"regexp/syntax"
	"testing"
)

// TestShortestPivot: texts that are not looked at are too short for every format.
func TestShortestPivot(t *testing.T) {
	for _, s := range pivotShapes.Get() {
		tree, err := syntax.Parse(s.rest, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := least(tree); got < shortestPivot {
			t.Errorf("%s has %d characters or more; texts of fewer than %d bytes are not looked at", s.kind, got, shortestPivot)
		}
	}
}

// least returns how many characters a pattern matches at least.
func least(r *syntax.Regexp) int {
	n := 0
	switch r.Op {
	case syntax.OpLiteral:
		return len(r.Rune)
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return 1
	case syntax.OpCapture, syntax.OpPlus:
		return least(r.Sub[0])
	case syntax.OpRepeat:
		return r.Min * least(r.Sub[0])
	case syntax.OpConcat:
		for _, sub := range r.Sub {
			n += least(sub)
		}
	case syntax.OpAlternate:
		n = least(r.Sub[0])
		for _, sub := range r.Sub[1:] {
			n = min(n, least(sub))
		}
	}
	return n
}
