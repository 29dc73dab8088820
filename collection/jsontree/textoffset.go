package jsontree

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// OffsetOf returns the byte offset in the document of the byte at offset i of a string's
// [Node.Text]; that of the closing quote if i is the text's length or more. All bytes of
// an escape are at the escape's start.
func (n Node) OffsetOf(i int) int {
	if n.Kind() != String {
		return n.Start()
	}
	inner, from := n.inner(), textMark{}
	if i > markEvery {
		marks := n.marks(inner)
		from = marks[min(i/markEvery, len(marks)-1)]
	}
	return n.Start() + 1 + int(from.to(inner, i).raw)
}

// textMark is a place in a string that is not inside an escape: its offset between the
// quotes, and its offset in the text.
type textMark struct{ raw, text uint32 }

// to returns the last place that is not after offset i of a string's text.
func (m textMark) to(inner string, i int) textMark {
	raw, text := int(m.raw), int(m.text)
	for raw < len(inner) && text < i {
		rest := inner[raw:min(raw+i-text, len(inner))]
		plain := strings.IndexByte(rest, '\\')
		if plain < 0 {
			raw, text = raw+len(rest), text+len(rest)
			continue
		}
		raw, text = raw+plain, text+plain
		size, width := escapeAt(inner[raw:])
		if text+width > i {
			break
		}
		raw, text = raw+size, text+width
	}
	return textMark{uint32(raw), uint32(text)}
}

// escapeAt returns the size in bytes of the escape that a text starts with, and of the
// text that it encodes.
func escapeAt(inner string) (size, width int) {
	if inner[1] != 'u' {
		return 2, 1
	}
	r := hexRune(inner[2:])
	switch {
	case !utf16.IsSurrogate(r):
		return 6, utf8.RuneLen(r)
	case strings.HasPrefix(inner[6:], `\u`) && utf16.DecodeRune(r, hexRune(inner[8:])) != utf8.RuneError:
		return 12, 4
	}
	return 6, utf8.RuneLen(utf8.RuneError)
}

// markEvery is the number of bytes of a string's text between two marks.
const markEvery = 512

// marks returns, for each multiple of markEvery, the last place in a string that is not
// after it.
func (n Node) marks(inner string) []textMark {
	return n.doc.stringMarks.of(n.index, func() []textMark {
		marks := make([]textMark, 1, 1+len(inner)/markEvery)
		for at := (textMark{}); int(at.raw) < len(inner); {
			at = at.to(inner, len(marks)*markEvery)
			marks = append(marks, at)
		}
		return marks
	})
}
