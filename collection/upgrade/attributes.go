package upgrade

import (
	"strings"

	"github.com/postwright/postwright/collection"
)

// attributes makes the edits that turn
//
//	{"username": "u", "password": "p"}
//
// into
//
//	[{"key": "username", "value": "u", "type": "string"},
//	 {"key": "password", "value": "p", "type": "string"}]
//
// Keys and values keep their spelling. A member that has a line of its own
// becomes an object of several lines, indented as its surroundings are; one that
// shares its line becomes an object in that line.
func (u *upgrader) attributes(block collection.Node) {
	u.blocks++
	text := block.Document().Text()
	u.replace(block.Start(), block.Start()+1, "[")
	outer := indentation(text[:block.End()-1])
	behind := block.Start() + 1 // the bracket or comma before the next member
	for key, value := range block.Members() {
		s := styleOf(outer, text[behind:key.Start()], text[key.End():value.Start()])
		u.replace(key.Start(), key.Start(), "{"+s.first+`"key"`+s.colon)
		u.replace(key.End(), value.Start(), ","+s.next+`"value"`+s.colon)
		if raw := value.Raw(); s.deeper != "" && strings.Contains(raw, "\n") {
			u.replace(value.Start(), value.End(), indented(raw, s.deeper))
		}
		u.replace(value.End(), value.End(), ","+s.next+`"type"`+s.colon+collection.Quote(typeOf(value))+s.last+"}")
		behind = value.End()
		if comma := strings.IndexByte(text[behind:block.End()], ','); comma >= 0 {
			behind += comma + 1
		}
	}
	u.replace(block.End()-1, block.End(), "]")
}

func (u *upgrader) replace(start, end int, text string) {
	u.edits = append(u.edits, collection.Edit{Start: start, End: end, Text: text})
}

// typeOf is the type that Postman gives an attribute with a value.
func typeOf(value collection.Node) string {
	switch value.Kind() {
	case collection.String:
		return "string"
	case collection.Bool:
		return "boolean"
	case collection.Number:
		return "number"
	}
	return "any"
}

// style is the white space inside the object of one attribute.
type style struct {
	first, next, last string // before its first member, the others, its end
	colon             string
	deeper            string // what lines inside a value are indented by
}

// styleOf follows what stands before a member and between its key and value.
// Outer is the indentation of the line in which the member's block ends.
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

// unitOf is one step of indentation: by how much inner is more than outer.
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

// indentation is the white space that the last line of a text starts with.
func indentation(text string) string {
	line := text[strings.LastIndexByte(text, '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// indented is JSON text with all its lines but the first indented by more. A
// line break in it is never part of a string.
func indented(json, by string) string {
	var b strings.Builder
	for line := range strings.Lines(json) {
		if b.Len() > 0 && strings.Trim(line, "\r\n") != "" {
			b.WriteString(by)
		}
		b.WriteString(line)
	}
	return b.String()
}
