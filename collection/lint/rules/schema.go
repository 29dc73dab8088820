package rules

import (
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var schemaRule = &rule.Rule{
	Name:     "schema",
	Category: rule.Structure,
	Severity: diagnostic.Error,
	Finds:    "any violation of the v2.1.0 schema: one finding per root cause, at the invalid value. A long version identifier, and a saved cookie without a domain or path, are harmless and reported as infos.",
	Why:      "Postman may refuse the file, or import it without the parts that it does not understand. Validation reports the same.",
	Bad:      rule.Auth(`{"type": "oath2", "oauth2": []}`),
	Good:     rule.Auth(`{"type": "oauth2", "oauth2": []}`),

	Environments: true,
	JSON:         true,

	Visit: rule.Visit{File: func(p *rule.Pass) {
		for _, d := range p.Facts.Verdict() {
			if d.Rule != "format-version" {
				if isHarmless(d.Pointer) {
					d.Severity = diagnostic.Info
				}
				p.Report(rule.Finding{
					At: p.Document.Lookup(d.Pointer), Start: d.Start, End: d.End,
					Message: d.Message, Help: d.Help, Severity: d.Severity,
				})
			}
		}
	}},
}

// harmless matches places whose violations have no effect: a long version identifier,
// and cookies of saved responses, which Postman's app itself writes without a domain or
// path.
var harmless = lazy.Regexp{Expr: `^/info/version/identifier$|/response/\d+/cookie/\d+$`}

func isHarmless(pointer string) bool { return harmless.Get().MatchString(pointer) }
