package report

import udiff "github.com/aymanbagabas/go-udiff"

// unified returns how two texts differ by lines, in hunks. Where what changed stands
// in many small places, as after a repair, they are found one by one; udiff alone
// gives up on more than a hundred and calls everything changed.
func unified(before, after, oldName, newName string) udiff.UnifiedDiff {
	edits, ok := lineEdits(lines(before), lines(after))
	if !ok {
		edits = udiff.Lines(before, after)
	}
	u, err := udiff.ToUnifiedDiff(oldName, newName, before, edits, udiff.DefaultContextLines)
	if err != nil {
		panic(err) // the edits are those of the texts
	}
	// The library loses count of the new lines behind edits that share a hunk.
	shift := 0
	for _, h := range u.Hunks {
		h.ToLine = h.FromLine + shift
		for _, l := range h.Lines {
			switch l.Kind {
			case udiff.Insert:
				shift++
			case udiff.Delete:
				shift--
			}
		}
	}
	return u
}
