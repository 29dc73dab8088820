package openapi_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/internal/testkit"
)

func facts(t testing.TB, a *api.API) string {
	t.Helper()
	text, err := openapi.Facts(a)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// checkFacts checks that the facts of an API give themselves when they are read,
// and the same operations with the same parameters, needs, and bodies, those that
// are inferred included.
func checkFacts(t *testing.T, a *api.API) {
	t.Helper()
	text := facts(t, a)
	d, err := openapi.Read("operations.json", text, nil)
	if err != nil {
		t.Fatalf("%v\n%s\n%s", err, said(d), text)
	}
	if again := facts(t, d.API); again != text {
		t.Fatalf("facts\n%s\nread again\n%s", text, again)
	}
	if got, want := bare(d.API), bare(a); got != want {
		t.Fatalf("%s\nread again\n%s\n%s", want, got, text)
	}
	if got, want := facts(t, declared(d.API)), facts(t, declared(a)); got != want {
		t.Fatalf("with what was inferred\n%s\nread again\n%s", want, got)
	}
}

// bare returns what is said of operations beside schemas.
func bare(a *api.API) string {
	var lines []string
	for _, o := range a.Operations {
		line := fmt.Sprintf("%s tags %q deprecated %t at %q scopes %q listed %q public %t answers %t %v", o, o.Tags, o.Deprecated, o.Server, o.Scopes, o.Listed, o.IsPublic(), o.Answer() != nil, statusesOf(o))
		for _, p := range o.Parameters {
			line += fmt.Sprintf("\n\t%s %q required %t deprecated %t %s %t JSON %t", p.In, p.Name, p.Required, p.Deprecated, p.Style, p.Explode, p.JSON)
		}
		for _, requirement := range o.Security {
			line += "\n\tneeds"
			for _, need := range requirement {
				line += fmt.Sprintf(" %q %q", need.Scheme.Name, need.Scopes)
			}
		}
		if b := o.Body; b != nil {
			line += fmt.Sprintf("\n\tbody %q required %t inferred %t %v", b.Media, b.Required, b.Inferred, b.Encodings)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func statusesOf(o *api.Operation) (all []string) {
	for _, r := range o.Responses {
		all = append(all, r.Status)
	}
	return all
}

// declared returns an API whose inferred bodies count as declared ones.
func declared(a *api.API) *api.API {
	b := &api.API{Title: a.Title, Version: a.Version, Server: a.Server, Variables: a.Variables, Schemes: a.Schemes, Tags: a.Tags}
	for _, o := range a.Operations {
		copied := *o
		if o.Body != nil {
			body := *o.Body
			body.Inferred = false
			copied.Body = &body
		}
		b.Operations = append(b.Operations, &copied)
	}
	return b
}

// documents are the reference documents.
var documents = []string{"drchrono/openapi-2026.yml", "openapi/stripe.yaml", "openapi/googlemaps.json"}

func TestFactsOfRealDocuments(t *testing.T) {
	for _, name := range documents {
		a, _ := read(t, testkit.Read(t, name))
		checkFacts(t, a)
		if _, found := read(t, facts(t, a)); strings.Contains(found, "warning") {
			t.Errorf("%s: in its facts is found\n%s", name, found)
		}
	}
}

func TestFacts(t *testing.T) {
	const document = `openapi: 3.0.3
info: {title: T, version: "1", description: A sentence.}
servers: [{url: 'https://{r}.example.com', variables: {r: {default: eu, description: A sentence.}}}]
tags: [{name: t, description: A sentence.}]
paths:
  /b:
    get:
      summary: A sentence.
      tags: [t]
      parameters:
      - {name: q, in: query, description: A sentence., example: A sentence., explode: false, schema: {$ref: '#/components/schemas/Described'}}
      - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/a~1b'}}}}}
  /a:
    put:
      deprecated: true
      security: [{}, {o: [s]}]
      requestBody: {content: {multipart/form-data: {schema: {properties: {f: {type: string, format: binary}}}, encoding: {f: {style: form}, e: {contentType: application/json, explode: false}}}}}
    post: {security: []}
components:
  securitySchemes:
    o: {type: oauth2, description: A sentence., flows: {password: {tokenUrl: https://t, scopes: {s: A sentence.}}}}
  schemas:
    a/b: {nullable: true, description: A sentence., oneOf: [{$ref: '#/components/schemas/C'}, {$ref: '#/components/schemas/Described'}], discriminator: {propertyName: k, mapping: {z: C, a: Described}}}
    C: {type: object, required: [a], minProperties: 1, additionalProperties: false, properties: {a: {type: integer, minimum: 1, exclusiveMinimum: true, multipleOf: 2}, self: {$ref: '#/components/schemas/C', readOnly: true}}}
    Described: {description: A sentence., allOf: [{$ref: '#/components/schemas/D'}]}
    D: {type: array, nullable: true, items: {enum: [1, null]}, maxItems: 3}
`
	const want = `{
"openapi": "3.1.0",
"info": {"title":"T","version":"1"},
"servers": [{"url":"https://{r}.example.com","variables":{"r":{"default":"eu"}}}],
"tags": [{"name":"t"}],
"paths": {
"/a": {
	"post": {"security":[]},
	"put": {"deprecated":true,"security":[{},{"o":["s"]}],"requestBody":{"content":{"multipart/form-data":{"schema":{"properties":{"f":{"type":"string","format":"binary"}}},"encoding":{"e":{"contentType":"application/json","explode":false},"f":{"style":"form"}}}}}}
},
"/b": {
	"get": {"tags":["t"],"parameters":[{"name":"q","in":"query","explode":false,"schema":{"$ref":"#/components/schemas/D"}},{"name":"j","in":"query","content":{"application/json":{"schema":{"type":"object"}}}}],"responses":{"200":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/a~1b"}}}}}}
}
},
"components": {
"schemas": {
	"D": {"type":["array","null"],"items":{"enum":[1,null]},"maxItems":3},
	"a/b": {"nullable":true,"oneOf":[{"$ref":"#/components/schemas/C"},{"$ref":"#/components/schemas/D"}],"discriminator":{"propertyName":"k","mapping":{"a":"#/components/schemas/D","z":"#/components/schemas/C"}}},
	"C": {"type":"object","required":["a"],"properties":{"a":{"type":"integer","exclusiveMinimum":1,"multipleOf":2},"self":{"readOnly":true,"$ref":"#/components/schemas/C"}},"additionalProperties":false,"minProperties":1}
},
"securitySchemes": {
	"o": {"type":"oauth2","flows":{"password":{"tokenUrl":"https://t","scopes":{"s":""}}}}
}
}
}
`
	a, found := read(t, document)
	if got := facts(t, a); got != want {
		t.Errorf("got\n%s\n%s", got, found)
	}
	for range 20 {
		b, _ := read(t, document)
		if facts(t, b) != want {
			t.Fatal("two runs differ")
		}
	}
	checkFacts(t, a)
}

// FuzzRead: any text ends in an API or in findings that say why not, each at a place
// of the text; and the facts of an API give themselves.
func FuzzRead(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := openapi.Read("api.yaml", text, func(name string) (string, error) { return text, nil })
		if d == nil || d.API == nil || len(d.Files) == 0 {
			t.Fatal("nothing read")
		}
		if err != nil && len(d.Files[0].Found) == 0 {
			t.Errorf("%v, and nothing found", err)
		}
		for _, file := range d.Files {
			lines := strings.Split(file.Text, "\n")
			for i, found := range file.Found {
				if found.Line < 1 || found.Line > len(lines) || found.Column < 1 || found.Column > len([]rune(lines[found.Line-1]))+1 ||
					found.Start < 0 || found.Start > found.End || found.End > len(file.Text) || found.Message == "" {
					t.Errorf("%+v is no place of %q", found, file.Text)
				}
				if i > 0 && cmp.Or(cmp.Compare(file.Found[i-1].Line, found.Line), cmp.Compare(file.Found[i-1].Column, found.Column)) > 0 {
					t.Errorf("%+v stands behind %+v", found, file.Found[i-1])
				}
			}
		}
		if err == nil {
			checkFacts(t, d.API)
		}
	})
}

// seeds returns small documents: those of other tests, and excerpts of real ones.
func seeds(f *testing.F) []string {
	all := []string{"", "- a", three, with(""), "openapi: 3.1.0\npaths: &p\n  /a: *p\n", "openapi: 3.0.0\npaths: {<<: [{/a: {get: {}}}]}\n", "{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {}}, \"paths\": 1}"}
	for _, c := range brokenDocuments() {
		all = append(all, c.text)
	}
	for _, c := range featureDocuments() {
		all = append(all, c.text)
	}
	for _, name := range documents {
		text := testkit.ReadIfPresent(name)
		if text == "" {
			continue
		}
		d, err := openapi.Read("", text, nil)
		if err != nil {
			f.Fatal(err)
		}
		for i := 0; i+2 < len(d.API.Operations) && i < 300; i += 60 {
			excerpt := *declared(d.API)
			excerpt.Operations = d.API.Operations[i : i+2]
			if text := facts(f, &excerpt); len(text) < 20_000 {
				all = append(all, text)
			}
		}
	}
	return all
}
