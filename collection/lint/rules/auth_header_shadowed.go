package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authHeaderShadowed = &rule.Rule{
	Name:     "auth-header-shadowed",
	Category: rule.Authorization,
	Severity: diagnostic.Warning,
	Finds:    "an Authorization header that is written out beside an authorization that sets one.",
	Why:      "Postman replaces the header by its own: what stands there is not sent.",
	Bad: rule.Request(`{"url": "https://api.example.com/patients",
	"auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]},
	"header": [{"key": "Authorization", "value": "Bearer {{other_token}}"}]}`),
	Good: rule.Request(`{"url": "https://api.example.com/patients",
	"auth": {"type": "noauth"},
	"header": [{"key": "Authorization", "value": "Bearer {{other_token}}"}]}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		for h := range r.Headers() {
			if h.Disabled() || !strings.EqualFold(h.Key(), "Authorization") {
				continue
			}
			auth := i.Auth()
			if !setsHeader(auth) {
				continue
			}
			where := fmt.Sprintf("that in line %d", p.Document.Position(auth.Node.Start()).Line)
			p.Report(rule.Finding{
				At:      h.Node.Get("key"),
				Message: fmt.Sprintf("the request's %s authorization sets this header, too", auth.Type()),
				Help:    fmt.Sprintf("Postman sends its own (%s); remove one of the two", where),
			})
		}
	}},
}

// setsHeader tells whether an authorization writes the Authorization header.
// Source: the signers of postman-runtime 7.
func setsHeader(a collection.Auth) bool {
	switch a.Type() {
	case "basic", "bearer", "digest", "hawk", "ntlm", "edgegrid", "asap":
		return a.Node.Get(a.Type()).Len() > 0
	case "oauth2", "jwt":
		place := a.Attribute("addTokenTo").Text()
		return a.Node.Get(a.Type()).Len() > 0 && (place == "" || place == "header")
	case "awsv4":
		return !isTrue(a.Attribute("addAuthDataToQuery"))
	case "oauth1":
		return isTrue(a.Attribute("addParamsToHeader"))
	case "apikey":
		return strings.EqualFold(a.Attribute("key").Text(), "Authorization") && !a.Attribute("in").Is("query")
	}
	return false
}

// isTrue reads a boolean attribute, which some exports write as a string.
func isTrue(n collection.Node) bool { return n.True() || n.Is("true") }
