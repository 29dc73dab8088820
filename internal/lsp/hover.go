package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/lsp/fields"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// hover answers with what is known about a place: the variable and its
// values, the scope, the field, and the rules with findings there.
func (s *Server) hover(ctx context.Context, f *workspace.File, p protocol.PositionParams) (any, error) {
	offset := f.Text.Offset(p.Position)
	u := s.files.Unit(f)
	var parts []string
	var where *workspace.Place
	if u != nil {
		if m, ok := u.MentionAt(f.Path, offset); ok {
			parts, where = append(parts, s.variableText(u, m)), &m.Place
		} else if scope, ok := u.ScopeAt(f.Path, offset); ok {
			if text := s.scopeText(u, scope.Name); text != "" {
				parts, where = append(parts, text), &scope.Place
			}
		}
	}
	if len(parts) == 0 {
		if text, place, ok := fieldText(f, u, offset); ok {
			parts, where = append(parts, text), &place
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, d := range at(s.files.Findings(f), offset, offset) {
		if text := ruleText(d); text != "" && !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	h := protocol.Hover{Contents: protocol.MarkupContent{Kind: "markdown", Value: strings.Join(parts, "\n\n---\n\n")}}
	if where != nil && where.Path == f.Path {
		r := f.Text.Range(where.Start, where.End)
		h.Range = &r
	}
	return h, nil
}

// ruleText describes the rule of a finding.
func ruleText(d diagnostic.Diagnostic) string {
	if r := ruleNamed.Get()[d.Rule]; r != nil {
		return textOf(r)
	}
	return ""
}

// ruleNamed returns the rules by name.
var ruleNamed = lazy.Value[map[string]*rule.Rule]{New: func() map[string]*rule.Rule {
	named := map[string]*rule.Rule{}
	for _, r := range rules.All() {
		named[r.Name] = r
	}
	return named
}}

func textOf(r *rule.Rule) string {
	text := fmt.Sprintf("**%s** (%s)\n\nFinds %s\n\n%s", r.Name, strings.ToLower(string(r.Category)), r.Finds, r.Why)
	if r.Fix != "" {
		text += "\n\nFix: " + r.Fix
	}
	return text
}

// schemaOf returns the schema of a file, and whether it has one.
func schemaOf(f *workspace.File) (fields.Schema, bool) {
	switch f.Kind {
	case workspace.Collection:
		return fields.Collection(), true
	case workspace.Environment:
		return fields.Environment(), true
	case workspace.Configuration:
		return fields.Configuration(), true
	case workspace.Element, workspace.EnvironmentV3:
		name := v3.Definition(slashed(f.Path), fields.Top(f.Text.Content)["$kind"])
		return fields.V3(name), name != ""
	}
	return fields.Schema{}, false
}

// fieldText describes the field whose key is at an offset.
func fieldText(f *workspace.File, u *workspace.Unit, offset int) (string, workspace.Place, bool) {
	none := workspace.Place{}
	schema, ok := schemaOf(f)
	if !ok {
		return "", none, false
	}
	var path []fields.Step
	place := workspace.Place{Path: f.Path}
	if f.Kind.IsYAML() {
		at := fields.PlaceOf(f.Text.Content, offset)
		if !at.OnKey || at.Key == "" || at.Text {
			return "", none, false
		}
		path = append(slices.Clone(at.Path), fields.Step{Key: at.Key, Members: at.Members})
		place.Start, place.End = at.Start, at.End
	} else {
		n := u.Node(offset)
		if !n.IsKey() {
			return "", none, false
		}
		path = fields.PathOf(n)
		place, _ = u.Place(n.Start(), n.End())
	}
	field, ok := schema.Field(path)
	if !ok || field.Title == "" && field.Description == "" {
		return "", none, false
	}
	return describe(field), place, true
}

// describe describes a field in Markdown.
func describe(field fields.Field) string {
	text := fmt.Sprintf("**%s**", field.Name)
	if field.Title != "" && field.Title != field.Name {
		text += ": " + field.Title
	}
	if field.Description != "" {
		text += "\n\n" + field.Description
	}
	if len(field.Words) > 1 {
		text += "\n\nOne of `" + strings.Join(field.Words, "`, `") + "`"
	}
	return text
}
