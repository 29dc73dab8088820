package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var templateScopeExcess = &rule.Rule{
	Name:     "template-scope-excess",
	Category: rule.Template,
	Severity: diagnostic.Info,
	Finds:    "scopes that an authorization requests and no request under it needs. One finding per authorization.",
	Why:      "A token with unused permissions does more harm if it leaks. Users who authorize wonder why so much is requested.",
	Bad: rule.Collection(`"auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "scope", "value": "patients:read appointments:read"}]},
"item": [{"name": "List patients", "request": "https://api.example.com/patients"}]`).WithTemplate(),
	Good: rule.Collection(`"auth": {"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "scope", "value": "patients:read"}]},
"item": [{"name": "List patients", "request": "https://api.example.com/patients"}]`).WithTemplate(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		known := p.API.ScopeNames()
		for _, use := range scopeUses(p) {
			if use.requests == 0 || use.open > 0 {
				continue
			}
			var excess []string
			for _, w := range use.asked {
				if len(use.needed[w.Name]) == 0 && slices.Contains(known, w.Name) {
					excess = append(excess, w.Name)
				}
			}
			if len(excess) > 0 {
				p.Report(rule.Finding{
					At:      use.auth.Attribute("scope"),
					Message: "no request here needs",
					Aside:   " " + strings.Join(excess, ", "),
					Help:    "ask only for what is needed, unless further requests will follow",
				})
			}
		}
	}},
}
