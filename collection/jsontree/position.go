package jsontree

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Position is a place in a text as people count: lines and columns start at 1, columns
// count Unicode code points. A byte order mark has no column.
type Position struct {
	Line, Column int
}

// Position returns the line and column of a byte offset, which is from 0 to the text's
// length.
func (d *Document) Position(offset int) Position {
	line := d.lineOf(offset)
	if line == 0 {
		return Position{1, 1}
	}
	return Position{line, 1 + d.columns.Between(d.text, int(d.lines()[line-1]), offset)}
}

// Span returns the positions of the start and the end of a part of the text, which starts
// where a code point does.
func (d *Document) Span(start, end int) (from, to Position) {
	from = d.Position(start)
	if start < d.bodyStart() || strings.Contains(d.text[start:end], "\n") {
		return from, d.Position(end)
	}
	return from, Position{from.Line, from.Column + utf8.RuneCountInString(d.text[start:end])}
}

// lineOf returns the number of the line that an offset is in, from 1; 0 inside a byte
// order mark.
func (d *Document) lineOf(offset int) int {
	line, _ := slices.BinarySearch(d.lines(), uint32(offset)+1)
	return line
}

// Indentation returns the white space at the start of the line of a byte offset, up to
// that offset.
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

// Offset returns the byte offset of a position, and whether the text has it. The place
// after a line's last character is part of the line.
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

// Line returns the text of a line, counted from 1, without its line end, and whether
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

// lines returns the byte offset at which each line starts. It is computed on first use,
// because most documents are never asked for a position.
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
