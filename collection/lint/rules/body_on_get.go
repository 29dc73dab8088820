package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var bodyOnGet = &rule.Rule{
	Name:     "body-on-get",
	Category: rule.Headers,
	Severity: diagnostic.Warning,
	Finds:    "a body on a GET or HEAD request without the setting that makes Postman send it (protocolProfileBehavior.disableBodyPruning).",
	Why:      "Postman omits the body, so it has no effect.",
	Bad:      rule.Request(`{"method": "GET", "url": "https://api.example.com/patients", "body": {"mode": "raw", "raw": "{\"name\": \"Ada\"}"}}`),
	Good: rule.Item(`{"name": "Search", "protocolProfileBehavior": {"disableBodyPruning": true},
	"request": {"method": "GET", "url": "https://api.example.com/patients", "body": {"mode": "raw", "raw": "{\"name\": \"Ada\"}"}}}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		method := strings.ToUpper(r.Method())
		if method != "GET" && method != "HEAD" || r.Body().IsEmpty() || i.Behavior("disableBodyPruning").True() {
			return
		}
		p.Report(rule.Finding{
			At:      r.Body().Node.Key(),
			Message: fmt.Sprintf("Postman sends no body with %s", method),
			Help: p.Term(`remove it, change the method, or set "protocolProfileBehavior": {"disableBodyPruning": true}`,
				"remove it, or change the method"),
		})
	}},
}
