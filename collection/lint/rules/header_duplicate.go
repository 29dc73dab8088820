package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var headerDuplicate = &rule.Rule{
	Name:     "header-duplicate",
	Category: rule.Headers,
	Severity: diagnostic.Warning,
	Finds:    "an enabled header that a request has twice, whatever its case.",
	Why:      "Postman sends both when they are spelled alike, and only the last when they differ in case. Of two, servers take the first, the last, or both joined by a comma: nobody knows which value counts.",
	Bad: rule.Request(`{"url": "https://api.example.com/patients", "header": [
	{"key": "Accept", "value": "application/json"}, {"key": "accept", "value": "application/xml"}]}`),
	Good: rule.Request(`{"url": "https://api.example.com/patients", "header": [
	{"key": "Accept", "value": "application/json"}, {"key": "accept", "value": "application/xml", "disabled": true}]}`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		seen := map[string]collection.Node{}
		for h := range r.Headers() {
			name := strings.ToLower(strings.TrimSpace(h.Key()))
			if h.Disabled() || name == "" || strings.Contains(name, "{{") {
				continue
			}
			key := h.Node.Get("key")
			first, ok := seen[name]
			if !ok {
				seen[name] = key
				continue
			}
			what := "both are sent"
			if first.Text() != key.Text() {
				what = "they differ in case: only the last is sent"
			}
			p.Report(rule.Finding{
				At:      key,
				Message: fmt.Sprintf("the header %s stands here twice", h.Key()),
				Aside:   firstIn(first),
				Help:    what + "; remove or disable one of them",
			})
		}
	}},
}
