package openapi_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/postwright/postwright/collection/openapi"
)

// TestMoreAlike: what is left out of findings that are alike is counted at the last of
// them, and not at a finding that says something else.
func TestMoreAlike(t *testing.T) {
	text := "openapi: 3.1.0\ninfo: {title: T, version: \"1\"}\npaths:\n"
	for i := range 9 {
		text += fmt.Sprintf("  /a%d/{id}: {get: {security: [{}]}}\n", i)
	}
	text += "webhooks:\n  made: {post: {}}\n"
	d, err := openapi.Read("api.yaml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	var helps []string
	for _, f := range d.Files[0].Found {
		helps = append(helps, fmt.Sprintf("%d %s", f.Line, f.Help))
	}
	if want := []string{"4 ", "5 ", "6 ", "7 ", "8 4 more like this", "14 add them to try your receiver with"}; !slices.Equal(helps, want) {
		t.Errorf("%q, want %q", helps, want)
	}
}

// TestWebhooksWithoutSecurity: a webhook that is read says nothing of the API's
// authorization, and need not.
func TestWebhooksWithoutSecurity(t *testing.T) {
	d, err := openapi.ReadWith("api.yaml", `openapi: 3.1.0
info: {title: T, version: "1"}
paths: {/a: {get: {security: [{a: []}]}}}
webhooks: {made: {post: {}}}
components: {securitySchemes: {a: {type: http, scheme: basic}}}
`, nil, openapi.Options{Webhooks: true})
	if err != nil || len(d.Files[0].Found) > 0 {
		t.Errorf("%v, %v", d.Files[0].Found, err)
	}
}

// TestMediaTypes: a media type that is none is named at its place, and the others that are
// alike are counted.
func TestMediaTypes(t *testing.T) {
	text := "openapi: 3.0.3\ninfo: {title: T, version: \"1\"}\npaths:\n"
	for i := range 6 {
		text += fmt.Sprintf("  /a%d: {post: {requestBody: {content: {application.json: {schema: {type: object}}}}, responses: {\"200\": {description: OK, content: {application/json: {schema: {type: object}}}}}}}\n", i)
	}
	d, err := openapi.Read("api.yaml", text, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range d.Files[0].Found {
		got = append(got, fmt.Sprintf("%d %s %s", f.Line, f.Message, f.Help))
	}
	const message = ` "application.json" is not a media type, such as application/json `
	if want := []string{"4" + message, "5" + message, "6" + message, "7" + message, "8" + message + "1 more like this"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestOtherSchemas: a body has the schemas of its further JSON media types, if they have their
// own.
func TestOtherSchemas(t *testing.T) {
	d, err := openapi.Read("api.yaml", `openapi: 3.0.3
info: {title: T, version: "1"}
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}, text/json: {schema: {$ref: '#/components/schemas/A'}}, application/vnd.b+json; v=2: {schema: {type: array}}, application/xml: {schema: {type: string}}}}}}}
components: {schemas: {A: {type: object}}}
`, nil)
	if err != nil {
		t.Fatal(err)
	}
	body := d.API.Operations[0].Body
	if b := body.Schemas["application/vnd.b+json"]; len(body.Schemas) != 1 || b == nil || !b.Is("array") {
		t.Errorf("%v", body.Schemas)
	}
}
