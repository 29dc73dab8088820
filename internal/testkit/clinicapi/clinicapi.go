// Package clinicapi is a clinic's API, which examples of lint rules that need
// an API are linted with.
package clinicapi

import (
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/openapi"
	"github.com/postwright/postwright/collection/template"
)

// The API of the template.
const (
	templateText = `
name: clinic
title: Clinic API
server: https://api.example.com
api: {document: operations.yaml}
auth:
  type: oauth2
  attributes:
    redirect_uri: https://oauth.pstmn.io/v1/browser-callback
    authUrl: https://auth.example.com/authorize/
    accessTokenUrl: https://auth.example.com/token/
scopes:
  - name: patients:read
  - name: appointments:read
`
	operations = `
openapi: 3.0.3
info: {title: Clinic API}
components:
  securitySchemes:
    clinic:
      type: oauth2
      flows:
        authorizationCode:
          authorizationUrl: https://auth.example.com/authorize/
          tokenUrl: https://auth.example.com/token/
          scopes: {"patients:read": "", "appointments:read": ""}
paths:
  /ping: {get: {}}
  /patients: {get: {security: [{clinic: ["patients:read"]}]}}
  /appointments: {get: {security: [{clinic: ["appointments:read"]}]}}
`
)

// Template returns the template for examples of the rules about templates.
func Template() *template.Template {
	t, found := template.Parse(templateText)
	if len(found) > 0 {
		panic(found[0].Message) // the text is above
	}
	if _, err := template.ReadAPI(t, func(string) (string, error) { return operations, nil }); err != nil {
		panic(err)
	}
	return t
}

// document is the OpenAPI document for examples of the contract rules.
const document = `openapi: 3.0.3
info: {title: Clinic API, version: "1"}
servers: [{url: https://api.example.com}]
paths:
  /ping: {get: {responses: {"200": {description: OK, content: {application/json: {schema: {$ref: '#/components/schemas/Pong'}}}}}}}
  /patients:
    get:
      parameters:
        - {name: doctor, in: query, schema: {type: integer}}
        - {name: gender, in: query, schema: {type: string, enum: [female, male, other]}}
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Patient'}}}
  /patients/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
    get: {}
  /visits:
    get:
      parameters: [{name: since, in: query, required: true, schema: {type: string, format: date}}]
  /doctors: {get: {security: [{token: []}]}}
  /reports: {get: {deprecated: true}}
components:
  securitySchemes: {token: {type: http, scheme: bearer}}
  schemas:
    Pong: {type: object, properties: {up: {type: boolean}}}
    Patient:
      type: object
      required: [doctor]
      properties:
        doctor: {type: integer}
        first_name: {type: string}
        gender: {type: string, enum: [female, male, other]}
`

// Contract returns the API for examples of the contract rules.
func Contract() *contract.Document {
	d, err := openapi.Read("api.yaml", document, nil)
	if err != nil {
		panic(err) // the text is above
	}
	return contract.New(d.API)
}
