package generate_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/collection/validate"
	"github.com/postwright/postwright/schemas"
)

// patience is what no document may take, on the slowest of machines.
const patience = 5 * time.Minute

// within runs what must end in time and must not panic.
func within(t *testing.T, run func() error) {
	t.Helper()
	done := make(chan error, 1)
	go func() { done <- run() }()
	select {
	case err := <-done:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Fatalf("takes more than %v", patience)
	}
}

// TestHostile: any document ends in a collection that is valid and reads back, or
// in clear words, in bounded time and memory.
func TestHostile(t *testing.T) {
	for _, h := range hostileDocuments() {
		t.Run(h.name, func(t *testing.T) {
			within(t, func() error { return h.check() })
		})
	}
}

func (h hostile) check() error {
	d, err := openapi.Read("api.yaml", h.text, nil)
	if len(d.Files[0].Found) > 500 {
		return fmt.Errorf("%d findings", len(d.Files[0].Found))
	}
	if h.refused != "" {
		if !errors.Is(err, openapi.ErrUnreadable) || !finds(d, h.refused) {
			return fmt.Errorf("%v; found %s, want %s", err, words(d), h.refused)
		}
		return nil
	}
	if err != nil || h.found != "" && !finds(d, h.found) || h.found == "" && words(d) != "" {
		return fmt.Errorf("%v; found %s, want %q", err, words(d), h.found)
	}
	tpl := requests.Template(d.API)
	text, err := generate.Collection(tpl, generate.Choices{Operations: d.API.Operations})
	if h.tooLarge {
		if err == nil || err.Error() != "the requests would have more than 128 MB of text; choose fewer operations" {
			return fmt.Errorf("%d bytes, %v", len(text), err)
		}
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(readsBack(d.API, tpl, text), around(d.API, tpl))
}

func words(d *openapi.Document) string {
	var b strings.Builder
	for _, found := range d.Files[0].Found {
		fmt.Fprintf(&b, "%d:%d %.3000s\n", found.Line, found.Column, found.Message)
	}
	return b.String()
}

func finds(d *openapi.Document, text string) bool { return strings.Contains(words(d), text) }

// readsBack checks a collection: Postman's schema accepts it, and it holds one
// request for each operation, by its method.
func readsBack(a *api.API, tpl *template.Template, text string) error {
	d, err := jsontree.Parse(text)
	if err != nil {
		return err
	}
	s, err := validate.Profile(schemas.Official)
	if err != nil {
		return err
	}
	if found, err := validate.Collection(d, s, validate.Native); err != nil || len(found) > 0 {
		return fmt.Errorf("%v, %v", found, err)
	}
	c := collection.Of(d)
	if want := tpl.Title; c.Name() != want {
		return fmt.Errorf("name %q, want %q", c.Name(), want)
	}
	methods := map[string]int{}
	for _, o := range a.Operations {
		methods[o.Method]++
	}
	for r := range c.Requests() {
		methods[r.Request().Method()]--
	}
	for method, n := range methods {
		if n != 0 {
			return fmt.Errorf("%d %s operations without a request", n, method)
		}
	}
	return nil
}

// around does what else is done with a document: the environment, the facts and the
// template to go on with, and the scopes.
func around(a *api.API, tpl *template.Template) error {
	if _, err := generate.Environment(tpl, a.Operations); err != nil {
		return err
	}
	facts, err := openapi.Facts(a)
	if err != nil {
		return err
	}
	d, err := openapi.Read("operations.json", facts, nil)
	if err != nil {
		return fmt.Errorf("the facts: %w %s", err, words(d))
	}
	if again, err := openapi.Facts(d.API); err != nil || again != facts {
		return fmt.Errorf("the facts give others when they are read again: %v", err)
	}
	text, err := template.Write(tpl, "operations.json")
	if err != nil {
		return err
	}
	if _, found := template.Parse(text); len(found) > 0 && len(text) < 4<<20 {
		return fmt.Errorf("the template: %s", found[0].Message)
	}
	requests.Resources(a)
	if _, err := requests.Choose(a, nil, []string{"nothing is called so"}); err == nil {
		return errors.New("something is called so")
	}
	m := scopes.OfTemplate(tpl)
	for _, format := range scopes.Formats() {
		if len(m.Requests)*len(m.Needed) > 10_000_000 {
			break // a table of that many cells
		}
		if _, err := m.Write(format); err != nil {
			return err
		}
	}
	return nil
}

// FuzzDocument: whatever is an OpenAPI document makes a collection that Postman's
// schema accepts, facts that give themselves, and tables of scopes.
func FuzzDocument(f *testing.F) {
	for _, h := range hostileDocuments() {
		if len(h.text) < 10_000 {
			f.Add(h.text)
		}
	}
	f.Add(`openapi: 3.1.0
info: {title: Pets}
servers: [{url: "//example.com/{v}", variables: {v: {default: v1}}}]
tags: [{name: pets, description: All of them.}]
security: [{o: [pets:read, "pets:write"]}, {key: []}]
paths:
  /pets:
    get:
      tags: [pets]
      parameters: [{name: ids, in: query, style: pipeDelimited, explode: false, example: [1, 2], schema: {type: array, items: {type: integer}}}, {name: page, in: query}, {name: f, in: query, style: deepObject, schema: {properties: {a: {enum: [x]}}}}]
      responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer, default: 7}}]
    get: {responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
    patch: {security: [{basic: [], key: []}]}
    delete: {security: [], deprecated: true}
  /pets/{id}/photo.{ext}:
    put: {requestBody: {content: {multipart/form-data: {schema: {required: [file], properties: {file: {type: string, format: binary}, meta: {$ref: '#/components/schemas/Pet'}}}}}}}
components:
  securitySchemes:
    o: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a, tokenUrl: https://t, scopes: {"pets:read": Read, "pets:write": Write}}}}
    key: {type: apiKey, in: cookie, name: k}
    basic: {type: http, scheme: basic}
  schemas:
    Pet: {type: object, required: [name], properties: {id: {type: integer, readOnly: true}, name: {type: string, minLength: 2}, kin: {type: array, items: {$ref: '#/components/schemas/Pet'}}, kind: {oneOf: [{const: cat}, {type: integer}]}}}
`)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := openapi.Read("api.yaml", text, nil)
		if err != nil {
			t.Skip()
		}
		tpl := requests.Template(d.API)
		made, err := generate.Collection(tpl, generate.Choices{Operations: d.API.Operations})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(readsBack(d.API, tpl, made), around(d.API, tpl)); err != nil {
			t.Error(err)
		}
	})
}
