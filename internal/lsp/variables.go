package lsp

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/markdown"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/internal/lsp/workspace"
)

// slashed returns a path with slashes.
func slashed(path string) string { return filepath.ToSlash(path) }

// environments returns the environments and globals of the workspace,
// starting with the one that the unit's configuration names.
func (s *Server) environments(u *workspace.Unit) []*workspace.Unit {
	var all []*workspace.Unit
	first := ""
	if _, c, err := u.Linter(); err == nil && c != nil && c.Environment != "" && !c.IsOutside(c.Path(c.Environment)) {
		first = c.Path(c.Environment)
	}
	paths := s.files.Paths()
	if first != "" {
		paths = slices.Insert(slices.DeleteFunc(paths, func(path string) bool { return path == first }), 0, first)
	}
	for _, path := range paths {
		switch workspace.KindOf(path, "") {
		case workspace.Environment, workspace.EnvironmentV3:
		default:
			if f := s.files.OpenFile(s.files.URI(path)); f == nil || f.Kind != workspace.Environment {
				continue
			}
		}
		if e := s.files.UnitAt(path); e != nil {
			all = append(all, e)
		}
	}
	return all
}

// value is one of a variable's values, masked.
type value struct {
	scope string // in Markdown
	text  string
}

// variableText describes the values of a variable in Markdown.
func (s *Server) variableText(u *workspace.Unit, m workspace.Mention) string {
	heading := "**{{" + escaped(m.Name) + "}}**"
	if strings.HasPrefix(m.Name, "$") {
		if _, known := slices.BinarySearch(collection.DynamicVariables(), m.Name[1:]); known {
			return heading + "\n\nA dynamic variable: Postman makes up a new value for each request."
		}
	}
	if strings.HasPrefix(m.Name, collection.Vault) {
		return heading + "\n\nA secret in Postman's vault, on this machine only."
	}
	values := s.values(u, m)
	if len(values) == 0 {
		if u.Facts().Variables().SetByScript(m.Name) {
			return heading + "\n\nA script sets it."
		}
		return heading + "\n\nNothing in the workspace defines it."
	}
	var b strings.Builder
	b.WriteString(heading + "\n\n| defined in | value |\n| --- | --- |\n")
	for _, v := range values {
		fmt.Fprintf(&b, "| %s | %s |\n", v.scope, v.text)
	}
	if !u.IsEnvironment() && u.Facts().Variables().SetByScript(m.Name) {
		b.WriteString("\nA script sets it, too.")
	}
	return strings.TrimRight(b.String(), "\n")
}

// values returns the values of a variable at a mention: in the enclosing
// folders, the collection, and the environments.
func (s *Server) values(u *workspace.Unit, m workspace.Mention) []value {
	var values []value
	for _, e := range s.environments(u) {
		masked := e.Masked().Root()
		for n := range masked.Get("values").Elements() {
			if !n.Get("key").Is(m.Name) {
				continue
			}
			scope := "environment " + code(redact.Text(masked.Get("name").Text()))
			if masked.Get("_postman_variable_scope").Is("globals") {
				scope = "globals"
			}
			if !collection.IsEnabled(n) {
				scope += " (disabled)"
			}
			values = append(values, value{scope, valueText(collection.Variable{Node: n})})
		}
	}
	if u.IsEnvironment() {
		return values
	}
	// In the masked document every node has the same place.
	around := collection.EnclosingItem(m.Node)
	masked := u.Masked()
	for item := around; item.Exists(); item = collection.EnclosingItem(item.Parent()) {
		shown := collection.Item{Node: masked.NodeAt(item.Start())}
		kind := "request "
		if shown.IsFolder() {
			kind = "folder "
		}
		values = append(values, defined(kind+code(shown.Name()), m.Name, shown.Variables())...)
	}
	return append(values, defined("collection", m.Name, collection.Of(masked).Variables())...)
}

func defined(scope, name string, variables func(func(collection.Variable) bool)) []value {
	var values []value
	for v := range variables {
		if v.Key() == name {
			shown := scope
			if v.Disabled() {
				shown += " (disabled)"
			}
			values = append(values, value{shown, valueText(v)})
		}
	}
	return values
}

// longestValue is how many characters of a value are shown.
const longestValue = 200

// valueText returns the text shown for a variable's value.
func valueText(v collection.Variable) string {
	text := v.Value().Raw()
	if v.Value().Kind() == jsontree.String {
		text = redact.Variable(v)
	}
	if text == "" || text == `""` {
		return "*empty*"
	}
	if runes := []rune(text); len(runes) > longestValue {
		text = string(runes[:longestValue]) + "…"
	}
	return code(text)
}

// code returns a text as a code span in a cell of a table.
func code(text string) string { return markdown.Cell(markdown.Code(oneLine(text))) }

// escaped returns Markdown that shows a text as it is.
func escaped(text string) string { return markdown.Escape(oneLine(text)) }

// oneLine returns a text with spaces for line breaks and tabs.
func oneLine(text string) string {
	return strings.NewReplacer("\n", " ", "\r", " ", "\t", " ").Replace(text)
}
