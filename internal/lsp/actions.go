package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/redact"
	v3 "github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// fixAll is the kind of the action that fixes everything in a file.
const fixAll = protocol.SourceFixAll + ".postwright"

// chosen says what an action fixes. If the client can wait, its edits are
// computed when the user chooses it.
type chosen struct {
	URI  string `json:"uri"`
	Rule string `json:"rule,omitempty"` // "" for all
	// Start and End are the place of the only finding to fix; 0 for all.
	Start int `json:"start,omitempty"`
	End   int `json:"end,omitempty"`
}

// codeActions answers with the actions on a part of a file.
func (s *Server) codeActions(ctx context.Context, f *workspace.File, p protocol.CodeActionParams) (any, error) {
	actions := []protocol.CodeAction{}
	if s.client.TextDocument.CodeAction.CodeActionLiteralSupport == nil {
		return actions, nil
	}
	wants := func(kind string) bool {
		return len(p.Context.Only) == 0 || slices.ContainsFunc(p.Context.Only, func(only string) bool {
			return only == "" || kind == only || strings.HasPrefix(kind, only+".")
		})
	}
	u := s.files.Unit(f)
	if u == nil {
		return actions, nil
	}
	found := u.Findings(f.Path)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if wants(protocol.QuickFix) {
		here := at(found, f.Text.Offset(p.Range.Start), f.Text.Offset(p.Range.End))
		actions = append(actions, s.quickFixes(f, u, found, here)...)
		actions = append(actions, s.exceptions(f, u, here)...)
	}
	if wants(fixAll) && slices.ContainsFunc(found, fixable) {
		action := protocol.CodeAction{Title: "Fix all", Kind: fixAll}
		if err := s.finish(&action, u, f, chosen{}); err == nil {
			actions = append(actions, action)
		}
	}
	return actions, nil
}

// fixable reports whether a finding can be fixed. In format v3 the fix may
// not be known before it is made.
func fixable(d diagnostic.Diagnostic) bool { return d.Fixable || len(d.Fix) > 0 }

// quickFixes returns the fixes of findings: of each one, and of all of the
// same rule.
func (s *Server) quickFixes(f *workspace.File, u *workspace.Unit, found, here []diagnostic.Diagnostic) []protocol.CodeAction {
	var actions []protocol.CodeAction
	seen := map[string]bool{}
	for _, d := range here {
		if !fixable(d) {
			continue
		}
		title := fmt.Sprintf("Fix %s: %s", d.Rule, d.Message)
		if u.V3 != nil {
			action := protocol.CodeAction{Title: title, Kind: protocol.QuickFix, IsPreferred: true, Diagnostics: []protocol.Diagnostic{shown(f.Text, d)}}
			if s.finish(&action, u, f, chosen{Rule: d.Rule, Start: d.Start, End: d.End}) == nil {
				actions = append(actions, action)
			}
			continue
		}
		made := s.newEdits()
		made.repair(f, d.Fix)
		if len(d.FixEnvironment) > 0 {
			environment := s.environmentToFix(u)
			if environment == nil {
				continue
			}
			made.repair(environment, d.FixEnvironment)
		}
		actions = append(actions, protocol.CodeAction{
			Title: title, Kind: protocol.QuickFix, IsPreferred: true,
			Diagnostics: []protocol.Diagnostic{shown(f.Text, d)}, Edit: made.workspaceEdit(),
		})
	}
	for _, d := range here {
		if !fixable(d) || seen[d.Rule] {
			continue
		}
		seen[d.Rule] = true
		count := 0
		for _, other := range found {
			if other.Rule == d.Rule && fixable(other) {
				count++
			}
		}
		action := protocol.CodeAction{Title: fmt.Sprintf("Fix all %d of %s", count, d.Rule), Kind: protocol.QuickFix}
		if count > 1 && s.finish(&action, u, f, chosen{Rule: d.Rule}) == nil {
			actions = append(actions, action)
		}
	}
	return actions
}

// environmentToFix returns the environment that secrets move into; nil if
// edits of its JSON do not apply to its file.
func (s *Server) environmentToFix(u *workspace.Unit) *workspace.File {
	_, c, err := u.Linter()
	if err != nil {
		return nil
	}
	f := s.files.File(u.Settings().Set.EnvironmentOf(c))
	if f == nil || f.Kind.IsYAML() {
		return nil
	}
	return f
}

// finish returns an action its edits, or the data to compute them from later.
// An action that changes nothing is an error.
func (s *Server) finish(a *protocol.CodeAction, u *workspace.Unit, f *workspace.File, of chosen) error {
	can := s.client.TextDocument.CodeAction
	var err error
	if can.DataSupport && slices.Contains(can.ResolveSupport.Properties, "edit") {
		of.URI = f.URI
		a.Data, err = json.Marshal(of)
		return err
	}
	a.Edit, err = s.fixes(u, f, of)
	if err == nil && a.Edit == nil {
		err = errNothing
	}
	return err
}

var errNothing = errors.New("there is nothing to repair")

// fixes returns the edits of an action.
func (s *Server) fixes(u *workspace.Unit, f *workspace.File, of chosen) (*protocol.WorkspaceEdit, error) {
	linter, _, err := u.Linter()
	if err != nil {
		return nil, err
	}
	if len(u.Errors) > 0 {
		return nil, errors.New("the file is not JSON yet")
	}
	if of.Rule != "" {
		linter = linter.Only(of.Rule)
	}
	made := s.newEdits()
	var environment *analysis.Environment
	var applied []diagnostic.Diagnostic
	if u.V3 != nil {
		environment, applied, err = s.fixFiles(made, linter, u, f, of)
	} else {
		var fixed lint.Fixed
		if fixed, err = linter.Fix(u.Document); err == nil {
			made.change(f, fixed.Document.Text())
			environment, applied = fixed.Environment, fixed.Applied
		}
	}
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(applied, func(d diagnostic.Diagnostic) bool { return len(d.FixEnvironment) > 0 }) {
		file := s.environmentToFix(u)
		if file == nil {
			return nil, errors.New("secrets cannot be moved into this environment")
		}
		made.change(file, environment.Document.Text())
	}
	return made.workspaceEdit(), nil
}

// fixFiles adds the edits that fix a file of a collection in format v3, or an
// environment in it. Other files may change with it.
func (s *Server) fixFiles(made *edits, linter *lint.Linter, u *workspace.Unit, f *workspace.File, of chosen) (*analysis.Environment, []diagnostic.Diagnostic, error) {
	only := u.Name(f.Path)
	if of.End > 0 {
		linter = linter.Where(func(d diagnostic.Diagnostic) bool { return d.Path == only && d.Start == of.Start && d.End == of.End })
	}
	fixed, err := linter.FixFiles(u.V3, only)
	if err != nil {
		return nil, nil, err
	}
	for _, change := range v3.Between(u.V3, fixed.Files).Changes {
		switch {
		case change.New || change.From != "":
			return nil, nil, errors.New("the repair adds a file; use postwright lint --fix")
		case change.Gone:
			return nil, nil, errors.New("the repair removes a file; use postwright lint --fix")
		}
		made.change(u.File(u.Path(change.Path)), change.Text)
	}
	return fixed.Environment, fixed.Applied, nil
}

// resolveAction computes the edits of a chosen action.
func (s *Server) resolveAction(_ context.Context, a protocol.CodeAction) (any, error) {
	var of chosen
	if err := json.Unmarshal(a.Data, &of); err != nil {
		return nil, err
	}
	f := s.files.OpenFile(of.URI)
	u := s.files.Unit(f)
	if u == nil {
		return nil, errors.New("the file is not open any more")
	}
	edit, err := s.fixes(u, f, of)
	a.Edit = edit
	return a, err
}

// exceptions returns the actions that suppress findings: an exception in
// postwright.yaml, or turning the rule off.
func (s *Server) exceptions(f *workspace.File, u *workspace.Unit, here []diagnostic.Diagnostic) []protocol.CodeAction {
	var actions []protocol.CodeAction
	seen := map[string]bool{}
	for _, d := range here {
		item := redact.PathOf(d.Around)
		if seen[d.Rule+"\x00"+item] {
			continue
		}
		seen[d.Rule+"\x00"+item] = true
		if ruleNamed()[d.Rule] == nil {
			continue
		}
		where := fmt.Sprintf("in %q", item)
		if item == "" {
			where = "here"
		}
		for _, way := range []struct {
			title  string
			change func(*exception)
		}{
			{fmt.Sprintf("Disable %s %s", d.Rule, where), func(e *exception) { e.ignore(d, u) }},
			{fmt.Sprintf("Disable %s everywhere", d.Rule), func(e *exception) { e.off(d.Rule) }},
		} {
			edit, err := s.except(f, u, way.change)
			if err != nil {
				continue // for example, the configuration has mistakes
			}
			actions = append(actions, protocol.CodeAction{Title: way.title, Kind: protocol.QuickFix, Diagnostics: []protocol.Diagnostic{shown(f.Text, d)}, Edit: edit})
		}
	}
	return actions
}
