package main

import (
	"maps"
	"slices"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/v3"
)

// keepTheirs adds what theirs changed in the files and documents do not have: comments,
// and fields of format v3 alone. A file that only theirs has is taken as it is.
func (sides *sidesV3) keepTheirs(w *v3.Written) {
	base, ours, theirs := v3.Moved(sides.texts[0], w.Changes), v3.Moved(sides.texts[1], w.Changes), sides.texts[2]
	at := map[string]int{}
	for i, c := range w.Changes {
		at[c.Path] = i
	}
	for _, file := range slices.Sorted(maps.Keys(theirs)) {
		before, here := ours[file]
		was, old := base[file]
		i, changed := at[file]
		c := v3.Change{Path: file, Before: before, Text: before}
		if changed {
			c = w.Changes[i]
		}
		switch {
		case c.Gone:
			continue
		case c.From != "":
			was, before = base[c.From], ours[c.From]
			c.Text, _ = v3.MergeMembers(c.Text, was, before, theirs[file], false, false)
			c.Text = v3.KeepComments(c.Text, was, theirs[file], merge.Lines(was, before, theirs[file]))
		case changed && !here:
			c.Text = v3.KeepSpelling(c.Text, theirs[file])
		case here && old:
			c.Text, _ = v3.MergeMembers(c.Text, was, before, theirs[file], false, false)
			c.Text = v3.KeepComments(c.Text, was, theirs[file], merge.Lines(was, before, theirs[file]))
		}
		switch {
		case changed:
			w.Changes[i] = c
		case c.Text != before:
			w.Changes = append(w.Changes, c)
		}
	}
}
