package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var missingName = &rule.Rule{
	Name:     "missing-name",
	Category: rule.Structure,
	Severity: diagnostic.Warning,
	Finds:    "a folder or request without a name.",
	Why:      "Postman shows the address instead, Newman an empty line, and no run can select the request by name.",
	Bad:      rule.Item(`{"name": "", "request": "https://api.example.com/patients"}`),
	Good:     rule.Item(`{"name": "List patients", "request": "https://api.example.com/patients"}`),
	Visit: rule.Visit{Item: func(p *rule.Pass, i collection.Item) {
		if name := i.Node.Get("name"); name.Kind() == jsontree.String && strings.TrimSpace(name.Text()) == "" || !name.Exists() {
			at := name
			if !at.Exists() {
				at = i.Node
			}
			p.Report(rule.Finding{At: at, Message: "a " + kindOf(i) + " has no name", Help: "give it one that says what it does"})
		}
	}},
}

// kindOf returns the name of an item's kind.
func kindOf(i collection.Item) string {
	if i.IsFolder() {
		return "folder"
	}
	return "request"
}
