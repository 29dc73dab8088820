package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// mostNextHints is the maximum number of names that get a hint.
const mostNextHints = 30

// missingNextRequests reports scripts that continue with a request which the collection
// does not have, by name or ID. Source: waterfall.command of postman-runtime, which
// searches the requests and ends the run if it finds none.
func missingNextRequests(p *rule.Pass) {
	if !p.Facts.GoesOn() {
		return // as in most collections
	}
	known, names := requestNames(p)
	reported := 0
	for s := range p.Facts.ScriptsWith("setNextRequest") {
		for _, c := range s.Calls() {
			if c.Method != "setNextRequest" || c.Object != "postman" && c.Object != "pm.execution" || !c.Literal || known[c.Argument] || c.Argument == "" || c.Argument == "null" {
				continue
			}
			hint := ""
			if reported++; reported <= mostNextHints {
				hint = suggest.Hint(c.Argument, names)
			}
			node, from, to := s.Place(c.Value.Start(), c.Value.End())
			p.Report(rule.Finding{
				At: node, Start: from, End: to, Severity: diagnostic.Warning,
				Message: fmt.Sprintf("the collection has no request %q to go on with%s", c.Argument, hint),
				Help:    "the run ends there; write the name of a request, or null to end it",
			})
		}
	}
}

// requestNames returns the names and IDs of all requests, and the names alone.
func requestNames(p *rule.Pass) (known map[string]bool, names []string) {
	known = map[string]bool{}
	for i := range p.Facts.Requests() {
		for _, key := range []string{"name", "id", "_postman_id"} {
			known[i.Node.Get(key).Text()] = true
		}
		names = append(names, i.Name())
	}
	return known, names
}
