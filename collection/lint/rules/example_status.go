package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/httpstatus"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var exampleStatus = &rule.Rule{
	Name:     "example-status",
	Category: rule.Examples,
	Severity: diagnostic.Warning,
	Finds:    "a saved example whose status text belongs to another code, and a test whose name states one status while it checks for another.",
	Why:      "Mock servers answer with the code, people read the text. Reports of runs show only the name of a test.",
	Fix:      "Writes the code's own text.",
	Bad:      rule.Response(`{"name": "Not found", "code": 404, "status": "OK"}`),
	Good:     rule.Response(`{"name": "Not found", "code": 404, "status": "Not Found"}`),
	Visit: rule.Visit{Script: contradictoryTests, Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
		status := r.Node.Get("status")
		code, err := strconv.Atoi(r.Code().Raw())
		if err != nil || status.Kind() != jsontree.String {
			return
		}
		right := httpstatus.Text(code)
		other, known := codeOf.Get()[plainPhrase(status.Text())]
		if right == "" || !known || other == code {
			return
		}
		p.Report(rule.Finding{
			At: status, Message: fmt.Sprintf("%q is the phrase of %d, and the code is %d", status.Text(), other, code),
			Help: fmt.Sprintf("that of %d is %q", code, right),
			Fix:  []jsontree.Edit{status.Replace(jsontree.Quote(right))},
		})
	}},
}

// codeOf returns the codes of phrases: the registered ones (RFC 9110, section 15) and
// their earlier wordings.
var codeOf = lazy.Value[map[string]int]{New: func() map[string]int {
	codes := map[string]int{
		"unprocessable content": 422, "content too large": 413, "payload too large": 413,
		"request entity too large": 413, "uri too long": 414, "request uri too long": 414,
		"requested range not satisfiable": 416, "range not satisfiable": 416, "moved temporarily": 302,
		"request time out": 408, "gateway time out": 504,
	}
	for code := 100; code < 600; code++ {
		if phrase := httpstatus.Text(code); phrase != "" {
			codes[plainPhrase(phrase)] = code
		}
	}
	return codes
}}

// plainPhrase returns a phrase in lower case, with spaces instead of hyphens.
func plainPhrase(phrase string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(phrase)), "-", " ")
}
