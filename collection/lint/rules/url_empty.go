package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

var urlEmpty = &rule.Rule{
	Name:     "url-empty",
	Category: rule.URL,
	Severity: diagnostic.Error,
	Finds:    `a request without an address. An address that is an object with only "raw" is a warning: the app reads it, Newman and the Postman CLI do not.`,
	Why:      "It cannot be sent: Newman and the Postman CLI fail the run.",
	Bad:      rule.Request(`{"method": "GET", "url": {"raw": ""}}`),
	Good:     rule.Request(`{"method": "GET", "url": {"raw": "{{base_url}}/patients", "host": ["{{base_url}}"], "path": ["patients"]}}`),
	Visit: rule.Visit{
		Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
			u := r.URL()
			countRaw(p, i, u)
			if strings.TrimSpace(u.Raw()) != "" || strings.TrimSpace(p.Facts.Sent(i)) != "" || u.Node.Kind() == jsontree.Null {
				return // or the schema rule says that it must not be null
			}
			at := u.Node
			if !at.Exists() {
				at = r.Node
			}
			p.Report(rule.Finding{At: at, Message: "the request has no address", Help: "it cannot be sent; give it one, or remove it"})
		},
		After: onlyRaw,
	},
}

// countRaw counts an address that is an object with only "raw".
func countRaw(p *rule.Pass, i collection.Item, u collection.URL) {
	if u.Node.Kind() == jsontree.Object && !u.HasParts() && strings.TrimSpace(u.Raw()) != "" {
		p.Tally.Add("", "", i, collection.Part{Node: u.Node.Get("raw")})
	}
}

// onlyRaw reports the addresses that were counted. It is one finding per file, because a
// tool that writes one such address writes all like that.
func onlyRaw(p *rule.Pass) {
	for _, all := range p.Tally.List("") {
		aside := ""
		if all.Count > 1 {
			aside = fmt.Sprintf(" (%d requests)", all.Count)
		}
		p.Report(rule.Finding{
			At: all.First.Node, Everywhere: true, Severity: diagnostic.Warning,
			Message: `the address has "raw" and no host and path: Newman and the Postman CLI send nothing`, Aside: aside,
			Help: `they do not read "raw"; write the address as a plain string, or let Postman import and export it, which adds the parts`,
		})
	}
}
