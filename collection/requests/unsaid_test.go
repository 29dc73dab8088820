package requests_test

import (
	"strings"
	"testing"
)

// TestUnrequiredScheme checks that requests use the first scheme that Postman supports if
// the document declares schemes that no operation requires.
func TestUnrequiredScheme(t *testing.T) {
	const schemes = `
components: {securitySchemes: {tls: {type: mutualTLS}, token: {type: http, scheme: bearer}, key: {type: apiKey, in: header, name: X-Key}}}
`
	for paths, want := range map[string]string{
		"paths: {/a: {get: {}}}":                                       "bearer",
		"paths: {/a: {get: {}}, /b: {get: {security: [{key: []}]}}}":   "apikey",
		"paths: {/a: {get: {}}, /b: {get: {security: []}}}":            "",
		"security: []\npaths: {/a: {get: {}}}":                         "",
		"paths: {/a: {get: {}}, /b: {get: {security: [{tls: []}]}}}":   "",
		"security: [{}]\npaths: {/a: {get: {}}, /b: {get: {}}}":        "",
		"security: [{key: []}]\npaths: {/a: {get: {}}, /b: {get: {}}}": "apikey",
	} {
		tpl, requests := laidOut(t, paths+schemes)
		got := ""
		if tpl.Auth != nil {
			got = tpl.Auth.Type
		}
		if got != want {
			t.Errorf("%s: %q, want %q", paths, got, want)
		}
		if r := requests["GET /a"]; r.Auth != nil && got != "" {
			t.Errorf("%s: GET /a does not inherit: %+v", paths, r.Auth)
		}
	}
}

// TestAcceptParameter checks that a declared Accept parameter is sent where the answer
// depends on it, and that there is one header of the name.
func TestAcceptParameter(t *testing.T) {
	for operation, want := range map[string]string{
		"produces: [text/plain; charset=utf-8]":                                                              "Accept=text/plain; charset=utf-8",
		"produces: [text/plain], parameters: [{name: accept, in: header, type: string}]":                     "accept=text/plain",
		"produces: [text/plain], parameters: [{name: accept, in: header, type: string, default: text/x-a}]":  "accept=text/x-a",
		"produces: [application/json], parameters: [{name: accept, in: header, type: string, default: a/b}]": "[accept=a/b]",
	} {
		_, requests := laidOut(t, "swagger: '2.0'\npaths: {/a: {get: {"+operation+", responses: {'200': {description: ok}}}}}\n")
		if got := parameters(requests["GET /a"].Headers); got != want {
			t.Errorf("%s: %s, want %s", operation, got, want)
		}
	}
}

// TestPlaceholders checks that an example that only names a variable counts as none, and
// that names within an author's text are explained.
func TestPlaceholders(t *testing.T) {
	_, items := itemsOf(t, `
paths:
  /a/{id}:
    get:
      parameters:
      - {name: id, in: path, required: true, example: "{{id}}", schema: {type: integer, default: 7}}
      - {name: kind, in: query, required: true, schema: {type: string, enum: [x, y], example: "{{kind}}"}}
  /b:
    post: {requestBody: {content: {application/json: {schema: {properties: {a: {type: string, enum: [m], example: "{{a}}"}}}}}}}
  /c:
    post: {requestBody: {content: {application/json: {example: {html: "Hello {{name}} of {{city}}, {{$guid}}"}}}}}
`)
	if got := parameters(items["GET /a/{id}"].Request.Query); got != "kind=x" {
		t.Errorf("the query is %s", got)
	}
	if got := items["GET /a/{id}"].Request.Path[0].Value; got != "7" {
		t.Errorf("the path has %s", got)
	}
	if got := strings.Join(strings.Fields(items["POST /b"].Request.Body.Raw), ""); got != `{"a":"m"}` {
		t.Errorf("the body is %s", got)
	}
	want := "`{{name}}` and `{{city}}` are parts of the document's example, sent as it is written unless a variable has that name."
	if got := items["POST /c"].Description; !strings.Contains(got, want) {
		t.Errorf("the description is %q", got)
	}
}
