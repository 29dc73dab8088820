package yamltree

import (
	"strings"
	"unicode/utf8"
)

// This file rejects what Postman's reader rejects and the library does not.

// unprintable reports whether a scalar may not contain a character unescaped.
func unprintable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || 0x7F <= r && r <= 0x9F && r != 0x85
}

// printable fails on the first character between two offsets of the body that must be
// escaped.
func (b *builder) printable(start, end int) {
	skipped := len(b.tree.text) - len(b.source.text)
	text := b.tree.text[skipped+start : skipped+min(end, len(b.source.text))]
	if i := strings.IndexFunc(text, unprintable); i >= 0 {
		r, size := utf8.DecodeRuneInString(text[i:])
		b.fail(skipped+start+i, skipped+start+i+size, "the control character U+%04X must be escaped in double quotes", r)
	}
}

// lineEnds fails on a carriage return that only Postman reads as a line end, and on a
// NUL, at which Postman stops reading.
func (b *builder) lineEnds() {
	text := b.tree.text
	if strings.Count(text, "\r") == strings.Count(text, "\r\n") && strings.IndexByte(text, 0) < 0 {
		return
	}
	for i := range len(text) {
		switch {
		case text[i] == 0:
			b.fail(i, i+1, "the text has a NUL character")
		case text[i] == '\r' && !strings.HasPrefix(text[i+1:], "\n"):
			b.fail(i, i+1, "a carriage return without a line feed")
		}
	}
}

// indented fails if a line of a quoted scalar, of a map in braces or of a list in
// brackets is not indented further than the collection around it; least is the required
// column.
func (b *builder) indented(n *Node, least int) {
	if n == nil || b.err != nil || n.start >= n.end {
		return
	}
	text := b.tree.text
	switch c := text[n.start]; {
	case n.Kind == Mapping && c != '{':
		_, column := b.tree.Position(int(n.start))
		least = column // one more than the blanks before the keys
	case n.Kind == Sequence && c != '[':
		_, column := b.tree.Position(int(n.start))
		least = column
	case n.Kind == Mapping || n.Kind == Sequence || n.Kind == String && (c == '"' || c == '\''):
		b.continued(n, least)
		return
	default:
		return
	}
	for _, p := range n.Pairs {
		if p.Value.start >= p.Key.start { // not an alias
			b.indented(p.Value, least)
		}
	}
	for _, item := range n.Items {
		if item.start >= n.start {
			b.indented(item, least)
		}
	}
}

// continued fails if a line of a quoted scalar, or of a map or list in brackets, is not
// indented far enough. The first line does not count, and the closing bracket may be
// under the key.
func (b *builder) continued(n *Node, least int) {
	text, end, last := b.tree.text, int(n.end), -1
	if n.Kind != String {
		last = end - 1
	}
	line := strings.IndexByte(text[n.start:end], '\n')
	for at := int(n.start); line >= 0; line = strings.IndexByte(text[at:end], '\n') {
		at += line + 1
		start := at
		for at < end && text[at] == ' ' {
			at++
		}
		rest := strings.TrimPrefix(text[at:end], "\r")
		switch {
		case rest == "" || rest[0] == '\n' || n.Kind != String && rest[0] == '#' || at-start >= least:
		case at == last && at-start == least-1:
		default:
			b.fail(at, at+1, "the line must be indented further than the key of its value")
			return
		}
	}
}
