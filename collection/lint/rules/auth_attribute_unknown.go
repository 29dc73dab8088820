package rules

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/nearest"
)

var authAttributeUnknown = &rule.Rule{
	Name:     "auth-attribute-unknown",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "an attribute that Postman does not know for its type of authorization, with the nearest that it does.",
	Why:      "Postman ignores it, and what it was to set stays unset.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "accessTokenURL", "value": "{{oauth_url}}/token"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		known := collection.AuthAttributes(a.Type())
		if len(known) == 0 {
			return
		}
		for at := range a.Attributes() {
			if key := at.Key(); key != "" && !slices.Contains(known, key) {
				p.Report(rule.Finding{
					At:      at.Node.Get("key"),
					Message: fmt.Sprintf("%q is no attribute of %s%s", key, a.Type(), nearest.Hint(key, known)),
					Help:    "Postman ignores it",
				})
			}
		}
	}},
}
