package lint_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/internal/testkit"
)

// hard is a document in which made values are easily wrong.
const hard = `
openapi: 3.0.3
info: {title: Hard, version: "1"}
servers: [{url: "https://{region}.example.com/{base}", variables: {region: {default: eu}, base: {default: v1}}}]
paths:
  /things:
    get:
      parameters:
        - {name: filter, in: query, required: true, style: deepObject, schema: {type: object, required: [name], properties: {name: {type: string}}}}
        - {name: ids, in: query, required: true, style: pipeDelimited, schema: {type: array, items: {type: integer, minimum: 10}}}
        - {name: day, in: query, required: true, schema: {type: string, format: date}}
        - {name: X-Level, in: header, required: true, schema: {type: integer, maximum: 3}}
      responses: {"200": {description: OK, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}, example: [{id: x}]}}}}
    post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {"201": {description: made}}}
  /things/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string, format: uuid}}]
    put: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}, responses: {"200": {description: OK}}}
    patch: {requestBody: {content: {application/json: {schema: {type: array, minItems: 1, items: {$ref: '#/components/schemas/Thing'}}}}}, responses: {"200": {description: OK}}}
    delete: {deprecated: true, responses: {"204": {description: gone}}}
  /things/{name}: {get: {parameters: [{name: name, in: path, required: true, schema: {type: integer}}], responses: {"200": {description: OK}}}}
  /things?beta=true: {post: {responses: {"200": {description: OK}}}}
  "/forms#stream": {post: {parameters: [{name: stream, in: query, required: true, schema: {type: boolean}}], responses: {"200": {description: OK}}}}
  /forms:
    post: {requestBody: {content: {multipart/form-data: {schema: {type: object, required: [size, file], properties: {size: {type: integer}, file: {type: string, format: binary}}}}}}, responses: {"200": {description: OK}}}
    put: {requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, required: [size], properties: {size: {type: integer}}}}}}, responses: {"200": {description: OK}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    token: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    login: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {a: "", b: ""}}}}
  schemas:
    Thing:
      type: object
      additionalProperties: false
      required: [id, kind, plan]
      properties:
        id: {type: integer, readOnly: true}
        kind: {type: string, enum: [a, b], example: c}
        secret: {type: string, writeOnly: true}
        plan: {type: object, oneOf: [{$ref: '#/components/schemas/Free'}, {$ref: '#/components/schemas/Paid'}], discriminator: {propertyName: type}}
    Free: {type: object, additionalProperties: false, required: [type], properties: {type: {type: string, enum: [free]}}}
    Paid: {type: object, additionalProperties: false, required: [type, price], properties: {type: {type: string, enum: [paid]}, price: {type: number, minimum: 0, exclusiveMinimum: true}}}
`

// TestGeneratedFits: no contract rule finds anything in what is generated of a document.
func TestGeneratedFits(t *testing.T) {
	documents := map[string]string{"hard.yaml": hard}
	for _, name := range []string{"drchrono/openapi-2026.yml", "openapi/stripe.yaml", "openapi/googlemaps.json"} {
		documents[name] = testkit.Read(t, name)
	}
	for name, text := range documents {
		t.Run(name, func(t *testing.T) {
			d, err := openapi.Read(name, text, nil)
			if err != nil {
				t.Fatal(err)
			}
			var some []*api.Operation
			for i, o := range d.API.Operations {
				if len(d.API.Operations) < 400 || i%20 == 0 || strings.Contains(o.Path, "/billing_portal/") {
					some = append(some, o)
				}
			}
			made, err := generate.Prepare(requests.Template(d.API), generate.Choices{Operations: some}).Draft()
			if err != nil {
				t.Fatal(err)
			}
			for _, found := range lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(d.API)}).Document(made) {
				t.Errorf("%s: %s: %s", redact.PathOf(found.Around), found.Rule, found.Message)
			}
			if name == "hard.yaml" {
				other, _, err := lint.New(lint.Options{Rules: contractRules(), Contract: contract.New(d.API)}).Text(strings.ReplaceAll(made.Text(), `"day"`, `"dayy"`))
				if err != nil || len(other) != 1 || other[0].Severity != diagnostic.Error {
					t.Errorf("a misspelt parameter: %v, %v", other, err)
				}
			}
		})
	}
}
