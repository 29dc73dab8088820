package rules

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var contractDeprecated = &rule.Rule{
	Name:     "contract-deprecated",
	Category: rule.Contracts,
	Severity: diagnostic.Info,
	Finds:    "a request that calls a deprecated operation, unless its name or description, or a folder's, says so.",
	Why:      "The API is going to drop the operation.",
	Bad:      rule.Request(`"https://api.example.com/reports"`).WithContract(),
	Good:     rule.Request(`{"url": "https://api.example.com/reports", "description": "Deprecated: use /visits."}`).WithContract(),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		o := operationFor(p, i)
		if o == nil || !o.Deprecated || saysDeprecated(i) {
			return
		}
		p.Report(rule.Finding{
			At: urlPlace(r.URL()), Message: o.String() + " is deprecated", Help: seeDocument(o.Place, "it"),
		})
	}},
}

// saysDeprecated reports whether a request or a folder around it tells its reader.
func saysDeprecated(i collection.Item) bool {
	for at := &i; at != nil; at = at.Folder {
		for _, n := range []jsontree.Node{at.Node.Get("name"), at.Node.Get("description"), at.Node.Get("request", "description")} {
			if n.Kind() == jsontree.Object {
				n = n.Get("content")
			}
			if strings.Contains(strings.ToLower(n.Text()), "deprecat") {
				return true
			}
		}
	}
	return false
}
