package openapi_test

import (
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/openapi"
)

// TestNamedReferences checks that a mapping of named values may be a reference as a
// whole.
func TestNamedReferences(t *testing.T) {
	d, err := openapi.Read("api.yaml", `
openapi: 3.0.3
paths:
  /a:
    post:
      requestBody: {content: {$ref: "#/x-shared/content"}}
      responses: {$ref: "#/x-shared/responses"}
x-shared:
  content: {text/csv: {schema: {type: object, properties: {$ref: "#/x-shared/properties"}}}}
  properties: {name: {type: string}}
  responses: {"200": {description: done, content: {$ref: "#/x-shared/content"}}}
`, nil)
	if err != nil || len(d.Files[0].Found) > 0 {
		t.Fatal(err, d.Files[0].Found)
	}
	o := d.API.Operations[0]
	if o.Body.Media != "text/csv" || o.Body.Schema.Property("name") == nil {
		t.Errorf("the body is %+v", o.Body)
	}
	if len(o.Responses) != 1 || len(o.Responses[0].Media) != 1 || o.Responses[0].Media[0] != "text/csv" {
		t.Errorf("the responses are %+v", o.Responses)
	}
}

// TestNullExamples checks that null is an example of a body only where its schema allows
// it.
func TestNullExamples(t *testing.T) {
	for schema, kept := range map[string]bool{
		"{type: object}":                 false,
		"{type: object, nullable: true}": true,
		"{}":                             true,
	} {
		d, err := openapi.Read("api.yaml", "{openapi: 3.0.3, paths: {/a: {post: {requestBody: {content: {application/json: {example: null, schema: "+schema+"}}}}}}}", nil)
		if err != nil {
			t.Fatal(err)
		}
		b := d.API.Operations[0].Body
		if got := b.Example != nil && b.Example.Kind == api.Null; got != kept || (len(b.Examples) > 0) != kept {
			t.Errorf("%s: the example is %+v, the examples %+v", schema, b.Example, b.Examples)
		}
	}
}
