package yamlfile

import (
	"fmt"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/diagnostic"
)

// unreadable returns a finding about a character that YAML does not allow,
// and whether the text has one.
func unreadable(text string) (diagnostic.Diagnostic, bool) {
	for i, r := range text {
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD"):
			d := at(placeOfByte(text, i), fmt.Sprintf("a byte that is not UTF-8 (0x%02X)", text[i]))
			d.Help = "save the file as UTF-8"
			return d, true
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == 0x7F:
			return at(placeOfByte(text, i), fmt.Sprintf("a control character (U+%04X), which YAML does not allow", r)), true
		}
	}
	return diagnostic.Diagnostic{}, false
}

func placeOfByte(text string, offset int) place {
	before := text[:offset]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return place{line, column, column + 1}
}

// breaks corrects the places that the YAML library reports. The library ends
// a line at characters that end no line elsewhere. It is nil for a text
// without such characters.
type breaks []lineStart

// lineStart is where one of the library's lines starts: the line, and the
// number of characters before it.
type lineStart struct{ line, columns int }

func breaksOf(text string) breaks {
	odd := strings.Contains(text, "\u0085") || strings.Contains(text, "\u2028") || strings.Contains(text, "\u2029")
	if !odd && strings.Count(text, "\r") == strings.Count(text, "\r\n") {
		return nil
	}
	b := breaks{{1, 0}}
	at := lineStart{1, 0}
	for i, r := range strings.TrimPrefix(text, "\uFEFF") {
		at.columns++
		switch {
		case r == '\n':
			at = lineStart{at.line + 1, 0}
		case r == '\u0085', r == '\u2028', r == '\u2029', r == '\r' && !strings.HasPrefix(strings.TrimPrefix(text, "\uFEFF")[i+1:], "\n"):
		default:
			continue
		}
		b = append(b, at)
	}
	return b
}

func (b breaks) place(line, column int) (int, int) {
	if line < 1 || line > len(b) {
		return line, column
	}
	return b[line-1].line, b[line-1].columns + column
}

func (b breaks) correct(n *yaml.Node) {
	if b == nil {
		return
	}
	n.Line, n.Column = b.place(n.Line, n.Column)
	for _, inner := range n.Content {
		b.correct(inner)
	}
}
