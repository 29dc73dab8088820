package merge

import (
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/postwright/postwright/collection/normalize"
)

// lines merges a text line by line if the base is known, and reports whether that
// worked.
func (m *merger) lines(e both, name string, sort normalize.Sort) (string, bool) {
	if m.hashed || e.base == nil || sort != normalize.Text {
		return "", false
	}
	base, ours, theirs := e.base.Value(name), e.ours.Value(name), e.theirs.Value(name)
	if base == "" || ours == "" || theirs == "" {
		return "", false // rewritten, or removed
	}
	return CleanLines(base, ours, theirs)
}

// Lines merges two versions of a base text line by line. If both changed the same lines,
// it takes those of ours. If both added lines in one place, it takes both, ours first.
func Lines(base, ours, theirs string) string {
	merged, _ := joinLines(base, ours, theirs, true)
	return merged
}

// CleanLines merges two versions of a base text. It fails if both sides changed the
// same or adjacent lines.
func CleanLines(base, ours, theirs string) (string, bool) {
	return joinLines(base, ours, theirs, false)
}

// joinLines merges two versions of a base text. If both sides changed the same or
// adjacent lines, it fails, or prefers ours.
func joinLines(base, ours, theirs string, preferOurs bool) (string, bool) {
	x, y := lineEdits(base, ours), lineEdits(base, theirs)
	if preferOurs {
		x, y = singleLines(base, x), singleLines(base, y)
	}
	var all []udiff.Edit
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		a, b := x[i], y[j]
		switch {
		case a == b:
			all = append(all, a)
			i, j = i+1, j+1
		case a.End < b.Start, preferOurs && a.End == b.Start:
			all = append(all, a)
			i++
		case b.End < a.Start, preferOurs && b.End == a.Start:
			all = append(all, b)
			j++
		case preferOurs:
			j++
		default:
			return "", false
		}
	}
	all = append(append(all, x[i:]...), y[j:]...)
	merged, err := udiff.Apply(ended(base), all)
	if err != nil {
		return "", false
	}
	ends := endsLine(ours)
	if ends == endsLine(base) {
		ends = endsLine(theirs)
	}
	if !ends && endsLine(merged) {
		merged = merged[:len(merged)-1]
	}
	return merged, true
}

// lineEdits returns the edits of whole lines. Edits that touch are joined.
func lineEdits(before, after string) []udiff.Edit {
	var joined []udiff.Edit
	for _, e := range udiff.Lines(ended(before), ended(after)) {
		if n := len(joined); n > 0 && joined[n-1].End == e.Start {
			joined[n-1].End = e.End
			joined[n-1].New += e.New
			continue
		}
		joined = append(joined, e)
	}
	return joined
}

// singleLines splits edits that have a line for each line that they replace, so that
// each line is one edit.
func singleLines(base string, edits []udiff.Edit) []udiff.Edit {
	var all []udiff.Edit
	for _, e := range edits {
		old := strings.SplitAfter(ended(base)[e.Start:e.End], "\n")
		lines := strings.SplitAfter(e.New, "\n")
		if len(old) != len(lines) {
			all = append(all, e)
			continue
		}
		for i, at := 0, e.Start; i < len(old)-1; i++ { // there is nothing after the last line feed
			if old[i] != lines[i] {
				all = append(all, udiff.Edit{Start: at, End: at + len(old[i]), New: lines[i]})
			}
			at += len(old[i])
		}
	}
	return all
}

func endsLine(text string) bool { return text != "" && text[len(text)-1] == '\n' }

// ended returns a text that ends with a line feed, so that lines can be appended.
func ended(text string) string {
	if endsLine(text) {
		return text
	}
	return text + "\n"
}
