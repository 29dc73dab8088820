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
