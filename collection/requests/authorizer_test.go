package requests_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/template"
)

// authText writes an authorization as its type and those attributes that are named.
func authText(a *template.Auth, keys ...string) string {
	if a == nil {
		return "inherits"
	}
	words := []string{a.Type}
	for _, attribute := range a.Attributes {
		for _, key := range keys {
			if attribute.Key == key {
				words = append(words, fmt.Sprint(attribute.Value))
			}
		}
	}
	return strings.Join(words, " ")
}

// TestSchemesApart: what one server gave out is not sent to another, and what stands in
// an address is not a credential.
func TestSchemesApart(t *testing.T) {
	tpl, requests := laidOut(t, `
info: {title: T}
servers: [{url: "https://{username}.h.test:{port}", variables: {username: {default: demo}, port: {default: "8443"}}}]
security: [{user: [read]}]
paths:
  /a: {get: {}}
  /b: {get: {}}
  /machine: {get: {security: [{machine: [admin, audit]}]}}
  /one: {get: {security: [{first: []}]}}
  /two: {get: {security: [{second: []}]}}
  /basic/v{password}: {get: {security: [{login: []}], parameters: [{name: password, in: path, required: true}]}}
components:
  securitySchemes:
    machine: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://m.test/t, scopes: {admin: A, audit: B}}}}
    user: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://u.test/t, scopes: {all: C}}, authorizationCode: {authorizationUrl: https://u.test/a, tokenUrl: https://u.test/t, scopes: {read: R, write: W}}}}
    first: {type: http, scheme: bearer}
    second: {type: http, scheme: bearer}
    login: {type: http, scheme: basic}
`)
	if got := requests["GET /basic/v{password}"].URL; got != "{{base_url}}/basic/v{{basic_password}}" {
		t.Errorf("the part of a path is %s", got)
	}
	if got := strings.Join(tpl.ScopeNames(), " "); got != "read write" {
		t.Errorf("scopes to ask for: %s", got)
	}
	for path, want := range map[string]string{
		"/a":                 "inherits",
		"/machine":           "oauth2 T (machine) {{machine_client_id}} {{machine_client_secret}} {{machine_access_token}} admin audit",
		"/one":               "bearer {{bearer_token}}",
		"/two":               "bearer {{second_bearer_token}}",
		"/basic/v{password}": "basic {{login_username}} {{password}}",
	} {
		if got := authText(requests["GET "+path].Auth, "tokenName", "clientId", "clientSecret", "accessToken", "scope", "token", "username", "password"); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	if got := authText(tpl.Auth, "clientId", "clientSecret", "accessToken", "scope"); got != "oauth2 {{client_id}} {{client_secret}} {{access_token}}" {
		t.Errorf("the collection: %s", got)
	}
	var held []string
	for _, v := range tpl.Environment.Values {
		held = append(held, v.Key)
	}
	if got := strings.Join(held, " "); got != "client_id client_secret access_token machine_client_id machine_client_secret machine_access_token bearer_token second_bearer_token login_username password" {
		t.Errorf("the environment holds %s", got)
	}
}

// TestRelativeEndpoints: authorization servers may be written relative to the API.
func TestRelativeEndpoints(t *testing.T) {
	for _, test := range []struct{ server, endpoint, want string }{
		{"https://h.test", "token", "{{base_url}}/token"},
		{"https://h.test", "/token", "{{base_url}}/token"},
		{"https://h.test/api/v1", "token", "{{base_url}}/token"},
		{"https://h.test/api/v1", "/token", "https://h.test/token"},
		{"https://h.test/api/v1", "//auth.test/token", "https://auth.test/token"},
		{"https://h.test/api/v1", "https://auth.test/token", "https://auth.test/token"},
		{"", "/token", "{{base_url}}/token"},
		{"/v1", "/token", "{{base_url}}/token"},
		{"{server}/v1", "/token", "{{server}}/token"},
	} {
		tpl, _ := laidOut(t, `
servers: [{url: "`+test.server+`", variables: {server: {default: https://h.test}}}]
security: [{o: []}]
paths: {/a: {get: {}}}
components: {securitySchemes: {o: {type: oauth2, flows: {password: {tokenUrl: "`+test.endpoint+`", refreshUrl: "`+test.endpoint+`", scopes: {}}}}}}
`)
		if got, want := authText(tpl.Auth, "accessTokenUrl", "refreshTokenUrl"), "oauth2 "+test.want+" "+test.want; got != want {
			t.Errorf("%s and %s: %s, want %s", test.server, test.endpoint, got, want)
		}
	}
}

// TestOwnAuthorization: a template's own authorization is for all requests, unless it is
// of the document's type and the template holds what the others need. Nothing refers to
// what the template does not hold.
func TestOwnAuthorization(t *testing.T) {
	const document = `
security: [{token: []}]
paths:
  /a: {get: {}}
  /b: {get: {}}
  /login: {post: {security: [{login: []}]}}
  /other: {get: {security: [{other: []}]}}
components:
  securitySchemes:
    token: {type: http, scheme: bearer, description: Ask for one.}
    login: {type: http, scheme: basic}
    other: {type: http, scheme: bearer}
`
	for _, test := range []struct {
		kind, token string
		holds       []string
		want        string
	}{
		{"bearer", "{{mine}}", []string{"mine", "username", "password", "other_bearer_token"}, "POST /login: basic {{username}} {{password}}, GET /other: bearer {{other_bearer_token}}"},
		{"bearer", "{{other_bearer_token}}", []string{"username", "password", "other_bearer_token", "other_bearer_token_2"}, "POST /login: basic {{username}} {{password}}, GET /other: bearer {{other_bearer_token_2}}"},
		{"bearer", "{{mine}}", []string{"mine", "username", "password"}, "POST /login: inherits, GET /other: inherits"},
		{"apikey", "{{mine}}", []string{"mine", "username", "password", "other_bearer_token"}, "POST /login: inherits, GET /other: inherits"},
	} {
		tpl, _ := laidOut(t, document)
		tpl.Auth = &template.Auth{Type: test.kind, Attributes: []template.Attribute{{Key: "token", Value: test.token}}}
		tpl.Variables = nil
		for _, name := range test.holds {
			tpl.Variables = append(tpl.Variables, template.Variable{Key: name})
		}
		items, err := requests.Items(tpl.API, tpl.API.Operations, requests.OptionsOf(tpl))
		if err != nil {
			t.Fatal(err)
		}
		auths := map[string]string{}
		for _, item := range items {
			auths[item.ID] = authText(item.Request.Auth, "token", "username", "password")
		}
		if got := "POST /login: " + auths["POST /login"] + ", GET /other: " + auths["GET /other"]; got != test.want {
			t.Errorf("%s %s with %v: %s, want %s", test.kind, test.token, test.holds, got, test.want)
		}
	}
}

// TestDeviceFlow: Postman has no device codes. A scheme of those alone is none for it, and
// beside another flow the other one counts; a program that gets tokens has both.
func TestDeviceFlow(t *testing.T) {
	const device = `deviceAuthorization: {deviceAuthorizationUrl: https://a.test/d, tokenUrl: https://a.test/t, scopes: {read: R}}`
	for flows, want := range map[string]struct{ grant, grants string }{
		device: {"", "device_code"},
		device + `, authorizationCode: {authorizationUrl: https://a.test/a, tokenUrl: https://a.test/t, scopes: {read: R}}`: {"authorization_code", "authorization_code device_code"},
		device + `, implicit: {authorizationUrl: https://a.test/a, scopes: {read: R}}`:                                      {"implicit", "implicit"},
	} {
		tpl, _ := laidOut(t, `
security: [{o: [read]}]
paths: {/a: {get: {}}}
components: {securitySchemes: {o: {type: oauth2, flows: {`+flows+`}}}}
`)
		grant := ""
		if tpl.Auth != nil && tpl.Auth.Type == "oauth2" {
			for _, a := range tpl.Auth.Attributes {
				if a.Key == "grant_type" {
					grant, _ = a.Value.(string)
				}
			}
		}
		server := tpl.AuthorizationServer()
		if grant != want.grant || server == nil || strings.Join(server.Grants, " ") != want.grants || server.Scope != "read" {
			t.Errorf("%s: grant %q, %+v", flows, grant, server)
		}
		if strings.Contains(want.grants, "device") && server.DeviceURL != "https://a.test/d" {
			t.Errorf("%s: %+v", flows, server)
		}
	}
}
