package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2LegacyGrant = &rule.Rule{
	Name:     "oauth2-legacy-grant",
	Category: rule.Authorization,
	Severity: diagnostic.Info,
	Finds:    "the implicit or the password grant.",
	Why:      "RFC 9700 (sections 2.1.2 and 2.4) advises against both: the first puts tokens into URLs, the second gives the user's password to the client.",
	Bad: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "grant_type", "value": "implicit"},
	{"key": "authUrl", "value": "https://auth.example.com/authorize"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Good: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "grant_type", "value": "authorization_code_with_pkce"},
	{"key": "authUrl", "value": "https://auth.example.com/authorize"},
	{"key": "accessTokenUrl", "value": "https://auth.example.com/token"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		if g, ok := grantOf(a); ok && (g.Name == "implicit" || g.Name == "password_credentials") {
			p.Report(rule.Finding{
				At: a.Attribute("grant_type"), Message: fmt.Sprintf("the %s grant is deprecated", g.Words),
				Help: "prefer the authorization code with PKCE, if the server has it",
			})
		}
	}},
}
