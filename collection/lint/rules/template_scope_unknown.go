package rules

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var templateScopeUnknown = &rule.Rule{
	Name:     "template-scope-unknown",
	Category: rule.Template,
	Severity: diagnostic.Error,
	Finds:    "a scope that the API does not have, with the nearest one.",
	Why:      "The server refuses the whole authorization with invalid_scope.",
	Fix:      "Corrects the scope if the intended one is certain; otherwise nothing is changed.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "scope", "value": "patients:raed"}]}`).WithTemplate(),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessToken", "value": "{{access_token}}"}, {"key": "state", "value": ""}]}`).WithTemplate(),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		names := p.API.ScopeNames()
		if other, _ := otherScheme(p, i, a); other != nil {
			names = other.ScopeNames()
		}
		if len(names) == 0 {
			return
		}
		words, _ := scopesOf(p, i, a)
		value := a.Attribute("scope")
		for _, w := range words {
			if slices.Contains(names, w.Name) {
				continue
			}
			from, to := rule.Within(value, w.Start, w.End)
			f := rule.Finding{
				At: value, Start: from, End: to,
				Message: fmt.Sprintf("%s has no scope %q%s", p.API.APIName(), w.Name, suggest.Hint(w.Name, names)),
				Help:    "the server refuses an authorization that asks for it",
			}
			if near, ok := suggest.Name(w.Name, names); ok && value.Text()[w.Start:w.End] == w.Name {
				f.Fix = []jsontree.Edit{{Start: from, End: to, Text: near}}
			}
			p.Report(f)
		}
	}},
}
