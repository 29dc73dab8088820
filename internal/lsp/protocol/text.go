package protocol

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Encoding says how the characters of a position are counted.
type Encoding string

// The encodings. Every client supports UTF16; UTF8 counts bytes.
const (
	UTF16 Encoding = "utf-16"
	UTF8  Encoding = "utf-8"
)

// Text is an immutable text that converts between offsets and positions.
type Text struct {
	Content string

	encoding Encoding
	lines    []int // the offset at which each line starts
}

// NewText returns a text whose positions are counted in an encoding.
func NewText(content string, e Encoding) *Text {
	t := &Text{Content: content, encoding: e, lines: make([]int, 1, 1+strings.Count(content, "\n"))}
	carriage := strings.IndexByte(content, '\r') >= 0
	for at := 0; at < len(content); {
		var next int
		if carriage {
			next = strings.IndexAny(content[at:], "\r\n")
		} else {
			next = strings.IndexByte(content[at:], '\n')
		}
		if next < 0 {
			break
		}
		at += next + 1
		if content[at-1] == '\r' && at < len(content) && content[at] == '\n' {
			at++
		}
		t.lines = append(t.lines, at)
	}
	return t
}

// Position returns the position of a byte offset.
func (t *Text) Position(offset int) Position {
	offset = min(max(offset, 0), len(t.Content))
	line := sort.SearchInts(t.lines, offset+1) - 1
	return Position{Line: uint32(line), Character: uint32(t.units(t.Content[t.lines[line]:offset]))}
}

// units returns the length of a part of a line in the encoding's units.
func (t *Text) units(part string) int {
	if t.encoding == UTF8 {
		return len(part)
	}
	count := 0
	for i := 0; i < len(part); {
		if part[i] < utf8.RuneSelf {
			i, count = i+1, count+1
			continue
		}
		r, size := utf8.DecodeRuneInString(part[i:])
		if i += size; r > 0xFFFF {
			count++
		}
		count++
	}
	return count
}

// Offset returns the byte offset of a position. A position after the end of
// its line or of the text counts as that end, and one inside a character as
// the character's start.
func (t *Text) Offset(p Position) int {
	at, line := t.Line(int(p.Line))
	left := int(p.Character)
	if t.encoding == UTF8 {
		left = min(left, len(line))
		for left > 0 && left < len(line) && !utf8.RuneStart(line[left]) {
			left--
		}
		return at + left
	}
	i := 0
	for i < len(line) && left > 0 {
		r, size := utf8.DecodeRuneInString(line[i:])
		if left--; r > 0xFFFF {
			if left--; left < 0 {
				break
			}
		}
		i += size
	}
	return at + i
}

// Range returns the range of the bytes from start to end, exclusive.
func (t *Text) Range(start, end int) Range {
	return Range{t.Position(start), t.Position(max(start, end))}
}

// Line returns the byte offset at which a line starts, counted from 0, and its text
// without the line end.
func (t *Text) Line(number int) (start int, text string) {
	if number < 0 || number >= len(t.lines) {
		return len(t.Content), ""
	}
	end := len(t.Content)
	if number+1 < len(t.lines) {
		end = t.lines[number+1]
	}
	return t.lines[number], strings.TrimRight(t.Content[t.lines[number]:end], "\r\n")
}

// Changed returns the text after a change: a part replaced, or all of it.
func (t *Text) Changed(c ContentChange) *Text {
	if c.Range == nil {
		return NewText(c.Text, t.encoding)
	}
	start, end := t.Offset(c.Range.Start), t.Offset(c.Range.End)
	if end < start {
		start, end = end, start
	}
	var b strings.Builder
	b.Grow(len(t.Content) - (end - start) + len(c.Text))
	b.WriteString(t.Content[:start])
	b.WriteString(c.Text)
	b.WriteString(t.Content[end:])
	return NewText(b.String(), t.encoding)
}
