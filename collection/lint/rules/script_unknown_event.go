package rules

import (
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/script"
	"github.com/postwright/postwright/internal/suggest"
)

var scriptUnknownEvent = &rule.Rule{
	Name:     "script-unknown-event",
	Category: rule.Scripts,
	Severity: diagnostic.Error,
	Finds:    "a script that listens for an event that Postman never fires, with the nearest one. A setNextRequest with the name of a request that does not exist is a warning.",
	Why:      "The script never runs.",
	Bad: rule.Item(`{"name": "Ping", "request": "https://api.example.com/ping",
	"event": [{"listen": "tests", "script": {"exec": ["pm.test(\"is fine\", () => {});"]}}]}`),
	Good: rule.Item(`{"name": "Ping", "request": "https://api.example.com/ping",
	"event": [{"listen": "test", "script": {"exec": ["pm.test(\"is fine\", () => {});"]}}]}`),
	Visit: rule.Visit{End: missingNextRequests, Script: func(p *rule.Pass, _ *collection.Item, s *script.Script) {
		listen := s.Event.Node.Get("listen")
		if listen.Kind() != jsontree.String || slices.Contains(eventNames, listen.Text()) {
			return
		}
		hint := suggest.Hint(listen.Text(), eventNames)
		if listen.Is("pre-request") || listen.Is("preRequestScript") || listen.Is("pre-request-script") {
			hint = `; did you mean "prerequest"?`
		}
		p.Report(rule.Finding{
			At:      listen,
			Message: fmt.Sprintf("Postman has no event %q%s", listen.Text(), hint),
			Help:    `the script never runs; the events are "prerequest" and "test"`,
		})
	}},
}

var eventNames = []string{"prerequest", "test"}
