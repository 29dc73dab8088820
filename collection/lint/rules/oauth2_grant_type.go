package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

var oauth2GrantType = &rule.Rule{
	Name:     "oauth2-grant-type",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "a grant type that Postman does not have, with the nearest one.",
	Why:      "Postman shows its default or nothing instead, and requests the token in another way than the file says.",
	Bad:      rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "grant_type", "value": "authorisation_code"}]}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": [{"key": "addTokenTo", "value": "header"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" {
			return
		}
		value := a.Attribute("grant_type")
		name := value.Text()
		if name == "" || strings.Contains(name, "{{") || isGrant(name) {
			return
		}
		var names []string
		for _, g := range collection.Grants() {
			names = append(names, g.Name)
		}
		hint := suggest.Hint(name, names)
		if name == "password" {
			hint = `; did you mean "password_credentials"?`
		}
		p.Report(rule.Finding{
			At: value, Message: fmt.Sprintf("Postman has no grant type %q%s", name, hint),
			Help: "it knows " + strings.Join(names, ", "),
		})
	}},
}

// isGrant reports whether a name is that of one of Postman's grant types.
func isGrant(name string) bool {
	_, ok := collection.GrantOf(name)
	return ok && name != ""
}
