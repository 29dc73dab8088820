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
