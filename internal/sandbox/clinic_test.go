package sandbox_test

import (
	"testing"

	"github.com/postwright/postwright/collection/template"
)

const callback = "https://client.example/back?from=sandbox"

// clinicTemplate describes an API, under a path, that no built-in template
// describes.
const clinicTemplate = `
name: clinic
title: Clinic API
variables:
  - {key: host, value: "https://clinic.example/v2"}
  - {key: greeting, value: hello}
auth:
  type: oauth2
  attributes:
    redirect_uri: ` + callback + `
    authUrl: https://clinic.example/oauth/authorize
    accessTokenUrl: https://clinic.example/oauth/token/
scopes:
  - {name: read, description: See <all> records.}
  - {name: write, description: Change records.}
  - {name: admin, description: Do anything.}
server: "{{host}}"
api: {document: api.yaml}
environment:
  name: Clinic
  values: [{key: token, secret: true}]
sandbox:
  token-lifetime: 1h
  revoke: [/oauth/revoke]
  error-field: problem
  version: {header: X-Clinic-Version, values: [v1, v2]}
  pages: {cursor: after, size: count, most: 100, next: later, previous: earlier}
  limits: [{requests: 3, per: 1s}, {requests: 5, per: 1m}]
  variables: {client-id: id, client-secret: password, access-token: token, refresh-token: renewal, expires-at: expires}
  current-user: /v2/me
  users:
    - {name: Ada, record: {id: 7, name: Ada}}
    - {name: Bo, record: {id: 8, name: Bo}}
items:
  - {id: me, name: Me, method: GET, url: "{{host}}/me", scopes: [write]}
`

// clinicDocument describes the operations of that API.
const clinicDocument = `
openapi: 3.1.0
info: {title: Clinic, version: "1"}
servers: [{url: "https://clinic.example/v2"}]
components:
  securitySchemes:
    login:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://clinic.example/oauth/authorize
          tokenUrl: https://clinic.example/oauth/token/
          scopes: {read: r, write: w, admin: a}
  schemas:
    Record:
      type: object
      required: [id, name]
      properties:
        id: {type: integer, readOnly: true}
        name: {type: string}
        day: {type: string, format: date}
        state: {type: string, enum: [new, old]}
        password: {type: string, writeOnly: true}
        born: {type: integer, minimum: 1900}
        parts: {type: array, items: {type: object, required: [size], properties: {size: {type: number}}}}
    Batch:
      type: object
      properties:
        state: {type: string}
        job: {type: string, format: uuid}
        results: {type: array, items: {$ref: "#/components/schemas/Record"}}
    Page:
      type: object
      properties:
        earlier: {type: string}
        list: {type: array, items: {$ref: "#/components/schemas/Record"}}
        later: {type: [string, "null"]}
paths:
  /records:
    get:
      security: [{login: [read]}]
      parameters:
        - {name: name, in: query, schema: {type: string}}
        - {name: state, in: query, schema: {type: string, enum: [new, old]}}
        - {name: born, in: query, schema: {type: integer}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Page"}}}}}
    post:
      security: [{login: [write]}]
      responses: {"201": {content: {application/json: {schema: {$ref: "#/components/schemas/Record"}}}}}
  /records/{id}:
    get:
      security: [{login: [read]}]
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Record"}}}}}
    put:
      security: [{login: [write]}]
      responses: {"204": {description: replaced}}
    patch:
      security: [{login: [write]}]
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Record"}}}}}
    delete:
      security: [{login: [write]}]
      responses: {"204": {description: deleted}}
  /records/{id}/send:
    post:
      security: [{login: [write]}]
      responses: {"202": {description: sent}}
  /records/{id}/notes:
    get:
      security: [{login: [read]}]
      responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Record"}}}}}}
  /batches:
    get:
      security: [{login: [read]}]
      parameters: [{name: job, in: query, required: true, schema: {type: string}}]
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Batch"}}}}}
    post:
      security: [{login: [write]}]
      responses: {"201": {content: {application/json: {schema: {type: object, properties: {state: {type: string}, job: {type: string, format: uuid}}}}}}}
  /pad:
    get:
      security: [{login: [read]}]
      parameters: [{name: owner, in: query, required: true, schema: {type: integer}}]
      responses: {"200": {content: {application/json: {schema: {type: object, properties: {owner: {type: integer}, text: {type: string}}}}}}}
    put:
      security: [{login: [write]}]
      parameters: [{name: owner, in: query, required: true, schema: {type: integer}}]
      requestBody: {content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}}}}}}
      responses: {"200": {description: OK}}
  /files:
    post:
      security: [{login: [write]}]
      requestBody:
        content:
          multipart/form-data:
            schema:
              type: object
              required: [file]
              properties: {file: {type: string, format: binary}, pages: {type: integer}, kind: {type: string, enum: [scan, fax]}}
      responses: {"201": {content: {application/json: {schema: {type: object, properties: {id: {type: integer}, file: {type: string}, pages: {type: integer}, kind: {type: string}}}}}}}
  /secrets:
    get:
      security: [{login: [read, admin]}]
      responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Record"}}}}}}
  /open:
    get:
      security: [{login: []}]
      responses: {"200": {description: OK}}
`

func read(t testing.TB, text string) *template.Template {
	t.Helper()
	tpl, found := template.Parse(text)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if _, err := template.ReadAPI(tpl, func(string) (string, error) { return clinicDocument, nil }); err != nil {
		t.Fatal(err)
	}
	return tpl
}
