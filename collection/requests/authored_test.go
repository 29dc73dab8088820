package requests_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// TestSummaries: a summary is the name as its author wrote it, in any script and of any
// length up to 120 characters; only without one a name is made.
func TestSummaries(t *testing.T) {
	long := strings.Repeat("長", 120)
	_, items := itemsOf(t, `
paths:
  /a: {get: {summary: 従業員一覧の取得}}
  /b: {get: {summary: Login}}
  /c: {get: {summary: Create/update things}}
  /d: {get: {summary: "Get the user_id of the  current\n user."}}
  /e: {get: {summary: "`+long+`"}}
  /f: {get: {summary: "`+long+`長"}}
  /g: {get: {operationId: fetchAllTheThings}}
`)
	areNamed(t, items, map[string]string{
		"GET /a": "従業員一覧の取得", "GET /b": "Login", "GET /c": "Create/update things",
		"GET /d": "Get the user_id of the current user.", "GET /e": long, "GET /f": "Get F", "GET /g": "Get G",
	})
	if !strings.HasPrefix(items["GET /f"].Description, long+"長") {
		t.Errorf("a summary that is too long for a name is lost: %q", items["GET /f"].Description)
	}
}

// folders returns the names of folders and how many requests they hold, in order.
func folders(items []template.Item) string {
	var all []string
	for _, i := range items {
		if i.Items != nil {
			all = append(all, fmt.Sprintf("%s(%d %s)", i.Name, len(i.Items), folders(i.Items)))
		}
	}
	return strings.ReplaceAll(strings.Join(all, " "), " )", ")")
}

// TestFolders: folders follow the document's tags, then first use; a tag with many
// requests has folders for resources.
func TestFolders(t *testing.T) {
	var many strings.Builder
	for i := range 7 {
		fmt.Fprintf(&many, "  /cats/{id}/a%d: {get: {tags: [Many]}}\n  /dogs/{id}/a%[1]d: {get: {tags: [Many]}}\n", i)
	}
	d, err := openapi.Read("api.yaml", `openapi: 3.1.0
info: {title: T, version: "1"}
tags: [{name: Zebras}, {name: Apples}, {name: Empty}]
paths:
  /a: {get: {tags: [Later]}}
  /b: {get: {tags: [Apples]}}
  /c: {get: {tags: [Zebras, Apples]}, put: {tags: [Apples]}}
  /d: {get: {}}
`+many.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for by, want := range map[requests.GroupBy]string{
		requests.ByTags:  "Zebras(1) Apples(2) Later(1) Many(2 Cats(7) Dogs(7))",
		requests.ByPaths: "C(2) Cats(7) Dogs(7)",
	} {
		o := requests.OptionsOf(requests.Template(d.API))
		o.GroupBy = by
		items, err := requests.Items(d.API, d.API.Operations, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := folders(items); got != want {
			t.Errorf("by %s: %s, want %s", by, got, want)
		}
	}
}

// TestAccept: a request asks for what the API answers with, where that is not plain JSON.
func TestAccept(t *testing.T) {
	for media, want := range map[string]string{
		"application/json: {}":                         "",
		"application/fhir+json: {}":                    "Accept=application/fhir+json",
		"text/csv: {}":                                 "Accept=text/csv",
		"text/csv: {}, application/vnd.a+json: {}":     "Accept=application/vnd.a+json",
		"text/csv: {}, application/json: {}":           "",
		"'*/*': {}":                                    "",
		"application/json; charset=utf-8: {}, a/x: {}": "Accept=application/json; charset=utf-8",
	} {
		_, requests := laidOut(t, `
paths: {/a: {get: {responses: {"200": {description: ok, content: {`+media+`}}, "400": {description: no, content: {text/html: {}}}}}}}
`)
		if got := parameters(requests["GET /a"].Headers); got != want {
			t.Errorf("%s: %s, want %s", media, got, want)
		}
	}
}

// TestReserved: reserved characters in values arrive as such.
func TestReserved(t *testing.T) {
	_, requests := laidOut(t, `
paths:
  /a/{p}:
    get:
      parameters:
      - {name: p, in: path, example: a+b/c?d#e%f}
      - {name: q, in: query, required: true, example: a+b/c?d#e%f&g}
      - {name: encoded, in: query, required: true, example: 100%25}
      - {name: half, in: query, required: true, example: 95%}
      - {name: open, in: query, required: true, allowReserved: true, example: a+b/c?d#e}
      - {name: list, in: query, required: true, explode: false, schema: {type: array}, example: [a+b, c]}
      - {name: X-H, in: header, required: true, example: "a+b\n"}
`)
	r := requests["GET /a/{p}"]
	if got, want := r.Path[0].Value, "a%2Bb%2Fc%3Fd%23e%25f"; got != want {
		t.Errorf("path %s, want %s", got, want)
	}
	want := "q=a%2Bb%2Fc%3Fd%23e%25f%26g encoded=100%25 half=95%25 open=a+b/c?d%23e list=a%2Bb,c"
	if got := parameters(r.Query); got != want {
		t.Errorf("query %s\nwant  %s", got, want)
	}
	if got := parameters(r.Headers); got != "X-H=a+b" {
		t.Errorf("headers %q", got)
	}
}

// TestAuthoredExamples: every example of a response is a saved example, with the request
// of the same key; further requests have one, too.
func TestAuthoredExamples(t *testing.T) {
	_, items := itemsOf(t, `
paths:
  /a:
    post:
      requestBody: {content: {application/json: {examples: {cat: {value: {k: cat}}, dog: {value: {k: dog}}, cow: {summary: A cow, value: {k: cow}}}}}}
      responses:
        "201": {description: Made, content: {application/json: {examples: {cat: {value: {id: 1}}, dog: {summary: A dog, value: {id: 2}}}}}}
        4XX: {description: Bad, content: {application/problem+json: {example: {title: bad}}}}
        default: {description: Broken, content: {text/plain: {example: no}}}
`)
	var got []string
	for _, r := range items["POST /a"].Responses {
		got = append(got, strings.Join(strings.Fields(fmt.Sprint(r.Code, r.Name, r.Media, r.Body, "<-", raw(r.Request))), " "))
	}
	want := []string{
		`201 cat application/json { "id": 1 } <- { "k": "cat" }`,
		`201 A dog application/json { "id": 2 } <- { "k": "dog" }`,
		`400 Bad application/problem+json { "title": "bad" } <-`,
		`500 Broken text/plain no <-`,
		`201 A cow application/json { "id": 1 } <- { "k": "cow" }`,
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || strings.ReplaceAll(got[i], " ", "") != strings.ReplaceAll(want[i], " ", "") {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestExamplesInXML: an example that is a value is XML where its media type is, as its schema
// says; the one of a request, too.
func TestExamplesInXML(t *testing.T) {
	_, items := itemsOf(t, `
paths:
  /a:
    post:
      requestBody: {content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}, examples: {cat: {value: {id: 1}}, dog: {value: {id: 2}}}}}}
      responses:
        "200": {description: ok, content: {application/xml: {schema: {$ref: '#/components/schemas/Pet'}, examples: {cat: {value: {id: 1, tags: [a, b]}}, dog: {value: "<pet/>"}}}}}
components: {schemas: {Pet: {type: object, xml: {name: pet}, properties: {id: {type: integer, xml: {attribute: true}}, tags: {type: array, items: {type: string, xml: {name: tag}}}}}}}
`)
	var got []string
	for _, r := range items["POST /a"].Responses {
		got = append(got, strings.Join(strings.Fields(r.Name+" "+r.Body+" <- "+raw(r.Request)), " "))
	}
	want := []string{`cat <pet id="1"> <tag>a</tag> <tag>b</tag> </pet> <- <pet id="1"/>`, `dog <pet/> <- <pet id="2"/>`}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestExamplesWhole: a saved example has the headers that the document gives, and the
// parameters of its key, but no ID of a record where it writes. The example of a schema
// counts where its media type has none.
func TestExamplesWhole(t *testing.T) {
	const examples = `{cat: {value: Tom}, dog: {value: Rex}}`
	_, items := itemsOf(t, `
paths:
  /pets/{name}:
    parameters:
      - {name: name, in: path, required: true, schema: {type: string}, examples: `+examples+`}
      - {name: q, in: query, schema: {type: string}, examples: {dog: {value: a+b}}}
      - {name: X-Q, in: header, schema: {type: string}, examples: `+examples+`}
    get: &get
      responses:
        "200":
          description: ok
          headers:
            X-Rate: {schema: {type: integer, example: 7}}
            X-More: {$ref: '#/components/headers/More'}
            X-None: {schema: {type: string}}
            Content-Type: {example: a/b}
          content: {application/json: {examples: {cat: {value: 1}, dog: {value: 2}}}}
        "404": {description: Not there, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
    delete: *get
components: {headers: {More: {example: "a\nb"}}, schemas: {Error: {type: object, examples: [{code: 4}]}}}
`)
	for id, want := range map[string][]string{
		"GET /pets/{name}":    {"200 cat 1 X-Rate=7 X-More=a b <- Tom [q=a%2Bb] X-Q=Tom", "200 dog 2 X-Rate=7 X-More=a b <- Rex q=a%2Bb X-Q=Rex", `404 Not there { "code": 4 }`},
		"DELETE /pets/{name}": {"200 cat 1 X-Rate=7 X-More=a b <- {{target_name}} [q=a%2Bb] X-Q=Tom", "200 dog 2 X-Rate=7 X-More=a b <- {{target_name}} q=a%2Bb X-Q=Rex", `404 Not there { "code": 4 }`},
	} {
		var got []string
		for _, r := range items[id].Responses {
			text := fmt.Sprint(r.Code, " ", r.Name, " ", r.Body, " ", parameters(r.Headers))
			if r.Request != nil {
				text += " <- " + r.Request.Path[0].Value + " " + parameters(r.Request.Query) + " " + parameters(r.Request.Headers)
			}
			got = append(got, strings.Join(strings.Fields(text), " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got\n%q, want\n%q", id, got, want)
		}
	}
}

// TestAuthorsBody: the author's example is sent although its schema does not allow it,
// and without what is read-only.
func TestAuthorsBody(t *testing.T) {
	for content, want := range map[string]string{
		`{schema: {type: object, properties: {n: {type: string}}}, example: {n: 88}}`:                                               `{"n":88}`,
		`{schema: {type: object}, example: '{ "folder": "inbox" }'}`:                                                                `{"folder":"inbox"}`,
		`{schema: {required: [x], properties: {x: {type: string}}}, example: {note: mine}}`:                                         `{"note":"mine"}`,
		`{schema: {properties: {id: {readOnly: true}, a: {properties: {g: {readOnly: true}}}}, example: {id: 1, a: {g: 2, h: 3}}}}`: `{"a":{"h":3}}`,
		`{schema: {allOf: [{enum: [x, y]}, {enum: [y, z]}]}}`:                                                                       `"y"`,
	} {
		_, requests := laidOut(t, `
paths: {/a: {post: {requestBody: {content: {application/json: `+content+`}}}}}
`)
		if got := strings.Join(strings.Fields(requests["POST /a"].Body.Raw), ""); got != want {
			t.Errorf("%s: %s, want %s", content, got, want)
		}
	}
}

// TestServersApart: servers of single operations, and parts of paths, have variables of
// their own.
func TestServersApart(t *testing.T) {
	tpl, requests := laidOut(t, `
servers: [{url: /v1}, {url: "https://{region}.example.com/v1", variables: {region: {default: eu}}}]
security: [{o: []}]
paths:
  /folder/{id}.json: {get: {parameters: [{name: id, in: path, example: 11}]}}
  /user/{id}.json: {get: {parameters: [{name: id, in: path, example: 22}]}}
  /stat/{region}.csv: {get: {parameters: [{name: region, in: path, example: north}]}}
  /files: {get: {}, post: {servers: [{url: "https://{shard}.upload.example.com", variables: {shard: {default: s1}}}]}}
  /assets: {get: {servers: [{url: "https://{region}.assets.example.com", variables: {region: {default: us}}}]}, post: {servers: [{url: "{origin}", variables: {origin: {default: "https://up.example.com"}}}]}}
  /again: {get: {servers: [{url: "https://{region}.assets.example.com", variables: {region: {default: ap}}}]}}
  /more: {get: {servers: [{url: "https://{region}.more.example.com", variables: {region: {default: eu}}}]}, post: {servers: [{url: "https://{base_url}.example.com", variables: {base_url: {default: b}}}]}}
components: {securitySchemes: {o: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://{region}.example.com/token", scopes: {}}}}}}
`)
	for id, want := range map[string]string{
		"GET /folder/{id}.json":  "https://eu.example.com/v1/folder/11.json",
		"GET /user/{id}.json":    "https://eu.example.com/v1/user/22.json",
		"GET /stat/{region}.csv": "https://eu.example.com/v1/stat/north.csv",
		"GET /files":             "https://eu.example.com/v1/files",
		"POST /files":            "https://s1.upload.example.com/files",
		"GET /assets":            "https://us.assets.example.com/assets",
		"POST /assets":           "https://up.example.com/assets",
		"GET /again":             "https://ap.assets.example.com/again",
		"GET /more":              "https://eu.more.example.com/more",
		"POST /more":             "https://b.example.com/more",
	} {
		if got := tpl.Resolve(requests[id].URL); got != want || !strings.HasPrefix(requests[id].URL, "{{") {
			t.Errorf("%s: %s resolves to %s, want %s", id, requests[id].URL, got, want)
		}
	}
	for _, a := range tpl.Auth.Attributes {
		if a.Key == "accessTokenUrl" && tpl.Resolve(a.Value.(string)) != "https://eu.example.com/token" {
			t.Errorf("tokens are asked for at %v", a.Value)
		}
	}
}

// TestTextInJSON: an example that is a plain text stands in quotes where the answer is JSON;
// JSON that the author wrote as a text, and other media, stay as they are.
func TestTextInJSON(t *testing.T) {
	_, items := itemsOf(t, `
paths:
  /a: {get: {responses: {"200": {description: "", content: {application/json: {schema: {type: string}, example: Delete "it"}}}}}}
  /b: {get: {responses: {"200": {description: "", content: {application/json: {example: '{"a": 1, …'}}}}}}
  /c: {get: {responses: {"200": {description: "", content: {application/json: {example: "17"}}}}}}
  /d: {get: {responses: {"200": {description: "", content: {text/plain: {example: Delete it}}}}}}
  /e: {get: {responses: {"200": {description: "", content: {application/problem+json: {example: '"Gone"'}}}}}}
`)
	for id, want := range map[string]string{
		"GET /a": `"Delete \"it\""`, "GET /b": `{"a": 1, …`, "GET /c": "17", "GET /d": "Delete it", "GET /e": `"Gone"`,
	} {
		if got := items[id].Responses; len(got) != 1 || got[0].Body != want {
			t.Errorf("%s: %+v, want %s", id, got, want)
		}
	}
}
