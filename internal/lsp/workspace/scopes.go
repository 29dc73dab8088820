package workspace

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/template"
)

// Scope is a scope in an authorization of a file.
type Scope struct {
	Name string
	Place
}

// ScopeAt returns the scope at an offset of a file, and whether there is one.
func (u *Unit) ScopeAt(path string, offset int) (Scope, bool) {
	for _, s := range u.scopes() {
		if s.Path == path && s.Start <= offset && offset <= s.End {
			return s, true
		}
	}
	return Scope{}, false
}

// findScopes returns the scopes in the OAuth2 authorizations of the unit.
func (u *Unit) findScopes() []Scope {
	var all []Scope
	add := func(a collection.Auth) {
		value := a.Attribute("scope")
		if a.Type() != "oauth2" {
			return
		}
		for _, s := range collection.Scopes(value.Text()) {
			if place, ok := u.Place(value.OffsetOf(s.Start), value.OffsetOf(s.End)); ok {
				all = append(all, Scope{s.Name, place})
			}
		}
	}
	c := collection.Of(u.Document)
	add(c.Auth())
	for i := range c.Items() {
		add(i.OwnAuth())
	}
	return all
}

// API returns the template and the API that the configuration of a unit
// names; nil if it names none.
func (s *Settings) API(u *Unit) (*template.Template, *api.API) {
	_, c, err := u.Linter()
	if err != nil || c == nil {
		return nil, nil
	}
	var t *template.Template
	var a *api.API
	if c.Template != "" {
		t, _ = s.workspace.loaded.template(s.workspace, c.TemplateName()) // the error is already reported
	}
	if c.OpenAPI != "" {
		a, _ = s.workspace.loaded.api(s.workspace, c.Path(c.OpenAPI))
	}
	return t, a
}
