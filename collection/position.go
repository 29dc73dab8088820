package collection

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Position is a place in a text as people count: lines and columns from 1,
// columns in Unicode code points. A byte order mark has no column.
type Position struct {
	Line, Column int
}

// Position is the line and column of a byte offset from 0 to the text's length.
func (d *Document) Position(offset int) Position {
	line := d.lineOf(offset)
	if line == 0 {
		return Position{1, 1}
	}
	from, column := int(d.lines()[line-1]), 1
	if h := d.columnHint.Load(); h != nil && h.line == line && h.offset <= offset {
		from, column = h.offset, h.column
	}
	column += utf8.RuneCountInString(d.text[from:offset])
	if offset-from > worthColumnHint {
		d.columnHint.Store(&columnHint{line, offset, column})
	}
	return Position{line, column}
}

// lineOf is the number of the line that an offset is in, from 1; 0 inside a byte
// order mark.
func (d *Document) lineOf(offset int) int {
	starts := d.lines()
	return sort.Search(len(starts), func(i int) bool { return int(starts[i]) > offset })
}

// Indentation is the white space that the line of a byte offset starts with, as
// far as it stands before the offset.
func (d *Document) Indentation(offset int) string {
	line := d.lineOf(offset)
	if line == 0 {
		return ""
	}
	start := int(d.lines()[line-1])
	end := start
	for end < offset && (d.text[end] == ' ' || d.text[end] == '\t') {
		end++
	}
	return d.text[start:end]
}

// columnHint is the last position that was asked for: in a file of one line,
// counting goes on from there.
type columnHint struct{ line, offset, column int }

// worthColumnHint is how many bytes it takes to be worth a hint.
const worthColumnHint = 256

// Offset is the byte offset of a position, and whether the text has it. The
// place behind a line's last character counts as one of the line's.
func (d *Document) Offset(p Position) (int, bool) {
	line, ok := d.Line(p.Line)
	if !ok || p.Column < 1 {
		return 0, false
	}
	offset := int(d.lines()[p.Line-1])
	for column := 1; column < p.Column; column++ {
		if line == "" {
			return 0, false
		}
		_, size := utf8.DecodeRuneInString(line)
		line, offset = line[size:], offset+size
	}
	return offset, true
}

// Line is the text of a line, counted from 1, without its line end, and whether
// there is such a line.
func (d *Document) Line(number int) (string, bool) {
	starts := d.lines()
	if number < 1 || number > len(starts) {
		return "", false
	}
	start, end := int(starts[number-1]), len(d.text)
	if number < len(starts) {
		end = int(starts[number]) - 1
		if end > start && d.text[end-1] == '\r' {
			end--
		}
	}
	return d.text[start:end], true
}

// lines gives the byte offset at which each line starts. Most documents are
// never asked for a position, so it is made on first use.
func (d *Document) lines() []uint32 {
	d.lineOnce.Do(func() {
		starts := make([]uint32, 1, 1+strings.Count(d.text, "\n"))
		starts[0] = uint32(d.bodyStart())
		for at := 0; ; {
			next := strings.IndexByte(d.text[at:], '\n')
			if next < 0 {
				break
			}
			at += next + 1
			starts = append(starts, uint32(at))
		}
		d.lineStarts = starts
	})
	return d.lineStarts
}

// NodeAt is the innermost key or value that covers a byte offset; absent where
// the offset is outside the root.
func (d *Document) NodeAt(offset int) Node {
	after := sort.Search(len(d.nodes), func(i int) bool { return int(d.nodes[i].start) > offset })
	if after == 0 {
		return Node{}
	}
	n := Node{d, uint32(after - 1)}
	for n.Exists() && n.End() <= offset {
		n = n.Parent()
	}
	return n
}
