package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var templateScopeMissing = &rule.Rule{
	Name:     "template-scope-missing",
	Category: rule.Template,
	Severity: diagnostic.Warning,
	Finds:    "a scope that requests of the collection need and that their authorization does not request. One finding per scope.",
	Why:      "The token works, but these requests are answered with 403.",
	Bad: rule.Collection(`"auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "scope", "value": "patients:read"}]},
"item": [
	{"name": "List patients", "request": "https://api.example.com/patients"},
	{"name": "List appointments", "request": "https://api.example.com/appointments"}]`).WithTemplate(),
	Good: rule.Collection(`"auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "scope", "value": "patients:read"}]},
"item": [{"name": "List patients", "request": "https://api.example.com/patients"}]`).WithTemplate(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		for _, use := range scopeUses(p) {
			asked := map[string]bool{}
			for _, w := range use.asked {
				asked[w.Name] = true
			}
			for _, name := range p.API.ScopeNames() {
				requests := use.needed[name]
				if asked[name] || len(requests) == 0 {
					continue
				}
				who := fmt.Sprintf("%q needs it", requests[0].Name())
				if len(requests) > 1 {
					who = fmt.Sprintf("%q and %d other requests need it", requests[0].Name(), len(requests)-1)
				}
				p.Report(rule.Finding{
					At:      use.auth.Attribute("scope"),
					Message: fmt.Sprintf("the scope %s is not asked for", name),
					Aside:   ", and " + who,
					Help:    "add it; every user must then authorize again",
				})
			}
		}
	}},
}

// scopeUse is an authorization with named scopes, and what the requests under it need.
type scopeUse struct {
	auth   collection.Auth
	asked  []collection.Scope
	needed map[string][]collection.Item // by scope
	// requests is the number of requests to the API; open is the number of those whose
	// needs are not known.
	requests, open int
}

// scopeUses returns the OAuth2 authorizations of a collection with the needs of the
// requests under each, in the order of their first requests.
func scopeUses(p *rule.Pass) []*scopeUse {
	return analysis.Memo(p.Facts, scopeUsesKey{}, func() []*scopeUse { return collectScopeUses(p) })
}

type scopeUsesKey struct{}

func collectScopeUses(p *rule.Pass) []*scopeUse {
	var uses []*scopeUse
	byAuth := map[jsontree.Node]*scopeUse{}
	for i := range p.Facts.Requests() {
		auth := i.Auth()
		use, ok := byAuth[auth.Node]
		if !ok {
			words, known := scopesOf(p, &i, auth)
			use = &scopeUse{auth: auth, asked: words, needed: map[string][]collection.Item{}}
			byAuth[auth.Node] = use
			if known {
				uses = append(uses, use)
			}
		}
		path, toServer := p.API.Path(p.Facts.Address(i))
		if !toServer {
			continue
		}
		use.requests++
		scopes, known := p.API.Needs(i.Request().Method(), path)
		if !known {
			use.open++
			continue
		}
		for _, name := range scopes {
			use.needed[name] = append(use.needed[name], i)
		}
	}
	return uses
}
