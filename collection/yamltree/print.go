package yamltree

import (
	"fmt"
	"strings"
	"unicode"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/lazy"
)

// quoting is how a file quotes strings of one line.
type quoting struct {
	always bool // also strings that need no quotes
	single bool // with single quotes if both would do
}

// Print returns the text of a file for a value, in Postman's style: two spaces per
// level, quotes only where needed, and double ones. A string of several lines is a
// literal block, so that a script is readable.
func Print(v *Node) string {
	p := printer{eol: "\n"}
	switch {
	case isBlock(v):
		p.collection(v, 0)
	default:
		p.scalar(v, 0)
	}
	return p.b.String() + p.eol
}

// printer prints values in block style.
type printer struct {
	b      strings.Builder
	eol    string
	quotes quoting
}

// isBlock reports whether a value is printed on lines of its own.
func isBlock(v *Node) bool {
	return v != nil && (v.Kind == Mapping && len(v.Pairs) > 0 || v.Kind == Sequence && len(v.Items) > 0)
}

// collection prints a mapping or a sequence that is not empty. The cursor is at the
// column of its first key or dash.
func (p *printer) collection(v *Node, indent int) {
	for i, pair := range v.Pairs {
		p.next(i, indent)
		p.pair(pair, indent)
	}
	for i, item := range v.Items {
		p.next(i, indent)
		p.item(item, indent)
	}
}

// next starts the line of an entry.
func (p *printer) next(i, indent int) {
	if i > 0 {
		p.b.WriteString(p.eol + blanks(indent))
	}
}

// pair prints a key at a column and its value.
func (p *printer) pair(pair Pair, indent int) {
	p.b.WriteString(key(pair.Key.Text) + ":")
	p.value(pair.Value, indent)
}

// value prints the value after the colon of a key at a column.
func (p *printer) value(v *Node, indent int) {
	if isBlock(v) {
		p.b.WriteString(p.eol + blanks(indent+2))
		p.collection(v, indent+2)
		return
	}
	p.b.WriteByte(' ')
	p.scalar(v, indent)
}

// item prints an item of a sequence whose dashes are at a column.
func (p *printer) item(v *Node, indent int) {
	p.b.WriteString("- ")
	if isBlock(v) {
		p.collection(v, indent+2)
		return
	}
	p.scalar(v, indent)
}

// scalar prints a value that takes no lines of its own, except those of a literal block,
// which are indented further than a column.
func (p *printer) scalar(v *Node, indent int) {
	if header, ok := blockHeader(v); ok {
		p.b.WriteString(header + p.body(v.Text, indent+2))
		return
	}
	if v != nil && v.Kind == String && strings.Contains(strings.TrimSuffix(v.Text, "\n"), "\n") {
		p.b.WriteString(p.quotedLines(v.Text, indent+2))
		return
	}
	p.b.WriteString(inline(v, p.quotes, false))
}

// quotedLines returns a string of several lines in double quotes, one line each, for
// strings that a literal block cannot hold, such as one with CRLF.
func (p *printer) quotedLines(text string, indent int) string {
	var b strings.Builder
	b.WriteByte('"')
	first := true
	for line := range strings.Lines(text) {
		if !first {
			b.WriteString("\\" + p.eol + blanks(indent)) // the line end is not part of the text
			if line[0] == ' ' {
				b.WriteByte('\\') // otherwise it would be indentation
			}
		}
		first = false
		appendEscaped(&b, line)
	}
	b.WriteByte('"')
	return b.String()
}

// body returns the lines of a literal block, each with the line end before it.
func (p *printer) body(text string, indent int) string {
	var b strings.Builder
	b.Grow(len(text) + (indent+len(p.eol))*(strings.Count(text, "\n")+1))
	before := blanks(indent)
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		b.WriteString(p.eol)
		if line != "" {
			b.WriteString(before)
			b.WriteString(line)
		}
	}
	return b.String()
}

func blanks(n int) string { return strings.Repeat(" ", max(n, 0)) }

// blockHeader returns the first line of the literal block that a string is printed as.
// It reports whether the string is printed as one: it has several lines, and no
// characters that a block cannot hold.
func blockHeader(v *Node) (header string, ok bool) {
	if v == nil || v.Kind != String || !strings.Contains(v.Text, "\n") || strings.Trim(v.Text, "\n") == "" {
		return "", false
	}
	for _, r := range v.Text {
		if r != '\n' && r != '\t' && !shown(r) {
			return "", false
		}
	}
	header = "|"
	if first := strings.TrimLeft(v.Text, "\n"); first[0] == ' ' {
		header += "2"
	}
	switch {
	case !strings.HasSuffix(v.Text, "\n"):
		header += "-"
	case strings.HasSuffix(v.Text, "\n\n"):
		header += "+"
	}
	return header, true
}

// inline returns a value on one line. In a flow collection, some characters need quotes
// that do not need them elsewhere.
func inline(v *Node, q quoting, flow bool) string {
	if v == nil {
		return "null"
	}
	switch v.Kind {
	case Mapping:
		var parts []string
		for _, p := range v.Pairs {
			parts = append(parts, quoted(p.Key.Text, quoting{}, true)+": "+inline(p.Value, q, true))
		}
		if len(parts) == 0 {
			return "{}"
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case Sequence:
		var parts []string
		for _, item := range v.Items {
			parts = append(parts, inline(item, q, true))
		}
		if len(parts) == 0 {
			return "[]"
		}
		return "[ " + strings.Join(parts, ", ") + " ]"
	case Null:
		return "null"
	case Bool, Number:
		return v.Text
	}
	return quoted(v.Text, q, flow)
}

func key(text string) string { return quoted(text, quoting{}, false) }

// quoted returns a string on one line, in quotes if it needs them.
func quoted(text string, q quoting, flow bool) string {
	if !q.always && plainSafe(text, flow) {
		return text
	}
	single := q.single
	if hasSingle, hasDouble := strings.Contains(text, "'"), strings.Contains(text, `"`); hasSingle != hasDouble {
		single = hasDouble // then no quote needs to be escaped
	}
	if single && strings.IndexFunc(text, func(r rune) bool { return !shown(r) }) < 0 {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return doubleQuoted(text)
}

// plainSafe reports whether a string can be written without quotes, for the syntax of
// both YAML 1.2 and 1.1.
func plainSafe(text string, flow bool) bool {
	if text == "" || text != strings.TrimSpace(text) || text == "<<" || strings.HasSuffix(text, ":") ||
		strings.Contains(text, ": ") || strings.Contains(text, " #") ||
		strings.HasPrefix(text, "---") || strings.HasPrefix(text, "...") {
		return false
	}
	if strings.ContainsRune(",[]{}#&*!|>'\"%@`", rune(text[0])) {
		return false
	}
	if strings.ContainsRune("-?:", rune(text[0])) && (len(text) == 1 || text[1] == ' ' || flow) {
		return false
	}
	if flow && strings.ContainsAny(text, ",[]{}:") {
		return false
	}
	if strings.IndexFunc(text, func(r rune) bool { return !shown(r) }) >= 0 {
		return false
	}
	kind, date := kindOf(text, &yaml.Node{}, true)
	return kind == String && !date // Postman's runner does not read a date as a string
}

// shown reports whether a character needs no escape in any style for any reader: it is
// visible, no control character and no line break of YAML 1.1.
func shown(r rune) bool {
	if r < 0x7F {
		return r >= ' '
	}
	return r == ' ' || unicode.IsGraphic(r) && !unicode.Is(unicode.Zl, r) && !unicode.Is(unicode.Zp, r) || r == '\u200D' || r == '\u200C'
}

// short maps characters to their short escapes in double quotes.
var short = lazy.Value[map[rune]string]{New: func() map[rune]string {
	return map[rune]string{
		'"': `\"`, '\\': `\\`, '\n': `\n`, '\t': `\t`, '\r': `\r`, 0: `\0`, '\a': `\a`, '\v': `\v`, 0x1B: `\e`,
		0x85: `\N`, 0xA0: `\_`, 0x2028: `\L`, 0x2029: `\P`,
	}
}}

// doubleQuoted returns a string in double quotes.
func doubleQuoted(text string) string {
	var b strings.Builder
	b.Grow(len(text) + len(text)/8 + 2)
	b.WriteByte('"')
	appendEscaped(&b, text)
	b.WriteByte('"')
	return b.String()
}

// appendEscaped writes a text as it is written between double quotes.
func appendEscaped(b *strings.Builder, text string) {
	for _, r := range text {
		escape := ""
		if r == '"' || r == '\\' || !('!' <= r && r < 0x7F) {
			escape = short.Get()[r]
		}
		switch {
		case escape != "":
			b.WriteString(escape)
		case shown(r):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(b, `\u%04x`, r)
		default:
			fmt.Fprintf(b, `\U%08x`, r)
		}
	}
}
