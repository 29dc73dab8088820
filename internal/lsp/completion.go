package lsp

import (
	"context"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/internal/lsp/fields"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// completer collects completions for a place in a file.
type completer struct {
	server *Server
	file   *workspace.File
	unit   *workspace.Unit // nil for a configuration
	offset int

	start, end int // the bytes that an item replaces
	items      []protocol.CompletionItem
}

// completion answers with what may be written at a place.
func (s *Server) completion(_ context.Context, f *workspace.File, p protocol.PositionParams) (any, error) {
	c := &completer{server: s, file: f, unit: s.files.Unit(f), offset: f.Text.Offset(p.Position), items: []protocol.CompletionItem{}}
	c.start, c.end = c.offset, c.offset
	switch {
	case c.unit != nil && c.variables():
	case f.Kind.IsYAML():
		c.yaml()
	case c.unit != nil:
		c.json()
	}
	return protocol.CompletionList{Items: c.items}, nil
}

// add adds a text that may be inserted.
func (c *completer) add(kind int, label, text, detail, documentation string) {
	item := protocol.CompletionItem{
		Label: label, Kind: kind, Detail: detail, FilterText: label, SortText: fmt.Sprintf("%05d", len(c.items)),
		TextEdit: &protocol.TextEdit{Range: c.file.Text.Range(c.start, c.end), NewText: text},
	}
	if documentation != "" {
		item.Documentation = &protocol.MarkupContent{Kind: "markdown", Value: documentation}
	}
	c.items = append(c.items, item)
}

// variables adds the variables, and reports whether the place is in a reference.
func (c *completer) variables() bool {
	text := c.file.Text.Content
	line := text[strings.LastIndexByte(text[:c.offset], '\n')+1 : c.offset]
	open := strings.LastIndex(line, "{{")
	if open < 0 || strings.ContainsAny(line[open+2:], `{}"`) {
		return false
	}
	c.start = c.offset - len(line) + open + 2
	end := c.offset
	for end < len(text) && !strings.ContainsRune("{}\"' \t\r\n/?&=", rune(text[end])) {
		end++
	}
	closing := "}}"
	if strings.HasPrefix(text[end:], "}}") {
		c.end, closing = end, ""
	}
	seen := map[string]bool{}
	add := func(name, detail string) {
		if name != "" && !seen[name] && !strings.ContainsAny(name, "{}") {
			seen[name] = true
			c.add(protocol.CompletionVariable, name, name+closing, detail, "")
		}
	}
	if !c.unit.IsEnvironment() {
		own := collection.Of(c.unit.Document)
		for v := range own.Variables() {
			add(v.Key(), "collection")
		}
		for i := range own.Items() {
			for v := range i.Variables() {
				add(v.Key(), "folder")
			}
		}
	}
	for _, e := range c.server.environments(c.unit) {
		detail := "environment " + redact.Text(e.Document.Root().Get("name").Text())
		for n := range e.Document.Root().Get("values").Elements() {
			add(n.Get("key").Text(), detail)
		}
	}
	for _, name := range c.unit.Facts().Variables().Names() {
		add(name, "set by a script")
	}
	for _, name := range collection.DynamicVariables() {
		add("$"+name, "dynamic")
	}
	return true
}

// json adds what may be written in a JSON file.
func (c *completer) json() {
	schema, ok := schemaOf(c.file)
	n := c.unit.Node(c.offset)
	if !ok || !n.Exists() {
		return
	}
	text := c.file.Text.Content
	place, _ := c.unit.Place(n.Start(), n.End())
	quoted := place.Start < c.offset && place.Start < len(text) && text[place.Start] == '"'
	if quoted {
		c.start = place.Start + 1
		closed := place.End - 1
		if len(c.unit.Errors) > 0 { // the quote that closes the string may open the next one
			closed = c.offset + len(text[c.offset:]) - len(strings.TrimLeft(text[c.offset:], wordCharacters))
		}
		if closed >= c.offset && closed < len(text) && text[closed] == '"' {
			c.end = closed
		}
	}
	switch {
	case n.IsKey() && quoted:
		c.keys(schema.Fields(fields.PathOf(n.Parent()), fields.Members(n.Parent())), presentIn(n.Parent()), func(f fields.Field) string { return f.Name })
	case quoted:
		path := fields.PathOf(n)
		c.values(schema, path)
	case fields.IsObject(n) && expectsKey(text[:c.offset]):
		c.keys(schema.Fields(fields.PathOf(n), fields.Members(n)), presentIn(n), func(f fields.Field) string { return `"` + f.Name + `": ` })
	}
}

const wordCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-"

// expectsKey reports whether a key may follow a JSON text.
func expectsKey(before string) bool {
	before = strings.TrimRight(before, " \t\r\n")
	return strings.HasSuffix(before, "{") || strings.HasSuffix(before, ",")
}

// yaml adds what may be written in a YAML file.
func (c *completer) yaml() {
	schema, ok := schemaOf(c.file)
	p := fields.PlaceOf(c.file.Text.Content, c.offset)
	if !ok || p.Text {
		return
	}
	c.start, c.end = min(p.Start, c.offset), max(p.End, c.offset)
	if !p.OnKey {
		if text := c.file.Text.Content; c.end > c.start && (text[c.start] == '"' || text[c.start] == '\'') {
			c.start++
			c.end = max(c.end-1, c.offset, c.start)
		}
		c.values(schema, append(p.Path, fields.Step{Key: p.Key, Members: p.Members}))
		return
	}
	suffix := func(f fields.Field) string {
		if p.Key != "" {
			return f.Name // its colon is there
		}
		if fields.HoldsOthers(f) {
			return f.Name + ":"
		}
		return f.Name + ": "
	}
	c.keys(append(schema.Fields(p.Path, p.Members), c.names(p)...), p.Members, suffix)
}

// names returns the keys of maps that the schema leaves open.
func (c *completer) names(p fields.Place) []fields.Field {
	if len(p.Path) == 0 {
		return nil
	}
	var all []fields.Field
	last := p.Path[len(p.Path)-1]
	switch {
	case c.file.Kind == workspace.Configuration && last.Key == "rules" && len(p.Path) == 1:
		for _, r := range rulesOf() {
			all = append(all, fields.Field{Name: r.Name, Description: textOf(r)})
		}
	case c.file.Kind == workspace.Element && last.Key == "headers":
		for _, name := range headers {
			all = append(all, fields.Field{Name: name})
		}
	case c.file.Kind == workspace.Element && last.Key == "credentials":
		t, _ := collection.AuthTypeOf(last.Members["type"])
		for _, a := range t.Attributes {
			all = append(all, fields.Field{Name: a.Key, Title: a.Label})
		}
	}
	return all
}

// keys adds the fields of a map that it does not have yet, or that are at the place.
func (c *completer) keys(all []fields.Field, present map[string]string, text func(fields.Field) string) {
	written := c.file.Text.Content[c.start:c.end]
	for _, f := range all {
		if _, has := present[f.Name]; has && f.Name != written {
			continue
		}
		c.add(protocol.CompletionProperty, f.Name, text(f), f.Title, f.Description)
	}
}
