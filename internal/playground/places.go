package playground

import (
	"slices"

	"github.com/postwright/postwright/collection/diagnostic"
)

// place is a place in a text as JavaScript counts: lines from 1, columns from 0 in
// UTF-16 units.
type place struct{ line, column int }

// placesOf returns the places at which findings start and end, by byte
// offset. It reads the text only once, because a file may be a single line.
func placesOf(text string, found []diagnostic.Diagnostic) map[int]place {
	var offsets []int
	for _, d := range found {
		offsets = append(offsets, d.Start, d.End)
	}
	slices.Sort(offsets)
	places := make(map[int]place, len(offsets))
	at, done := place{line: 1}, 0
	for _, offset := range slices.Compact(offsets) {
		for _, r := range text[done:offset] {
			switch {
			case r == '\n':
				at = place{line: at.line + 1}
			case r > 0xFFFF:
				at.column += 2
			default:
				at.column++
			}
		}
		places[offset], done = at, offset
	}
	return places
}
