package rules

import (
	"errors"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var bodyJSONInvalid = &rule.Rule{
	Name:     "body-json-invalid",
	Category: rule.Headers,
	Severity: diagnostic.Error,
	Finds:    "a JSON body that is not valid JSON, apart from {{references}} and the comments that Postman strips, and GraphQL variables that are not valid JSON. If the request tests what the server refuses, it is an info.",
	Why:      "The server answers 400, and its message rarely says where.",
	Bad: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\",}", "options": {"raw": {"language": "json"}}}}`),
	Good: rule.Collection(`"variable": [{"key": "age", "value": "36"}],
"item": [{"name": "Add a patient", "request": {"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"name\": \"Ada\", \"age\": {{age}}}", "options": {"raw": {"language": "json"}}}}}]`),
	Visit: rule.Visit{Request: func(p *rule.Pass, i collection.Item, r collection.Request) {
		body := r.Body()
		if body.Disabled() {
			return
		}
		if body.Mode() == "graphql" {
			graphQLVariables(p, i, body)
			return
		}
		at := body.Content()
		if body.Mode() != "raw" || at.Kind() != jsontree.String {
			return
		}
		text := at.Text()
		trimmed := strings.TrimSpace(text)
		given := mediaType(contentType(r.Headers()).ValueText())
		if trimmed == "" || !isJSONBody(body.Language(), given, trimmed) || isTemplate(text, withComments) || isBlankJSON(text) || isType(text) || isLines(trimmed) {
			return
		}
		reportSyntax(p, i, at, "the body", text, withComments)
	}},
}

func reportSyntax(p *rule.Pass, i collection.Item, at jsontree.Node, what, text string, comments bool) {
	var syntax *jsontree.SyntaxError
	if _, err := parseTemplate(text, comments); errors.As(err, &syntax) && !isMalformedOnPurpose(i) {
		f := notJSON(at, what, syntax)
		if expectsRefusal(p, i) {
			f.Severity = diagnostic.Info
			f.Help = "the request tests what the server refuses: it refuses the body before it looks at what is in it"
		}
		p.Report(f)
	}
}

// graphQLVariables checks variables that are a string. Postman sends such a string as it
// is, comments included.
func graphQLVariables(p *rule.Pass, i collection.Item, body collection.Body) {
	if at := body.Content().Get("variables"); at.Kind() == jsontree.String && at.Text() != "" {
		reportSyntax(p, i, at, "the text of the GraphQL variables", at.Text(), withoutComments)
	}
}

// isBlankJSON reports whether a body has only comments and white space.
func isBlankJSON(text string) bool {
	return strings.TrimSpace(substituted(text, withComments)) == ""
}

// malformed matches names of requests whose body is broken on purpose, to test the
// server's response.
var malformed = lazy.Regexp{Expr: `(?i)\b(malformed|broken|corrupt(ed)?|truncated|(invalid|bad|wrong|incorrect|not) (json|body|syntax|payload|format)|syntax error|parse error)\b`}

// isLines reports whether a text has an object on each line, as APIs that take many at
// once ask for (https://github.com/ndjson/ndjson-spec).
func isLines(text string) bool {
	if !strings.Contains(text, "\n") {
		return false
	}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if line[0] != '{' {
			return false
		}
		if !isTemplate(line, withoutComments) {
			return false
		}
	}
	return true
}

func isMalformedOnPurpose(i collection.Item) bool { return malformed.Get().MatchString(i.Name()) }

// isJSONBody reports whether a raw body is meant to be JSON: its language says so, or
// its header does and it does not look like something else.
func isJSONBody(language, media, text string) bool {
	if language == "json" {
		return media == "" || strings.Contains(media, "{{") || api.IsJSON(media)
	}
	return api.IsJSON(media) && (language == "" || language == "text") && strings.ContainsAny(text[:1], `{["`)
}
