// Package yamlfile reads YAML files that a JSON Schema describes (templates,
// configuration), and reports every mistake with its line and column.
//
// A file is converted to a JSON document, so that one checker serves both
// formats. Each value remembers its place in the YAML.
package yamlfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	yaml "go.yaml.in/yaml/v4"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/validate"
)

const rule = "yaml-syntax"

// maxSize limits the size in bytes of a file as JSON: aliases can make a
// small file expand to a large one.
const maxSize = 4 << 20

// File is one YAML document as JSON. It is not safe for concurrent use.
type File struct {
	JSON   *jsontree.Document
	places map[int]place // by byte offset in the JSON text
	cursor *cursor       // in the YAML text
}

type place struct{ line, column, endColumn int }

// Parse reads a text of exactly one YAML document. If it cannot, the file is
// nil and the findings say why.
func Parse(text string) (*File, []diagnostic.Diagnostic) {
	root, found := Load(text)
	if found != nil {
		return nil, found
	}
	c := converter{places: map[int]place{}}
	c.value(root, 0)
	if c.found != nil {
		return nil, []diagnostic.Diagnostic{withOffsets(*c.found, text)}
	}
	d, err := jsontree.Parse(c.json.String())
	if err != nil {
		return nil, []diagnostic.Diagnostic{at(place{1, 1, 1}, err.Error())}
	}
	return &File{d, c.places, newCursor(text)}, nil
}

// Load reads a text of one YAML document as the library's nodes. If it
// cannot, the node is nil and the findings say why.
func Load(text string) (*yaml.Node, []diagnostic.Diagnostic) {
	if d, bad := unreadable(text); bad {
		return nil, []diagnostic.Diagnostic{withOffsets(d, text)}
	}
	m := breaksOf(text)
	root, err := Nodes(text)
	if err != nil {
		return nil, []diagnostic.Diagnostic{withOffsets(loadError(text, err, m), text)}
	}
	m.correct(root)
	return root, nil
}

// Nodes reads a text of one YAML document as the library's nodes, with the library's
// errors. It is not [yaml.Load], which makes Go values of a second document before it
// refuses it: that takes time that grows with the square of its number of keys.
func Nodes(text string) (*yaml.Node, error) {
	l, err := yaml.NewLoader(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	var root, second yaml.Node
	switch err := l.Load(&root); {
	case errors.Is(err, io.EOF):
		return nil, &yaml.LoadError{Message: "no documents in stream"}
	case err != nil:
		return nil, err
	}
	switch err := l.Load(&second); {
	case errors.Is(err, io.EOF):
		return &root, nil
	case err != nil:
		return nil, err
	}
	return nil, &yaml.LoadError{Message: "found multiple documents"}
}

// At returns a finding about a node of a text, without byte offsets.
func At(n *Node, rule string, severity diagnostic.Severity, message string) diagnostic.Diagnostic {
	d := at(n.place(), message)
	d.Rule, d.Severity = rule, severity
	return d
}

// ParseAs reads a text that must match a schema. Findings about the schema
// are named after rule. The file is nil if the text is not YAML.
func ParseAs(text string, schema func() (*validate.Schema, error), rule string) (*File, []diagnostic.Diagnostic) {
	f, found := Parse(text)
	if len(found) > 0 {
		return nil, found
	}
	s, err := schema()
	if err == nil {
		found, err = validate.Document(f.JSON, s, validate.Native)
	}
	if err != nil {
		return f, []diagnostic.Diagnostic{f.On(f.JSON.Root(), rule, err.Error(), "")}
	}
	for i := range found {
		found[i] = f.relocate(found[i])
		found[i].Rule = rule
	}
	return f, found
}

// On returns a finding about a value of the file.
func (f *File) On(n jsontree.Node, rule, message, help string) diagnostic.Diagnostic {
	d := f.relocate(diagnostic.On(n, rule, diagnostic.Error, message))
	d.Help = help
	return d
}

// relocate moves a finding from its place in the JSON text to that in the YAML.
func (f *File) relocate(d diagnostic.Diagnostic) diagnostic.Diagnostic {
	p := f.places[d.Start]
	d.Line, d.Column, d.EndLine, d.EndColumn = p.line, p.column, p.line, p.endColumn
	f.cursor.place(&d)
	return d
}

// loadError returns a finding for an error of the YAML library, at the place
// it names.
func loadError(text string, err error, m breaks) diagnostic.Diagnostic {
	p := place{1, 1, 1}
	var one *yaml.LoadError
	if !errors.As(err, &one) {
		return at(p, err.Error())
	}
	one.Mark.Line, one.Mark.Column = m.place(one.Mark.Line, one.Mark.Column)
	lines := strings.Split(strings.TrimRight(text, " \t\r\n"), "\n")
	switch last := len(lines); {
	case one.Mark.Line > last:
		// What is missing at the end is reported after the last word.
		column := utf8.RuneCountInString(lines[last-1]) + 1
		p = place{last, column, column}
	case one.Mark.Line > 0:
		p = place{one.Mark.Line, max(one.Mark.Column, 1), max(one.Mark.Column, 1) + 1}
	}
	message := strings.TrimPrefix(one.Message, "yaml: ")
	if one.ContextMsg != "" {
		message = fmt.Sprintf("%s, %s", message, one.ContextMsg)
	}
	d := at(p, message)
	line := lines[p.line-1]
	switch {
	case strings.TrimSpace(text) == "":
		d.Message = "the file is empty"
	case strings.Contains(message, "no documents in stream"):
		d.Message = "the file contains only comments"
	case strings.Contains(message, "found multiple"):
		d = at(secondDocument(lines), "the file has more than one document")
		d.Help = "keep each in a file of its own"
	case strings.HasPrefix(strings.TrimLeft(line, " "), "\t"):
		d.Help = "indent with spaces: YAML allows no tabs there"
	case strings.Contains(line, ": {{"):
		d.Help = "put a value that starts with {{ into quotes"
	case strings.Contains(message, "mapping values are not allowed"):
		d.Help = "put a text with a colon into quotes"
	case strings.HasPrefix(message, "unknown anchor"):
		d.Message = "the alias has no anchor before it" // its name may be a secret or private
	}
	return d
}

// secondDocument returns where the second document of a file starts.
func secondDocument(lines []string) place {
	content := false
	for i, line := range lines {
		if content && strings.HasPrefix(line, "---") {
			return place{i + 1, 1, 4}
		}
		word := strings.TrimSpace(line)
		content = content || word != "" && word[0] != '#' && word[0] != '%' && word != "---"
	}
	return place{1, 1, 2}
}

func at(p place, message string) diagnostic.Diagnostic {
	return diagnostic.Diagnostic{
		Line: p.line, Column: p.column, EndLine: p.line, EndColumn: p.endColumn,
		Rule: rule, Severity: diagnostic.Error, Message: message,
	}
}

type converter struct {
	json   bytes.Buffer
	places map[int]place
	found  *diagnostic.Diagnostic // the first mistake; reading stops there
}

func (c *converter) fail(n *yaml.Node, format string, args ...any) {
	if c.found == nil {
		d := at(placeOf(n), fmt.Sprintf(format, args...))
		c.found = &d
	}
}

// maxNesting is far more than any template or configuration needs.
const maxNesting = 200

func (c *converter) value(n *yaml.Node, depth int) {
	switch {
	case c.found != nil:
		return
	case depth > maxNesting:
		c.fail(n, "nested more than %d levels deep", maxNesting)
		return
	case c.json.Len() > maxSize:
		c.fail(n, "the file expands to more than %d MB", maxSize>>20)
		return
	}
	switch n.Kind {
	case yaml.DocumentNode:
		c.value(n.Content[0], depth)
		return
	case yaml.AliasNode:
		c.value(n.Alias, depth+1)
		return
	}
	c.places[c.json.Len()] = placeOf(n)
	switch n.Kind {
	case yaml.MappingNode:
		c.mapping(n, depth)
	case yaml.SequenceNode:
		c.json.WriteByte('[')
		for i, element := range n.Content {
			if i > 0 {
				c.json.WriteByte(',')
			}
			c.value(element, depth+1)
		}
		c.json.WriteByte(']')
	default:
		c.scalar(n)
	}
}

func (c *converter) mapping(n *yaml.Node, depth int) {
	seen := map[string]int{}
	c.json.WriteByte('{')
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case key.Kind != yaml.ScalarNode:
			c.fail(key, "a key must be a single word or text")
		case key.ShortTag() == "!!merge":
			c.fail(key, `merge keys ("<<") are not read here: write the settings out`)
		case seen[key.Value] > 0:
			c.fail(key, "%q appears twice, first in line %d", key.Value, seen[key.Value])
		}
		seen[key.Value] = key.Line
		if i > 0 {
			c.json.WriteByte(',')
		}
		c.places[c.json.Len()] = placeOf(key)
		c.json.WriteString(jsontree.Quote(key.Value))
		c.json.WriteByte(':')
		c.value(n.Content[i+1], depth+1)
	}
	c.json.WriteByte('}')
}

func (c *converter) scalar(n *yaml.Node) {
	switch tag := n.ShortTag(); tag {
	case "!!str", "!!timestamp":
		c.json.WriteString(jsontree.Quote(n.Value))
	case "!!null", "!!bool", "!!int", "!!float":
		var value any
		if err := n.Decode(&value); err != nil {
			c.fail(n, "%s is not a %s", n.Value, strings.TrimPrefix(tag, "!!"))
			return
		}
		if f, ok := value.(float64); ok && (math.IsInf(f, 0) || math.IsNaN(f)) {
			c.fail(n, "%s is not a number that JSON has", n.Value)
			return
		}
		text, err := json.Marshal(value)
		if err != nil {
			c.fail(n, "%v", err)
			return
		}
		c.json.Write(text)
	default:
		c.fail(n, "the tag %s is not known here", tag)
	}
}

func placeOf(n *yaml.Node) place { return Bare(n).place() }

// place returns the place of a node. Block texts and containers are marked by
// one character.
func (n *Node) place() place {
	width := 1
	if n.Kind == yaml.ScalarNode && !strings.Contains(n.Value, "\n") {
		switch {
		case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0:
			width = utf8.RuneCountInString(n.Value) + 2
		case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0:
			width = max(utf8.RuneCountInString(n.Value), 1)
		}
	}
	line, column := max(int(n.Line), 1), max(int(n.Column), 1)
	return place{line, column, column + width}
}
