package format

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// Style is how a file is spaced.
type Style struct {
	Lines bool   // one value a line
	Unit  string // of indentation, where each value has its line
	Colon string // between a key and its value
	Comma string // between two values on one line
	Break string // the end of a line
}

// Line is the style in which a value stands on one line for people.
var Line = Style{Colon: ": ", Comma: ", "}

// Indented is the style with one value a line.
func Indented(unit string) Style {
	return Style{Lines: true, Unit: unit, Colon: ": ", Comma: ",", Break: "\n"}
}

// StyleOf is the style of a document, as its outermost object shows it.
func StyleOf(d *collection.Document) Style {
	s := Style{Colon: ":", Comma: ","}
	for key, value := range d.Root().Members() {
		text := d.Text()
		s.Colon = text[key.End():value.Start()]
		before := text[d.Root().Start()+1 : key.Start()]
		if at := strings.LastIndexByte(before, '\n'); at >= 0 {
			s.Lines, s.Unit, s.Break = true, before[at+1:], "\n"
			if strings.HasSuffix(before[:at], "\r") {
				s.Break = "\r\n"
			}
		} else if s.Colon != ":" {
			s.Comma = ", "
		}
		break
	}
	if strings.TrimSpace(s.Colon) != ":" || strings.ContainsAny(s.Colon, "\r\n") {
		s.Colon = ": "
	}
	return s
}

// Print is a value in a style, at a depth of indentation. Keys keep their order,
// and scalars their spelling. Values that replace has are printed as that.
func (s Style) Print(n collection.Node, depth int, replace map[collection.Node]string) string {
	var b strings.Builder
	s.print(&b, n, depth, replace)
	return b.String()
}

func (s Style) print(b *strings.Builder, n collection.Node, depth int, replace map[collection.Node]string) {
	if text, ok := replace[n]; ok {
		b.WriteString(text)
		return
	}
	first := true
	next := func() {
		if !first {
			b.WriteString(s.Comma)
		}
		first = false
		s.newline(b, depth+1)
	}
	switch n.Kind() {
	case collection.Object:
		b.WriteByte('{')
		for key, value := range n.Members() {
			next()
			b.WriteString(key.Raw() + s.Colon)
			s.print(b, value, depth+1, replace)
		}
		s.end(b, first, depth, '}')
	case collection.Array:
		b.WriteByte('[')
		for e := range n.Elements() {
			next()
			s.print(b, e, depth+1, replace)
		}
		s.end(b, first, depth, ']')
	default:
		b.WriteString(n.Raw())
	}
}

func (s Style) end(b *strings.Builder, empty bool, depth int, bracket byte) {
	if !empty {
		s.newline(b, depth)
	}
	b.WriteByte(bracket)
}

func (s Style) newline(b *strings.Builder, depth int) {
	if s.Lines {
		b.WriteString(s.Indent(depth))
	}
}

// Indent is what stands between a comma and a value at a depth; "" where values
// share a line.
func (s Style) Indent(depth int) string {
	if !s.Lines {
		return ""
	}
	return s.Break + strings.Repeat(s.Unit, depth)
}
