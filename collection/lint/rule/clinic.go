package rule

import "github.com/postwright/postwright/collection/template"

// The API that examples of the template's rules are about.
const (
	clinicTemplate = `
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
	clinicOperations = `
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

// ExampleTemplate returns the template with which examples are linted that want one.
func ExampleTemplate() *template.Template {
	t, found := template.Parse(clinicTemplate)
	if len(found) > 0 {
		panic(found[0].Message) // the text is above
	}
	if _, err := t.ReadAPI(func(string) (string, error) { return clinicOperations, nil }); err != nil {
		panic(err)
	}
	return t
}
