package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var oauth2InsecureURL = &rule.Rule{
	Name:     "oauth2-insecure-url",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "an OAuth2 address over plain HTTP, except on loopback.",
	Why:      "The client secret, the code and the tokens cross the network unencrypted. RFC 6749, sections 3.1 and 3.2, requires TLS.",
	Bad: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "authUrl", "value": "http://auth.example.com/authorize"},
	{"key": "accessTokenUrl", "value": "https://auth.example.com/token"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Good: rule.Auth(`{"type": "oauth2", "oauth2": [
	{"key": "authUrl", "value": "http://localhost:9000/authorize"},
	{"key": "accessTokenUrl", "value": "https://auth.example.com/token"},
	{"key": "clientId", "value": "{{client_id}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, i *collection.Item, a collection.Auth) {
		if a.Type() != "oauth2" {
			return
		}
		for _, key := range []string{"authUrl", "accessTokenUrl", "refreshTokenUrl"} {
			value := a.Attribute(key)
			at := address.Split(p.Facts.Resolve(value.Text(), i))
			if at.Scheme == "http" && !at.IsLoopback() {
				p.Report(rule.Finding{
					At: value, Message: fmt.Sprintf("%q is plain http", key),
					Help: "secrets and tokens would cross the network in clear: use https",
				})
			}
		}
	}},
}
