package requests_test

import (
	"strings"
	"testing"
)

// TestWays: a request says which other ways to authorize there are, and never names the
// scopes of one that was not chosen.
func TestWays(t *testing.T) {
	tpl, items := itemsOf(t, `
security: [{bear: []}, {key: []}]
paths:
  /a: {get: {}}
  /b: {get: {}}
  /optional: {get: {security: [{}, {bear: []}]}}
  /or: {get: {security: [{basic: []}, {oauth: [read]}]}}
  /oauth: {get: {security: [{oauth: [read]}]}}
  /never: {get: {security: [{cert: []}]}}
  /both: {get: {security: [{basic: [], bear: []}]}}
components:
  securitySchemes:
    bear: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    key: {type: apiKey, in: header, name: X-Key}
    cert: {type: mutualTLS}
    oauth: {type: oauth2, flows: {clientCredentials: {tokenUrl: https://a.test/t, scopes: {read: R}}}}
`)
	for id, want := range map[string]string{
		"GET /a":        "",
		"GET /optional": "Authorization is optional.",
		"GET /or":       "The API also accepts `oauth` as authorization.",
		"GET /oauth":    "Needs the scope `read`.",
		"GET /never":    "Needs `cert` as authorization, which Postman does not have.",
		"GET /both":     "Needs `basic` as well, which Postman cannot send beside the other.",
	} {
		if got := items[id].Description; got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
	if guide := tpl.Auth.Guide; !strings.Contains(guide, "The API also accepts `key` as authorization.") {
		t.Errorf("the collection says %q", guide)
	}
}
