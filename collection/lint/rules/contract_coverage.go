package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractCoverage = &rule.Rule{
	Name:     "contract-coverage",
	Category: rule.Contracts,
	Severity: diagnostic.Info,
	Off:      true,
	Finds:    "operations without a request, listed in one finding. The numbers are in `coverage` of every JSON report on a collection.",
	Why:      "Users do not try operations that the collection lacks.",
	Bad:      rule.Request(`"https://api.example.com/ping"`).WithContract(),
	Good: rule.Collection(`"item": [
	{"name": "Ping", "request": "https://api.example.com/ping"},
	{"name": "List patients", "request": "https://api.example.com/patients"},
	{"name": "Create a patient", "request": {"method": "POST", "url": "https://api.example.com/patients", "body": {"mode": "raw", "raw": "{\"doctor\": 1}", "options": {"raw": {"language": "json"}}}}},
	{"name": "A patient", "request": "https://api.example.com/patients/1"},
	{"name": "List visits", "request": "https://api.example.com/visits?since=2026-01-31"},
	{"name": "List doctors", "request": {"url": "https://api.example.com/doctors", "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access_token}}"}]}}},
	{"name": "Reports", "request": {"url": "https://api.example.com/reports", "description": "Deprecated."}}]`).WithContract(),
	Visit: rule.Visit{End: func(p *rule.Pass) {
		c := Coverage(p)
		if c == nil || len(c.Missing) == 0 {
			return
		}
		at := p.Collection.Node.Get("info", "name")
		if !at.Exists() {
			at = p.Collection.Node
		}
		p.Report(rule.Finding{
			At: at, Everywhere: true, Coverage: c,
			Message: "operations of the API have no request",
			Aside:   fmt.Sprintf(": %d of %d, %s", len(c.Missing), c.Operations, strings.Join(c.Missing, ", ")),
		})
	}},
}

// Coverage returns how much of an API a collection calls; nil if the API's operations
// are not known.
func Coverage(p *rule.Pass) *diagnostic.Coverage {
	known := p.Contract.Known()
	if known == nil || len(known.Operations) == 0 {
		return nil
	}
	used := calledOperations(p)
	c := &diagnostic.Coverage{Operations: len(known.Operations), Missing: []string{}}
	for _, o := range known.Operations {
		if !used[o] {
			c.Missing = append(c.Missing, o.String())
		}
	}
	c.Called = c.Operations - len(c.Missing)
	return c
}
