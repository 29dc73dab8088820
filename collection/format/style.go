package format

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// Style is the spacing of a file.
type Style struct {
	Lines bool   // one value per line
	Unit  string // of indentation, if each value has its own line
	Colon string // between a key and its value
	Comma string // between two values on one line
	Break string // the end of a line
}

// Line is a style with everything on one line, for people.
var Line = Style{Colon: ": ", Comma: ", "}

// Indented returns a style with one value per line.
func Indented(unit string) Style {
	return Style{Lines: true, Unit: unit, Colon: ": ", Comma: ",", Break: "\n"}
}

// StyleOf returns the style of a document, read from its outermost object.
func StyleOf(d *jsontree.Document) Style {
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

// Print returns a value in a style. Its lines after the first start with margin. Keys
// keep their order, and scalars their spelling. Values in replace are printed as the
// given text.
func (s Style) Print(n jsontree.Node, margin string, replace map[jsontree.Node]string) string {
	p := stylePrinter{Style: s, margin: margin, replace: replace}
	p.value(n, 0)
	return p.String()
}

type stylePrinter struct {
	Style
	strings.Builder
	margin  string
	replace map[jsontree.Node]string
}

func (p *stylePrinter) value(n jsontree.Node, depth int) {
	if text, ok := p.replace[n]; ok {
		p.WriteString(text)
		return
	}
	first := true
	next := func() {
		if !first {
			p.WriteString(p.Comma)
		}
		first = false
		p.newline(depth + 1)
	}
	switch n.Kind() {
	case jsontree.Object:
		p.WriteByte('{')
		for key, value := range n.Members() {
			next()
			p.WriteString(key.Raw() + p.Colon)
			p.value(value, depth+1)
		}
		p.end(first, depth, '}')
	case jsontree.Array:
		p.WriteByte('[')
		for e := range n.Elements() {
			next()
			p.value(e, depth+1)
		}
		p.end(first, depth, ']')
	default:
		p.WriteString(n.Raw())
	}
}

func (p *stylePrinter) end(empty bool, depth int, bracket byte) {
	if !empty {
		p.newline(depth)
	}
	p.WriteByte(bracket)
}

func (p *stylePrinter) newline(depth int) {
	if p.Lines {
		p.WriteString(p.Indent(p.margin, depth))
	}
}

// Indent returns the line break and indentation before a value that is depth levels
// inside one with a margin.
func (s Style) Indent(margin string, depth int) string {
	return s.Break + margin + strings.Repeat(s.Unit, depth)
}

// OneLine returns the style with everything on one line.
func (s Style) OneLine() Style {
	if s.Lines {
		return Style{Colon: s.Colon, Comma: ", ", Break: s.Break}
	}
	return s
}
