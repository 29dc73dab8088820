package lsp

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/lsp/workspace"
	"github.com/postwright/postwright/templates"
)

// scope is a scope with its description and where that comes from.
type scope struct{ name, description, source string }

// scopesFor returns the known scopes of a collection: those of the template
// and the OpenAPI document in its configuration, or else those of the
// embedded template whose server issues its tokens.
func (s *Server) scopesFor(u *workspace.Unit) []scope {
	var all []scope
	add := func(source, name, description string) {
		if !slices.ContainsFunc(all, func(known scope) bool { return known.name == name }) {
			all = append(all, scope{name, description, source})
		}
	}
	known, document := u.Settings().API(u)
	if known == nil && document == nil {
		known = embeddedFor(u)
	}
	if known != nil {
		for _, one := range known.Scopes {
			add(known.Title, one.Name, one.Description)
		}
	}
	if document != nil {
		for _, one := range document.Scopes() {
			add(document.Title, one.Name, one.Description)
		}
	}
	return all
}

// embeddedFor returns the embedded template of the server that issues a
// collection's tokens; nil if there is none.
func embeddedFor(u *workspace.Unit) *template.Template {
	urls := u.Facts().TokenURLs()
	for _, name := range templates.Names() {
		t, err := template.Embedded(name)
		if err != nil || t.Auth == nil {
			continue
		}
		for _, a := range t.Auth.Attributes {
			if url, ok := a.Value.(string); ok && a.Key == "accessTokenUrl" && urls[trimmed(t.Resolve(url))] {
				return t
			}
		}
	}
	return nil
}

func trimmed(url string) string {
	if n := len(url); n > 0 && url[n-1] == '/' {
		return url[:n-1]
	}
	return url
}

// scopeText describes in Markdown what a scope grants; "" if no description is
// known.
func (s *Server) scopeText(u *workspace.Unit, name string) string {
	for _, one := range s.scopesFor(u) {
		if one.name != name {
			continue
		}
		text := "Scope " + code(name) + " of " + escaped(one.source)
		if one.description != "" {
			text += fmt.Sprintf("\n\n%s", one.description)
		}
		return text
	}
	return ""
}
