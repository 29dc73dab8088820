package generate

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/suggest"
)

// ParseScopes returns the scope names in a text, as [collection.Scopes] reads them. A
// "#" at the start of a line or after white space starts a comment up to the end of the
// line.
func ParseScopes(text string) []string {
	var names []string
	for line := range strings.Lines(text) {
		names = append(names, collection.ScopeNames(withoutComment(line))...)
	}
	return names
}

// withoutComment returns a line up to its comment. A "#" inside a word does not start
// one: URLs have fragments.
func withoutComment(line string) string {
	before := ' '
	for at, r := range line {
		if r == '#' && unicode.IsSpace(before) {
			return line[:at]
		}
		before = r
	}
	return line
}

// ListsScope reports whether a list has a scope of the template.
func ListsScope(t *template.Template, list string) bool {
	known := t.ScopeNames()
	return slices.ContainsFunc(ParseScopes(list), func(name string) bool { return slices.Contains(known, name) })
}

// ChooseScopes returns the template's scopes with the given names, in the template's
// order. It returns an error for an empty list, and one that suggests the nearest name
// for a name that the template does not have.
func ChooseScopes(t *template.Template, names []string) ([]string, error) {
	if len(t.Scopes) == 0 {
		return nil, fmt.Errorf("the template %q has no scopes to choose from", t.Name)
	}
	known := t.ScopeNames()
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	chosen := slices.DeleteFunc(slices.Clone(known), func(name string) bool { return !wanted[name] })
	if len(chosen) < len(wanted) {
		isKnown := map[string]bool{}
		for _, name := range known {
			isKnown[name] = true
		}
		for _, name := range names {
			if !isKnown[name] {
				return nil, fmt.Errorf("there is no scope %q%s", name, suggest.Hint(name, known))
			}
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("no scope is chosen: ask for all, or for some of %s", strings.Join(t.ScopeNames(), ", "))
	}
	return chosen, nil
}

// scopeSection returns the end of a description, which lists the scopes that the user is
// asked for.
func scopeSection(t *template.Template, chosen []string) string {
	var b strings.Builder
	b.WriteString("## Scopes\n\nThe user is asked for:\n\n")
	wanted := map[string]bool{}
	for _, name := range chosen {
		wanted[name] = true
	}
	for _, s := range t.Scopes {
		if !wanted[s.Name] {
			continue
		}
		b.WriteString("- `" + s.Name + "`")
		if s.Description != "" {
			b.WriteString(": " + s.Description)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
