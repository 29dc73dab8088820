package merge_test

import (
	"testing"

	"github.com/postwright/postwright/collection/merge"
)

// FuzzLines: a side that changes nothing has no part in the result, and one that is like the
// other neither.
func FuzzLines(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nB\nc\n", "a\nb\nc\nd")
	f.Add("", "a", "b\n")
	f.Add("a\r\nb", "b", "a\n\n\n")
	f.Fuzz(func(t *testing.T, base, ours, theirs string) {
		if len(base)+len(ours)+len(theirs) > 3000 {
			return
		}
		merge.Lines(base, ours, theirs)
		merge.CleanLines(base, ours, theirs)
		for _, c := range []struct{ ours, theirs, want string }{{ours, base, ours}, {base, theirs, theirs}, {ours, ours, ours}} {
			if got := merge.Lines(base, c.ours, c.theirs); got != c.want {
				t.Fatalf("%q, %q and %q give %q", base, c.ours, c.theirs, got)
			}
		}
	})
}
