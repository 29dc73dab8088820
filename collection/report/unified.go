package report

import udiff "github.com/aymanbagabas/go-udiff"

// unified returns the difference between two texts by lines, in hunks. It finds many
// small changes, as after a fix, one by one: udiff alone gives up after about a hundred
// and reports everything as changed.
func unified(before, after, oldName, newName string) udiff.UnifiedDiff {
	edits, ok := lineEdits(lines(before), lines(after))
	if !ok {
		edits = udiff.Lines(before, after)
	}
	u, err := udiff.ToUnifiedDiff(oldName, newName, before, edits, udiff.DefaultContextLines)
	if err != nil {
		panic(err) // the edits belong to the texts
	}
	// The library miscounts the new lines after edits that share a hunk.
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
