package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lint/rule"
)

// otherScheme returns the OAuth2 scheme and flow of the template's API that an
// authorization uses, if it is not the template's own: APIs may have a second
// authorization server.
func otherScheme(p *rule.Pass, i *collection.Item, a collection.Auth) (*api.Scheme, api.Flow) {
	given := p.API.Resolve(p.Facts.Resolve(a.Attribute("accessTokenUrl").Text(), i))
	own := p.API.AuthValue("accessTokenUrl")
	// Check the template first, because reading its API is slow.
	if given == "" || given == own || p.API.Known() == nil {
		return nil, api.Flow{}
	}
	var found *api.Scheme
	var flow api.Flow
	schemes := 0
	for _, s := range p.API.Known().Schemes {
		if s.Type != "oauth2" {
			continue
		}
		schemes++
		if slices.ContainsFunc(s.Flows, func(f api.Flow) bool { return own != "" && p.API.Endpoint(f.TokenURL) == own }) {
			continue
		}
		for _, f := range s.Flows {
			if found == nil && p.API.Endpoint(f.TokenURL) == given {
				found, flow = s, f
			}
		}
	}
	if schemes < 2 {
		return nil, api.Flow{} // the template overrides its document
	}
	return found, flow
}

// scopesOf returns the scopes that an OAuth2 authorization requests, each with its place
// in the attribute's text. It returns false if the authorization requests all scopes by
// naming none, or uses an unknown variable.
func scopesOf(p *rule.Pass, i *collection.Item, a collection.Auth) (asked []collection.Scope, known bool) {
	value := a.Attribute("scope")
	text := value.Text()
	if a.Type() != "oauth2" || strings.TrimSpace(text) == "" {
		return nil, false
	}
	for _, s := range distinctScopes(text) {
		if !strings.Contains(s.Name, "{{") {
			asked = append(asked, s)
			continue
		}
		resolved := p.Facts.Resolve(s.Name, i)
		if strings.Contains(resolved, "{{") {
			return nil, false
		}
		for _, inner := range distinctScopes(resolved) {
			asked = append(asked, collection.Scope{Name: inner.Name, Start: s.Start, End: s.End})
		}
	}
	return asked, true
}
