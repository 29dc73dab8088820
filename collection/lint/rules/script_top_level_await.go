package rules

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var scriptTopLevelAwait = &rule.Rule{
	Name:     "script-top-level-await",
	Category: rule.Scripts,
	Severity: diagnostic.Info,
	Finds:    "await outside any function.",
	Why:      "It works in Postman's app and the Postman CLI, but is a SyntaxError in Newman 6, where none of the script runs.",
	Bad:      rule.Script(`const answer = await pm.sendRequest("https://api.example.com/ping");`),
	Good:     rule.Script(`(async function () { const answer = await pm.sendRequest("https://api.example.com/ping"); })();`),
	Visit: rule.Visit{Script: func(p *rule.Pass, _ *collection.Item, s *script.Script) {
		if at, ok := s.TopLevelAwait(); ok {
			node, from, to := s.Place(at.Start(), at.End())
			p.Report(rule.Finding{
				At: node, Start: from, End: to,
				Message: "await outside of a function does not work in Newman",
				Help:    "put it into an async function, or use a callback",
			})
		}
	}},
}
