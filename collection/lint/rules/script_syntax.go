package rules

import (
	"fmt"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/redact"
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
			Message: "the script does not parse: " + maskedSyntax(s),
			Aside:   fmt.Sprintf(" (line %d, column %d of the script)", s.Err().Line, s.Err().Column),
			Help:    "nothing of it runs",
		})
	}},
}

// maskedSyntax returns why a script does not parse. The parser quotes the token that it
// did not expect, which only the text around it may show to be a secret.
func maskedSyntax(s *script.Script) string {
	message, rest := s.Err().Message, s.Source[min(s.Err().Offset, len(s.Source)):]
	end := 0
	for end < len(rest) && strings.Contains(message, rest[:end+1]) {
		end++
	}
	masked := redact.Text(s.Source) // of the same length
	at := len(s.Source) - len(rest)
	return strings.ReplaceAll(message, rest[:end], masked[at:at+end])
}
