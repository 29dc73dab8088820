package merge

import (
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
		return "", false // written anew, or taken away
	}
	return mergeLines(base, ours, theirs)
}

// mergeLines merges two versions of a base text. It fails if both sides changed the
// same or adjacent lines.
func mergeLines(base, ours, theirs string) (string, bool) {
	x, y := lineEdits(base, ours), lineEdits(base, theirs)
	var all []udiff.Edit
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		a, b := x[i], y[j]
		switch {
		case a == b:
			all = append(all, a)
			i, j = i+1, j+1
		case a.End < b.Start:
			all = append(all, a)
			i++
		case b.End < a.Start:
			all = append(all, b)
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

// lineEdits returns the edits of whole lines, those that touch joined to one.
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

func endsLine(text string) bool { return text != "" && text[len(text)-1] == '\n' }

// ended returns a text that ends with a line feed, so that lines can be appended.
func ended(text string) string {
	if endsLine(text) {
		return text
	}
	return text + "\n"
}
