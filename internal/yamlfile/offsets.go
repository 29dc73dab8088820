package yamlfile

import (
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/diagnostic"
)

// WithOffsets sets the byte offsets of findings. A place after the text's end counts as
// its end. Findings in the order of the text take one pass through it.
func WithOffsets(found []diagnostic.Diagnostic, text string) {
	c := newCursor(text)
	for i := range found {
		c.place(&found[i])
	}
}

// withOffsets returns a finding with byte offsets for its line and columns.
func withOffsets(d diagnostic.Diagnostic, text string) diagnostic.Diagnostic {
	newCursor(text).place(&d)
	return d
}

// cursor converts lines and columns of a text to byte offsets. It goes on from the place
// before if it can: many findings in a text of one long line would otherwise take time
// that grows with the square of its length.
type cursor struct {
	text   string
	line   int
	rest   string // the line from the offset on
	start  int    // offset of the line
	column int
	offset int // of the column
}

func newCursor(text string) *cursor {
	c := &cursor{text: text}
	c.enter(1, 0)
	return c
}

// enter goes to the line that starts at an offset.
func (c *cursor) enter(line, start int) {
	c.line, c.start, c.column, c.offset = line, start, 1, start
	c.rest, _, _ = strings.Cut(c.text[start:], "\n")
}

// place sets the byte offsets of a finding.
func (c *cursor) place(d *diagnostic.Diagnostic) {
	if d.Line < c.line {
		c.enter(1, 0)
	}
	for c.line < d.Line {
		end := c.offset + len(c.rest)
		if end == len(c.text) {
			last := c.column + utf8.RuneCountInString(c.rest)
			d.Line, d.Column, d.EndLine, d.EndColumn = c.line, last, c.line, last
			break
		}
		c.enter(c.line+1, end+1)
	}
	if d.Column < c.column {
		c.enter(c.line, c.start)
	}
	size := columnOffset(c.rest, d.Column-c.column)
	c.column += utf8.RuneCountInString(c.rest[:size]) // less than d.Column after the line's end
	c.offset, c.rest = c.offset+size, c.rest[size:]
	d.Start = c.offset
	d.End = c.offset + columnOffset(c.rest, d.EndColumn-d.Column)
}

// columnOffset returns the offset in a line that is some columns from its start, at most
// the end of the line.
func columnOffset(line string, columns int) int {
	offset := 0
	for ; columns > 0 && offset < len(line); columns-- {
		_, size := utf8.DecodeRuneInString(line[offset:])
		offset += size
	}
	return offset
}
