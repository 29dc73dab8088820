package rules

import (
	"errors"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var exampleJSONInvalid = &rule.Rule{
	Name:     "example-json-invalid",
	Category: rule.Examples,
	Severity: diagnostic.Warning,
	Finds:    "a saved example that says it is JSON and whose body is none.",
	Why:      "A mock server answers with it, and every client fails to read it. The documentation shows it without colours.",
	Bad:      rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"id\": 7,}"}`),
	Good:     rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"id\": 7}"}`),
	Visit: rule.Visit{Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
		body := r.Body()
		text := body.Text()
		if strings.TrimSpace(text) == "" || !saysJSON(r) {
			return
		}
		var syntax *collection.SyntaxError
		if _, err := parseTemplate(text, withoutComments); !errors.As(err, &syntax) {
			return
		}
		p.Report(notJSON(body, "the example", syntax))
	}},
}

// saysJSON tells whether an example's header calls it JSON, or, where there is
// none, Postman's note of how to show it.
func saysJSON(r collection.Response) bool {
	header := contentType(r.Headers())
	if header.Key() != "" {
		return isJSONType(mediaType(header.ValueText()))
	}
	return r.Node.Get("_postman_previewlanguage").Is("json")
}
