package rules

import (
	"errors"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lint/rule"
)

var bodyJSONInvalid = &rule.Rule{
	Name:     "body-json-invalid",
	Category: rule.Headers,
	Severity: diagnostic.Error,
	Finds:    "a JSON body that is no JSON, once {{references}} and the comments that Postman strips are allowed for.",
	Why:      "The server answers 400, and its message rarely says where.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\",}", "options": {"raw": {"language": "json"}}}}`),
	Good: rule.Collection(`"variable": [{"key": "age", "value": "36"}],
"item": [{"name": "Add a patient", "request": {"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\", \"age\": {{age}}}", "options": {"raw": {"language": "json"}}}}}]`),
	Visit: rule.Visit{Request: func(p *rule.Pass, _ collection.Item, r collection.Request) {
		body := r.Body()
		at := body.Content()
		if body.Mode() != "raw" || at.Kind() != collection.String || body.Node.Get("disabled").True() {
			return
		}
		text := at.Text()
		trimmed := strings.TrimSpace(text)
		given := mediaType(contentType(r.Headers()).ValueText())
		if trimmed == "" || !isJSONBody(body.Language(), given, trimmed) {
			return
		}
		err, syntax := error(nil), (*collection.SyntaxError)(nil)
		if _, err = parseTemplate(text, withComments); !errors.As(err, &syntax) {
			return
		}
		p.Report(notJSON(at, "the body", syntax))
	}},
}

// isJSONBody tells whether a raw body is meant to be JSON: its language says so,
// or its header does and it does not look like something else.
func isJSONBody(language, media, text string) bool {
	if language == "json" {
		return media == "" || strings.Contains(media, "{{") || isJSONType(media)
	}
	return isJSONType(media) && (language == "" || language == "text") && strings.ContainsAny(text[:1], `{["`)
}
