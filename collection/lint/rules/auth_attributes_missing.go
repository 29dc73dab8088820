package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var authAttributesMissing = &rule.Rule{
	Name:     "auth-attributes-missing",
	Category: rule.Authorization,
	Severity: diagnostic.Error,
	Finds:    "an authorization of a type without the block of that type's attributes.",
	Why:      "Postman then sends the request without authorization.",
	Bad:      rule.Auth(`{"type": "bearer", "basic": [{"key": "username", "value": "{{username}}"}]}`),
	Good:     rule.Auth(`{"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}`),
	Visit: rule.Visit{Auth: func(p *rule.Pass, _ *collection.Item, a collection.Auth) {
		name := a.Type()
		if len(collection.AuthAttributes(name)) == 0 || a.Node.Get(name).Kind() != jsontree.Absent && a.Node.Get(name).Kind() != jsontree.Null {
			return
		}
		help := fmt.Sprintf("requests are sent without authorization; add the %q block or set the type to \"noauth\"", name)
		p.Report(rule.Finding{At: a.Node.Get("type"), Message: fmt.Sprintf("the type is %q, and there is no %q block with its attributes", name, name), Help: help})
	}},
}
