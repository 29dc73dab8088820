package merge_test

import (
	"testing"

	"github.com/postwright/postwright/collection/merge"
)

// TestRescued: what one side moved out of a folder is not lost because the other
// removed that folder, whichever side it was.
func TestRescued(t *testing.T) {
	a, b, k := request("A", "a"), request("B", "b"), request("K", "k")
	base := of(folder("Old", a, b), k)
	removed, rescued := of(k), of(folder("Old", b), k, a)
	inside := of(folder("Old", folder("New", a), b), k)
	checkSides(t, map[string]sides{
		"we removed it": {base: base, ours: removed, theirs: rescued, want: removed, wantTheirs: of(k, a),
			conflicts: []string{"A request: removed in ours, changed in theirs"}},
		"they removed it": {base: base, ours: rescued, theirs: removed, want: of(k, a), wantTheirs: removed,
			conflicts: []string{"A request: changed in ours, removed in theirs"}},
		"we removed the request": {base: base, ours: of(folder("Old", b), k), theirs: rescued, want: of(folder("Old", b), k), wantTheirs: rescued,
			conflicts: []string{"A request: removed in ours, changed in theirs"}},
		"they moved it inside": {base: base, ours: removed, theirs: inside, want: removed, wantTheirs: inside,
			conflicts: []string{"Old folder: removed in ours, changed in theirs"}},
		"they moved nothing": {base: base, ours: removed, theirs: of(folder("Old", b, a), k), want: removed},
	})
}

// TestCircle: two folders that were moved into each other stand as one side has
// them, and the conflict shows where that is.
func TestCircle(t *testing.T) {
	a, b := request("A", "a"), request("B", "b")
	base := of(folder("F", a), folder("G", b), folder("H"))
	ours, theirs := of(folder("G", b, folder("F", a)), folder("H")), of(folder("F", a, folder("G", b)), folder("H"))
	checkSides(t, map[string]sides{
		"two": {base: base, ours: ours, theirs: theirs, want: ours, wantTheirs: theirs, conflicts: []string{"G folder: moved into each other"}},
		"with what only one side has": {
			base:       base,
			ours:       of(folder("G", b, folder("N", folder("F", a, request("O", "o")))), folder("H")),
			theirs:     of(folder("F", a, folder("G", b, request("T", "t"))), folder("H")),
			want:       of(folder("G", b, folder("N", folder("F", a, request("O", "o"))), request("T", "t")), folder("H")),
			wantTheirs: of(folder("F", a, request("O", "o"), folder("G", b, folder("N"), request("T", "t"))), folder("H")),
			conflicts:  []string{"G folder: moved into each other"},
		},
		"what was moved into it stays there": {
			base:       base,
			ours:       ours,
			theirs:     of(folder("F", a, folder("G", b, folder("H")))),
			want:       of(folder("G", b, folder("F", a), folder("H"))),
			wantTheirs: of(folder("F", a, folder("G", b, folder("H")))),
			conflicts:  []string{"G folder: moved into each other"},
		},
	})
	c := sides{base: base, ours: ours, theirs: theirs}.merged(t, merge.Stop).Conflicts[0]
	if got := text(c.OurValue) + " " + text(c.TheirValue); got != `{"folder":[],"position":1} {"folder":["F"],"position":2}` {
		t.Error(got)
	}
}
