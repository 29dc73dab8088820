package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/internal/lsp/protocol"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// fixAll is the kind of the action that fixes all of a file.
const fixAll = protocol.SourceFixAll + ".postwright"

// chosen is an action whose edits are computed when somebody chooses it.
type chosen struct {
	URI  string `json:"uri"`
	Rule string `json:"rule,omitempty"` // "" for all
}

// codeActions answers what can be done about a part of a file.
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
		if err := s.finish(&action, u, f, ""); err == nil {
			actions = append(actions, action)
		}
	}
	return actions, nil
}

func fixable(d diagnostic.Diagnostic) bool { return len(d.Fix) > 0 }

// quickFixes returns the repairs of findings: of each, and of all with the same rule.
func (s *Server) quickFixes(f *workspace.File, u *workspace.Unit, found, here []diagnostic.Diagnostic) []protocol.CodeAction {
	var actions []protocol.CodeAction
	seen := map[string]bool{}
	for _, d := range here {
		if !fixable(d) {
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
			Title: fmt.Sprintf("Fix %s: %s", d.Rule, d.Message), Kind: protocol.QuickFix, IsPreferred: true,
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
		if count > 1 && s.finish(&action, u, f, d.Rule) == nil {
			actions = append(actions, action)
		}
	}
	return actions
}

// environmentToFix returns the environment that secrets move into; nil where edits of
// its JSON are none of its file.
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

// finish gives an action its edits, or what they are computed of later.
func (s *Server) finish(a *protocol.CodeAction, u *workspace.Unit, f *workspace.File, ruleName string) error {
	can := s.client.TextDocument.CodeAction
	var err error
	if can.DataSupport && slices.Contains(can.ResolveSupport.Properties, "edit") {
		a.Data, err = json.Marshal(chosen{f.URI, ruleName})
		return err
	}
	a.Edit, err = s.fixes(u, f, ruleName)
	return err
}

// fixes returns the edits that repair all findings of a rule in a file, or all findings.
func (s *Server) fixes(u *workspace.Unit, f *workspace.File, ruleName string) (*protocol.WorkspaceEdit, error) {
	linter, _, err := u.Linter()
	if err != nil {
		return nil, err
	}
	if u.V3 != nil || len(u.Errors) > 0 {
		return nil, errors.New("the file cannot be fixed as it is")
	}
	if ruleName != "" {
		linter = linter.Only(ruleName)
	}
	fixed, err := linter.Fix(u.Document)
	if err != nil {
		return nil, err
	}
	made := s.newEdits()
	made.change(f, fixed.Document.Text())
	if e := fixed.Environment; e != nil {
		environment := s.environmentToFix(u)
		if environment != nil {
			made.change(environment, e.Document.Text())
		} else if slices.ContainsFunc(fixed.Applied, func(d diagnostic.Diagnostic) bool { return len(d.FixEnvironment) > 0 }) {
			return nil, errors.New("secrets cannot be moved into this environment")
		}
	}
	return made.workspaceEdit(), nil
}

// resolveAction computes the edits of an action that was chosen.
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
	edit, err := s.fixes(u, f, of.Rule)
	a.Edit = edit
	return a, err
}

// exceptions returns what makes findings go without a repair: an exception in
// postwright.yaml, or the rule off.
func (s *Server) exceptions(f *workspace.File, u *workspace.Unit, here []diagnostic.Diagnostic) []protocol.CodeAction {
	var actions []protocol.CodeAction
	seen := map[string]bool{}
	for _, d := range here {
		if seen[d.Rule+"\x00"+d.Item] {
			continue
		}
		seen[d.Rule+"\x00"+d.Item] = true
		if _, err := lint.Named(rules.All(), d.Rule); err != nil {
			continue
		}
		where := fmt.Sprintf("in %q", d.Item)
		if d.Item == "" {
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
				continue // such as in a configuration with mistakes
			}
			actions = append(actions, protocol.CodeAction{Title: way.title, Kind: protocol.QuickFix, Diagnostics: []protocol.Diagnostic{shown(f.Text, d)}, Edit: edit})
		}
	}
	return actions
}
