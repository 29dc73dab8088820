package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2Incomplete = &rule.Rule{
	Name:     "oauth2-incomplete",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "an OAuth2 attribute that the grant type needs and that is missing or empty. A missing client ID, secret, user name or password is an info: each user fills in their own. An authorization that only says where to send a token is not reported: the user supplies the token.",
	Why:      `"Get New Access Token" fails, and the message does not say what is missing.`,
	Bad: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "grant_type", "value": "authorization_code"},
	{"key": "authUrl", "value": "https://auth.example.com/authorize"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Good: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "grant_type", "value": "authorization_code"},
	{"key": "authUrl", "value": "https://auth.example.com/authorize"},
	{"key": "accessTokenUrl", "value": "https://auth.example.com/token"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		grant, ok := grantOf(a)
		if !ok {
			return
		}
		for _, key := range grant.Needs {
			value := a.Attribute(key)
			f := rule.Finding{Help: fmt.Sprintf("Postman cannot get a token without it; the %s grant needs it", grant.Words)}
			switch {
			case value.Kind() == jsontree.String && value.Text() == "":
				f.At, f.Message = value, fmt.Sprintf("%q is empty", key)
			case value.Kind() == jsontree.Absent || value.Kind() == jsontree.Null:
				f.At, f.Message = a.Node.Get("type"), fmt.Sprintf("%q is missing", key)
			default:
				continue
			}
			if isCredential(key) {
				f.Severity = diagnostic.Info
				f.Help = fmt.Sprintf("whoever gets a token fills it in; a variable such as {{%s}} keeps it out of the file", key)
			}
			p.Report(f)
		}
	}},
}

// isCredential reports whether an attribute is different for each user. Published
// collections omit it on purpose, and templates and environments supply it.
func isCredential(key string) bool {
	return key == "clientId" || key == "clientSecret" || key == "username" || key == "password"
}

// grantOf returns the grant of an OAuth2 authorization, and false if it configures none.
func grantOf(a collection.Auth) (collection.Grant, bool) {
	name := a.Attribute("grant_type").Text()
	if a.Type() != "oauth2" || name == "" && !a.Attribute("authUrl").Exists() && !a.Attribute("accessTokenUrl").Exists() {
		return collection.Grant{}, false
	}
	return collection.GrantOf(name)
}
