package rules

import (
	"fmt"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
)

var scriptSyntax = &rule.Rule{
	Name:     "script-syntax",
	Category: rule.Scripts,
	Severity: diagnostic.Error,
	Finds:    "a script that is not valid JavaScript, with the line and column inside it. A return or await outside any function is allowed, as in Postman.",
	Why:      "None of the script runs: no test fails, because none is defined.",
	Bad:      rule.Script(`pm.test("is fine", function () { pm.response.to.have.status(200) );`),
	Good:     rule.Script(`pm.test("is fine", function () { pm.response.to.have.status(200); });`),
	Visit: rule.Visit{Script: func(p *rule.Pass, _ *collection.Item, s *script.Script) {
		if s.Err() == nil || s.Event.Disabled() {
			return
		}
		node, from, to := s.Place(s.Err().Offset, s.Err().Offset+1)
		p.Report(rule.Finding{
			At: node, Start: from, End: max(to, from+1),
			Message: "the script does not parse: " + s.Err().Message,
			Aside:   fmt.Sprintf(" (line %d, column %d of the script)", s.Err().Line, s.Err().Column),
			Help:    "nothing of it runs",
		})
	}},
}
