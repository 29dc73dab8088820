package upgrade

import (
	"strings"

	"github.com/postwright/postwright/collection/jsontree"
)

// attributes returns the object of an authorization's attributes
//
//	{"username": "u", "password": "p"}
//
// as the list
//
//	[{"key": "username", "value": "u", "type": "string"},
//	 {"key": "password", "value": "p", "type": "string"}]
//
// Keys and values keep their spelling. A member on its own line becomes an object of
// several lines, indented like its surroundings; one that shares its line becomes an
// object on that line.
func attributes(block jsontree.Node) string {
	text := block.Document().Text()
	outer := block.Document().Indentation(block.End() - 1)
	var b strings.Builder
	b.WriteByte('[')
	done := block.Start() + 1
	for key, value := range block.Members() {
		between := text[done:key.Start()]
		before := between[strings.IndexByte(between, ',')+1:]
		s := styleOf(outer, before, text[key.End():value.Start()])
		json := value.Raw()
		if s.deeper != "" {
			json = indented(json, s.deeper)
		}
		for _, piece := range [...]string{
			between, "{", s.first, `"key"`, s.colon, key.Raw(),
			",", s.next, `"value"`, s.colon, json,
			",", s.next, `"type"`, s.colon, `"`, typeOf(value), `"`, s.last, "}",
		} {
			b.WriteString(piece)
		}
		done = value.End()
	}
	b.WriteString(text[done : block.End()-1])
	b.WriteByte(']')
	return b.String()
}

// typeOf returns the type that Postman gives an attribute with a value.
func typeOf(value jsontree.Node) string {
	switch value.Kind() {
	case jsontree.String:
		return "string"
	case jsontree.Bool:
		return "boolean"
	case jsontree.Number:
		return "number"
	}
	return "any"
}

// style is the white space inside the object of one attribute.
type style struct {
	first, next, last string // before its first member, the others, its end
	colon             string
	deeper            string // additional indentation of lines inside a value
}

// styleOf derives the style from the text before a member and between its key and value.
// outer is the indentation of the line in which the member's block ends.
func styleOf(outer, before, colon string) style {
	line := strings.LastIndexByte(before, '\n')
	if line < 0 {
		s := style{colon: colon}
		if colon != ":" {
			s.next = " "
		}
		return s
	}
	unit := unitOf(outer, before[line+1:])
	if line > 0 && before[line-1] == '\r' {
		line--
	}
	own := before[line:]
	return style{first: own + unit, next: own + unit, last: own, colon: colon, deeper: unit}
}

// unitOf returns one step of indentation: the difference between inner and outer.
func unitOf(outer, inner string) string {
	const widest = 8
	if unit, ok := strings.CutPrefix(inner, outer); ok && unit != "" && len(unit) <= widest {
		return unit
	}
	if strings.HasPrefix(inner, "\t") {
		return "\t"
	}
	return "  "
}

// indented returns JSON text with all lines after the first indented further. A line
// break in JSON is never part of a string.
func indented(json, by string) string {
	if !strings.Contains(json, "\n") {
		return json
	}
	var b strings.Builder
	for line := range strings.Lines(json) {
		if b.Len() > 0 && strings.Trim(line, "\r\n") != "" {
			b.WriteString(by)
		}
		b.WriteString(line)
	}
	return b.String()
}
