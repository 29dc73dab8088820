package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lint/rule"
)

// otherScheme is the OAuth2 scheme of the template's API by which an authorization is,
// with the flow, where that is another than the template's: APIs may have a second
// authorization server.
func otherScheme(p *rule.Pass, i *collection.Item, a collection.Auth) (*api.Scheme, api.Flow) {
	given := p.API.Resolve(p.Facts.Resolve(a.Attribute("accessTokenUrl").Text(), i))
	own := p.API.AuthValue("accessTokenUrl")
	// What the template has needs no look at its API, which costs reading it.
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
		return nil, api.Flow{} // the template says better than its document where that is
	}
	return found, flow
}

// scopesOf are the scopes that an OAuth2 authorization asks for, each with its
// place in the attribute's text, and false where it asks for all by naming
// none, or names them by a variable that is not known here.
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
