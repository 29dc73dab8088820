package openapi_test

import (
	"strings"
	"testing"
)

// TestCommonServer: where most operations name an address of their own, that is
// the API's.
func TestCommonServer(t *testing.T) {
	const own = `{servers: [{url: 'https://maps.example.com'}]}`
	const document = `
openapi: 3.0.0
info: {title: T, version: '1'}
servers: [{url: SERVER}]
paths:
  /a: {get: ` + own + `, put: ` + own + `}
  /b: {get: {}}
`
	for server, want := range map[string]string{
		"'https://www.example.com'": "T 1 at \"https://maps.example.com\"\nGET /a\nPUT /a\nGET /b at https://www.example.com",
		"/v1":                       "T 1 at \"/v1\"\nGET /a at https://maps.example.com\nPUT /a at https://maps.example.com\nGET /b",
	} {
		a, found := read(t, strings.Replace(document, "SERVER", server, 1))
		if got := strings.TrimSpace(briefAPI(a)); got != want || found != "" {
			t.Errorf("%s\n%s\nwant\n%s", found, got, want)
		}
	}
	// Where the root names none, an operation that names none is at the document's
	// own host, which nobody knows.
	a, _ := read(t, strings.Replace(document, "servers: [{url: SERVER}]\n", "", 1))
	if got := strings.TrimSpace(briefAPI(a)); got != "T 1 at \"\"\nGET /a at https://maps.example.com\nPUT /a at https://maps.example.com\nGET /b" {
		t.Error(got)
	}
}

// TestSlashInVariable: a server's variable before a path does not end with a slash, so that
// no address has two.
func TestSlashInVariable(t *testing.T) {
	for address, want := range map[string]string{
		"https://{host}{base}":         "api.example.com /v1",
		"https://{host}{base}/":        "api.example.com /v1",
		"https://{host}{base}/clinic":  "api.example.com /v1",
		"https://{host}{base}clinic/x": "api.example.com /v1/",
	} {
		a, found := read(t, `
openapi: 3.0.0
info: {title: T, version: '1'}
servers: [{url: '`+address+`', variables: {host: {default: api.example.com}, base: {default: /v1/}}}]
paths:
  /a: {get: {}}
`)
		if got := a.Variables[0].Value + " " + a.Variables[1].Value; got != want || found != "" {
			t.Errorf("%s: %s\n%s", address, got, found)
		}
		if got := a.Servers[0].Variables[1].Value; got != a.Variables[1].Value {
			t.Errorf("%s: among all servers %q", address, got)
		}
	}
}
