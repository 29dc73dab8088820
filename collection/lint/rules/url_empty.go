package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var urlEmpty = &rule.Rule{
	Name:     "url-empty",
	Category: rule.URL,
	Severity: diagnostic.Error,
	Finds:    "a request without an address.",
	Why:      "It cannot be sent: Newman and the Postman CLI fail the run at it.",
	Bad:      rule.Request(`{"method": "GET", "url": {"raw": ""}}`),
	Good:     rule.Request(`{"method": "GET", "url": {"raw": "{{base_url}}/patients", "host": ["{{base_url}}"], "path": ["patients"]}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		u := r.URL()
		if strings.TrimSpace(u.Raw()) != "" || strings.TrimSpace(u.Sent()) != "" {
			return
		}
		at := u.Node
		if !at.Exists() {
			at = r.Node
		}
		p.Report(rule.Finding{At: at, Message: "the request has no address", Help: "it cannot be sent; give it one, or remove it"})
	}},
}
