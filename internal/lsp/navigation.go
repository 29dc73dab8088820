package lsp

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// mention is a place that names a variable, and the file as it was read.
type mention struct {
	workspace.Mention
	file *workspace.File
}

func (m mention) location() protocol.Location {
	return protocol.Location{URI: m.file.URI, Range: m.file.Text.Range(m.Place.Start, m.Place.End)}
}

// mentionsOf returns the mention at an offset of a file and all mentions of
// the same variable in the workspace. A variable of an environment is shared
// by all collections that define none of that name; any other variable
// belongs to its collection.
func (s *Server) mentionsOf(ctx context.Context, f *workspace.File, offset int) (mention, []mention, []*workspace.Unit, error) {
	at, units, err := s.sharing(ctx, f, offset)
	var all []mention
	for _, unit := range units {
		for _, m := range unit.Mentions() {
			if m.Name != at.Name {
				continue
			}
			if file := unit.File(m.Path); file != nil {
				all = append(all, mention{m, file})
			}
		}
	}
	return mention{at, f}, all, units, err
}

// sharing returns the variable named at an offset of a file, and the
// collections and environments that share it; none if no variable is named
// there.
func (s *Server) sharing(ctx context.Context, f *workspace.File, offset int) (workspace.Mention, []*workspace.Unit, error) {
	u := s.files.Unit(f)
	if u == nil {
		return workspace.Mention{}, nil, nil
	}
	at, ok := u.MentionAt(f.Path, offset)
	if !ok {
		return workspace.Mention{}, nil, nil
	}
	units := []*workspace.Unit{u}
	shared := u.IsEnvironment()
	for _, e := range s.environments(u) {
		if e != u && defines(e, at.Name) {
			units, shared = append(units, e), true
		}
	}
	for _, path := range s.files.Paths() {
		if ctx.Err() != nil {
			return workspace.Mention{}, nil, ctx.Err()
		}
		if !shared || path == u.ID || workspace.KindOf(path, "") == workspace.Configuration {
			continue
		}
		if other := s.files.UnitAt(path); other != nil && !other.IsEnvironment() && !defines(other, at.Name) {
			units = append(units, other)
		}
	}
	return at, units, nil
}

// defines reports whether a collection or an environment has a variable of a name.
func defines(u *workspace.Unit, name string) bool {
	for _, m := range u.Mentions() {
		if m.Name == name && m.Kind == analysis.Definition {
			return true
		}
	}
	return false
}

// definition answers with the place where a variable is defined or, if there
// is none, where scripts set it.
func (s *Server) definition(ctx context.Context, f *workspace.File, p protocol.PositionParams) (any, error) {
	_, all, _, err := s.mentionsOf(ctx, f, f.Text.Offset(p.Position))
	for _, kind := range []analysis.MentionKind{analysis.Definition, analysis.ScriptSet} {
		var found []protocol.Location
		for _, m := range all {
			if m.Kind == kind {
				found = append(found, m.location())
			}
		}
		if found != nil {
			return found, nil
		}
	}
	return nil, err
}

// references answers with the places where a variable is used.
func (s *Server) references(ctx context.Context, f *workspace.File, p protocol.ReferenceParams) (any, error) {
	_, all, _, err := s.mentionsOf(ctx, f, f.Text.Offset(p.Position))
	var found []protocol.Location
	for _, m := range all {
		if m.Kind != analysis.Definition || p.Context.IncludeDeclaration {
			found = append(found, m.location())
		}
	}
	if found == nil {
		return nil, err
	}
	return found, nil
}

// prepareRename answers with what would be renamed at a place.
func (s *Server) prepareRename(ctx context.Context, f *workspace.File, p protocol.PositionParams) (any, error) {
	u := s.files.Unit(f)
	if u == nil {
		return nil, nil
	}
	m, ok := u.MentionAt(f.Path, f.Text.Offset(p.Position))
	if !ok || isGiven(m.Name) {
		return nil, nil
	}
	return protocol.PrepareRename{Range: f.Text.Range(m.Place.Start, m.Place.End), Placeholder: m.Name}, nil
}

// isGiven reports whether Postman provides a variable of this name.
func isGiven(name string) bool {
	return strings.HasPrefix(name, "$") || strings.HasPrefix(name, collection.Vault)
}

// rename answers with the edits that rename a variable in collections,
// folders, scripts and environments.
func (s *Server) rename(ctx context.Context, f *workspace.File, p protocol.RenameParams) (any, error) {
	at, all, units, err := s.mentionsOf(ctx, f, f.Text.Offset(p.Position))
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0 || isGiven(at.Name):
		return nil, errors.New("there is no variable here that can be renamed")
	case !isName(p.NewName):
		return nil, fmt.Errorf("%q is not a name for a variable: write letters, digits, and _ - . between them", p.NewName)
	}
	if err := free(units, at.Name, p.NewName); err != nil {
		return nil, err
	}
	made := s.newEdits()
	for _, m := range all {
		if m.Property && !isIdentifier(p.NewName) {
			return nil, fmt.Errorf("a script says environment.%s, which %q does not fit; write environment[%q] there first", m.Name, p.NewName, m.Name)
		}
		made.add(m.file, protocol.TextEdit{Range: m.location().Range, NewText: p.NewName})
	}
	return made.workspaceEdit(), nil
}

// free returns an error if a renamed variable would collide with another one
// that is defined: uses of the two could no longer be distinguished.
func free(units []*workspace.Unit, old, name string) error {
	before, after := false, false
	for _, u := range units {
		before, after = before || defines(u, old), after || defines(u, name)
	}
	if before && after && name != old {
		return fmt.Errorf("there is a variable %q already", name)
	}
	return nil
}

// isName reports whether a name needs no escaping in JSON, YAML and
// JavaScript.
func isName(name string) bool {
	return name != "" && strings.Trim(name, wordCharacters+".") == "" && strings.Trim(name[:1], "-.$") != "" && strings.Trim(name, "0123456789.-") != "" && !reservedYAML.Has(strings.ToLower(name))
}

// reservedYAML are words that YAML does not read as strings.
var reservedYAML = lazy.Words{Text: "null true false"}

func isIdentifier(name string) bool {
	return !strings.ContainsAny(name, "-.") && strings.Trim(name[:1], "0123456789") != ""
}
