package rules

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
)

var exampleJSONInvalid = &rule.Rule{
	Name:     "example-json-invalid",
	Category: rule.Examples,
	Severity: diagnostic.Warning,
	Finds:    `a saved example that claims to be JSON and is not valid JSON. If only Postman's note says so and the body is a plain sentence, or if the body leaves something out ("...", <id>) for its reader, it is an info.`,
	Why:      "Mock servers answer with it, and every client fails to parse it. The documentation shows it without highlighting.",
	Bad:      rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"id\": 7,}"}`),
	Good:     rule.Response(`{"name": "OK", "code": 200, "header": [{"key": "Content-Type", "value": "application/json"}], "body": "{\"id\": 7}"}`),
	Visit: rule.Visit{Response: func(p *rule.Pass, _ collection.Item, r collection.Response) {
		body := r.Body()
		text := body.Text()
		if strings.TrimSpace(text) == "" || !saysJSON(r) || isTemplate(text, withoutComments) {
			return
		}
		var syntax *jsontree.SyntaxError
		if _, err := parseTemplate(text, withoutComments); !errors.As(err, &syntax) {
			return
		}
		f := notJSON(body, "the example", syntax)
		if isElided(text) || isType(text) || contentType(r.Headers()).Key() == "" && isSentence(text) {
			f.Severity = diagnostic.Info
		}
		p.Report(f)
	}},
}

// saysJSON reports whether an example's header says that it is JSON or, if there is no
// header, Postman's preview language does.
func saysJSON(r collection.Response) bool {
	header := contentType(r.Headers())
	if header.Key() != "" {
		return api.IsJSON(mediaType(header.ValueText()))
	}
	return r.Node.Get("_postman_previewlanguage").Is("json")
}

// leftOut matches text in an example that replaces something omitted.
var leftOut = lazy.Regexp{Expr: `(?:^|[\s"\[{,:])(?:\.\.\.|…)|[:,\[]\s*<[\p{L}][\p{L}\d _-]*>`}

// isElided reports whether an example omits something.
func isElided(text string) bool { return leftOut.Get().MatchString(text) }

// isType reports whether a text is only the name of a type, such as <string>, which
// converters from OpenAPI write if there is no sample.
func isType(text string) bool {
	text = strings.TrimSpace(text)
	return len(text) > 2 && text[0] == '<' && text[len(text)-1] == '>' && strings.Trim(text[1:len(text)-1], "abcdefghijklmnopqrstuvwxyz-") == ""
}

// isSentence reports whether a text is prose that was never meant to be JSON.
func isSentence(text string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	return unicode.IsLetter(r) && !strings.ContainsAny(text, `{}[]"`)
}
