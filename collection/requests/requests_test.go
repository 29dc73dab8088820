package requests_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// laidOut returns the template of a document, and its requests by their operations.
func laidOut(t *testing.T, text string) (*template.Template, map[string]*template.Request) {
	t.Helper()
	tpl, all := itemsOf(t, text)
	requests := map[string]*template.Request{}
	for id, i := range all {
		requests[id] = i.Request
	}
	return tpl, requests
}

// itemsOf returns the requests of a document, by method and path. Without a version, it is
// of OpenAPI 3.1.
func itemsOf(t *testing.T, text string) (*template.Template, map[string]template.Item) {
	t.Helper()
	if !strings.HasPrefix(text, "swagger: ") {
		text = "openapi: 3.1.0\n" + text
	}
	d, err := openapi.Read("api.yaml", text, nil)
	if err != nil || strings.Contains(fmt.Sprint(d.Files[0].Found), "warning") {
		t.Fatal(err, d.Files[0].Found)
	}
	tpl := requests.Template(d.API)
	items, err := requests.Items(d.API, d.API.Operations, requests.OptionsOf(tpl))
	if err != nil {
		t.Fatal(err)
	}
	requests := map[string]template.Item{}
	var collect func(items []template.Item)
	collect = func(items []template.Item) {
		for _, i := range items {
			if i.Name == "" {
				t.Errorf("%q has no name", i.ID)
			}
			if i.Request != nil {
				requests[i.ID] = i
			}
			collect(i.Items)
		}
	}
	collect(items)
	return tpl, requests
}

// areNamed checks the names of requests, by method and path.
func areNamed(t *testing.T, items map[string]template.Item, names map[string]string) {
	t.Helper()
	for id, want := range names {
		if items[id].Name != want {
			t.Errorf("%s: %q, want %q", id, items[id].Name, want)
		}
	}
}

// parameters writes parameters as key=value, those that are off in brackets.
func parameters(all []template.Parameter) string {
	var words []string
	for _, p := range all {
		word := p.Key + "=" + p.Value
		if p.File {
			word = p.Key + "=@"
		}
		if p.Disabled {
			word = "[" + word + "]"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestQuery(t *testing.T) {
	_, requests := laidOut(t, `
paths:
  /a:
    get:
      parameters:
      - {name: plain, in: query, required: true, example: x}
      - {name: form, in: query, example: [1, 2], schema: {type: array}}
      - {name: joined, in: query, explode: false, example: [1, 2], schema: {type: array}}
      - {name: spaces, in: query, style: spaceDelimited, example: [1, 2], schema: {type: array}}
      - {name: pipes, in: query, style: pipeDelimited, explode: false, example: [1, 2], schema: {type: array}}
      - {name: none, in: query, example: [], schema: {type: array}}
      - {name: deep, in: query, style: deepObject, required: true, schema: {anyOf: [{type: object, required: [a], properties: {a: {enum: [x, y]}, b: {type: integer, default: 3}, c: {type: integer}}}, {type: integer}]}}
      - {name: flat, in: query, style: deepObject, schema: {type: integer}}
      - {name: object, in: query, example: {a: 1}}
      - {name: wrong, in: query, schema: {type: integer, default: no number}}
      - {name: X-H, in: header, required: true, example: [1, 2]}
`)
	r := requests["GET /a"]
	want := "plain=x [form=1] [form=2] [joined=1,2] [spaces=1%202] [pipes=1|2] [none=] deep[a]=x [deep[b]=3] [deep[c]=] [flat=] [a=1] [wrong=]"
	if got := parameters(r.Query); got != want {
		t.Errorf("query  %s\nwant   %s", got, want)
	}
	if got := parameters(r.Headers); got != "X-H=1,2" {
		t.Errorf("headers %s", got)
	}
}

func TestPath(t *testing.T) {
	tpl, requests := laidOut(t, `
servers: [{url: //api.example.com/v1}]
paths:
  /a/{id}/{id}/{file}.{ext}/{x.y}/{op}:run:
    get:
      parameters:
      - {name: id, in: path, schema: {default: 7}}
      - {name: file, in: path, description: Its name., example: photo}
      - {name: ext, in: path}
      - {name: x.y, in: path}
      - {name: op, in: path}
`)
	r := requests["GET /a/{id}/{id}/{file}.{ext}/{x.y}/{op}:run"]
	if want := "{{base_url}}/a/:id/:id/{{file}}.{{ext}}/{{x.y}}/{{op}}:run"; r.URL != want {
		t.Errorf("URL %s, want %s", r.URL, want)
	}
	if got := fmt.Sprint(r.Path); got != "[{id 7 The ID of an a. Default: 7.}]" {
		t.Errorf("path variables %s", got)
	}
	want := "[{base_url https://api.example.com/v1 Where the API is.} {file photo Its name.} {ext  } {x.y  } {op  }]"
	if got := fmt.Sprint(tpl.Variables); got != want {
		t.Errorf("variables %s\nwant      %s", got, want)
	}
}

func TestServers(t *testing.T) {
	for address, want := range map[string]string{
		"":                  "https://example.com",
		"/v1":               "https://example.com/v1",
		"v1":                "https://example.com/v1",
		"//h/v1":            "https://h/v1",
		"http://h:8080/v1/": "http://h:8080/v1",
		"https://{a}.h":     "https://{{a}}.h",
		"{a}/v1":            "{{a}}/v1",
	} {
		tpl, _ := laidOut(t, fmt.Sprintf("servers: [{url: '%s', variables: {a: {default: x}}}]\npaths: {/p: {get: {}}}\n", address))
		if got := tpl.Variables[0].Value; got != want {
			t.Errorf("%q gives %q, want %q", address, got, want)
		}
	}
}

func TestAuthorization(t *testing.T) {
	tpl, requests := laidOut(t, `
security: [{oauth: [a]}, {key: []}]
paths:
  /inherits: {get: {}, put: {}, post: {}}
  /public: {get: {security: []}}
  /optional: {get: {security: [{}, {oauth: [a]}]}}
  /both: {get: {security: [{key: [], oauth: [a], session: []}]}}
  /second: {get: {security: [{basic: []}, {oauth: [a], query: []}]}}
  /other: {get: {security: [{key: [], basic: []}]}}
  /impossible: {get: {security: [{tls: []}]}}
  /later: {get: {security: [{tls: []}, {query: []}]}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {implicit: {authorizationUrl: https://a}, authorizationCode: {authorizationUrl: https://a, tokenUrl: https://t, scopes: {a: A}}}}
    key: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: k}
    session: {type: apiKey, in: cookie, name: sid}
    basic: {type: http, scheme: basic}
    tls: {type: mutualTLS}
`)
	if tpl.Auth.Type != "oauth2" || tpl.Auth.Attributes[1].Value != "authorization_code" {
		t.Errorf("%+v", tpl.Auth)
	}
	for path, want := range map[string]string{
		"/inherits":   "inherits",
		"/public":     "noauth",
		"/optional":   "inherits",
		"/both":       "inherits X-Key={{key}} Cookie=sid={{session}}",
		"/second":     "inherits k={{query}}",
		"/other":      "basic X-Key={{key}}",
		"/impossible": "noauth",
		"/later":      "apikey",
	} {
		r := requests["GET "+path]
		got := "inherits"
		if r.Auth != nil {
			got = r.Auth.Type
		}
		for _, all := range [][]template.Parameter{r.Headers, r.Query} {
			if len(all) > 0 {
				got += " " + parameters(all)
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	var held []string
	for _, v := range tpl.Environment.Values {
		held = append(held, fmt.Sprintf("%s:%t", v.Key, v.Secret))
	}
	if got := strings.Join(held, " "); got != "client_id:false client_secret:true access_token:true key:true query:true session:true username:false password:true" {
		t.Errorf("the environment holds %s", got)
	}
}

// TestQueryInPath: what documents write behind a path is sent, and is no part of a
// name.
func TestQueryInPath(t *testing.T) {
	tpl, items := itemsOf(t, `
paths:
  /: {get: {}, post: {}}
  /#Action=List: {get: {}}
  /reports: {get: {}}
  /reports?kind={kind}: {get: {parameters: [{name: kind, in: path, required: true, schema: {type: string, default: short}}]}}
`)
	areNamed(t, items, map[string]string{
		"GET /":                    "Get the root (GET /)",
		"POST /":                   "Post to the root",
		"GET /#Action=List":        "Get the root (GET /#Action=List)",
		"GET /reports":             "List reports (GET /reports)",
		"GET /reports?kind={kind}": "List reports (GET /reports?kind={kind})",
	})
	if url := items["GET /reports?kind={kind}"].Request.URL; url != "{{base_url}}/reports?kind={{kind}}" {
		t.Error(url)
	}
	if v := tpl.Variables[len(tpl.Variables)-1]; v.Key != "kind" || v.Value != "short" {
		t.Errorf("the last variable is %+v", v)
	}
}

// TestNames: what a path ends in names the request: its resource, what is to be done with
// it, or, where it has no fixed part, what it takes.
func TestNames(t *testing.T) {
	_, items := itemsOf(t, `
paths:
  /{petId}: {parameters: [&pet {name: petId, in: path, required: true}], get: {}, patch: {}}
  /{petId}:merge: {parameters: [*pet], post: {}}
  /{org}/{repo}: {parameters: [&org {name: org, in: path, required: true}, &repo {name: repo, in: path, required: true}], get: {}}
  /{org}/{repo}/issues: {parameters: [*org, *repo], get: {}}
  /issues/{id}: {parameters: [&id {name: id, in: path, required: true}], post: {}}
  /issues/{id}:reopen: {parameters: [*id], post: {}}
  /issues:search: {post: {}}
`)
	areNamed(t, items, map[string]string{
		"GET /{petId}":             "Get by pet ID",
		"PATCH /{petId}":           "Update by pet ID",
		"POST /{petId}:merge":      "Merge by pet ID",
		"GET /{org}/{repo}":        "Get by org and repo",
		"GET /{org}/{repo}/issues": "List issues",
		"POST /issues/{id}":        "Update an issue",
		"POST /issues/{id}:reopen": "Reopen an issue",
		"POST /issues:search":      "Search issues",
	})
}

// TestKeysOfOneName: two API keys whose names come to the same variable, or to that
// of a token, are two values.
func TestKeysOfOneName(t *testing.T) {
	tpl, requests := laidOut(t, `
paths:
  /a: {get: {security: [{oauth: [], ApiKey: [], api_key: [], '!': [], AccessToken: [], 'कुंजी': []}]}}
components:
  securitySchemes:
    oauth: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a, tokenUrl: https://t}}}
    ApiKey: {type: apiKey, in: header, name: X-Key}
    api_key: {type: apiKey, in: header, name: X-Clinic}
    '!': {type: apiKey, in: header, name: X-Mark}
    'कुंजी': {type: apiKey, in: header, name: X-Other}
    AccessToken: {type: apiKey, in: header, name: X-Token}
`)
	want := "X-Key={{api_key}} X-Clinic={{api_key_2}} X-Mark={{api_key_3}} X-Token={{access_token_2}} X-Other={{कुंजी}}"
	if got := parameters(requests["GET /a"].Headers); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if n := len(tpl.Environment.Values); n != 3+5 {
		t.Errorf("the environment holds %d values", n)
	}
}

func TestForm(t *testing.T) {
	_, requests := laidOut(t, `
paths:
  /a:
    post:
      requestBody:
        content:
          multipart/form-data:
            schema:
              required: [file, name, meta]
              properties:
                file: {type: string, format: binary}
                files: {type: array, items: {type: string, format: binary}}
                name: {type: string, minLength: 8}
                id: {type: integer, readOnly: true}
                kind: {enum: [a, b]}
                meta: {type: object, required: [x], properties: {x: {type: integer}, y: {type: integer, readOnly: true}}}
                self: {$ref: '#/components/schemas/Self'}
            encoding: {meta: {style: deepObject}, self: {contentType: application/json}}
            example: {kind: b, name: 7, self: [[]]}
components: {schemas: {Self: {type: array, items: {$ref: '#/components/schemas/Self'}}}}
`)
	want := `file=@ [files=@] name=Example name [kind=b] meta[x]=1 [self=[[]]]`
	if got := parameters(requests["POST /a"].Body.Fields); got != want {
		t.Errorf("form %s\nwant %s", got, want)
	}
}

// TestOwnBaseURL: a server variable with the name of ours does not make an
// address that refers to itself.
func TestOwnBaseURL(t *testing.T) {
	tpl, _ := laidOut(t, `
info: {title: T, version: '1'}
servers: [{url: '{base_url}/{v}', variables: {base_url: {default: 'https://api.example.com'}, v: {default: v1}}}]
paths: {/a: {get: {}}}
`)
	if got := tpl.Resolve(tpl.Server); got != "https://api.example.com/v1" {
		t.Error(got)
	}
}

// TestTextBodies: a text has the example of its schema, XML the one that is written as
// its schema says, and what changes or replaces has none.
func TestTextBodies(t *testing.T) {
	_, requests := laidOut(t, `
paths:
  /a:
    post: {requestBody: {content: {text/plain: {schema: {type: string, example: hello}}}}}
    put: {requestBody: {content: {application/xml: {example: {a: 1}}}}}
  /b:
    post: {requestBody: {content: {application/xml: {example: {a: 1}}}}}
    patch: {requestBody: {content: {text/plain: {schema: {type: string, example: hello}}}}}
`)
	for name, want := range map[string]string{"POST /a": "hello", "PUT /a": "{{target_a}}", "POST /b": "<root>\n  <a>1</a>\n</root>", "PATCH /b": ""} {
		if got := requests[name].Body.Raw; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
